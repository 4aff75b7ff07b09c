use super::OpAt;
use alloc::vec::Vec;

/// An entry of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands, from 1.
    pub position: u64,
    /// The epoch in which a leader accepted it.
    pub epoch: u64,
    /// The write that it is.
    pub op: OpAt,
}

/// The log of one replica, as far as the trace tells it. Entries that came with a snapshot whose sender is not known
/// count for the head alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// By position, ascending.
    entries: Vec<Entry>,
    head: u64,
}

impl Log {
    /// The last position; 0 where the log is empty.
    pub const fn head(&self) -> u64 {
        self.head
    }

    /// The entries that are known, by position, ascending.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry at a position.
    pub fn entry(&self, position: u64) -> Option<&Entry> {
        // Mostly nothing is missing, and the place follows from the position.
        let first = self.entries.first()?.position;
        let guess = self.entries.get(position.checked_sub(first)? as usize);
        guess.filter(|entry| entry.position == position).or_else(|| {
            let place = self.place(position).ok()?;
            self.entries.get(place)
        })
    }

    fn place(&self, position: u64) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&position, |entry| entry.position)
    }

    /// Puts an entry at its position, in place of what stood there.
    pub(super) fn put(&mut self, entry: Entry) {
        if self.entries.last().is_none_or(|last| last.position < entry.position) {
            self.entries.push(entry);
        } else {
            match self.place(entry.position) {
                Ok(place) => self.entries[place] = entry,
                Err(place) => self.entries.insert(place, entry),
            }
        }
        self.head = self.head.max(entry.position);
    }

    /// Takes away what stands behind a position.
    pub(super) fn cut(&mut self, last: u64) {
        let kept = self.entries.partition_point(|entry| entry.position <= last);
        self.entries.truncate(kept);
        self.head = self.head.min(last);
    }

    /// Reaches up to a position, whatever is known of the entries.
    pub(super) fn reach(&mut self, position: u64) {
        self.cut(position);
        self.head = position;
    }
}
