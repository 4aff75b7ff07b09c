use super::{converged, facts::Facts, kept, one_writer, same_data, session, stale, versions};
use crate::trace::{Keeps, OpAt, Trace};
use alloc::{string::String, vec::Vec};

/// A promise that a run keeps or breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// No write that was acknowledged is lost.
    AcknowledgedKept,
    /// In each epoch one node takes writes; without epochs, one at a time.
    OneWriter,
    /// A read returns what the last write that was acknowledged before it began left, or later.
    FreshReads,
    /// A client reads what it wrote, or later.
    ReadYourWrites,
    /// A client never reads older data than it has read.
    MonotonicReads,
    /// Who reads an effect of a write has also read what came before it.
    ConsistentPrefix,
    /// Replicas that applied the same position have the same data.
    SameData,
    /// At the end all replicas that are on have the same data.
    Converged,
    /// Every operation can be given an instant between its start and its end so that all answers are right.
    Linearizable,
    /// No acknowledged write is replaced by a version whose writer had not seen it.
    SeenFirst,
}

impl Rule {
    /// All, with the names in the JavaScript module.
    pub const NAMES: [(&'static str, Rule); 10] = [
        ("acknowledged-kept", Rule::AcknowledgedKept),
        ("one-writer", Rule::OneWriter),
        ("fresh-reads", Rule::FreshReads),
        ("read-your-writes", Rule::ReadYourWrites),
        ("monotonic-reads", Rule::MonotonicReads),
        ("consistent-prefix", Rule::ConsistentPrefix),
        ("same-data", Rule::SameData),
        ("converged", Rule::Converged),
        ("linearizable", Rule::Linearizable),
        ("seen-first", Rule::SeenFirst),
    ];

    /// The name in the JavaScript module.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}

/// What a checker says of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Of which promise.
    pub rule: Rule,
    /// Where it broke first; none if it was kept.
    pub breach: Option<Breach>,
    /// In one sentence, whether it held or broke.
    pub sentence: String,
}

/// Where a promise broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// When, ns.
    pub at_ns: u64,
    /// The place of the event in the trace.
    pub event: u32,
    /// The operation that it broke for, if it is one.
    pub op: Option<OpAt>,
}

/// What all checkers say of a run: of each rule that holds for what its replicas keep.
pub fn all(trace: &Trace) -> Vec<Verdict> {
    if trace.keeps == Keeps::Versions {
        return versions::all(trace);
    }
    let facts = Facts::new(trace);
    OF_LOGS.iter().map(|judge| judge(&facts)).collect()
}

/// The judges of runs in which replicas keep a log, in the order of their verdicts.
const OF_LOGS: [fn(&Facts<'_>) -> Verdict; 8] = [
    kept::judge,
    |facts| one_writer::judge(facts.trace, &facts.names),
    stale::judge_fresh,
    stale::judge_own,
    session::judge_monotonic,
    session::judge_prefix,
    |facts| same_data::judge(facts.trace, &facts.names),
    |facts| converged::judge(facts.trace, &facts.names),
];
