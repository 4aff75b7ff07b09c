//! What a client has read asks of what it reads later: no step back (monotonic reads, as in Session Guarantees for Weakly
//! Consistent Replicated Data, PDIS 1994), and no effect without its causes (consistent prefix).

use super::{Rule, Verdict, causes::Causes, facts::Facts, owed::Owed, sight::View, stale::returned};
use crate::{
    base::{IdMap, PartitionId},
    trace::{ActorAt, OpAt, TextAt},
};
use alloc::{format, string::String};

/// Whether no client reads older data than it has read.
///
/// What a read owes to those before it are the writes whose values they returned: a later read of the same partition, of
/// whatever key, must be served by a node that has applied them.
pub(super) fn judge_monotonic(facts: &Facts) -> Verdict {
    let mut owed: IdMap<Owed, (ActorAt, PartitionId)> = IdMap::default();
    let session = |op: OpAt| {
        let operation = facts.trace.operation(op);
        (operation.client, operation.partition)
    };
    for view in facts.sight.in_order_of_return() {
        if let Some(version) = view.version {
            owed.get_or_default(session(view.op)).push(view.returned, version);
        }
    }
    let miss =
        |view: &View| Some((*view, owed.get_or_default(session(view.op)).missing(facts, view, view.began)?));
    let first = facts.sight.views.iter().filter_map(miss).min_by_key(|(view, _)| view.returned);
    let Some((view, write)) = first else {
        let sentence = "No client read older data than it had read before.";
        return Verdict::kept(Rule::MonotonicReads, sentence);
    };
    let client = facts.trace.operation(view.op).client;
    let is_earlier = |other: &&View| {
        other.version == Some(write)
            && other.returned < view.began
            && facts.trace.operation(other.op).client == client
    };
    let earlier = facts.sight.views.iter().rev().find(is_earlier);
    let read = earlier.map_or_else(String::new, |earlier| {
        format!(" by {} at {}", facts.names.op(earlier.op), facts.when(earlier.returned))
    });
    let sentence = format!(
        "{} had read {}{read}, yet its {} {}, which did not have it.",
        facts.names.actor(client),
        facts.names.full(write),
        facts.names.full(view.op),
        returned(facts, &view)
    );
    Verdict::broken(Rule::MonotonicReads, view.breach(facts.trace), sentence)
}

/// Whether whoever reads an effect of a write also reads what came before it.
///
/// A write comes after all that its client knew when it began: the writes that it knew to be done, those whose values it
/// had read, and all that these come after. Who has read it must from then on see those of them that it reads the key of.
/// What a reader owes to itself is the matter of the other rules.
pub(super) fn judge_prefix(facts: &Facts) -> Verdict {
    let causes = Causes::new(facts);
    let Some((view, write)) = first_gap(facts, &causes) else {
        let sentence = "Whoever read a write also saw what came before it.";
        return Verdict::kept(Rule::ConsistentPrefix, sentence);
    };
    let effect = causes.effect(facts, &view, write).map_or_else(String::new, |(effect, version)| {
        let (version, read) = (facts.names.full(version), facts.names.op(effect.op));
        format!(" had read {version} by {read} at {}", facts.when(effect.returned))
    });
    let sentence = format!(
        "{}{effect}, yet its {} {} and did not see {}, which came before.",
        facts.names.actor(facts.trace.operation(view.op).client),
        facts.names.full(view.op),
        returned(facts, &view),
        facts.names.full(write)
    );
    Verdict::broken(Rule::ConsistentPrefix, view.breach(facts.trace), sentence)
}

/// The first read that did not see what came before something that its client had read, with that write.
fn first_gap(facts: &Facts, causes: &Causes) -> Option<(View, OpAt)> {
    let mut owed: IdMap<Owed, (ActorAt, TextAt)> = IdMap::default();
    for known in causes.known() {
        owed.get_or_default((known.by, facts.trace.operation(known.write).key))
            .push(known.since, known.write);
    }
    let mut first: Option<(View, OpAt)> = None;
    for view in &facts.sight.views {
        let operation = facts.trace.operation(view.op);
        let others = causes.before(view.op).filter(|(by, _)| *by != operation.client);
        for (by, before) in others {
            let write = owed.get_or_default((by, operation.key)).missing(facts, view, before);
            if let Some(write) =
                write.filter(|_| first.is_none_or(|(known, _)| view.returned < known.returned))
            {
                first = Some((*view, write));
            }
        }
    }
    first
}
