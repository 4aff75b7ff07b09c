use crate::{
    base::IdMap,
    trace::{Moment, OpAt, OpKind, Outcome, Running, TextAt, Trace, VersionAt, What},
};
use alloc::{vec, vec::Vec};

/// What there is of each key at the end, and when each version was last dropped.
pub(super) struct State {
    /// By key: the versions that somebody has or keeps for another, whether or not it is on.
    held: IdMap<Vec<VersionAt>, TextAt>,
    /// By version: the place of the event at which it was dropped last, or made or acknowledged.
    last: Vec<u32>,
}

impl State {
    pub(super) fn at_end(trace: &Trace) -> Self {
        let moment = Moment::new(trace, u64::MAX);
        let mut held: IdMap<Vec<VersionAt>, TextAt> = IdMap::default();
        for (_, state) in moment.actors() {
            let all = state.versions.iter().chain(state.hints.iter().map(|(_, version)| version));
            for version in all {
                let of_key = held.get_or_default(trace.versions.get(*version).key);
                if !of_key.contains(version) {
                    of_key.push(*version);
                }
            }
        }
        State { held, last: last(trace) }
    }

    /// The versions of a key that anybody has.
    pub(super) fn held(&self, key: TextAt) -> &[VersionAt] {
        self.held.get(key).map_or(&[], Vec::as_slice)
    }

    /// The event from which on a version was nowhere, if it is so.
    pub(super) fn last(&self, version: VersionAt) -> u32 {
        self.last.get(version.at()).copied().unwrap_or(0)
    }
}

fn last(trace: &Trace) -> Vec<u32> {
    let mut made = vec![None; trace.operations.len()];
    for (at, version) in trace.versions.iter() {
        made[version.op.at()] = Some(at);
    }
    let mut last = vec![0; trace.versions.len()];
    for (at, event) in (0..).zip(&trace.events) {
        let version = match event.what {
            What::Dropped { version, .. } | What::Unhinted { version, .. } => Some(version),
            What::Acknowledged(op) => made[op.at()],
            _ => None,
        };
        if let Some(version) = version {
            last[version.at()] = at;
        }
    }
    last
}

/// When an operation ended that was done, ns; never, where that is not known.
pub(super) fn ended_ns(trace: &Trace, op: OpAt) -> u64 {
    let op = trace.operation(op);
    op.end_ns.filter(|_| op.outcome == Outcome::Ok).unwrap_or(u64::MAX)
}

/// Whether all of these are older than a write: their own writes had ended before it began. Nothing is what a deletion
/// leaves: it is older unless one is as late.
pub(super) fn are_older(trace: &Trace, versions: &[VersionAt], write: OpAt) -> bool {
    let start_ns = trace.operation(write).start_ns;
    let is_older = |op: OpAt| ended_ns(trace, op) < start_ns;
    if !versions.is_empty() {
        return versions.iter().all(|at| is_older(trace.versions.get(*at).op));
    }
    let key = trace.operation(write).key;
    let mut all = (0..).map(OpAt).zip(&trace.operations);
    !all.any(|(op, operation)| operation.key == key && operation.kind == OpKind::Delete && !is_older(op))
}

/// Whether a node is on at the end.
pub(super) const fn is_on(running: Running) -> bool {
    !matches!(running, Running::Off)
}
