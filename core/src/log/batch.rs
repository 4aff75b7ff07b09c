use super::Entry;
use alloc::rc::Rc;

/// Entries in a row on their way: one mostly, so that is kept without a list.
#[derive(Clone, Debug)]
pub enum Batch {
    /// None, one.
    Few(Option<Entry>),
    /// Many, shared by the messages to all followers.
    Many(Rc<[Entry]>),
}

impl Batch {
    /// These entries.
    pub fn new(entries: &[Entry]) -> Self {
        match entries {
            [] => Batch::Few(None),
            [one] => Batch::Few(Some(*one)),
            many => Batch::Many(many.to_vec().into()),
        }
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        match self {
            Batch::Few(one) => one.as_slice(),
            Batch::Many(many) => many,
        }
    }

    /// Their bytes.
    pub fn bytes(&self) -> u32 {
        self.entries().iter().map(|entry| entry.bytes).sum()
    }
}
