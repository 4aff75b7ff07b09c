use super::{
    Effect, Effects, Ends, Fault, Label, LetterAt, Machine, Network, Order, Parcel, Peer, Queue, Wish,
    host::{Host, HostState},
    letters::Letter,
    network::Fate,
};
use crate::{
    base::limit,
    trace::{
        Actor, ActorAt, Arrival, Ended, Event, Loss, Message, MessageAt, OpAt, OpKind, Operation, Texts,
        Trace, What,
    },
};
use alloc::{string::String, vec::Vec};

/// The machines of a protocol, what they run on, and what is between them: steps from one event to the next, and writes
/// the trace.
///
/// Time is virtual, in ns. Events order by time, and those of one instant by the order in which they came about. A run is
/// the same on every machine, as all that is drawn comes from the seed.
#[derive(Clone, Debug)]
pub struct World<M: Machine> {
    machines: Vec<M>,
    hosts: Vec<Host<Due>>,
    network: Network,
    queue: Queue<Due>,
    effects: Effects<M::Message>,
    script: Vec<Step>,
    trace: Trace,
    /// Whether messages and events are written down; operations always are.
    is_traced: bool,
    most_steps: u64,
}

/// What the script does at its instants.
#[derive(Clone, Debug)]
pub enum Step {
    /// A client is to ask for something.
    Ask(ActorAt, Wish),
    /// Something goes wrong, or right again.
    Fault(Fault),
    /// Somebody orders something of a machine.
    Order(ActorAt, Order),
    /// A line of the script begins that leaves no mark of its own on anybody: whom it speaks of first, and its place.
    Line(ActorAt, u32),
}

/// What is due at an instant.
#[derive(Clone, Copy, Debug)]
enum Due {
    Arrival {
        letter: u32,
    },
    /// A message is lost here: told when it would have arrived, or on the way.
    Loss {
        actor: ActorAt,
        message: MessageAt,
    },
    Timer {
        actor: ActorAt,
        life: u32,
        token: u64,
    },
    Flushed {
        actor: ActorAt,
        life: u32,
        token: u64,
    },
    Script {
        step: u32,
    },
    Resume {
        actor: ActorAt,
        life: u32,
    },
    Processed {
        letter: u32,
    },
}

/// One actor of a world that is about to run.
#[derive(Clone, Debug)]
pub struct Cast<M> {
    /// Who it is.
    pub actor: Actor,
    /// What it does.
    pub machine: M,
    /// How long its flushes take, ns.
    pub disk_ns: u64,
    /// How far its clock is ahead, ns.
    pub skew_ns: i64,
}

impl<M: Machine> World<M> {
    /// A world at its first instant: `script` is in order of time, and texts are those that it speaks of.
    pub fn new(cast: Vec<Cast<M>>, network: Network, script: Vec<(u64, Step)>, texts: Texts) -> Self {
        let hosts = cast.iter().map(|one| Host::new(one.disk_ns, one.skew_ns)).collect();
        let mut trace = Trace::new(cast.iter().map(|one| one.actor).collect());
        trace.keeps = M::KEEPS;
        let mut world = World {
            machines: cast.into_iter().map(|one| one.machine).collect(),
            hosts,
            network,
            queue: Queue::default(),
            effects: Effects::new(texts),
            script: Vec::with_capacity(script.len()),
            trace,
            is_traced: true,
            most_steps: limit::SIM_STEPS,
        };
        for (at_ns, step) in script {
            world.plan(at_ns, step);
        }
        for actor in world.actors() {
            world.with(actor, Machine::on_start);
        }
        world
    }

    /// Writes down operations alone, no messages and no events.
    #[must_use]
    pub fn untraced(mut self) -> Self {
        self.is_traced = false;
        self.trace.events.clear();
        self.trace.messages.clear();
        self
    }

    /// Ends after so many steps.
    #[must_use]
    pub const fn at_most(mut self, steps: u64) -> Self {
        self.most_steps = steps;
        self
    }

    /// Puts a step behind those of its instant.
    fn plan(&mut self, at_ns: u64, step: Step) {
        self.queue.push(at_ns, Due::Script { step: self.script.len() as u32 });
        self.script.push(step);
    }

    fn actors(&self) -> impl Iterator<Item = ActorAt> + use<M> {
        (0..self.machines.len() as u16).map(ActorAt)
    }

    /// What happened so far.
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Runs to an instant, ns, and gives back what happened.
    #[must_use]
    pub fn run(mut self, until_ns: u64) -> Trace {
        while self.step(until_ns) {}
        self.end(until_ns)
    }

    /// The trace of a run that ends here.
    pub fn end(mut self, until_ns: u64) -> Trace {
        self.trace.end_ns = match self.trace.ended {
            Ended::Until => until_ns,
            Ended::Steps => self.effects.now_ns,
        };
        self.trace.texts = core::mem::take(&mut self.effects.texts);
        self.trace.versions = core::mem::take(&mut self.effects.versions);
        self.trace
    }

    /// Makes one step, if there is one up to that instant; false at the end.
    pub fn step(&mut self, until_ns: u64) -> bool {
        if self.queue.next_ns().is_none_or(|next| next > until_ns) {
            return false;
        }
        if self.trace.steps >= self.most_steps {
            self.trace.ended = Ended::Steps;
            return false;
        }
        let Some((now_ns, due)) = self.queue.pop() else { return false };
        self.effects.now_ns = now_ns;
        self.trace.steps += 1;
        self.due(due);
        true
    }

    /// Every machine's invariants.
    pub fn check(&self) -> Result<(), String> {
        self.machines.iter().try_for_each(Machine::check)
    }

    fn due(&mut self, due: Due) {
        match due {
            Due::Arrival { letter } => self.arrive(due, letter),
            Due::Processed { letter } => self.process(due, letter),
            Due::Loss { actor, message } => self.note(actor, What::Lost(message)),
            Due::Timer { actor, life, token } => {
                if self.is_ready(actor, life, due) {
                    self.with(actor, |machine, effects| machine.on_timer(token, effects));
                }
            }
            Due::Flushed { actor, life, token } => {
                if self.is_ready(actor, life, due) {
                    self.with(actor, |machine, effects| machine.on_flushed(token, effects));
                }
            }
            Due::Resume { actor, life } => {
                let host = &self.hosts[actor.at()];
                if host.life == life && host.state == HostState::Paused {
                    self.resume(actor);
                }
            }
            Due::Script { step } => self.act(step),
        }
    }

    /// Whether a machine can take what is due now; what comes while it pauses waits for it.
    fn is_ready(&mut self, actor: ActorAt, life: u32, due: Due) -> bool {
        let host = &mut self.hosts[actor.at()];
        if host.life != life {
            return false;
        }
        match host.state {
            HostState::Runs => true,
            HostState::Off => false,
            HostState::Paused => {
                host.waiting.push(due);
                false
            }
        }
    }

    fn arrive(&mut self, due: Due, at: u32) {
        let Some(Letter { to, number, .. }) = self.effects.letters.outside(at).cloned() else { return };
        let host = &self.hosts[to.at()];
        match host.state {
            HostState::Off => {
                self.effects.letters.take(at);
                if self.is_traced {
                    self.trace.messages[number.at()].arrival = Arrival::Lost(self.effects.now_ns, Loss::Off);
                }
                self.note(to, What::Lost(number));
            }
            HostState::Paused => self.hosts[to.at()].waiting.push(due),
            HostState::Runs if host.slow_ns > 0 => {
                let at_ns = self.effects.now_ns + host.slow_ns;
                self.queue.push(at_ns, Due::Processed { letter: at });
            }
            HostState::Runs => self.take_in(at),
        }
    }

    /// A slow host gets to what has arrived.
    fn process(&mut self, due: Due, at: u32) {
        let Some(letter) = self.effects.letters.outside(at) else { return };
        match self.hosts[letter.to.at()].state {
            HostState::Runs => self.take_in(at),
            _ => self.arrive(due, at),
        }
    }

    fn take_in(&mut self, at: u32) {
        let Some(Letter { from, to, number }) = self.effects.letters.outside(at).cloned() else { return };
        let Some(message) = self.effects.letters.take(at) else { return };
        if self.is_traced {
            self.trace.messages[number.at()].arrival = Arrival::At(self.effects.now_ns);
        }
        self.note(to, What::Arrived(number));
        self.with(to, |machine, effects| machine.on_message(from, message, effects));
    }

    /// Lets a machine decide, and does what it wants.
    fn with(&mut self, actor: ActorAt, decide: impl FnOnce(&mut M, &mut Effects<M::Message>)) {
        self.effects.skew_ns = self.hosts[actor.at()].skew_ns;
        decide(&mut self.machines[actor.at()], &mut self.effects);
        let mut wanted = core::mem::take(&mut self.effects.list);
        for effect in wanted.drain(..) {
            self.effect(actor, effect);
        }
        // What was wanted meanwhile by others was done meanwhile; the list is kept for its room.
        self.effects.list = wanted;
    }

    fn effect(&mut self, actor: ActorAt, effect: Effect) {
        let life = self.hosts[actor.at()].life;
        match effect {
            Effect::Send(to, at) => self.send(actor, to, at),
            Effect::Timer(at_ns, token) => self.queue.push(at_ns, Due::Timer { actor, life, token }),
            Effect::Flush(token) => {
                let at_ns = self.effects.now_ns + self.hosts[actor.at()].disk_ns;
                self.queue.push(at_ns, Due::Flushed { actor, life, token });
            }
            Effect::Note(what) => self.note(actor, what),
            Effect::Learn(op, key, value, position) => {
                if let Some(operation) = self.trace.operations.get_mut(op.at()) {
                    (operation.key, operation.value, operation.position) = (key, value, Some(position));
                }
            }
            Effect::Finish(op, finish) => {
                if let Some(operation) = self.trace.operations.get_mut(op.at()) {
                    operation.end_ns = Some(self.effects.now_ns);
                    operation.outcome = finish.outcome;
                    operation.result = finish.result;
                    operation.matched = finish.matched;
                    operation.answered_by = finish.answered_by;
                    operation.position = finish.position.or(operation.position);
                    operation.retries = finish.retries;
                }
                self.note(actor, What::Returned(op));
            }
            Effect::Begin(at_ns, wish) => {
                self.plan(at_ns, Step::Ask(actor, wish));
            }
            Effect::PowerOff(whom) => self.off(whom, false),
        }
    }

    fn note(&mut self, actor: ActorAt, what: What) {
        if self.is_traced {
            self.trace.events.push(Event { at_ns: self.effects.now_ns, actor, what });
        }
    }

    fn send(&mut self, from: ActorAt, to: ActorAt, LetterAt(at): LetterAt) {
        let now_ns = self.effects.now_ns;
        let Some(message) = self.effects.letters.message(at) else { return };
        let label = message.label();
        let fate = self.network.fate(from, to);
        if let Fate::Passes(takes, Some(more)) = fate {
            let copy = self.effects.letters.put(message.clone());
            self.post(from, to, (copy, label), now_ns + takes + more);
        }
        let (at_ns, why) = match fate {
            Fate::Passes(takes, _) => return self.post(from, to, (at, label), now_ns + takes),
            Fate::Lost(takes) => (now_ns + takes, Loss::Network),
            Fate::Cut(takes) => (now_ns + takes, Loss::Cut),
            Fate::Dropped(takes) => (now_ns + takes, Loss::Dropped),
        };
        self.effects.letters.take(at);
        let number = self.record(from, to, label, Arrival::Lost(at_ns, why));
        if self.is_traced {
            self.queue.push(at_ns, Due::Loss { actor: to, message: number });
        }
    }

    /// Sends a message on its way, to arrive at an instant.
    fn post(&mut self, from: ActorAt, to: ActorAt, (letter, label): (u32, Label), at_ns: u64) {
        let number = self.record(from, to, label, Arrival::Under(at_ns));
        self.effects.letters.address(letter, Letter { from, to, number });
        self.queue.push(at_ns, Due::Arrival { letter });
    }

    fn record(&mut self, from: ActorAt, to: ActorAt, label: Label, arrival: Arrival) -> MessageAt {
        let number = MessageAt(self.trace.messages.len() as u32);
        if self.is_traced {
            let Label { topic, style, partition, op, version, positions, epoch, bytes } = label;
            let sent_ns = self.effects.now_ns;
            self.trace.messages.push(Message {
                from,
                to,
                topic,
                style,
                partition,
                op,
                version,
                positions,
                epoch,
                bytes,
                sent_ns,
                arrival,
            });
            self.note(from, What::Sent(number));
        }
        number
    }

    fn ask(&mut self, client: ActorAt, wish: Wish) {
        let op = OpAt(self.trace.operations.len() as u32);
        let value = if wish.kind == OpKind::Increment { None } else { wish.value };
        let start_ns = self.effects.now_ns;
        let operation = Operation::asked(client, wish.kind, wish.key, value, wish.partition, start_ns);
        self.trace.operations.push(Operation { expected: wish.expected, ..operation });
        self.note(client, What::Invoked(op));
        self.with(client, |machine, effects| machine.on_client(op, wish, effects));
    }

    fn act(&mut self, step: u32) {
        let Some(what) = self.script.get(step as usize).cloned() else { return };
        match what {
            Step::Ask(client, wish) => self.ask(client, wish),
            Step::Order(actor, order) => {
                self.with(actor, |machine, effects| machine.on_order(order, effects));
            }
            Step::Fault(fault) => self.fault(&fault),
            Step::Line(actor, line) => self.note(actor, What::Acted(line)),
        }
    }

    fn fault(&mut self, fault: &Fault) {
        let node = |id| Peer::Node(id);
        match fault {
            Fault::Kill(id) => self.at(node(*id), |world, actor| world.off(actor, false)),
            Fault::Crash(id) => self.at(node(*id), |world, actor| world.off(actor, true)),
            Fault::Up(id) => self.at(node(*id), Self::up),
            Fault::Pause(id, for_ns) => self.at(node(*id), |world, actor| world.pause(actor, *for_ns)),
            Fault::Slow(id, ns) => self.at(node(*id), |world, actor| world.hosts[actor.at()].slow_ns = *ns),
            Fault::Skew(id, ns) => self.at(node(*id), |world, actor| {
                world.hosts[actor.at()].skew_ns = *ns;
                world.note(actor, What::Skewed(*ns));
            }),
            Fault::Cut { from, to, one_way } => {
                self.links(from, to, *one_way, Network::cut);
            }
            Fault::Split(groups) => self.split(groups),
            Fault::Heal(None) => self.network.heal_all(),
            Fault::Heal(Some((from, to))) => {
                self.links(from, to, false, Network::heal);
            }
            Fault::Loss(from, to, ppm) => {
                self.links(from, to, false, |network, from, to| network.set_loss(from, to, *ppm));
            }
            Fault::Duplicate(from, to, ppm) => {
                self.links(from, to, false, |network, from, to| network.set_double(from, to, *ppm));
            }
            Fault::Lose(from, to, k) => self.single_out(*from, *to, *k, None),
            Fault::Delay(from, to, ns, k) => self.single_out(*from, *to, *k, Some(*ns)),
        }
    }

    fn place(&self, peer: Peer) -> Option<ActorAt> {
        self.trace.place(match peer {
            Peer::Node(id) => Actor::Node(id),
            Peer::Client(id) => Actor::Client(id),
            Peer::Monitor => Actor::Monitor,
        })
    }

    fn at(&mut self, peer: Peer, act: impl FnOnce(&mut Self, ActorAt)) {
        if let Some(actor) = self.place(peer) {
            act(self, actor);
        }
    }

    fn places(&self, ends: &Ends) -> Vec<ActorAt> {
        ends.iter().filter_map(|peer| self.place(*peer)).collect()
    }

    fn links(
        &mut self,
        from: &Ends,
        to: &Ends,
        one_way: bool,
        change: impl Fn(&mut Network, ActorAt, ActorAt),
    ) {
        let (from, to) = (self.places(from), self.places(to));
        for a in &from {
            for b in to.iter().filter(|b| *b != a) {
                change(&mut self.network, *a, *b);
                if !one_way {
                    change(&mut self.network, *b, *a);
                }
            }
        }
    }

    /// Cuts groups off from each other; who is in none goes with the group of most nodes.
    fn split(&mut self, groups: &[Ends]) {
        let mut groups: Vec<Vec<ActorAt>> = groups.iter().map(|ends| self.places(ends)).collect();
        let nodes = |group: &[ActorAt]| {
            group.iter().filter(|at| matches!(self.trace.actor(**at), Actor::Node(_))).count()
        };
        // Of equal ones the first: the maximum of the reversed is the first of the maxima.
        let Some(largest) = (0..groups.len()).rev().max_by_key(|at| nodes(&groups[*at])) else { return };
        let others: Vec<ActorAt> =
            self.actors().filter(|at| !groups.iter().flatten().any(|in_it| in_it == at)).collect();
        groups[largest].extend(others);
        for (at, group) in groups.iter().enumerate() {
            for other in groups.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, other)| other) {
                for from in group {
                    for to in other.iter().filter(|to| *to != from) {
                        self.network.cut(*from, *to);
                    }
                }
            }
        }
    }

    fn single_out(&mut self, from: Peer, to: Peer, k: u32, delay_ns: Option<u64>) {
        if let (Some(from), Some(to)) = (self.place(from), self.place(to)) {
            self.network.single_out(from, to, k, delay_ns);
        }
    }

    /// Ends a process, or the power of its machine.
    fn off(&mut self, actor: ActorAt, is_crash: bool) {
        let host = &mut self.hosts[actor.at()];
        if host.state == HostState::Off {
            return;
        }
        host.state = HostState::Off;
        host.life += 1;
        let waiting = core::mem::take(&mut host.waiting);
        self.note(actor, if is_crash { What::Crashed } else { What::Killed });
        self.with(actor, |machine, effects| machine.on_off(!is_crash, effects));
        for due in waiting {
            // Messages that waited find it off.
            if let Due::Arrival { .. } | Due::Processed { .. } = due {
                self.due(due);
            }
        }
    }

    fn up(&mut self, actor: ActorAt) {
        match self.hosts[actor.at()].state {
            HostState::Runs => {}
            HostState::Paused => self.resume(actor),
            HostState::Off => {
                self.hosts[actor.at()].state = HostState::Runs;
                self.note(actor, What::Restarted);
                self.with(actor, Machine::on_start);
            }
        }
    }

    fn pause(&mut self, actor: ActorAt, for_ns: Option<u64>) {
        let host = &mut self.hosts[actor.at()];
        if host.state != HostState::Runs {
            return;
        }
        host.state = HostState::Paused;
        let life = host.life;
        self.note(actor, What::Paused);
        if let Some(ns) = for_ns {
            self.queue.push(self.effects.now_ns + ns, Due::Resume { actor, life });
        }
    }

    /// Goes on, with what came meanwhile first.
    fn resume(&mut self, actor: ActorAt) {
        let host = &mut self.hosts[actor.at()];
        host.state = HostState::Runs;
        let waiting = core::mem::take(&mut host.waiting);
        self.note(actor, What::Resumed);
        for due in waiting {
            self.due(due);
        }
    }
}
