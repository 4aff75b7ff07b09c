use super::{Entry, History};
use crate::{store::Values, trace::TextAt};
use alloc::{format, string::String, vec::Vec};

/// A replica's log of one partition. What is older than its base is kept as data alone.
///
/// ```text
///   1 … base   base+1 … persisted   … head
///   └ Values ┘ └──── on disk ─────┘ └ in memory
/// ```
#[derive(Clone, Debug, Default)]
pub struct Log {
    base: u64,
    base_values: Values,
    entries: Vec<Entry>,
    persisted: u64,
    flushing: Option<u64>,
    /// What this replica made of entries whose statement each replica runs for itself, by position.
    ran: Vec<(u64, TextAt)>,
    /// Its timelines.
    pub history: History,
}

impl Log {
    /// The last position; 0 where there is none.
    pub fn head(&self) -> u64 {
        self.base + self.entries.len() as u64
    }

    /// The last position of what is kept as data alone.
    pub const fn base(&self) -> u64 {
        self.base
    }

    /// The data up to the base.
    pub const fn base_values(&self) -> &Values {
        &self.base_values
    }

    /// The last position on disk.
    pub const fn persisted(&self) -> u64 {
        self.persisted
    }

    /// The entry at a position, where it is kept.
    pub fn get(&self, position: u64) -> Option<&Entry> {
        let at = position.checked_sub(self.base + 1)?;
        self.entries.get(at as usize)
    }

    /// The entries from one position to another, both included; fewer where not all are kept.
    pub fn range(&self, first: u64, last: u64) -> &[Entry] {
        let from = first.saturating_sub(self.base + 1).min(self.entries.len() as u64) as usize;
        let to = last.saturating_sub(self.base).min(self.entries.len() as u64) as usize;
        self.entries.get(from..to).unwrap_or_default()
    }

    /// Adds an entry; returns its position.
    pub fn push(&mut self, entry: Entry) -> u64 {
        self.entries.push(entry);
        self.head()
    }

    /// Notes what this replica made of a statement.
    pub fn note_ran(&mut self, position: u64, value: TextAt) {
        self.ran.push((position, value));
    }

    /// What this replica made of a statement before, if it has run it.
    pub fn ran(&self, position: u64) -> Option<TextAt> {
        self.ran.iter().find(|(at, _)| *at == position).map(|(_, value)| *value)
    }

    /// Begins to flush what is not on disk; the position up to which, or none where a flush goes on or nothing is to do.
    pub fn begin_flush(&mut self) -> Option<u64> {
        if self.flushing.is_some() || self.head() <= self.persisted {
            return None;
        }
        self.flushing = Some(self.head());
        self.flushing
    }

    /// The flush has ended; the position up to which the log is on disk now, if that is news.
    pub fn end_flush(&mut self) -> Option<u64> {
        let upto = self.flushing.take()?.min(self.head());
        let is_news = upto > self.persisted;
        self.persisted = self.persisted.max(upto);
        is_news.then_some(upto)
    }

    /// Drops what is after a position; true if there was anything. The history stays: a timeline that a leader has begun
    /// goes on, also if the leader went off before its first entry was on disk.
    pub fn cut(&mut self, last: u64) -> bool {
        let had_more = self.head() > last;
        self.entries.truncate(last.saturating_sub(self.base) as usize);
        self.persisted = self.persisted.min(last);
        self.flushing = self.flushing.map(|upto| upto.min(last));
        self.ran.retain(|(position, _)| *position <= last);
        had_more
    }

    /// Loses what is not on disk.
    pub fn crash(&mut self) {
        self.flushing = None;
        self.cut(self.persisted);
    }

    /// Keeps the last so many entries up to a position that is on disk and applied, and of older ones the data alone.
    pub fn shorten(&mut self, applied: u64, keep: u64) {
        let upto = applied.min(self.persisted).saturating_sub(keep);
        // Entries go in pieces, so that each moves a few times at most.
        if upto < self.base + keep.max(64) {
            return;
        }
        for (position, entry) in (self.base + 1..).zip(self.entries.drain(..(upto - self.base) as usize)) {
            let ran = self.ran.iter().find(|(at, _)| *at == position).map(|(_, value)| *value);
            self.base_values.set(entry.key, ran.or(entry.value));
        }
        self.ran.retain(|(position, _)| *position > upto);
        self.base = upto;
    }

    /// Takes all data up to a position at once.
    pub fn install(&mut self, base: u64, values: Values, history: History) {
        *self = Log { base, base_values: values, persisted: base, history, ..Log::default() };
    }

    /// Invariants.
    pub fn check(&self) -> Result<(), String> {
        let (base, persisted, head) = (self.base, self.persisted, self.head());
        if base <= persisted && persisted <= head {
            return Ok(());
        }
        Err(format!("broken: base {base} ≤ persisted {persisted} ≤ head {head}"))
    }
}
