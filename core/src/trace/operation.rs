use super::{ActorAt, TextAt};
use crate::base::PartitionId;

/// An operation's place among all operations of a trace, from 0, in the order in which they were begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpAt(pub u32);

impl OpAt {
    /// As an index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// What a client asked for, and what it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Who asked.
    pub client: ActorAt,
    /// What kind.
    pub kind: OpKind,
    /// Of which key; of an insert the key is the automatic id, and known only once it was given out.
    pub key: TextAt,
    /// What is written: of a `put` and an `insert` the value, of a `cas` the new one; of an increment the value that came of
    /// it, once known.
    pub value: Option<TextAt>,
    /// What a `cas` expects.
    pub expected: Option<TextAt>,
    /// The partition of the key.
    pub partition: PartitionId,
    /// When the client asked, ns.
    pub start_ns: u64,
    /// When it knew; none while it waits.
    pub end_ns: Option<u64>,
    /// What it knew then.
    pub outcome: Outcome,
    /// What a read returned; none is that there was nothing. Of a `cas` that did not match: what there was.
    pub result: Option<TextAt>,
    /// Whether a `cas` matched; true of all others.
    pub matched: bool,
    /// The node that answered.
    pub answered_by: Option<ActorAt>,
    /// The position in the log: of a write where it stands, of a read up to which it saw.
    pub position: Option<u64>,
    /// How often it was asked anew.
    pub retries: u32,
}

impl Operation {
    /// What a client asks for at an instant, ns, and has no answer to.
    pub const fn asked(
        client: ActorAt,
        kind: OpKind,
        key: TextAt,
        value: Option<TextAt>,
        partition: PartitionId,
        start_ns: u64,
    ) -> Self {
        Operation {
            client,
            kind,
            key,
            value,
            expected: None,
            partition,
            start_ns,
            end_ns: None,
            outcome: Outcome::Unknown,
            result: None,
            matched: true,
            answered_by: None,
            position: None,
            retries: 0,
        }
    }
}

/// What a client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpKind {
    /// Reads a key.
    Get,
    /// Writes a key.
    Put,
    /// Deletes a key.
    Delete,
    /// Writes a key if it has the expected value.
    Cas,
    /// Adds one to a key.
    Increment,
    /// Writes a value under the next automatic id.
    Insert,
}

impl OpKind {
    /// Whether it changes anything.
    pub const fn is_write(self) -> bool {
        !matches!(self, OpKind::Get)
    }
}

/// What a client knows of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was told that it was done.
    Ok,
    /// It was told that it was not done, and it never will be.
    Fail,
    /// It was told nothing: it may have been done, or may be yet.
    Unknown,
}
