use quorate_core::trace::{OpAt, Outcome, Trace, VersionAt, What};
use std::collections::{BTreeMap, BTreeSet};

/// What there is to know of versions, by the trace: which write made which, what each read returned, and what a writer knew.
pub(super) struct Knowledge {
    /// By the write.
    pub(super) made: BTreeMap<OpAt, VersionAt>,
    /// By the read.
    pub(super) chosen: BTreeMap<OpAt, BTreeSet<VersionAt>>,
    /// By the version: what its writer knew, and what those knew.
    knew: Vec<BTreeSet<VersionAt>>,
}

impl Knowledge {
    pub(super) fn of(trace: &Trace) -> Self {
        let made = trace.versions.iter().map(|(at, version)| (version.op, at)).collect();
        let mut chosen: BTreeMap<OpAt, BTreeSet<VersionAt>> = BTreeMap::new();
        for event in &trace.events {
            match event.what {
                // A read that is asked anew may be served twice: what the last told counts least of all, so all count.
                What::Chosen { op, version } => {
                    chosen.entry(op).or_default().insert(version);
                }
                What::Served(op) => {
                    chosen.entry(op).or_default();
                }
                _ => {}
            }
        }
        let mut knowledge = Knowledge { made, chosen, knew: Vec::new() };
        for (_, version) in trace.versions.iter() {
            let knew = knowledge.at(trace, version.op);
            knowledge.knew.push(knew);
        }
        knowledge
    }

    /// What the client of a write knew when it asked: what it had read and written of the key by then, as far as it was told,
    /// and what the writers of that knew.
    fn at(&self, trace: &Trace, op: OpAt) -> BTreeSet<VersionAt> {
        let write = trace.operation(op);
        let mut known = BTreeSet::new();
        for (at, other) in (0..).map(OpAt).zip(&trace.operations) {
            let is_told =
                other.outcome == Outcome::Ok && other.end_ns.is_some_and(|end| end <= write.start_ns);
            if is_told && (other.client, other.key) == (write.client, write.key) {
                known.extend(self.chosen.get(&at).into_iter().flatten());
                known.extend(self.made.get(&at));
            }
        }
        let before: Vec<VersionAt> = known.iter().copied().collect();
        for version in before {
            known.extend(self.knew.get(version.at()).into_iter().flatten());
        }
        known
    }

    /// Whether the writer of one knew of another, or it is the same.
    pub(super) fn covers(&self, one: VersionAt, other: VersionAt) -> bool {
        one == other || self.knew.get(one.at()).is_some_and(|knew| knew.contains(&other))
    }
}
