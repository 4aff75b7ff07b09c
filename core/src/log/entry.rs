use crate::trace::{OpAt, TextAt};

/// One write in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The epoch in which a leader accepted it.
    pub epoch: u64,
    /// The timeline of that leader.
    pub timeline: u32,
    /// Which operation it is.
    pub op: OpAt,
    /// The key.
    pub key: TextAt,
    /// The value that the key gets, or the statement's text; none: it is deleted.
    pub value: Option<TextAt>,
    /// What each replica finds out for itself when it runs the statement.
    pub func: Func,
    /// Bytes on the wire and on disk.
    pub bytes: u32,
}

/// A function in a statement that does not come out the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Func {
    /// None: the value is the value.
    Plain,
    /// `NOW()`: the clock of whoever runs it.
    Now,
    /// `RAND()`: the dice of whoever runs it.
    Rand,
}

impl Func {
    /// The function that a value calls.
    pub fn of(value: &str) -> Self {
        match value {
            "NOW()" | "now()" => Func::Now,
            "RAND()" | "rand()" => Func::Rand,
            _ => Func::Plain,
        }
    }
}
