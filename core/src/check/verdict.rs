use super::{converged, facts::Facts, kept, one_writer, same_data, session, stale};
use crate::trace::{OpAt, Trace};
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
}

impl Rule {
    /// All, with the names in the JavaScript module.
    pub const NAMES: [(&'static str, Rule); 8] = [
        ("acknowledged-kept", Rule::AcknowledgedKept),
        ("one-writer", Rule::OneWriter),
        ("fresh-reads", Rule::FreshReads),
        ("read-your-writes", Rule::ReadYourWrites),
        ("monotonic-reads", Rule::MonotonicReads),
        ("consistent-prefix", Rule::ConsistentPrefix),
        ("same-data", Rule::SameData),
        ("converged", Rule::Converged),
    ];
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

/// What all checkers say of a run, in the order of [`Rule::NAMES`].
pub fn all(trace: &Trace) -> Vec<Verdict> {
    let facts = Facts::new(trace);
    Rule::NAMES.iter().map(|(_, rule)| rule.judge(&facts)).collect()
}

impl Rule {
    pub(super) fn judge(self, facts: &Facts) -> Verdict {
        match self {
            Rule::AcknowledgedKept => kept::judge(facts),
            Rule::OneWriter => one_writer::judge(facts.trace, &facts.names),
            Rule::FreshReads => stale::judge_fresh(facts),
            Rule::ReadYourWrites => stale::judge_own(facts),
            Rule::MonotonicReads => session::judge_monotonic(facts),
            Rule::ConsistentPrefix => session::judge_prefix(facts),
            Rule::SameData => same_data::judge(facts.trace, &facts.names),
            Rule::Converged => converged::judge(facts.trace, &facts.names),
        }
    }
}
