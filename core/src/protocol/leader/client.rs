use super::{
    Reads, Setup,
    group::Fx,
    message::{Body, Message, Reach},
};
use crate::{
    base::Random,
    protocol::Workload,
    sim::{Effect, Finish, Wish},
    trace::{ActorAt, OpAt, Outcome, TextAt},
    workload::Arrival,
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

/// A client: asks, waits, asks anew, and remembers what its reads and writes have seen.
#[derive(Clone, Debug)]
pub(super) struct Client {
    setup: Rc<Setup>,
    me: ActorAt,
    /// Of each group, what it knows.
    known: Vec<Known>,
    pending: Vec<Pending>,
    dice: Random,
    workload: Option<Rc<Workload>>,
    /// Operations that it thought of itself.
    count: u32,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    leader: ActorAt,
    /// How far what it has written and read reaches.
    seen: Reach,
    /// When its last write was acknowledged, ns.
    wrote_ns: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    op: OpAt,
    wish: Wish,
    target: ActorAt,
    /// Counts what was sent, so that timers and answers of earlier attempts are told apart.
    attempt: u16,
    retries: u32,
    redirects: u32,
    /// Whether an earlier attempt got no answer: then it may have been done.
    is_uncertain: bool,
    /// Whether it is one of its own.
    is_own: bool,
}

/// How often a client lets itself be sent on before it takes it for a refusal.
const REDIRECTS: u32 = 8;
/// The timer after which it asks anew; the other kind is that of its patience.
const RETRY: u64 = 1 << 63;
/// The timer at which it begins with what it asks for by itself.
const FIRST: u64 = 1 << 62;

impl Client {
    pub(super) fn new(setup: &Rc<Setup>, me: ActorAt, workload: Option<Rc<Workload>>) -> Self {
        let known = |members: &super::Members| Known {
            leader: members.nodes.first().copied().unwrap_or(ActorAt(0)),
            seen: Reach::default(),
            wrote_ns: None,
        };
        Client {
            me,
            known: setup.groups.iter().map(known).collect(),
            pending: Vec::new(),
            dice: Random::new(setup.seed, &format!("dice of client {}", me.0)),
            workload,
            count: 0,
            setup: Rc::clone(setup),
        }
    }

    pub(super) fn on_start(&mut self, fx: &mut Fx) {
        if self.workload.is_some() {
            // Clients do not all begin at once.
            let think_ns = self.workload.as_ref().map_or(0, |workload| workload.think_ns);
            fx.timer((self.dice.unit() * think_ns as f64) as u64, FIRST);
        }
    }

    /// Thinks of the next operation of its own.
    fn think(&mut self, after_ns: u64, fx: &mut Fx) {
        let Some(workload) = self.workload.clone() else { return };
        let Some(wish) = workload.next(self.count, self.me, &mut self.dice, &mut fx.texts) else { return };
        self.count += 1;
        fx.want(Effect::Begin(fx.now_ns() + after_ns, wish));
    }

    pub(super) fn on_client(&mut self, op: OpAt, wish: Wish, fx: &mut Fx) {
        let target = wish.asked.unwrap_or_else(|| self.target(&wish, fx));
        let pending = Pending {
            op,
            wish,
            target,
            attempt: 0,
            retries: 0,
            redirects: 0,
            is_uncertain: false,
            is_own: wish.is_own,
        };
        let arrival = self.workload.as_ref().map_or(Arrival::Closed, |workload| workload.arrival);
        if wish.is_own
            && let Some(gap_ns) = arrival.gap_ns(&mut self.dice)
        {
            self.think(gap_ns, fx);
        }
        self.pending.push(pending);
        self.ask(self.pending.len() - 1, fx);
    }

    /// Whom it asks first.
    fn target(&mut self, wish: &Wish, fx: &Fx) -> ActorAt {
        let group = usize::from(wish.group);
        let known = self.known[group];
        let setup = Rc::clone(&self.setup);
        let nodes = &setup.groups[group].nodes;
        if wish.kind.is_write() {
            return known.leader;
        }
        let any = |dice: &mut Random| nodes.get(dice.below(nodes.len() as u32) as usize).copied();
        let found = match self.setup.rules.reads {
            Reads::Leader => None,
            Reads::Any | Reads::Bounded(_) | Reads::Position => any(&mut self.dice),
            Reads::Sticky => {
                let followers: Vec<ActorAt> =
                    nodes.iter().copied().filter(|node| *node != known.leader).collect();
                let place = self.setup.clients.iter().position(|client| *client == self.me).unwrap_or(0);
                place.checked_rem(followers.len()).map(|at| followers[at])
            }
            Reads::Nearest => self.setup.nearest(self.me, group),
            Reads::AfterWrite(ns) => match known.wrote_ns {
                Some(wrote_ns) if fx.now_ns() - wrote_ns <= ns => None,
                _ => any(&mut self.dice),
            },
        };
        found.unwrap_or(known.leader)
    }

    fn ask(&mut self, at: usize, fx: &mut Fx) {
        let pending = &mut self.pending[at];
        pending.attempt += 1;
        let Pending { op, wish, target, attempt, .. } = *pending;
        let least = self.known[usize::from(wish.group)].seen;
        let body = Body::Request { op, attempt: u32::from(attempt), wish, least };
        fx.send(target, Message { group: wish.group, partition: wish.partition, epoch: 0, body });
        fx.timer(self.setup.timeout_ns, token(op, attempt));
    }

    fn find(&self, op: OpAt) -> Option<usize> {
        self.pending.iter().position(|pending| pending.op == op)
    }

    pub(super) fn on_message(&mut self, from: ActorAt, message: &Message, fx: &mut Fx) {
        match message.body {
            Body::Done { op, reach, result, matched } => {
                if let Some(at) = self.find(op) {
                    self.done(at, from, reach, result, matched, fx);
                }
            }
            Body::Refused { op, leader } => {
                if let Some(at) = self.find(op).filter(|at| self.pending[*at].target == from) {
                    self.refused(at, from, leader, fx);
                }
            }
            Body::NewLeader { leader } => {
                if let Some(known) = self.known.get_mut(usize::from(message.group)) {
                    known.leader = leader;
                }
            }
            _ => {}
        }
    }

    fn done(
        &mut self,
        at: usize,
        from: ActorAt,
        reach: Reach,
        result: Option<TextAt>,
        matched: bool,
        fx: &mut Fx,
    ) {
        let wish = self.pending[at].wish;
        let known = &mut self.known[usize::from(wish.group)];
        known.seen = known.seen.max(reach);
        if wish.kind.is_write() && matched {
            known.wrote_ns = Some(fx.now_ns());
            known.leader = from;
        }
        self.finish(at, Outcome::Ok, Some(from), (Some(reach.position), result, matched), fx);
    }

    /// It is sent on, or refused.
    fn refused(&mut self, at: usize, from: ActorAt, leader: Option<ActorAt>, fx: &mut Fx) {
        let pending = &mut self.pending[at];
        let group = usize::from(pending.wish.group);
        if let Some(leader) = leader.filter(|leader| *leader != from && pending.redirects < REDIRECTS) {
            pending.redirects += 1;
            pending.target = leader;
            self.known[group].leader = leader;
            return self.ask(at, fx);
        }
        self.again(at, Outcome::Fail, fx);
    }

    /// Asks another after a while, if it may; else this is the end.
    fn again(&mut self, at: usize, outcome: Outcome, fx: &mut Fx) {
        let pending = &mut self.pending[at];
        let group = usize::from(pending.wish.group);
        let nodes = &self.setup.groups[group].nodes;
        let next = nodes.iter().position(|node| *node == pending.target).map_or(0, |place| place + 1);
        let next = nodes.get(next.checked_rem(nodes.len()).unwrap_or(0)).copied().unwrap_or(pending.target);
        if pending.target == self.known[group].leader {
            self.known[group].leader = next;
        }
        if pending.retries >= self.setup.retries {
            let outcome = if pending.is_uncertain { Outcome::Unknown } else { outcome };
            return self.finish(at, outcome, None, (None, None, true), fx);
        }
        pending.retries += 1;
        pending.redirects = 0;
        // Where it waits before it asks anew, the leader may be known by then.
        pending.target = self.known[group].leader;
        pending.attempt += 1;
        fx.timer(self.setup.retry_wait_ns, RETRY | token(pending.op, pending.attempt));
    }

    pub(super) fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        if token == FIRST {
            return self.think(0, fx);
        }
        let (op, attempt) = (OpAt((token >> 16) as u32), token as u16);
        let Some(at) = self.find(op).filter(|at| self.pending[*at].attempt == attempt) else { return };
        if token & RETRY != 0 {
            return self.ask(at, fx);
        }
        self.pending[at].is_uncertain = true;
        self.again(at, Outcome::Unknown, fx);
    }

    fn finish(
        &mut self,
        at: usize,
        outcome: Outcome,
        answered_by: Option<ActorAt>,
        (position, result, matched): (Option<u64>, Option<TextAt>, bool),
        fx: &mut Fx,
    ) {
        let Pending { op, retries, is_own, .. } = self.pending.swap_remove(at);
        let finish = Finish { outcome, result, matched, answered_by, position, retries };
        fx.want(Effect::Finish(op, finish));
        if is_own && self.workload.as_ref().is_some_and(|workload| workload.arrival == Arrival::Closed) {
            let think_ns = self.workload.as_ref().map_or(0, |workload| workload.think_ns);
            self.think(think_ns, fx);
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let early = self.pending.iter().find(|pending| pending.retries > self.setup.retries);
        early.map_or(Ok(()), |pending| Err(format!("broken: {} retries are allowed", pending.retries)))
    }
}

const fn token(op: OpAt, attempt: u16) -> u64 {
    (op.0 as u64) << 16 | attempt as u64
}
