use super::{LevelKind, Mode, Problem, field};
use crate::{
    base::NodeId,
    detect::Detector,
    protocol::{
        leader::{Ack, Elect, Fence, LogKind, Reads, Waits},
        leaderless::{Ask, Conflict, Coordinate, Hints, Repair},
    },
};
use alloc::string::String;

/// One rule of a mode, as a field of an address: `ack=semi.1`. The first nine are of leaders and followers, the others of
/// replication without a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// When a write is acknowledged.
    Ack(Ack),
    /// What the log carries.
    Log(LogKind),
    /// Who is asked for reads.
    Reads(Reads),
    /// When a leader is taken for dead.
    Detect(Detector),
    /// What keeps an old leader from writing on.
    Fence(Fence),
    /// Who may be promoted.
    Elect(Elect),
    /// How often the log is shipped, ns; 0: at once.
    Ship(u64),
    /// Entries of the log that are kept.
    Keep(u32),
    /// How often a leader says that it is alive, ns.
    Beat(u64),
    /// Replicas that a write waits for.
    WriteCount(u32),
    /// Replicas that a read waits for.
    ReadCount(u32),
    /// Which replicas a read asks.
    Ask(Ask),
    /// Who coordinates a request.
    Coordinate(Coordinate),
    /// Which versions replace which.
    Conflict(Conflict),
    /// What is done about replicas that have older versions.
    Repair(Repair),
    /// Whether others may take the place of replicas that do not answer.
    Sloppy(bool),
    /// How hints are kept.
    Hint(Hints),
    /// How long a tombstone is kept, ns.
    Grace(u64),
    /// How often a node compares its data with another's, ns.
    Sweep(u64),
    /// How long a coordinator waits for replicas, ns; 0: half of a client's patience.
    Wait(u64),
    /// Whether a replica answers a write only when it is on its disk.
    Durable(bool),
    /// The level of writes, instead of a number. Racks go by that of the first mode.
    WriteLevel(Option<LevelKind>),
    /// The level of reads, instead of a number. Racks go by that of the first mode.
    ReadLevel(Option<LevelKind>),
}

impl Rule {
    /// The keys of all rules, in the order of an address; the last two stand where `level` does.
    pub const KEYS: [&str; 23] = [
        "ack", "log", "reads", "detect", "fence", "elect", "ship", "keep", "beat", "w", "r", "ask", "coord",
        "conflict", "repair", "sloppy", "hint", "grace", "sweep", "wait", "fsync", "wl", "rl",
    ];

    /// The keys of those that leaders and followers go by.
    pub const OF_LEADERS: [&str; 9] = {
        let [ack, log, reads, detect, fence, elect, ship, keep, beat, ..] = Self::KEYS;
        [ack, log, reads, detect, fence, elect, ship, keep, beat]
    };

    /// All rules of a mode, in the order of their keys.
    pub const fn of(mode: &Mode) -> [Rule; 23] {
        let Mode { leader, quorum } = mode;
        [
            Rule::Ack(leader.ack),
            Rule::Log(leader.log),
            Rule::Reads(leader.reads),
            Rule::Detect(leader.detect),
            Rule::Fence(leader.fence),
            Rule::Elect(leader.elect),
            Rule::Ship(leader.ship_ns),
            Rule::Keep(leader.keep),
            Rule::Beat(leader.beat_ns),
            Rule::WriteCount(quorum.w),
            Rule::ReadCount(quorum.r),
            Rule::Ask(quorum.ask),
            Rule::Coordinate(quorum.coordinate),
            Rule::Conflict(quorum.conflict),
            Rule::Repair(quorum.repair),
            Rule::Sloppy(quorum.is_sloppy),
            Rule::Hint(quorum.hints),
            Rule::Grace(quorum.grace_ns),
            Rule::Sweep(quorum.sweep_ns),
            Rule::Wait(quorum.wait_ns),
            Rule::Durable(quorum.is_durable),
            Rule::WriteLevel(LevelKind::of_any(quorum.write_level)),
            Rule::ReadLevel(LevelKind::of_any(quorum.read_level)),
        ]
    }

    /// The key of an address.
    pub const fn key(self) -> &'static str {
        let at = match self {
            Rule::Ack(_) => 0,
            Rule::Log(_) => 1,
            Rule::Reads(_) => 2,
            Rule::Detect(_) => 3,
            Rule::Fence(_) => 4,
            Rule::Elect(_) => 5,
            Rule::Ship(_) => 6,
            Rule::Keep(_) => 7,
            Rule::Beat(_) => 8,
            Rule::WriteCount(_) => 9,
            Rule::ReadCount(_) => 10,
            Rule::Ask(_) => 11,
            Rule::Coordinate(_) => 12,
            Rule::Conflict(_) => 13,
            Rule::Repair(_) => 14,
            Rule::Sloppy(_) => 15,
            Rule::Hint(_) => 16,
            Rule::Grace(_) => 17,
            Rule::Sweep(_) => 18,
            Rule::Wait(_) => 19,
            Rule::Durable(_) => 20,
            Rule::WriteLevel(_) => 21,
            Rule::ReadLevel(_) => 22,
        };
        Self::KEYS[at]
    }

    /// The value of an address.
    pub fn value(self) -> String {
        field::write_rule(self)
    }

    /// Reads the value of a key of [`KEYS`](Self::KEYS).
    pub fn read(key: &str, value: &str) -> Result<Rule, Problem> {
        field::read_rule(key, value).map_err(|problem| problem.of(key))
    }

    /// The follower of which it speaks.
    pub const fn named(self) -> Option<NodeId> {
        match self {
            Rule::Ack(Ack { waits: Waits::Named(id), .. }) => Some(id),
            _ => None,
        }
    }

    pub(super) const fn set(self, mode: &mut Mode) {
        let Mode { leader, quorum } = mode;
        match self {
            Rule::Ack(ack) => leader.ack = ack,
            Rule::Log(log) => leader.log = log,
            Rule::Reads(reads) => leader.reads = reads,
            Rule::Detect(detect) => leader.detect = detect,
            Rule::Fence(fence) => leader.fence = fence,
            Rule::Elect(elect) => leader.elect = elect,
            Rule::Ship(ns) => leader.ship_ns = ns,
            Rule::Keep(entries) => leader.keep = entries,
            Rule::Beat(ns) => leader.beat_ns = ns,
            Rule::WriteCount(count) => quorum.w = count,
            Rule::ReadCount(count) => quorum.r = count,
            Rule::Ask(ask) => quorum.ask = ask,
            Rule::Coordinate(coordinate) => quorum.coordinate = coordinate,
            Rule::Conflict(conflict) => quorum.conflict = conflict,
            Rule::Repair(repair) => quorum.repair = repair,
            Rule::Sloppy(is_sloppy) => quorum.is_sloppy = is_sloppy,
            Rule::Hint(hints) => quorum.hints = hints,
            Rule::Grace(ns) => quorum.grace_ns = ns,
            Rule::Sweep(ns) => quorum.sweep_ns = ns,
            Rule::Wait(ns) => quorum.wait_ns = ns,
            Rule::Durable(is_durable) => quorum.is_durable = is_durable,
            Rule::WriteLevel(kind) => quorum.write_level = LevelKind::level_any(kind),
            Rule::ReadLevel(kind) => quorum.read_level = LevelKind::level_any(kind),
        }
    }
}
