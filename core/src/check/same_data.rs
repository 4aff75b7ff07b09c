use super::{Breach, Rule, Verdict};
use crate::{
    base::{IdMap, PartitionId},
    trace::{ActorAt, Event, Moment, Names, OpAt, TextAt, Trace, What, time_text},
};
use alloc::format;

/// What the first replica made of an entry.
#[derive(Clone, Copy)]
struct First {
    node: ActorAt,
    key: TextAt,
    value: Option<TextAt>,
    op: OpAt,
}

/// By position, then by the epoch in which a leader took the entry.
type Applied = IdMap<First, (u64, u64)>;

/// Whether replicas that applied the same position of the same epoch made the same of it.
///
/// What comes in a snapshot is not applied entry by entry, and is not compared here.
pub(super) fn judge(trace: &Trace, names: &Names) -> Verdict {
    let mut moment = Moment::start(trace);
    let mut applied: IdMap<Applied, PartitionId> = IdMap::default();
    while let Some(event) = moment.step(trace) {
        let What::Applied { partition, position, key, value } = event.what else { continue };
        let replica = moment.replica(event.actor, partition);
        let Some(entry) = replica.and_then(|replica| replica.log.entry(position)).copied() else { continue };
        let of_partition = applied.get_or_default(partition);
        match of_partition.get((position, entry.epoch)).copied() {
            None => {
                let first = First { node: event.actor, key, value, op: entry.op };
                of_partition.insert((position, entry.epoch), first);
            }
            Some(first) if (first.key, first.value) != (key, value) => {
                let place = moment.folded() as u32 - 1;
                let second = First { node: event.actor, key, value, op: entry.op };
                return broken(names, event, place, position, [first, second]);
            }
            Some(_) => {}
        }
    }
    Verdict::kept(Rule::SameData, "Replicas that applied the same entry have the same data.")
}

fn broken(names: &Names, event: Event, place: u32, position: u64, [first, second]: [First; 2]) -> Verdict {
    let breach = Breach { at_ns: event.at_ns, event: place, op: Some(second.op) };
    let (at, node, other) = (time_text(event.at_ns), names.actor(second.node), names.actor(first.node));
    let (found, before) = (names.pair(second.key, second.value), names.pair(first.key, first.value));
    let sentence = if first.op == second.op {
        let write = names.full(second.op);
        format!("{node} applied {write} at {at} and has {found} from it, {other} has {before}.")
    } else {
        let writes = [names.op(second.op), names.op(first.op)];
        format!(
            "At position {position} {node} applied {} at {at} and has {found} from it, {other} applied {} and has {before}.",
            writes[0], writes[1]
        )
    };
    Verdict::broken(Rule::SameData, breach, sentence)
}
