use crate::{conflict::Conflict, quorum::Level};

/// What may differ between clusters that replicate without a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Replicas that a write waits for.
    pub w: u32,
    /// Replicas that a read waits for.
    pub r: u32,
    /// The level of writes, instead of a number.
    pub write_level: Option<Level>,
    /// The level of reads, instead of a number.
    pub read_level: Option<Level>,
    /// Which replicas a read asks.
    pub ask: Ask,
    /// Who coordinates a request, where the script does not say.
    pub coordinate: Coordinate,
    /// Which versions replace which.
    pub conflict: Conflict,
    /// What is done about replicas that have older versions.
    pub repair: Repair,
    /// Whether others may take the place of replicas that do not answer, and be counted for them.
    pub is_sloppy: bool,
    /// How hints are kept.
    pub hints: Hints,
    /// How long a tombstone is kept, ns.
    pub grace_ns: u64,
    /// How often a node compares its data with another's, ns.
    pub sweep_ns: u64,
    /// How long a coordinator waits for replicas, ns; 0: half of a client's patience.
    pub wait_ns: u64,
    /// Whether a replica answers a write only when it is on its disk.
    pub is_durable: bool,
}

/// Which replicas a read asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All, for the whole value: the first answers count.
    All,
    /// As many as it needs, the nearest first: one for the value, the others for its digest; where these differ, all of them
    /// for the value.
    Digest,
}

/// Who coordinates a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coordinate {
    /// The replica with the shortest way from the client.
    Replica,
    /// Any node, drawn for each request.
    Any,
    /// The client itself.
    Client,
}

/// What is done about replicas that have older versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What a read does about them.
    pub read: ReadRepair,
    /// Who missed a write gets it from a hint.
    pub hint: bool,
    /// Replicas compare their data by Merkle trees.
    pub merkle: bool,
}

/// What a read does about replicas that answered with less than others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadRepair {
    /// Nothing.
    None,
    /// It answers, and then writes the newest to all that answered with less.
    Background,
    /// It writes first, and answers when as many as it waits for have the newest.
    Blocking,
}

/// How hints are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hints {
    /// How long a node may be unheard for hints to be kept for it, ns.
    pub window_ns: u64,
    /// How many one node keeps at most.
    pub most: u32,
    /// How often it tries to deliver them, ns.
    pub every_ns: u64,
}
