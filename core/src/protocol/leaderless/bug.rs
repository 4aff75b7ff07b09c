//! Faults that can be planted into the protocol, to see that checkers and searches find them. They exist only where the
//! feature `bugs` is on: tests alone.

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// A second answer of the same replica counts as that of another.
    CountTwice,
    /// A write is acknowledged when one fewer has answered than it waits for.
    AcknowledgeEarly,
    /// A replica answers a write before it is on its disk, though its rules say otherwise.
    AnswerBeforePersisting,
    /// A hint counts as the answer of the replica that it is kept for, at every level.
    CountHints,
    /// A replica takes what comes last, whatever it has.
    Overwrite,
    /// A replica keeps one of the siblings that it has.
    OneSibling,
    /// A coordinator that restarts counts its versions from the first again.
    CountAnew,
    /// Digests that differ are taken for equal.
    TrustDigest,
    /// A read that is to repair first answers without having done so.
    SkipRepair,
    /// A hint is gone when it was sent, and not when it arrived.
    ForgetHint,
    /// A tombstone is gone as soon as it is on disk.
    PurgeAtOnce,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 11] = [
        Bug::CountTwice,
        Bug::AcknowledgeEarly,
        Bug::AnswerBeforePersisting,
        Bug::CountHints,
        Bug::Overwrite,
        Bug::OneSibling,
        Bug::CountAnew,
        Bug::TrustDigest,
        Bug::SkipRepair,
        Bug::ForgetHint,
        Bug::PurgeAtOnce,
    ];
}
