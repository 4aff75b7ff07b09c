use quorate_core::trace::{ActorAt, Moment, OpAt, OpKind, Outcome, Topic, Trace, What};
use std::collections::{BTreeMap, BTreeSet};

/// What the events of one partition say of writes and reads, counted anew: slow, plain, and without the checkers' code.
///
/// It holds where leaders have epochs of their own.
#[derive(Clone, Debug, Default)]
pub struct Recount {
    /// The acknowledged writes that whoever led did not have when it was promoted, or when they were acknowledged.
    pub lost: BTreeSet<OpAt>,
    /// Of these one that went when the leader itself began anew.
    pub lost_by_itself: Option<OpAt>,
    /// A read that returned what the replica that served it did not have.
    pub wrong_read: Option<OpAt>,
    nodes: BTreeMap<ActorAt, Node>,
    /// With who acknowledged it last.
    acknowledged: BTreeMap<OpAt, ActorAt>,
    leader: Option<Leader>,
    offers: BTreeMap<u32, Vec<OpAt>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    log: Vec<OpAt>,
    persisted: usize,
    offered: Option<Vec<OpAt>>,
}

#[derive(Clone, Copy, Debug)]
struct Leader {
    node: ActorAt,
    epoch: u64,
    acts: bool,
}

impl Recount {
    /// Counts through a trace.
    pub fn of(trace: &Trace) -> Self {
        let mut count = Recount { wrong_read: wrong_read(trace), ..Recount::default() };
        for event in &trace.events {
            count.follow(trace, event.actor, event.what);
        }
        count
    }

    fn follow(&mut self, trace: &Trace, actor: ActorAt, what: What) {
        match what {
            What::Sent(message) if trace.message(message).topic == Topic::Snapshot => {
                let log = self.nodes.entry(actor).or_default().log.clone();
                self.offers.insert(message.0, log);
            }
            What::Arrived(message) if trace.message(message).topic == Topic::Snapshot => {
                let offered = self.offers.get(&message.0).cloned();
                self.nodes.entry(actor).or_default().offered = offered;
            }
            What::Leads { epoch, .. } => self.lead(actor, epoch),
            What::StepsDown { .. } | What::Killed | What::Crashed => {
                if let Some(leader) = self.leader.as_mut().filter(|leader| leader.node == actor) {
                    leader.acts = false;
                }
            }
            // A `cas` whose answer was lost, and that did not match when it was asked anew, was promised to nobody.
            What::Acknowledged(op) if trace.operation(op).matched => {
                self.acknowledged.insert(op, actor);
                if let Some(leader) = self.leader.filter(|leader| leader.acts) {
                    self.miss(leader.node, Some(op), false);
                }
            }
            _ => self.nodes.entry(actor).or_default().follow(what),
        }
    }

    fn lead(&mut self, node: ActorAt, epoch: u64) {
        if self.leader.is_some_and(|leader| leader.epoch > epoch) {
            return;
        }
        let is_the_same = self.leader.is_some_and(|leader| leader.node == node);
        self.leader = Some(Leader { node, epoch, acts: true });
        self.miss(node, None, is_the_same);
    }

    /// Notes what a leader lacks: of one write, or of all that are acknowledged.
    fn miss(&mut self, node: ActorAt, one: Option<OpAt>, by_itself: bool) {
        let log = &self.nodes.entry(node).or_default().log;
        let all = self.acknowledged.iter().filter(|(op, _)| one.is_none_or(|one| one == **op));
        for (&op, &by) in all {
            if !log.contains(&op) && self.lost.insert(op) && by_itself && by == node {
                self.lost_by_itself.get_or_insert(op);
            }
        }
    }
}

impl Node {
    fn follow(&mut self, what: What) {
        match what {
            What::Accepted { position, op, .. } | What::Received { position, op, .. } => {
                self.log.truncate(position as usize - 1);
                self.log.push(op);
            }
            What::Persisted { position, .. } => self.persisted = position as usize,
            What::Discarded { position, .. } => self.cut(position as usize - 1),
            What::Restarted => {
                self.offered = None;
                self.cut(self.persisted);
            }
            What::Installed { position, .. } => {
                if let Some(log) = self.offered.take() {
                    (self.log, self.persisted) = (log, position as usize);
                    self.cut(position as usize);
                }
            }
            _ => {}
        }
    }

    fn cut(&mut self, last: usize) {
        self.log.truncate(last);
        self.persisted = self.persisted.min(last);
    }
}

/// The first read that returned what whoever served it did not have then.
fn wrong_read(trace: &Trace) -> Option<OpAt> {
    let mut moment = Moment::start(trace);
    let mut served: BTreeMap<(OpAt, ActorAt), Vec<_>> = BTreeMap::new();
    while let Some(event) = moment.step(trace) {
        let What::Served(op) = event.what else { continue };
        let operation = trace.operation(op);
        let replica = moment.replica(event.actor, operation.partition);
        let held = replica.and_then(|replica| replica.held_of(operation.key)?.value);
        served.entry((op, event.actor)).or_default().push(held);
    }
    let is_wrong = |op: &OpAt| {
        let operation = trace.operation(*op);
        let by = operation.answered_by.and_then(|by| served.get(&(*op, by)));
        operation.kind == OpKind::Get
            && operation.outcome == Outcome::Ok
            && !by.is_some_and(|found| found.contains(&operation.result))
    };
    (0..trace.operations.len() as u32).map(OpAt).find(is_wrong)
}
