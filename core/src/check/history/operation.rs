use crate::trace::{Outcome, TextAt};

/// What is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing is known of it.
    Unknown,
    /// There is no value: nothing was written, or it was deleted.
    Nothing,
    /// It is this text.
    Text(TextAt),
}

/// What a client asks for in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Reads.
    Read,
    /// Writes; of nothing it deletes.
    Write,
    /// Writes if there is the expected value.
    Cas,
    /// Appends to the text that there is.
    Append,
    /// Adds one to the whole number that there is, or makes it 1.
    Increment,
}

impl Kind {
    /// Whether it can change anything.
    pub const fn is_write(self) -> bool {
        !matches!(self, Kind::Read)
    }
}

/// One operation of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryOp {
    /// Who asked. What a process asks for after an operation without an answer is its own as before: nobody waits for that
    /// one any more, and it may still happen meanwhile.
    pub process: TextAt,
    /// What kind.
    pub kind: Kind,
    /// Of which key. None is a key that nobody knows, of an insert that was never answered: it may be any.
    pub key: Option<TextAt>,
    /// What was read, or is written; of an increment what came of it.
    pub value: Cell,
    /// What a `cas` expects.
    pub expected: Cell,
    /// Whether a `cas` matched; true of all others, and where there is no answer.
    pub matched: bool,
    /// When it was asked for, in the clock of the history.
    pub start: u64,
    /// When the answer came; none if it never did.
    pub end: Option<u64>,
    /// What the answer was.
    pub outcome: Outcome,
}

impl HistoryOp {
    /// Whether it was done, as its client knows.
    pub fn is_done(&self) -> bool {
        self.outcome == Outcome::Ok && self.end.is_some()
    }

    /// Whether it may be done, without anybody knowing.
    pub fn is_open(&self) -> bool {
        self.outcome == Outcome::Unknown || (self.outcome == Outcome::Ok && self.end.is_none())
    }
}
