use quorate_core::{
    base::{IdMap, PartitionId},
    trace::{ActorAt, Arrival, Event, MessageAt, OpAt, Outcome, Topic, Trace, What},
};

/// What became of a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fate {
    /// Who put it into its log first.
    pub(super) taken_by: Option<ActorAt>,
    /// When a node answered that it is done, ns.
    pub(super) acknowledged_ns: Option<u64>,
    /// When it left for another node that got it, ns: a message that has been sent outlives its sender.
    pub(super) copied_ns: Option<u64>,
    /// Since when it is lost though it was acknowledged, ns: a checker says so, not the copies.
    pub(super) lost_ns: Option<u64>,
}

/// Follows every write through the logs of all nodes.
pub(super) struct Copies<'a> {
    trace: &'a Trace,
    pub(super) fates: Vec<Fate>,
    logs: IdMap<Log, (ActorAt, PartitionId)>,
    leaders: IdMap<ActorAt, PartitionId>,
    /// The last message with entries that came to an actor.
    carriers: Vec<Option<MessageAt>>,
}

#[derive(Default)]
struct Log {
    /// Positions and the writes there, in order.
    entries: Vec<(u64, OpAt)>,
    /// Up to where it is on disk.
    on_disk: u64,
}

impl Log {
    fn put(&mut self, position: u64, op: OpAt) {
        let at = self.entries.partition_point(|(known, _)| *known < position);
        if self.entries.get(at).is_some_and(|(known, _)| *known == position) {
            self.entries[at].1 = op;
        } else {
            self.entries.insert(at, (position, op));
        }
    }
}

impl<'a> Copies<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        Copies {
            trace,
            fates: vec![Fate::default(); trace.operations.len()],
            logs: IdMap::default(),
            leaders: IdMap::default(),
            carriers: vec![None; trace.actors.len()],
        }
    }

    /// Takes the next event.
    pub(super) fn step(&mut self, event: &Event) {
        let (actor, at_ns) = (event.actor, event.at_ns);
        match event.what {
            What::Accepted { partition, position, op, .. } => {
                self.log(actor, partition).put(position, op);
                self.fate(op, |fate| fate.taken_by = fate.taken_by.or(Some(actor)));
            }
            What::Received { partition, position, op, .. } => {
                self.log(actor, partition).put(position, op);
                let left_ns = self.left_ns(actor, partition, position).unwrap_or(at_ns);
                self.copied(op, left_ns);
            }
            What::Arrived(at) if carries(self.trace, at) => {
                if let Some(carrier) = self.carriers.get_mut(actor.at()) {
                    *carrier = Some(at);
                }
            }
            What::Sent(at) if carries(self.trace, at) => self.sent(at),
            What::Persisted { partition, position } => {
                let log = self.log(actor, partition);
                log.on_disk = log.on_disk.max(position);
            }
            What::Acknowledged(op) => self.acknowledged(op, at_ns),
            What::Returned(op) if self.is_done(op) => self.acknowledged(op, at_ns),
            What::Installed { partition, position } => self.installed(actor, partition, position, at_ns),
            What::Discarded { partition, position, last } => {
                self.cut(actor, partition, |at| (position..=last).contains(&at));
            }
            What::Crashed => self.crashed(actor),
            What::Leads { partition, .. } => {
                self.leaders.insert(partition, actor);
            }
            _ => {}
        }
    }

    fn log(&mut self, actor: ActorAt, partition: PartitionId) -> &mut Log {
        self.logs.get_or_default((actor, partition))
    }

    fn fate(&mut self, op: OpAt, change: impl FnOnce(&mut Fate)) {
        if let Some(fate) = self.fates.get_mut(op.at()) {
            change(fate);
        }
    }

    fn is_done(&self, op: OpAt) -> bool {
        let done = |op: &quorate_core::trace::Operation| op.kind.is_write() && op.outcome == Outcome::Ok;
        self.trace.operations.get(op.at()).is_some_and(done)
    }

    fn acknowledged(&mut self, op: OpAt, at_ns: u64) {
        self.fate(op, |fate| fate.acknowledged_ns = fate.acknowledged_ns.or(Some(at_ns)));
    }

    fn copied(&mut self, op: OpAt, left_ns: u64) {
        self.fate(op, |fate| {
            fate.copied_ns = Some(fate.copied_ns.map_or(left_ns, |known| known.min(left_ns)));
        });
    }

    /// When what an actor has at a position left for it.
    fn left_ns(&self, actor: ActorAt, partition: PartitionId, position: u64) -> Option<u64> {
        let carrier = (*self.carriers.get(actor.at())?)?;
        let message = self.trace.message(carrier);
        let [first, last] = message.positions;
        let carries = message.partition == partition && (first..=last).contains(&position);
        carries.then_some(message.sent_ns)
    }

    /// What is under way when the run ends will come: its receiver has no event of it yet.
    fn sent(&mut self, at: MessageAt) {
        let message = self.trace.message(at);
        let ([first, last], Arrival::Under(_)) = (message.positions, message.arrival) else { return };
        let log = self.log(message.from, message.partition);
        let there = log.entries.iter().filter(|(position, _)| (first..=last).contains(position));
        let ops: Vec<OpAt> = there.map(|(_, op)| *op).collect();
        for op in ops {
            self.copied(op, message.sent_ns);
        }
    }

    fn installed(&mut self, actor: ActorAt, partition: PartitionId, position: u64, at_ns: u64) {
        let leader = self.leaders.get(partition).and_then(|leader| self.logs.get((*leader, partition)));
        let taken: Vec<(u64, OpAt)> = leader
            .map(|log| log.entries.iter().filter(|(at, _)| *at <= position).copied().collect())
            .unwrap_or_default();
        let left_ns = self.left_ns(actor, partition, position).unwrap_or(at_ns);
        for (position, op) in taken {
            self.log(actor, partition).put(position, op);
            self.copied(op, left_ns);
        }
    }

    fn crashed(&mut self, actor: ActorAt) {
        let partitions: Vec<(PartitionId, u64)> = self
            .logs
            .iter()
            .filter(|((owner, _), _)| *owner == actor)
            .map(|((_, partition), log)| (partition, log.on_disk))
            .collect();
        for (partition, on_disk) in partitions {
            self.cut(actor, partition, |position| position > on_disk);
        }
    }

    /// An actor no longer has some entries.
    fn cut(&mut self, actor: ActorAt, partition: PartitionId, gone: impl Fn(u64) -> bool) {
        self.log(actor, partition).entries.retain(|(position, _)| !gone(*position));
    }
}

fn carries(trace: &Trace, at: MessageAt) -> bool {
    trace
        .messages
        .get(at.at())
        .is_some_and(|message| matches!(message.topic, Topic::Entries | Topic::Snapshot))
}
