use super::{Facts, state::are_older};
use crate::{
    check::{Breach, Rule, Verdict},
    trace::{OpAt, Outcome, time_text},
};
use alloc::format;

/// Whether every write that was acknowledged, or one that is not older, is still somewhere at the end.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let writes = (0..).map(OpAt).zip(&trace.operations);
    let done = writes.filter(|(_, op)| op.kind.is_write() && op.outcome == Outcome::Ok);
    for (op, operation) in done {
        let held = facts.state.held(operation.key);
        if !are_older(trace, held, op) {
            continue;
        }
        let made = facts.requests.get(op).and_then(|request| request.made);
        let event = made.map_or(0, |made| facts.state.last(made));
        let at_ns = trace.events.get(event as usize).map_or(trace.end_ns, |event| event.at_ns);
        let name = facts.names.full(op);
        let told = operation.end_ns.map_or_else(alloc::string::String::new, time_text);
        let sentence = match held.first() {
            Some(other) => {
                let is_later = |made| trace.versions.get(*other).clock_us > trace.versions.get(made).clock_us;
                let how = if made.is_some_and(is_later) { "has the later clock" } else { "is there instead" };
                let other = facts.names.version(*other);
                format!(
                    "{name} was acknowledged at {told} and is lost: {other}, which was written before it, {how}."
                )
            }
            None => format!("{name} was acknowledged at {told} and is lost: no replica has it."),
        };
        return Verdict::broken(Rule::AcknowledgedKept, Breach { at_ns, event, op: Some(op) }, sentence);
    }
    Verdict::kept(Rule::AcknowledgedKept, "No acknowledged write is lost.")
}
