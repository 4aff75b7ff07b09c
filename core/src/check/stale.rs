//! What the writes of a key that clients knew to be done ask of reads that began later: whoever wrote (fresh reads), or the
//! reader itself (read your writes: Terry, Demers, Petersen, Spreitzer, Theimer and Welch, Session Guarantees for Weakly
//! Consistent Replicated Data, PDIS 1994).

use super::{Rule, Verdict, facts::Facts, owed::Owed, sight::View};
use crate::{
    base::IdMap,
    trace::{ActorAt, OpAt, Operation, TextAt},
};
use alloc::format;
use alloc::string::String;

/// Whether reads see every write of their key that was done before they began.
pub(super) fn judge_fresh(facts: &Facts) -> Verdict {
    let Some((view, write)) = first_miss(facts, |operation| operation.key) else {
        let sentence = "Every read saw all writes of its key that were done before it began.";
        return Verdict::kept(Rule::FreshReads, sentence);
    };
    let sentence = format!(
        "{} {}, {}: {} was done at {}.",
        facts.names.full(view.op),
        returned(facts, &view),
        "which is stale",
        facts.names.full(write),
        done(facts, write)
    );
    Verdict::broken(Rule::FreshReads, view.breach(facts.trace), sentence)
}

/// Whether clients read what they wrote.
pub(super) fn judge_own(facts: &Facts) -> Verdict {
    let mine = |operation: &Operation| -> (ActorAt, TextAt) { (operation.client, operation.key) };
    let Some((view, write)) = first_miss(facts, mine) else {
        let sentence = "Every client read what it had written, or later.";
        return Verdict::kept(Rule::ReadYourWrites, sentence);
    };
    let client = facts.names.actor(facts.trace.operation(view.op).client);
    let sentence = format!(
        "{client} knew at {} that its {} was done, yet its {} {}.",
        done(facts, write),
        facts.names.full(write),
        facts.names.full(view.op),
        returned(facts, &view)
    );
    Verdict::broken(Rule::ReadYourWrites, view.breach(facts.trace), sentence)
}

/// The first read that did not see a write that was done before it began, of those that have the same of something.
fn first_miss<K: Copy + Ord>(facts: &Facts, of: impl Fn(&Operation) -> K) -> Option<(View, OpAt)> {
    let mut owed: IdMap<Owed, K> = IdMap::default();
    for (since, write) in facts.done() {
        owed.get_or_default(of(facts.trace.operation(write))).push(since, write);
    }
    let miss = |view: &View| {
        let owed = owed.get_or_default(of(facts.trace.operation(view.op)));
        Some((*view, owed.missing(facts, view, view.began)?))
    };
    facts.sight.views.iter().filter_map(miss).min_by_key(|(view, _)| view.returned)
}

/// When the client of a write knew that it was done.
pub(super) fn done(facts: &Facts, write: OpAt) -> String {
    let event = facts.returned.get(write.at()).copied();
    facts.when(event.unwrap_or(super::facts::NEVER))
}

/// "returned x=1 from n2 at 43 ms", and when it began where that was earlier.
pub(super) fn returned(facts: &Facts, view: &View) -> String {
    let operation = facts.trace.operation(view.op);
    let found = facts.names.pair(operation.key, operation.result);
    let node = facts.names.actor(view.node);
    let (began, end) = (facts.when(view.began), facts.when(view.returned));
    if began == end {
        format!("returned {found} from {node} at {end}")
    } else {
        format!("began at {began} and returned {found} from {node} at {end}")
    }
}
