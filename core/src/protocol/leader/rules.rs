use crate::{base::NodeId, detect::Detector};

/// What may differ between clusters that replicate by leader and followers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// When a write is acknowledged.
    pub ack: Ack,
    /// What the log carries.
    pub log: LogKind,
    /// Who is asked for reads.
    pub reads: Reads,
    /// When a leader is taken for dead.
    pub detect: Detector,
    /// What keeps an old leader from writing on.
    pub fence: Fence,
    /// Who may be promoted.
    pub elect: Elect,
    /// How often the log is shipped, ns; 0: at once.
    pub ship_ns: u64,
    /// Entries of the log that are kept for those who are behind; who is further behind takes a snapshot.
    pub keep: u32,
    /// How often a leader says that it is alive, ns; 0: a quarter of the timeout that detects its death, and 100 ms where
    /// there is none.
    pub beat_ns: u64,
}

impl Rules {
    /// How often a leader says that it is alive, ns.
    pub fn beat_ns(&self) -> u64 {
        match (self.beat_ns, self.detect) {
            (0, Detector::Timeout(ns)) => (ns / 4).max(1_000),
            (0, _) => 100_000_000,
            (ns, _) => ns,
        }
    }
}

/// When the leader acknowledges a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Whom it waits for.
    pub waits: Waits,
    /// How far these must have come with it.
    pub stage: Stage,
}

/// Whom a leader waits for, beside its own disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Not even for its own disk.
    Nothing,
    /// For no follower.
    Leader,
    /// For any so many followers.
    Any(u32),
    /// For this follower.
    Named(NodeId),
    /// For as many followers as make a majority of all replicas with it.
    Majority,
    /// For every follower, dead or alive.
    All,
}

/// How far a follower has come with an entry when it confirms it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has it in memory.
    Written,
    /// It has it on disk.
    Durable,
    /// It has it on disk, and its reads see it.
    Applied,
}

/// What the log carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// The statement, which every replica runs for itself: `NOW()` and `RAND()` come out different.
    Statement,
    /// The bytes that changed on the leader's pages: replicas need its version of the engine.
    Wal,
    /// The rows that changed.
    Row,
}

/// Who is asked for reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// The leader.
    Leader,
    /// Any replica, drawn anew for each read.
    Any,
    /// One follower for each client, always the same.
    Sticky,
    /// The replica with the shortest way.
    Nearest,
    /// Any replica that knows itself to be at most so many ns behind, else the leader.
    Bounded(u64),
    /// Any replica that has come as far as the client has seen or written, else the leader.
    Position,
    /// The leader for so many ns after the client's last write, else any replica.
    AfterWrite(u64),
}

/// What keeps an old leader from writing on when another is promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Nothing.
    None,
    /// Each leader has an epoch; replicas refuse whatever comes from a lower one.
    Epoch,
    /// Epochs, and a leader takes requests only while it has a lease from as many followers as make a majority with it: of
    /// so many ns after each heartbeat, by the clock of the follower that grants it.
    Lease(u64),
    /// Epochs, and the old leader is powered off before another is promoted.
    Stonith,
}

/// Who may be promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elect {
    /// The follower that is furthest, of those that answer.
    Freshest,
    /// The same, but only once so many have answered that each acknowledged write is on one of them.
    Safe,
    /// The first that answers, however far it is.
    First,
}
