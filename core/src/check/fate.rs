use crate::{
    base::{IdMap, PartitionId, sort_by_key},
    trace::{ActorAt, Event, Keeps, Moment, Names, OpAt, Outcome, Power, Trace, What, time_text},
};
use alloc::{format, string::String, vec, vec::Vec};

/// What became of the writes that the cluster no longer has.
///
/// A write is there as long as the log of the leader in power has it: the last to begin in the highest epoch. While that
/// leader is off or has stepped down and no other has begun, a write is there as long as the log of any replica has it, on
/// its disk if it is off: whoever has it may lead next. So at the end of a run without a leader nothing is lost that some
/// disk still has. What is lost once stays so, though an old leader may bring it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fates {
    /// Acknowledged writes that are lost, in the order in which they were.
    pub lost: Vec<Lost>,
    /// Writes that were taken and never acknowledged, and that are gone at the end: nobody was promised anything.
    pub dropped: Vec<Lost>,
}

/// A write that is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Which write.
    pub op: OpAt,
    /// When it was acknowledged first, ns; none if it never was.
    pub acknowledged_ns: Option<u64>,
    /// Since when it is gone, ns.
    pub at_ns: u64,
    /// The place in the trace of the event that made it so.
    pub event: u32,
    /// The node on which it depended: see [`Why`].
    pub node: ActorAt,
    /// Why.
    pub why: Why,
}

/// Why a write is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The node leads since then, ns, and does not have it.
    LeaderLacks {
        /// Since when, ns.
        since_ns: u64,
    },
    /// The node leads, and has discarded it.
    LeaderDiscarded,
    /// The node had it last, until then.
    NobodyHas,
    /// The node answered, although no log has it.
    NoLogHas,
}

impl Lost {
    /// What happened to it, in one sentence.
    pub fn sentence(&self, names: &Names) -> String {
        let write = names.full(self.op);
        let fate = match self.acknowledged_ns {
            Some(at_ns) => format!("{write} was acknowledged at {} and is lost", time_text(at_ns)),
            None => format!("{write} was never acknowledged and is gone"),
        };
        let (node, at) = (names.actor(self.node), time_text(self.at_ns));
        match self.why {
            Why::LeaderLacks { since_ns } => {
                format!("{fate}: {node}, which leads since {}, does not have it.", time_text(since_ns))
            }
            Why::LeaderDiscarded => format!("{fate}: {node}, which leads, discarded it at {at}."),
            Why::NobodyHas => format!("{fate}: {node} had it last, until {at}."),
            Why::NoLogHas => format!("{fate}: {node} answered, but at {at} no log had it."),
        }
    }
}

/// The acknowledged writes that are lost, one by one, in the order in which they were.
pub fn lost(trace: &Trace) -> Vec<Lost> {
    fates(trace).lost
}

/// What became of the writes that the cluster no longer has.
pub fn fates(trace: &Trace) -> Fates {
    if trace.keeps == Keeps::Versions {
        return Fates { lost: Vec::new(), dropped: Vec::new() };
    }
    let mut fold = Fold {
        trace,
        moment: Moment::start(trace),
        writes: vec![Write::default(); trace.operations.len()],
        tracked: IdMap::default(),
        powers: IdMap::default(),
        lost: Vec::new(),
    };
    while let Some(event) = fold.moment.step(trace) {
        fold.follow(event);
    }
    fold.end()
}

/// What is known of one write.
#[derive(Clone, Debug, Default)]
struct Write {
    is_tracked: bool,
    /// Where leaders put it: more than once if its client asked anew.
    positions: Vec<u64>,
    acknowledged_ns: Option<u64>,
    /// Since when it is not there.
    gone: Option<Lost>,
    is_lost: bool,
}

struct Fold<'a> {
    trace: &'a Trace,
    moment: Moment,
    writes: Vec<Write>,
    /// Those that may yet be lost.
    tracked: IdMap<Vec<OpAt>, PartitionId>,
    /// Who led when they were last reviewed.
    powers: IdMap<Power, PartitionId>,
    lost: Vec<Lost>,
}

impl Fold<'_> {
    fn follow(&mut self, event: Event) {
        match event.what {
            What::Accepted { op, position, partition, .. } => {
                let Some(write) = self.writes.get_mut(op.at()) else { return };
                if !write.positions.contains(&position) {
                    write.positions.push(position);
                }
                self.track(op, partition);
                // Whoever takes a write where nobody led leads from then on.
                let power = self.moment.power(partition).copied();
                if power == self.powers.get(partition).copied() {
                    self.review(op, event);
                } else {
                    self.review_all(partition, event);
                }
            }
            What::Acknowledged(op) => self.acknowledge(op, event),
            What::Returned(op) if self.trace.operation(op).outcome == Outcome::Ok => {
                self.acknowledge(op, event);
            }
            What::Leads { partition, .. }
            | What::Discarded { partition, .. }
            | What::Installed { partition, .. }
            | What::StepsDown { partition, .. } => self.review_all(partition, event),
            What::Killed | What::Crashed | What::Restarted => {
                let partitions: Vec<PartitionId> = self.tracked.ids().collect();
                for partition in partitions {
                    self.review_all(partition, event);
                }
            }
            _ => {}
        }
    }

    fn track(&mut self, op: OpAt, partition: PartitionId) {
        let write = &mut self.writes[op.at()];
        if !write.is_tracked {
            write.is_tracked = true;
            self.tracked.get_or_default(partition).push(op);
        }
    }

    fn acknowledge(&mut self, op: OpAt, event: Event) {
        let Some(operation) = self.trace.operations.get(op.at()) else { return };
        let is_first = self.writes[op.at()].acknowledged_ns.is_none();
        if !(operation.kind.is_write() && operation.matched && is_first) {
            return;
        }
        self.track(op, operation.partition);
        let write = &mut self.writes[op.at()];
        write.acknowledged_ns = Some(event.at_ns);
        // What was gone before it was acknowledged is lost by the answer.
        write.gone = None;
        self.review(op, event);
    }

    fn review_all(&mut self, partition: PartitionId, event: Event) {
        // A leader that goes on leading has all that it had, whatever becomes of others.
        let power = self.moment.power(partition).copied();
        if let Some(power) = power {
            self.powers.insert(partition, power);
        }
        if power.is_some_and(|power| power.is_acting && power.node != event.actor) {
            return;
        }
        let tracked = self.tracked.get(partition).cloned().unwrap_or_default();
        for op in &tracked {
            self.review(*op, event);
        }
        let writes = &self.writes;
        self.tracked.get_or_default(partition).retain(|op| !writes[op.at()].is_lost);
    }

    fn review(&mut self, op: OpAt, event: Event) {
        let is_there = self.is_there(op);
        let why = self.why(op, event);
        let write = &mut self.writes[op.at()];
        if is_there {
            write.gone = None;
        } else if write.gone.is_none() {
            write.gone = Some(Lost { acknowledged_ns: write.acknowledged_ns, ..why });
        }
        if let Some(gone) = write.gone.filter(|_| write.acknowledged_ns.is_some() && !write.is_lost) {
            write.is_lost = true;
            self.lost.push(gone);
        }
    }

    /// Whether the leader in power has a write, or where there is none anybody.
    fn is_there(&self, op: OpAt) -> bool {
        let partition = self.trace.operation(op).partition;
        match self.moment.power(partition).filter(|power| power.is_acting) {
            Some(power) => self.has(power.node, op),
            None => self.moment.replicas(partition).any(|(node, _)| self.has(node, op)),
        }
    }

    fn has(&self, node: ActorAt, op: OpAt) -> bool {
        let replica = self.moment.replica(node, self.trace.operation(op).partition);
        let is_at = |position: &u64| {
            replica.and_then(|replica| replica.log.entry(*position)).is_some_and(|entry| entry.op == op)
        };
        self.writes[op.at()].positions.iter().any(is_at)
    }

    fn why(&self, op: OpAt, event: Event) -> Lost {
        let operation = self.trace.operation(op);
        let power = self.moment.power(operation.partition).filter(|power| power.is_acting);
        let is_answer = matches!(event.what, What::Acknowledged(_) | What::Returned(_));
        let is_nowhere = self.writes[op.at()].positions.is_empty() || (power.is_none() && is_answer);
        let (node, why) = match power {
            _ if is_nowhere => (operation.answered_by.unwrap_or(event.actor), Why::NoLogHas),
            None => (event.actor, Why::NobodyHas),
            Some(power) if matches!(event.what, What::Discarded { .. } | What::Installed { .. }) => {
                (power.node, Why::LeaderDiscarded)
            }
            Some(power) => (power.node, Why::LeaderLacks { since_ns: power.since_ns }),
        };
        let place = self.moment.folded() as u32 - 1;
        Lost { op, acknowledged_ns: None, at_ns: event.at_ns, event: place, node, why }
    }

    fn end(self) -> Fates {
        let ops = (0..self.writes.len() as u32).map(OpAt);
        let is_forgotten = |op: &OpAt| self.writes[op.at()].acknowledged_ns.is_none() && !self.is_there(*op);
        let mut dropped: Vec<Lost> =
            ops.filter(is_forgotten).filter_map(|op| self.writes[op.at()].gone).collect();
        sort_by_key(&mut dropped, |gone| (gone.event.into(), gone.op.0.into()));
        Fates { lost: self.lost, dropped }
    }
}
