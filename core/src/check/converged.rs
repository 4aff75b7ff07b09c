use super::{Breach, Rule, Verdict, kept::listed};
use crate::{
    base::{PartitionId, distinct},
    trace::{ActorAt, Moment, Names, Replica, Running, TextAt, Trace},
};
use alloc::{format, string::String, vec::Vec};

/// How many differences or replicas a sentence names.
const NAMED: usize = 3;

/// Whether at the end all replicas that are on have the same data.
///
/// Each is compared with the leader in power, or where that is off with the replica that is furthest, as far as both have
/// applied the log. Who has applied less, because it is slow, paused or cut off, is named as behind and breaks nothing.
pub(super) fn judge(trace: &Trace, names: &Names) -> Verdict {
    let moment = Moment::new(trace, u64::MAX);
    let mut behind: Vec<String> = Vec::new();
    for partition in partitions(&moment) {
        let Some((reference, whole)) = reference(&moment, partition) else { continue };
        for (node, replica) in living(&moment, partition).filter(|(node, _)| *node != reference) {
            let until = replica.applied.min(whole.applied);
            if let Some(key) = difference(replica, whole, until) {
                let found = [replica, whole].map(|side| {
                    let held = side.held_until(until).get(key).and_then(|held| held.value);
                    names.pair(key, held)
                });
                let [mine, theirs] = found;
                let sentence = format!(
                    "At the end {} has {mine} and {} has {theirs}, though both applied {partition} up to {until}.",
                    names.actor(node),
                    names.actor(reference)
                );
                let event = (trace.events.len() as u32).saturating_sub(1);
                let breach = Breach { at_ns: trace.end_ns, event, op: None };
                return Verdict::broken(Rule::Converged, breach, sentence);
            }
            if let Some(lag) = whole.applied.checked_sub(replica.applied).filter(|lag| *lag > 0) {
                behind.push(format!("{} is {lag} behind in {partition}", names.actor(node)));
            }
        }
    }
    Verdict::kept(Rule::Converged, &kept(&behind))
}

fn kept(behind: &[String]) -> String {
    match behind {
        [] => "At the end all replicas that are on have the same data.".into(),
        few if few.len() <= NAMED => {
            format!("At the end {}; what replicas have applied is the same.", listed(few))
        }
        many => format!(
            "At the end {} replicas that are on are behind; what they have applied is the same.",
            many.len()
        ),
    }
}

fn partitions(moment: &Moment) -> Vec<PartitionId> {
    distinct(moment.actors().flat_map(|(_, state)| state.replicas.ids()))
}

fn living(moment: &Moment, partition: PartitionId) -> impl Iterator<Item = (ActorAt, &Replica)> {
    let is_on = |node| moment.actor(node).is_some_and(|state| state.running != Running::Off);
    moment.replicas(partition).filter(move |(node, _)| is_on(*node))
}

/// Whom the others are compared with.
fn reference(moment: &Moment, partition: PartitionId) -> Option<(ActorAt, &Replica)> {
    let leader = moment.power(partition).filter(|power| power.is_acting).map(|power| power.node);
    let leading = living(moment, partition).find(|(node, _)| Some(*node) == leader);
    // Of several that are as far the first.
    leading.or_else(|| {
        living(moment, partition)
            .reduce(|best, next| if next.1.applied > best.1.applied { next } else { best })
    })
}

/// The first key, in the order in which they came up, under which two have different values when both have applied the
/// log up to a position.
fn difference(one: &Replica, other: &Replica, until: u64) -> Option<TextAt> {
    let [one, other] = [one, other].map(|replica| replica.held_until(until));
    let value = |held: Option<&crate::trace::Held>| held.and_then(|held| held.value);
    let differs = |key: &TextAt| value(one.get(*key)) != value(other.get(*key));
    let keys = one.ids().find(differs).into_iter().chain(other.ids().find(differs));
    keys.min()
}
