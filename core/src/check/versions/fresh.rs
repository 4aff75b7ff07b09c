//! What reads may return: Lamport's regular register (On Interprocess Communication, 1986), and two guarantees of a session
//! (Terry et al., Session Guarantees for Weakly Consistent Replicated Data, 1994).

use super::{Facts, state::are_older};
use crate::{
    check::{Breach, Rule, Verdict},
    trace::{OpAt, OpKind, Operation, Outcome, VersionAt, What, time_text},
};
use alloc::{format, string::String, vec::Vec};

/// Whether every read returned the last write that was acknowledged before it began, or a later one.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let missed = |op: OpAt| facts.requests.get(op)?.missed;
    match first(facts, missed) {
        Some((read, write, at)) => Verdict::broken(Rule::FreshReads, at, stale(facts, read, write)),
        None => Verdict::kept(
            Rule::FreshReads,
            "Every read saw all writes of its key that were acknowledged before it began.",
        ),
    }
}

/// Whether every client read what it had written, or later.
pub(super) fn judge_own(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let missed = |read: OpAt| {
        let asked = trace.operation(read);
        let chosen = chosen(facts, read)?;
        let own = (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| {
            op.client == asked.client
                && op.key == asked.key
                && is_done_write(op)
                && op.end_ns.is_some_and(|end_ns| end_ns <= asked.start_ns)
        });
        let (last, _) = own.max_by_key(|(_, op)| op.start_ns)?;
        are_older(trace, chosen, last).then_some(last)
    };
    match first(facts, missed) {
        Some((read, write, at)) => Verdict::broken(Rule::ReadYourWrites, at, stale(facts, read, write)),
        None => Verdict::kept(Rule::ReadYourWrites, "Every client read what it had written, or later."),
    }
}

/// Whether no client read what is older than what it had read.
pub(super) fn judge_monotonic(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let reads: Vec<(OpAt, &Operation)> =
        (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| is_done_read(op)).collect();
    let newer = |read: OpAt| {
        let asked = trace.operation(read);
        let chosen = chosen(facts, read)?;
        let before = reads.iter().filter(|(_, op)| {
            op.client == asked.client
                && op.key == asked.key
                && op.end_ns.is_some_and(|end_ns| end_ns <= asked.start_ns)
        });
        let mut seen = before.filter_map(|(at, _)| self::chosen(facts, *at)).flatten();
        let newer = seen.find(|version| are_older(trace, chosen, trace.versions.get(**version).op))?;
        Some(trace.versions.get(*newer).op)
    };
    match first(facts, newer) {
        Some((read, write, at)) => {
            let (read, write) = (facts.names.full(read), facts.names.op(write));
            let sentence =
                format!("{read} returned what is older than {write}, which its client had read before.");
            Verdict::broken(Rule::MonotonicReads, at, sentence)
        }
        None => Verdict::kept(Rule::MonotonicReads, "No client read older data than it had read before."),
    }
}

fn chosen<'a>(facts: &'a Facts<'_>, read: OpAt) -> Option<&'a [VersionAt]> {
    facts.requests.get(read).map(|request| request.chosen.as_slice())
}

fn is_done_read(op: &Operation) -> bool {
    op.kind == OpKind::Get && op.outcome == Outcome::Ok
}

fn is_done_write(op: &Operation) -> bool {
    op.kind.is_write() && op.outcome == Outcome::Ok
}

/// The first read, by when its client knew, that broke a promise for a write.
fn first(facts: &Facts<'_>, broken: impl Fn(OpAt) -> Option<OpAt>) -> Option<(OpAt, OpAt, Breach)> {
    let trace = facts.trace;
    (0..).zip(&trace.events).find_map(|(event, happened)| match happened.what {
        What::Returned(op) if is_done_read(trace.operation(op)) => {
            let breach = Breach { at_ns: happened.at_ns, event, op: Some(op) };
            Some((op, broken(op)?, breach))
        }
        _ => None,
    })
}

fn stale(facts: &Facts<'_>, read: OpAt, write: OpAt) -> String {
    let told = facts.trace.operation(write).end_ns.map_or_else(String::new, time_text);
    let began = time_text(facts.trace.operation(read).start_ns);
    format!(
        "{} began at {began} and missed {}, which had been acknowledged at {told}.",
        facts.names.full(read),
        facts.names.full(write)
    )
}
