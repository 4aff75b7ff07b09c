/// What a request waits for. A data centre is spoken of by its place in the topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One replica.
    One,
    /// Two.
    Two,
    /// Three.
    Three,
    /// More than half of all.
    Quorum,
    /// All.
    All,
    /// For writes: any node at all, which keeps a hint for the replicas.
    Any,
    /// One replica in this data centre.
    LocalOne(u32),
    /// More than half of those in this data centre.
    LocalQuorum(u32),
    /// More than half in every data centre that is to have some.
    EachQuorum,
    /// Kafka: a write waits for all replicas in sync, of which there must be at least so many (`min.insync.replicas`); a
    /// read is served by the leader.
    AcksAll {
        /// Replicas that must be in sync, itself at least 1.
        min_insync: u32,
    },
    /// Raft: a majority, for reads as for writes.
    Raft,
}
