use super::{Breach, facts::NEVER};
use crate::{
    base::{IdMap, PartitionId, sort_by_key},
    trace::{ActorAt, Moment, OpAt, OpKind, Operation, Outcome, Trace, What},
};
use alloc::{vec, vec::Vec};

/// What each read saw: all that the node that answered it had applied at that moment.
#[derive(Debug, Default)]
pub(super) struct Sight {
    /// The reads that were answered, in the order in which nodes served them.
    pub(super) views: Vec<View>,
    /// By write: on which nodes it was applied, and since which event.
    applied: Vec<Vec<Applied>>,
}

/// What one read saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct View {
    pub(super) op: OpAt,
    /// The events at which it began, was served, and was known.
    pub(super) began: u32,
    pub(super) served: u32,
    pub(super) returned: u32,
    pub(super) node: ActorAt,
    /// Which life of the node's data it was.
    pub(super) life: u32,
    /// How far the node had applied the log.
    applied: u64,
    /// The write whose value it returned.
    pub(super) version: Option<OpAt>,
}

impl View {
    /// The breach is where the client knew.
    pub(super) fn breach(&self, trace: &Trace) -> Breach {
        let at_ns = trace.events.get(self.returned as usize).map_or(trace.end_ns, |event| event.at_ns);
        Breach { at_ns, event: self.returned, op: Some(self.op) }
    }
}

/// A write is applied on a node, in one life of its data: a life ends when anything that was applied is taken back, and
/// within it what is seen once is seen for ever.
#[derive(Clone, Copy, Debug)]
struct Applied {
    node: ActorAt,
    life: u32,
    since: u32,
}

struct Fold<'a> {
    trace: &'a Trace,
    moment: Moment,
    lives: IdMap<u32, (ActorAt, PartitionId)>,
    applied: Vec<Vec<Applied>>,
    /// By operation: what the answer that its client took saw, as far as it is known.
    served: Vec<Option<View>>,
}

impl Sight {
    pub(super) fn new(trace: &Trace, began: &[u32], returned: &[u32]) -> Self {
        let count = trace.operations.len();
        let mut fold = Fold {
            trace,
            moment: Moment::start(trace),
            lives: IdMap::default(),
            applied: vec![Vec::new(); count],
            served: vec![None; count],
        };
        let mut views = Vec::new();
        while let Some(event) = fold.moment.step(trace) {
            let at = fold.moment.folded() as u32 - 1;
            match event.what {
                What::Served(op) => fold.serve(op, event.actor, at),
                What::Returned(op) if returned.get(op.at()) == Some(&at) => {
                    if let Some(view) = fold.view(op, at) {
                        let began = began.get(op.at()).copied().filter(|began| *began != NEVER);
                        views.push(View { began: began.unwrap_or(view.served), returned: at, ..view });
                    }
                }
                what => fold.follow(event.actor, what, at),
            }
        }
        sort_by_key(&mut views, |view| (view.served.into(), 0));
        Sight { views, applied: fold.applied }
    }

    /// The reads in the order in which clients knew their results.
    pub(super) fn in_order_of_return(&self) -> Vec<&View> {
        let mut views: Vec<&View> = self.views.iter().collect();
        sort_by_key(&mut views, |view| (view.returned.into(), 0));
        views
    }

    /// Whether a read saw a write.
    pub(super) fn sees(&self, view: &View, write: OpAt) -> bool {
        let is_it = |applied: &Applied| {
            (applied.node, applied.life) == (view.node, view.life) && applied.since <= view.served
        };
        self.applied.get(write.at()).is_some_and(|applied| applied.iter().rev().any(is_it))
    }
}

impl Fold<'_> {
    fn follow(&mut self, node: ActorAt, what: What, at: u32) {
        match what {
            What::Applied { partition, position, .. } => {
                let replica = self.moment.replica(node, partition);
                if let Some(entry) = replica.and_then(|replica| replica.log.entry(position)).copied() {
                    self.mark(node, partition, at, entry.op);
                }
            }
            What::Discarded { partition, .. } | What::Installed { partition, .. } => {
                self.begin_life(node, partition, at);
            }
            What::Killed | What::Crashed | What::Restarted => {
                let replicas = self.moment.actor(node).map(|state| state.replicas.ids().collect::<Vec<_>>());
                for partition in replicas.unwrap_or_default() {
                    self.begin_life(node, partition, at);
                }
            }
            _ => {}
        }
    }

    /// All that is still applied is applied in the new life too.
    fn begin_life(&mut self, node: ActorAt, partition: PartitionId, at: u32) {
        *self.lives.get_or_default((node, partition)) += 1;
        let Some(replica) = self.moment.replica(node, partition) else { return };
        let positions = replica.history().iter().map(|(_, held)| held.position);
        let ops: Vec<OpAt> = positions.filter_map(|position| Some(replica.log.entry(position)?.op)).collect();
        for op in ops {
            self.mark(node, partition, at, op);
        }
    }

    fn mark(&mut self, node: ActorAt, partition: PartitionId, since: u32, op: OpAt) {
        let life = self.life(node, partition);
        if let Some(applied) = self.applied.get_mut(op.at()) {
            applied.push(Applied { node, life, since });
        }
    }

    fn life(&self, node: ActorAt, partition: PartitionId) -> u32 {
        self.lives.get((node, partition)).copied().unwrap_or(0)
    }

    /// Of several answers to one read, because it was asked or answered twice, the one counts that saw as much as its
    /// client was told; else the last.
    fn serve(&mut self, op: OpAt, node: ActorAt, at: u32) {
        let Some(operation) = self.trace.operations.get(op.at()) else { return };
        if operation.answered_by.is_some_and(|by| by != node) {
            return;
        }
        let view = self.seen(op, operation, node, at);
        let served = &mut self.served[op.at()];
        if served.is_none_or(|known| Some(known.applied) != operation.position) {
            *served = Some(view);
        }
    }

    fn seen(&self, op: OpAt, operation: &Operation, node: ActorAt, at: u32) -> View {
        let replica = self.moment.replica(node, operation.partition);
        let version = replica.and_then(|replica| {
            let held = replica.held_of(operation.key)?;
            Some(replica.log.entry(held.position)?.op)
        });
        View {
            op,
            began: at,
            served: at,
            returned: at,
            node,
            life: self.life(node, operation.partition),
            applied: replica.map_or(0, |replica| replica.applied),
            version,
        }
    }

    /// What an answered read saw, told when its client knows.
    fn view(&self, op: OpAt, at: u32) -> Option<View> {
        let operation = self.trace.operations.get(op.at())?;
        if operation.kind != OpKind::Get || operation.outcome != Outcome::Ok {
            return None;
        }
        self.served[op.at()].or_else(|| Some(self.seen(op, operation, operation.answered_by?, at)))
    }
}
