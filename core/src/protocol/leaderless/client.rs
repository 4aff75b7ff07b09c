use super::{
    Coordinate, Setup,
    coordinator::{Asked, Coordinator},
    message::{Body, Message},
    out::{Fx, Out, timer},
};
use crate::{
    base::{IdMap, Random},
    conflict::Few,
    protocol::Workload,
    sim::{Effect, Finish, Wish},
    trace::{ActorAt, OpAt, OpKind, Outcome, TextAt},
    version::Vector,
    workload::Arrival,
};
use alloc::{collections::VecDeque, format, rc::Rc, string::String, vec::Vec};

/// A client: asks a coordinator, or is its own, and remembers what it has read and written of each key.
///
/// Reads are asked anew, of the next coordinator. Writes never are: nobody would know how often they were done.
#[derive(Clone, Debug)]
pub(super) struct Client {
    setup: Rc<Setup>,
    me: ActorAt,
    pending: Vec<Pending>,
    /// Of each key, what its next write is to replace.
    contexts: IdMap<Rc<Vector<ActorAt>>, TextAt>,
    /// Nodes that did not answer, and until when it asks others first, ns.
    silent: Vec<(ActorAt, u64)>,
    dice: Random,
    workload: Option<Rc<Workload>>,
    /// Operations that it thought of itself.
    count: u32,
    /// Where it coordinates itself, and what it sends itself.
    coordinator: Option<Coordinator>,
    own: VecDeque<Message>,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    op: OpAt,
    wish: Wish,
    target: ActorAt,
    /// Counts what was sent, so that timers and answers of earlier attempts are told apart.
    attempt: u16,
    retries: u32,
}

/// For how many times its patience a client asks others before a node that did not answer, as drivers wait before they
/// connect anew.
const AVOIDED: u64 = 4;

impl Client {
    pub(super) fn new(setup: &Rc<Setup>, me: ActorAt, workload: Option<Rc<Workload>>) -> Self {
        let is_own = setup.rules.coordinate == Coordinate::Client;
        Client {
            me,
            pending: Vec::new(),
            contexts: IdMap::default(),
            silent: Vec::new(),
            dice: Random::new(setup.seed, &format!("dice of client {}", me.0)),
            workload,
            count: 0,
            coordinator: is_own.then(|| Coordinator::new(setup, me, false)),
            own: VecDeque::new(),
            setup: Rc::clone(setup),
        }
    }

    pub(super) fn on_start(&mut self, fx: &mut Fx) {
        if let Some(workload) = &self.workload {
            // Clients do not all begin at once.
            let wait_ns = (self.dice.unit() * workload.think_ns as f64) as u64;
            fx.timer(wait_ns, timer::FIRST);
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
        let arrival = self.workload.as_ref().map_or(Arrival::Closed, |workload| workload.arrival);
        if wish.is_own
            && let Some(gap_ns) = arrival.gap_ns(&mut self.dice)
        {
            self.think(gap_ns, fx);
        }
        let target = wish.asked.or_else(|| self.target(&wish, None, fx)).unwrap_or(self.me);
        self.pending.push(Pending { op, wish, target, attempt: 0, retries: 0 });
        let at = self.pending.len() - 1;
        if matches!(wish.kind, OpKind::Get | OpKind::Put | OpKind::Delete) {
            self.ask(at, fx);
        } else {
            self.finish(at, Outcome::Fail, None, None, fx);
        }
        self.deliver(fx);
    }

    /// Whom it asks; another than the one that it asked last, if it can.
    fn target(&mut self, wish: &Wish, last: Option<ActorAt>, fx: &Fx) -> Option<ActorAt> {
        let now_ns = fx.now_ns();
        self.silent.retain(|(_, until_ns)| *until_ns > now_ns);
        let near = self.setup.near(self.me);
        match self.setup.rules.coordinate {
            Coordinate::Client => Some(self.me),
            Coordinate::Any => {
                let place = self.dice.below(near.len() as u32) as usize;
                let drawn = near.get(place).copied().filter(|drawn| Some(*drawn) != last);
                drawn.or_else(|| near.get((place + 1).checked_rem(near.len())?).copied())
            }
            Coordinate::Replica => {
                let group = self.setup.group(wish.group)?;
                let replicas = || near.iter().copied().filter(|node| group.nodes.contains(node));
                let is_heard = |node: &ActorAt| self.silent.iter().all(|(silent, _)| silent != node);
                let other = replicas().find(|node| is_heard(node) && Some(*node) != last);
                // Where all were silent, the one that was silent first.
                let longest = self.silent.iter().map(|(silent, _)| *silent);
                let mut longest = longest.filter(|node| Some(*node) != last && group.nodes.contains(node));
                other.or_else(|| longest.next()).or_else(|| replicas().next())
            }
        }
    }

    fn ask(&mut self, at: usize, fx: &mut Fx) {
        let pending = &mut self.pending[at];
        pending.attempt += 1;
        let Pending { op, wish, target, attempt, .. } = *pending;
        let context = self.contexts.get(wish.key).filter(|_| wish.kind.is_write()).cloned();
        let body = Body::Request { op, attempt, wish, context };
        let mut out = Out { me: self.me, fx, own: &mut self.own };
        out.send(target, (wish.group, wish.partition), body);
        fx.timer(self.setup.timeout_ns, timer::PATIENCE | token(op, attempt));
    }

    /// Takes what it sent itself.
    fn deliver(&mut self, fx: &mut Fx) {
        while let Some(message) = self.own.pop_front() {
            self.take(self.me, message, fx);
        }
    }

    pub(super) fn on_message(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        self.silent.retain(|(silent, _)| *silent != from);
        self.take(from, message, fx);
        self.deliver(fx);
    }

    fn take(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        match message.body {
            Body::Done { op, attempt, versions, result } => {
                self.done((op, attempt), from, &versions, result, fx);
            }
            Body::Refused { op, attempt, is_sure } => {
                if let Some(at) = self.find(op, attempt) {
                    let outcome = if is_sure { Outcome::Fail } else { Outcome::Unknown };
                    self.again(at, outcome, fx);
                }
            }
            body => self.coordinate(from, body, fx),
        }
    }

    /// What it is told, or asks itself, as its own coordinator.
    fn coordinate(&mut self, from: ActorAt, body: Body, fx: &mut Fx) {
        let Some(coordinator) = &mut self.coordinator else { return };
        let out = &mut Out { me: self.me, fx, own: &mut self.own };
        coordinator.suspects.heard(from, out);
        match body {
            Body::Request { op, attempt, wish, context } => {
                coordinator.request(Asked { client: from, op, attempt, wish }, context.as_deref(), out);
            }
            Body::Stored { ask, .. } => coordinator.stored(from, ask, out),
            Body::Found { ask, versions } => coordinator.found(from, ask, versions, out),
            _ => {}
        }
    }

    /// The operation, if it is at this attempt yet.
    fn find(&self, op: OpAt, attempt: u16) -> Option<usize> {
        self.pending.iter().position(|pending| (pending.op, pending.attempt) == (op, attempt))
    }

    fn done(
        &mut self,
        (op, attempt): (OpAt, u16),
        from: ActorAt,
        versions: &Few,
        result: Option<TextAt>,
        fx: &mut Fx,
    ) {
        let Some(at) = self.find(op, attempt) else { return };
        let key = self.pending[at].wish.key;
        let rule = self.setup.rules.conflict;
        let known = core::mem::take(self.contexts.get_or_default(key));
        let mut known = rule.kept(Rc::unwrap_or_clone(known));
        for version in versions.iter() {
            rule.learn(&mut known, fx.versions.get(version));
        }
        self.contexts.insert(key, Rc::new(known));
        self.finish(at, Outcome::Ok, Some(from), result, fx);
    }

    /// Asks another after a while, if it may; else this is the end.
    fn again(&mut self, at: usize, outcome: Outcome, fx: &mut Fx) {
        let Pending { op, wish, target, retries, .. } = self.pending[at];
        if wish.kind.is_write() || retries >= self.setup.retries {
            return self.finish(at, outcome, None, None, fx);
        }
        let next = self.target(&wish, Some(target), fx).unwrap_or(target);
        let pending = &mut self.pending[at];
        (pending.retries, pending.target) = (retries + 1, next);
        pending.attempt += 1;
        fx.timer(self.setup.retry_wait_ns, timer::RETRY | token(op, pending.attempt));
    }

    pub(super) fn on_timer(&mut self, timer: u64, fx: &mut Fx) {
        let (op, attempt) = (OpAt((timer >> 16) as u32), timer as u16);
        match timer & timer::KIND {
            timer::FIRST => self.think(0, fx),
            timer::RETRY => {
                if let Some(at) = self.find(op, attempt) {
                    self.ask(at, fx);
                }
            }
            timer::PATIENCE => self.unanswered(op, attempt, fx),
            _ => {
                if let Some(coordinator) = &mut self.coordinator {
                    coordinator.on_timer(timer, &mut Out { me: self.me, fx, own: &mut self.own });
                }
            }
        }
        self.deliver(fx);
    }

    /// Whom it asked has not answered.
    fn unanswered(&mut self, op: OpAt, attempt: u16, fx: &mut Fx) {
        let Some(at) = self.find(op, attempt) else { return };
        let target = self.pending[at].target;
        if target != self.me {
            let until_ns = fx.now_ns().saturating_add(self.setup.timeout_ns.saturating_mul(AVOIDED));
            self.silent.retain(|(silent, _)| *silent != target);
            self.silent.push((target, until_ns));
        }
        self.again(at, Outcome::Unknown, fx);
    }

    fn finish(
        &mut self,
        at: usize,
        outcome: Outcome,
        answered_by: Option<ActorAt>,
        result: Option<TextAt>,
        fx: &mut Fx,
    ) {
        let Pending { op, wish, retries, .. } = self.pending.swap_remove(at);
        let finish = Finish { outcome, result, matched: true, answered_by, position: None, retries };
        fx.want(Effect::Finish(op, finish));
        if wish.is_own
            && let Some(workload) = &self.workload
            && workload.arrival == Arrival::Closed
        {
            let think_ns = workload.think_ns;
            self.think(think_ns, fx);
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if let Some(pending) = self.pending.iter().find(|pending| pending.retries > self.setup.retries) {
            return Err(format!("broken: {} retries are allowed", pending.retries));
        }
        if !self.own.is_empty() {
            return Err("broken: what a client sends itself is done at once".into());
        }
        self.coordinator.as_ref().map_or(Ok(()), Coordinator::check)
    }
}

/// What a timer is about.
const fn token(op: OpAt, attempt: u16) -> u64 {
    (op.0 as u64) << 16 | attempt as u64
}
