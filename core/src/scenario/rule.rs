use super::{Problem, field};
use crate::{
    base::NodeId,
    detect::Detector,
    protocol::leader::{Ack, Elect, Fence, LogKind, Reads, Rules, Waits},
};
use alloc::string::String;

/// One rule of a mode, as a field of an address: `ack=semi.1`.
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
}

impl Rule {
    /// The keys of all rules, in the order of an address.
    pub const KEYS: [&str; 9] = ["ack", "log", "reads", "detect", "fence", "elect", "ship", "keep", "beat"];

    /// All rules of a mode, in the order of their keys.
    pub const fn of(rules: &Rules) -> [Rule; 9] {
        [
            Rule::Ack(rules.ack),
            Rule::Log(rules.log),
            Rule::Reads(rules.reads),
            Rule::Detect(rules.detect),
            Rule::Fence(rules.fence),
            Rule::Elect(rules.elect),
            Rule::Ship(rules.ship_ns),
            Rule::Keep(rules.keep),
            Rule::Beat(rules.beat_ns),
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

    pub(super) const fn set(self, rules: &mut Rules) {
        match self {
            Rule::Ack(ack) => rules.ack = ack,
            Rule::Log(log) => rules.log = log,
            Rule::Reads(reads) => rules.reads = reads,
            Rule::Detect(detect) => rules.detect = detect,
            Rule::Fence(fence) => rules.fence = fence,
            Rule::Elect(elect) => rules.elect = elect,
            Rule::Ship(ns) => rules.ship_ns = ns,
            Rule::Keep(entries) => rules.keep = entries,
            Rule::Beat(ns) => rules.beat_ns = ns,
        }
    }
}
