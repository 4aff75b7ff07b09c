use super::{Breach, Rule, Verdict};
use crate::{
    base::{IdMap, PartitionId},
    trace::{ActorAt, Names, Trace, What, time_text},
};
use alloc::format;

/// Who may take the writes of a partition in an epoch: whoever began to lead last, or else took the first.
#[derive(Clone, Copy)]
struct Writer {
    node: ActorAt,
    since_ns: u64,
    has_begun: bool,
}

/// Whether in each epoch one node takes writes at a time.
///
/// Within an epoch another node may take over; from then on the node before it may not. Who writes in an epoch that is
/// over breaks this only if somebody else has written or led in that very epoch: that is what epochs are for.
pub(super) fn judge(trace: &Trace, names: &Names) -> Verdict {
    let mut writers: IdMap<Writer, (PartitionId, u64)> = IdMap::default();
    for (at, event) in (0..).zip(&trace.events) {
        let (node, since_ns) = (event.actor, event.at_ns);
        match event.what {
            What::Leads { partition, epoch, .. } => {
                writers.insert((partition, epoch), Writer { node, since_ns, has_begun: true });
            }
            What::Accepted { partition, epoch, op, .. } => match writers.get((partition, epoch)) {
                None => {
                    writers.insert((partition, epoch), Writer { node, since_ns, has_begun: false });
                }
                Some(writer) if writer.node != node => {
                    let breach = Breach { at_ns: since_ns, event: at, op: Some(op) };
                    let (other, since) = (names.actor(writer.node), time_text(writer.since_ns));
                    let does = if writer.has_begun { "leads" } else { "takes writes" };
                    let sentence = format!(
                        "{} took {} at {} in epoch {epoch}, in which {other} {does} since {since}.",
                        names.actor(node),
                        names.full(op),
                        time_text(since_ns)
                    );
                    return Verdict::broken(Rule::OneWriter, breach, sentence);
                }
                Some(_) => {}
            },
            _ => {}
        }
    }
    Verdict::kept(Rule::OneWriter, "In each epoch one node at a time took writes.")
}
