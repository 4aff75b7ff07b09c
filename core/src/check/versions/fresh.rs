//! What reads may return: Lamport's regular register (On Interprocess Communication, 1986), and two guarantees of a session
//! (Terry et al., Session Guarantees for Weakly Consistent Replicated Data, 1994).

use super::{Facts, state::are_older};
use crate::{
    check::{Breach, Rule, Verdict},
    measure::Latest,
    trace::{OpAt, OpKind, Operation, Outcome, VersionAt, What, time_text},
};
use alloc::{format, string::String, vec, vec::Vec};

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
    let done = (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| is_done_write(op));
    let order = order(facts);
    let own = done.map(|(at, op)| ((op.client, op.key), order[at.at()].1, order[at.at()].0, at));
    let own = Latest::new(own);
    let missed = |read: OpAt| {
        let asked = trace.operation(read);
        let (last, _) = own.before((asked.client, asked.key), order[read.at()].0)?;
        are_older(trace, chosen(facts, read)?, last).then_some(last)
    };
    match first(facts, missed) {
        Some((read, write, at)) => Verdict::broken(Rule::ReadYourWrites, at, stale(facts, read, write)),
        None => Verdict::kept(Rule::ReadYourWrites, "Every client read what it had written, or later."),
    }
}

/// Whether no client read what is older than what it had read.
pub(super) fn judge_monotonic(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let order = order(facts);
    let reads = (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| is_done_read(op));
    let seen = reads.flat_map(|(at, op)| {
        let versions = chosen(facts, at).into_iter().flatten().map(|version| trace.versions.get(*version).op);
        let ended = order[at.at()].1;
        versions.map(move |write| ((op.client, op.key), ended, trace.operation(write).start_ns, write))
    });
    let seen = Latest::new(seen);
    let newer = |read: OpAt| {
        let asked = trace.operation(read);
        let (newest, _) = seen.before((asked.client, asked.key), order[read.at()].0)?;
        are_older(trace, chosen(facts, read)?, newest).then_some(newest)
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

/// By operation: the places of the events at which its client asked and knew. What one client does at one instant has an
/// order too.
fn order(facts: &Facts<'_>) -> Vec<(u64, u64)> {
    let mut order = vec![(0, u64::MAX); facts.trace.operations.len()];
    for (at, event) in (0..).zip(&facts.trace.events) {
        match event.what {
            What::Invoked(op) => order[op.at()].0 = at,
            What::Returned(op) => order[op.at()].1 = at,
            _ => {}
        }
    }
    order
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
