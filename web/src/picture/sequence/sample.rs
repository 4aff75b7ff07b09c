//! Runs written by hand: the crash of a leader in three modes, and many writes. Tests draw them.

use quorate_core::{
    base::{ClientId, NodeId, PartitionId},
    trace::{
        Actor, ActorAt, Arrival, Event, Loss, Message, MessageAt, OpAt, OpKind, Operation, Outcome, Style,
        Topic, Trace, What,
    },
};

/// A millisecond, ns.
pub(crate) const MS: u64 = 1_000_000;
const CLIENT: ActorAt = ActorAt(0);
const LEADER: ActorAt = ActorAt(1);
const PARTITION: PartitionId = PartitionId(1);
/// From the leader to its followers, one way, and what a disk takes.
const AWAY_NS: [u64; 2] = [4 * MS, 9 * MS];
const DISK_NS: u64 = 3 * MS;
const LINK_NS: u64 = 3 * MS;

/// A trace while it is written.
pub(crate) struct Sample {
    trace: Trace,
    dies_ns: u64,
}

impl Sample {
    fn new(dies_ns: u64, end_ns: u64) -> Self {
        let nodes = (1..=3).map(|node| Actor::Node(NodeId(node)));
        let actors = [Actor::Client(ClientId(1))].into_iter().chain(nodes).collect();
        let trace = Trace { end_ns, ..Trace::new(actors) };
        let mut sample = Sample { trace, dies_ns };
        sample.event(0, LEADER, What::Leads { partition: PARTITION, epoch: 1, position: 0 });
        sample
    }

    fn event(&mut self, at_ns: u64, actor: ActorAt, what: What) {
        if at_ns <= self.trace.end_ns && (actor != LEADER || at_ns <= self.dies_ns) {
            self.trace.events.push(Event { at_ns, actor, what });
        }
    }

    fn ask(&mut self, start_ns: u64) -> OpAt {
        let op = OpAt(self.trace.operations.len() as u32);
        let key = self.trace.texts.place("x");
        let value = self.trace.texts.place(&format!("{}", op.0 + 1));
        let asked = Operation::asked(CLIENT, OpKind::Put, key, Some(value), PARTITION, start_ns);
        self.trace.operations.push(asked);
        self.event(start_ns, CLIENT, What::Invoked(op));
        op
    }

    /// Sends a message at an instant; when it arrives.
    fn send(
        &mut self,
        (from, to): (ActorAt, ActorAt),
        (topic, style): (Topic, Style),
        (op, sent_ns, takes_ns): (OpAt, u64, u64),
    ) -> Option<u64> {
        let at = MessageAt(self.trace.messages.len() as u32);
        let due_ns = sent_ns + takes_ns;
        let arrival = if to == LEADER && due_ns > self.dies_ns {
            Arrival::Lost(due_ns, Loss::Off)
        } else if due_ns > self.trace.end_ns {
            Arrival::Under(due_ns)
        } else {
            Arrival::At(due_ns)
        };
        let position = u64::from(op.0) + 1;
        self.trace.messages.push(Message {
            from,
            to,
            topic,
            style,
            partition: PARTITION,
            op: Some(op),
            version: None,
            positions: [position, position],
            epoch: 1,
            bytes: if topic == Topic::Entries { 64 } else { 0 },
            sent_ns,
            arrival,
        });
        self.event(sent_ns, from, What::Sent(at));
        let came = matches!(arrival, Arrival::At(_));
        self.event(due_ns, to, if came { What::Arrived(at) } else { What::Lost(at) });
        came.then_some(due_ns)
    }

    fn flush(&mut self, actor: ActorAt, op: OpAt, from_ns: u64) -> u64 {
        let position = u64::from(op.0) + 1;
        self.event(from_ns, actor, What::Flushing { partition: PARTITION, position });
        self.event(from_ns + DISK_NS, actor, What::Persisted { partition: PARTITION, position });
        from_ns + DISK_NS
    }

    /// A client's write comes to the leader's disk.
    fn write(&mut self, start_ns: u64) -> (OpAt, u64) {
        let op = self.ask(start_ns);
        let came = self.send((CLIENT, LEADER), (Topic::Request, Style::Call), (op, start_ns, LINK_NS));
        let came_ns = came.unwrap_or(start_ns + LINK_NS);
        let position = u64::from(op.0) + 1;
        self.event(came_ns, LEADER, What::Accepted { partition: PARTITION, position, epoch: 1, op });
        (op, self.flush(LEADER, op, came_ns))
    }

    /// The leader ships a write; when each follower's confirmation comes back.
    fn ship(&mut self, op: OpAt, at_ns: u64, style: Style) -> [Option<u64>; 2] {
        let position = u64::from(op.0) + 1;
        [0, 1].map(|follower| {
            let (to, away_ns) = (ActorAt(2 + follower as u16), AWAY_NS[follower]);
            let came_ns = self.send((LEADER, to), (Topic::Entries, style), (op, at_ns, away_ns))?;
            self.event(came_ns, to, What::Received { partition: PARTITION, position, epoch: 1, op });
            let done_ns = self.flush(to, op, came_ns);
            if style == Style::OneWay || done_ns > self.trace.end_ns {
                return None;
            }
            self.send((to, LEADER), (Topic::Confirm, Style::Reply), (op, done_ns, away_ns))
        })
    }

    fn acknowledge(&mut self, op: OpAt, at_ns: u64) {
        self.event(at_ns, LEADER, What::Acknowledged(op));
        let came = self.send((LEADER, CLIENT), (Topic::Done, Style::Reply), (op, at_ns, LINK_NS));
        let Some(came_ns) = came else { return };
        let known = &mut self.trace.operations[op.at()];
        (known.end_ns, known.outcome, known.answered_by) = (Some(came_ns), Outcome::Ok, Some(LEADER));
        self.event(came_ns, CLIENT, What::Returned(op));
    }

    /// Messages in the order in which they were sent, events in that in which they happened.
    fn done(mut self) -> Trace {
        let mut order: Vec<u32> = (0..self.trace.messages.len() as u32).collect();
        order.sort_by_key(|at| self.trace.messages[*at as usize].sent_ns);
        self.trace.messages = order.iter().map(|at| self.trace.messages[*at as usize]).collect();
        let mut place = vec![0; order.len()];
        for (now, before) in (0..).zip(&order) {
            place[*before as usize] = now;
        }
        for event in &mut self.trace.events {
            if let What::Sent(at) | What::Arrived(at) | What::Lost(at) = &mut event.what {
                *at = MessageAt(place[at.at()]);
            }
        }
        self.trace.events.sort_by_key(|event| event.at_ns);
        self.trace.steps = self.trace.events.len() as u64;
        self.trace
    }
}

/// The leader dies at 35 ms, three writes after it began; it waits for so many followers.
pub(crate) fn crash(waits: usize) -> Trace {
    let mut sample = Sample::new(35 * MS, 56 * MS);
    for start in [2, 13, 23] {
        let (op, on_disk_ns) = sample.write(start * MS);
        if waits == 0 {
            sample.acknowledge(op, on_disk_ns);
            let ships_ns = on_disk_ns.next_multiple_of(12 * MS);
            if ships_ns < 35 * MS {
                sample.ship(op, ships_ns, Style::OneWay);
            }
        } else {
            let confirmed = sample.ship(op, on_disk_ns, Style::Call);
            // Whom it waits for is known once the last of them has confirmed.
            let all = confirmed[..waits].iter().copied().collect::<Option<Vec<u64>>>();
            if let Some(at_ns) = all.and_then(|all| all.into_iter().max()) {
                sample.acknowledge(op, at_ns);
            }
        }
    }
    sample.event(35 * MS, LEADER, What::Killed);
    let position = if waits == 0 { 2 } else { 3 };
    sample.event(47 * MS, ActorAt(2), What::Leads { partition: PARTITION, epoch: 2, position });
    sample.done()
}

/// So many writes, one every 2 ms, each shipped at once: some seventeen events a write.
pub(crate) fn many(writes: u64) -> Trace {
    let mut sample = Sample::new(u64::MAX, writes * 2 * MS + 40 * MS);
    for number in 0..writes {
        let (op, on_disk_ns) = sample.write((1 + number * 2) * MS);
        let confirmed = sample.ship(op, on_disk_ns, Style::Call);
        if let Some(at_ns) = confirmed[0] {
            sample.acknowledge(op, at_ns);
        }
    }
    sample.done()
}
