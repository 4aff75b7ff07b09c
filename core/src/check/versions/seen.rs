use super::Facts;
use crate::{
    check::{Breach, Rule, Verdict},
    trace::{OpAt, Outcome, Version},
};
use alloc::format;

/// Whether no acknowledged write was replaced by a version whose writer had not seen it: one that was written at the same
/// time, or by somebody who had read the key without it. Who writes later without having read means to replace what is there.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    for (at, version) in trace.versions.iter() {
        let write = trace.operation(version.op);
        let held = facts.state.held(version.key);
        if write.outcome != Outcome::Ok || held.is_empty() || held.contains(&at) {
            continue;
        }
        let others = || held.iter().map(|other| trace.versions.get(*other));
        if others().any(|other| other.knows(version)) {
            continue;
        }
        let is_unseen = |other: &&Version| overlap(facts, version.op, other.op) || !other.context.is_empty();
        let Some(other) = others().find(is_unseen) else { continue };
        let event = facts.state.last(at);
        let at_ns = trace.events.get(event as usize).map_or(trace.end_ns, |event| event.at_ns);
        let sentence = format!(
            "{} was acknowledged, and {} replaced it, whose writer had not seen it.",
            facts.names.full(version.op),
            facts.names.full(other.op)
        );
        return Verdict::broken(Rule::SeenFirst, Breach { at_ns, event, op: Some(version.op) }, sentence);
    }
    Verdict::kept(Rule::SeenFirst, "No acknowledged write was replaced by a writer who had not seen it.")
}

/// Whether two operations were under way at one time.
fn overlap(facts: &Facts<'_>, one: OpAt, other: OpAt) -> bool {
    let [one, other] = [one, other].map(|op| facts.trace.operation(op));
    let end = |op: &crate::trace::Operation| op.end_ns.unwrap_or(u64::MAX);
    one.start_ns <= end(other) && other.start_ns <= end(one)
}
