use super::Facts;
use crate::{
    base::{IdMap, limit},
    check::{Breach, Rule, Verdict},
    trace::{OpAt, Outcome, TextAt, Version, VersionAt},
};
use alloc::{format, vec, vec::Vec};
use core::mem;

/// Whether no acknowledged write was replaced by a version whose writer had not seen it: one that was written at the same
/// time, or by somebody who had read the key without it. Who writes later without having read means to replace what is there.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let known = known(facts);
    for (at, version) in trace.versions.iter() {
        let write = trace.operation(version.op);
        let held = facts.state.held(version.key);
        if write.outcome != Outcome::Ok || held.is_empty() || known[at.at()] {
            continue;
        }
        let mut others = held.iter().map(|other| trace.versions.get(*other));
        let is_unseen = |other: &&Version| overlap(facts, version.op, other.op) || !other.context.is_empty();
        let Some(other) = others.find(is_unseen) else { continue };
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

/// By version: whether somebody has it at the end, or a version whose writer knew of it, or knew of one whose writer did.
fn known(facts: &Facts<'_>) -> Vec<bool> {
    let versions = &facts.trace.versions;
    let mut by_key: IdMap<Vec<VersionAt>, TextAt> = IdMap::default();
    for (at, version) in versions.iter() {
        by_key.get_or_default(version.key).push(at);
    }
    let mut known = vec![false; versions.len()];
    for (key, all) in by_key.iter() {
        if all.len() > limit::SEEN_VERSIONS {
            // Too many to follow who knew of whom: taken for known.
            for at in all {
                known[at.at()] = true;
            }
            continue;
        }
        let mut next: Vec<VersionAt> = facts.state.held(key).to_vec();
        while let Some(at) = next.pop() {
            if mem::replace(&mut known[at.at()], true) {
                continue;
            }
            let of = versions.get(at);
            // Whoever wrote knew of few versions that nobody else had replaced: most are found through these.
            next.extend(
                all.iter().copied().filter(|other| !known[other.at()] && of.knows(versions.get(*other))),
            );
        }
    }
    known
}

/// Whether two operations were under way at one time.
fn overlap(facts: &Facts<'_>, one: OpAt, other: OpAt) -> bool {
    let [one, other] = [one, other].map(|op| facts.trace.operation(op));
    let end = |op: &crate::trace::Operation| op.end_ns.unwrap_or(u64::MAX);
    one.start_ns <= end(other) && other.start_ns <= end(one)
}
