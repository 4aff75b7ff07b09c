use super::{LevelKind, Text};
use crate::{
    base::{ClientId, IdMap, NodeId, PartitionId, Unit},
    protocol::leader::Rules,
    sim::{Ends, Latency, Peer},
};
use alloc::vec::Vec;

/// What happens over time: how replicas talk, what links, disks and clocks are like, what clients do, and the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    pub(crate) replication: Replication,
    /// The rules of up to three modes, which run side by side on the same seed: one at least.
    pub(crate) modes: Vec<Rules>,
    /// Later items override earlier ones.
    pub(crate) links: Vec<LinkRule>,
    /// How often the network loses a message, ppm.
    pub(crate) loss_ppm: u32,
    /// How far clocks are ahead, ns.
    pub(crate) skew_ns: IdMap<i64>,
    /// How long a flush takes, ns: of all nodes, and of single ones.
    pub(crate) disk_ns: u64,
    pub(crate) disks: IdMap<u64>,
    /// How long a client waits for an answer, ns.
    pub(crate) timeout_ns: u64,
    /// How often a client asks anew, and how long it waits before, ns.
    pub(crate) retries: u32,
    pub(crate) retry_wait_ns: u64,
    /// What clients ask for beside the script.
    pub(crate) load: Load,
    pub(crate) clients: u32,
    /// Between an answer and the next operation of a client, ns.
    pub(crate) think_ns: u64,
    pub(crate) script: Vec<Act>,
    /// When the run ends, ns.
    pub(crate) until_ns: u64,
    /// The instant shown, ns; none is the end.
    pub(crate) at_ns: Option<u64>,
}

/// How copies are kept alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replication {
    /// There is one copy.
    Single,
    /// By a leader and its followers.
    Leader,
}

/// What links are like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRule {
    /// Between which two, both ways; none is all.
    pub ends: Option<(Peer, Peer)>,
    /// How long messages take.
    pub latency: Latency,
}

/// What clients ask for by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Nothing: the script alone.
    None,
    /// Each of these keys as often, a write for every so many operations.
    Uniform,
    /// Keys by Zipf's law: theta in hundredths.
    Zipf(u32),
    /// One key after the other.
    Sequential,
}

/// A line of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When, ns.
    pub at_ns: u64,
    /// What.
    pub verb: Verb,
}

/// What a line of the script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A client reads.
    Get(Text, Asked),
    /// A client writes.
    Put(Text, Text, Asked),
    /// A client deletes.
    Delete(Text, Asked),
    /// A client writes if the value is as expected: key, old, new.
    Cas(Text, Text, Text, Asked),
    /// A client adds one.
    Increment(Text, Asked),
    /// A client writes a value under the next automatic id.
    Insert(Text, Asked),
    /// The process of all in this unit ends.
    Kill(Unit),
    /// All in this unit lose power.
    Crash(Unit),
    /// All in this unit start again, or go on.
    Up(Unit),
    /// A node stops; for so many ns, or until `up`.
    Pause(NodeId, Option<u64>),
    /// Nothing passes between two sets; one way only where the flag says so.
    Cut(Ends, Ends, bool),
    /// Nothing passes between groups.
    Split(Vec<Ends>),
    /// All cuts end, or those between two sets.
    Heal(Option<(Ends, Ends)>),
    /// A node is slower by so many ns.
    Slow(NodeId, u64),
    /// Messages between two sets are lost, ppm.
    Loss(Ends, Ends, u32),
    /// Messages between two sets arrive twice, ppm.
    Duplicate(Ends, Ends, u32),
    /// The k-th message is lost.
    Lose(Peer, Peer, u32),
    /// The k-th message is late by so many ns.
    Delay(Peer, Peer, u64, u32),
    /// The leadership of a partition is handed over.
    Transfer(PartitionId, NodeId),
    /// The clock of a node is set ahead, or behind, ns.
    Skew(NodeId, i64),
    /// A node starts anew with the next version of the engine.
    Upgrade(NodeId),
}

/// By whom, and at which level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The level, where it is given: leader–follower replication has none.
    pub level: Option<LevelKind>,
    /// The client, where it is given; else the first.
    pub client: Option<ClientId>,
    /// The node that is asked, where it is given.
    pub coordinator: Option<NodeId>,
}
