//! Faults that can be planted into the protocol, to see that checkers and searches find them. They exist only where the
//! feature `bugs` is on: tests alone.

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// The leader answers before the write is on its disk, though its rules say otherwise.
    AcknowledgeBeforePersisting,
    /// A follower confirms what is not yet on its disk.
    ConfirmBeforePersisting,
    /// The follower that is least far is promoted.
    PromoteLeastFar,
    /// Replicas take entries of any epoch.
    NoEpochCheck,
    /// A follower that has promised itself to the next leader goes on confirming the old one's entries.
    BreakPromise,
    /// A node that restarts has forgotten its epoch and its promise.
    ForgetEpoch,
    /// An entry that arrives twice is put into the log twice.
    ApplyTwice,
    /// A follower puts an entry after a gap where the gap is.
    SkipGap,
    /// Each confirmation counts, also the second of the same follower.
    CountTwice,
    /// A follower of a new leader keeps the entries that the leader does not have.
    KeepTail,
    /// The leader takes requests without a lease.
    IgnoreLease,
    /// A snapshot counts as applied, but its data is not taken.
    EmptySnapshot,
    /// A replica that is behind serves reads that ask for a later position.
    ServeBehind,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 13] = [
        Bug::AcknowledgeBeforePersisting,
        Bug::ConfirmBeforePersisting,
        Bug::PromoteLeastFar,
        Bug::NoEpochCheck,
        Bug::BreakPromise,
        Bug::ForgetEpoch,
        Bug::ApplyTwice,
        Bug::SkipGap,
        Bug::CountTwice,
        Bug::KeepTail,
        Bug::IgnoreLease,
        Bug::EmptySnapshot,
        Bug::ServeBehind,
    ];
}
