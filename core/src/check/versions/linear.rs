use super::Facts;
use crate::{
    base::limit,
    check::{
        Breach, Rule, Verdict,
        history::{History, Proof, linearizable},
    },
    trace::{OpAt, What},
};

/// Whether the run is linearizable; where that is not decided within the limits, it is taken for so, and the sentence says
/// that it is not known. None where a read returned siblings: that is no register, which has one value. Nor of
/// runs of very many operations, which `check` judges in its own time.
pub(super) fn judge(facts: &Facts<'_>) -> Option<Verdict> {
    let trace = facts.trace;
    let is_long = trace.operations.len() > limit::JUDGED_OPERATIONS;
    if is_long || facts.requests.iter().any(|(_, request)| request.chosen.len() > 1) {
        return None;
    }
    let found = linearizable(&History::of_trace(trace));
    let Proof::Witness { operations, .. } = &found.proof else {
        return Some(Verdict::kept(Rule::Linearizable, &found.sentence));
    };
    // It is known when the last of those that cannot be explained ended.
    let mut ends = (0..).zip(&trace.events).filter_map(|(event, happened)| match happened.what {
        What::Returned(op) if operations.contains(&op.0) => {
            Some(Breach { at_ns: happened.at_ns, event, op: Some(op) })
        }
        _ => None,
    });
    let first = Breach { at_ns: trace.end_ns, event: 0, op: operations.first().copied().map(OpAt) };
    let breach = ends.by_ref().last().unwrap_or(first);
    Some(Verdict::broken(Rule::Linearizable, breach, found.sentence))
}
