use super::log::Logs;
use crate::{
    base::PartitionId,
    trace::{ActorAt, Arrival, Event, MessageAt, OpAt, Outcome, Topic, Trace, What},
};
use alloc::{vec, vec::Vec};

/// What became of one write on its way to a second node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Write {
    /// Who put it into its log first.
    pub taken_by: Option<ActorAt>,
    /// When a node answered that it is done, ns.
    pub acknowledged_ns: Option<u64>,
    /// When it left for another node that got it, ns: a message that has been sent outlives its sender.
    pub copied_ns: Option<u64>,
}

/// What became of all writes of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writes(Vec<Write>);

impl Writes {
    /// Of a run.
    pub fn of(trace: &Trace) -> Self {
        let mut fold = Fold {
            trace,
            logs: Logs::of_all(trace),
            carriers: vec![None; trace.actors.len()],
            writes: vec![Write::default(); trace.operations.len()],
        };
        for event in &trace.events {
            fold.logs.step(event);
            fold.step(event);
        }
        Writes(fold.writes)
    }

    /// One of them; of a read nothing is known.
    pub fn get(&self, op: OpAt) -> Option<&Write> {
        self.0.get(op.at())
    }

    /// All of them, by operation.
    pub fn iter(&self) -> impl Iterator<Item = (OpAt, &Write)> {
        (0..).map(OpAt).zip(&self.0)
    }
}

struct Fold<'a> {
    trace: &'a Trace,
    logs: Logs,
    /// The last message with entries that came to an actor.
    carriers: Vec<Option<MessageAt>>,
    writes: Vec<Write>,
}

impl Fold<'_> {
    /// Takes an event that the logs have taken.
    fn step(&mut self, event: &Event) {
        let (actor, at_ns) = (event.actor, event.at_ns);
        match event.what {
            What::Accepted { op, .. } => self.note(op, |write| {
                write.taken_by.get_or_insert(actor);
            }),
            What::Received { partition, position, op, .. } => {
                let left_ns = self.left_ns(actor, partition, position).unwrap_or(at_ns);
                self.copied(op, left_ns);
            }
            What::Installed { partition, position } => {
                let left_ns = self.left_ns(actor, partition, position).unwrap_or(at_ns);
                for op in self.logs.entries(partition, actor, [1, position]) {
                    self.copied(op, left_ns);
                }
            }
            What::Arrived(at) if self.carries(at) => {
                if let Some(carrier) = self.carriers.get_mut(actor.at()) {
                    *carrier = Some(at);
                }
            }
            What::Sent(at) if self.carries(at) => self.sent(at),
            What::Acknowledged(op) => self.acknowledged(op, at_ns),
            What::Returned(op) if self.is_done(op) => self.acknowledged(op, at_ns),
            _ => {}
        }
    }

    fn note(&mut self, op: OpAt, change: impl FnOnce(&mut Write)) {
        if let Some(write) = self.writes.get_mut(op.at()) {
            change(write);
        }
    }

    fn is_done(&self, op: OpAt) -> bool {
        let operation = self.trace.operations.get(op.at());
        operation.is_some_and(|op| op.kind.is_write() && op.outcome == Outcome::Ok)
    }

    fn acknowledged(&mut self, op: OpAt, at_ns: u64) {
        self.note(op, |write| {
            write.acknowledged_ns.get_or_insert(at_ns);
        });
    }

    fn copied(&mut self, op: OpAt, left_ns: u64) {
        self.note(op, |write| {
            write.copied_ns = Some(write.copied_ns.map_or(left_ns, |known| known.min(left_ns)));
        });
    }

    fn carries(&self, at: MessageAt) -> bool {
        let message = self.trace.messages.get(at.at());
        message.is_some_and(|message| matches!(message.topic, Topic::Entries | Topic::Snapshot))
    }

    /// When what an actor has at a position left for it.
    fn left_ns(&self, actor: ActorAt, partition: PartitionId, position: u64) -> Option<u64> {
        let message = self.trace.message((*self.carriers.get(actor.at())?)?);
        let [first, last] = message.positions;
        let carries = message.partition == partition && (first..=last).contains(&position);
        carries.then_some(message.sent_ns)
    }

    /// What is under way when the run ends will come: its receiver has no event of it yet.
    fn sent(&mut self, at: MessageAt) {
        let message = self.trace.message(at);
        if let Arrival::Under(_) = message.arrival {
            for op in self.logs.entries(message.partition, message.from, message.positions) {
                self.copied(op, message.sent_ns);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{P1, story};

    #[test]
    fn a_write_is_copied_when_it_left_for_who_got_it() {
        let mut story = story(1, 3);
        let ops = [story.put(0, "k", "a"), story.put(5, "k", "b")];
        story.leads(0, 1, 1, 0);
        for (position, op) in (1..).zip(ops) {
            story.accepts(10, 1, position, op);
            story.acknowledges(11, 1, op);
        }
        story.receives(31, 2, 1, ops[0]);
        let writes = Writes::of(&story.trace);
        // Without a message it left, for all that is known, when it came.
        let expected =
            Write { taken_by: Some(story.node(1)), acknowledged_ns: Some(11), copied_ns: Some(31) };
        assert_eq!(writes.get(ops[0]), Some(&expected));
        assert_eq!(writes.get(ops[1]), Some(&Write { copied_ns: None, ..expected }));
    }

    #[test]
    fn all_data_at_once_copies_every_write_that_is_in_it() {
        let mut story = story(1, 2);
        let ops = [story.put(0, "k", "a"), story.put(5, "k", "b")];
        story.leads(0, 1, 1, 0);
        for (position, op) in (1..).zip(ops) {
            story.accepts(10, 1, position, op);
        }
        story.event(40, 2, What::Installed { partition: P1, position: 1 });
        let writes = Writes::of(&story.trace);
        assert_eq!(ops.map(|op| writes.get(op).and_then(|write| write.copied_ns)), [Some(40), None]);
    }
}
