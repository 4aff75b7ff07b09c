//! Traces by hand, for tests: one call an event. It keeps positions of logs, so that a story reads like one.

mod naive;
mod random;

pub(crate) use naive::{State, state};
pub(crate) use random::{commands, play};

use super::{
    Actor, ActorAt, Arrival, Event, Loss, Message, MessageAt, OpAt, OpKind, Operation, Outcome, Style,
    TextAt, Topic, Trace, What,
};
use crate::base::{ClientId, NodeId, PartitionId};

/// Tries so many cases of a property, the same in every run.
pub(crate) fn tries(cases: u32) -> proptest::test_runner::Config {
    let rng_seed = proptest::test_runner::RngSeed::Fixed(1);
    proptest::test_runner::Config { cases, rng_seed, failure_persistence: None, ..Default::default() }
}

/// The partition of all that names none.
pub(crate) const P1: PartitionId = PartitionId(1);

/// A trace in the making.
pub(crate) struct Stage {
    trace: Trace,
    clients: u32,
    now_ns: u64,
    /// The client that asks next.
    client: u32,
    /// The partition of what comes next.
    pub(crate) partition: PartitionId,
    /// The epoch of writes that are accepted next.
    pub(crate) epoch: u64,
}

impl Stage {
    pub(crate) fn new(clients: u32, nodes: u32) -> Self {
        let clients_first = (1..=clients).map(|id| Actor::Client(ClientId(id)));
        let nodes = (1..=nodes).map(|id| Actor::Node(NodeId(id)));
        let trace = Trace::new(clients_first.chain(nodes).collect());
        Stage { trace, clients, now_ns: 0, client: 1, partition: P1, epoch: 1 }
    }

    /// The trace so far, which ends now.
    pub(crate) fn trace(&self) -> Trace {
        Trace { end_ns: self.now_ns, ..self.trace.clone() }
    }

    pub(crate) fn so_far(&self) -> &Trace {
        &self.trace
    }

    /// What comes next happens at so many ms.
    pub(crate) fn at(&mut self, ms: u64) -> &mut Self {
        self.now_ns = ms * 1_000_000;
        self
    }

    pub(crate) fn later(&mut self, ns: u64) -> &mut Self {
        self.now_ns += ns;
        self
    }

    /// Who asks next, from 1.
    pub(crate) fn by(&mut self, client: u32) -> &mut Self {
        self.client = client;
        self
    }

    pub(crate) fn node(&self, node: u32) -> ActorAt {
        ActorAt((self.clients + node - 1) as u16)
    }

    pub(crate) fn text(&mut self, text: &str) -> TextAt {
        self.trace.texts.place(text)
    }

    pub(crate) fn event(&mut self, actor: ActorAt, what: What) -> &mut Self {
        self.trace.events.push(Event { at_ns: self.now_ns, actor, what });
        self
    }

    pub(crate) fn on(&mut self, node: u32, what: What) -> &mut Self {
        self.event(self.node(node), what)
    }

    pub(crate) fn put(&mut self, key: &str, value: &str) -> OpAt {
        let value = self.text(value);
        self.ask(OpKind::Put, key, Some(value))
    }

    pub(crate) fn get(&mut self, key: &str) -> OpAt {
        self.ask(OpKind::Get, key, None)
    }

    fn ask(&mut self, kind: OpKind, key: &str, value: Option<TextAt>) -> OpAt {
        let at = OpAt(self.trace.operations.len() as u32);
        let client = ActorAt((self.client - 1) as u16);
        let key = self.text(key);
        let operation = Operation::asked(client, kind, key, value, self.partition, self.now_ns);
        self.trace.operations.push(operation);
        self.event(client, What::Invoked(at));
        at
    }

    /// The operation, to be filled in.
    pub(crate) fn operation(&mut self, op: OpAt) -> &mut Operation {
        &mut self.trace.operations[op.at()]
    }

    /// A leader takes a write at a position.
    pub(crate) fn accept(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        let (partition, epoch) = (self.partition, self.epoch);
        self.on(node, What::Accepted { partition, position, epoch, op })
    }

    pub(crate) fn receive(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        let (partition, epoch) = (self.partition, self.epoch);
        self.on(node, What::Received { partition, position, epoch, op })
    }

    /// Applies a write's own value.
    pub(crate) fn apply(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        let Operation { key, value, partition, .. } = *self.trace.operation(op);
        self.on(node, What::Applied { partition, position, key, value })
    }

    /// Takes and applies a write.
    pub(crate) fn take(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        self.accept(node, position, op).apply(node, position, op)
    }

    /// Receives and applies a write.
    pub(crate) fn copy(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        self.receive(node, position, op).apply(node, position, op)
    }

    pub(crate) fn flush(&mut self, node: u32, position: u64) -> &mut Self {
        self.on(node, What::Flushing { partition: self.partition, position })
    }

    pub(crate) fn persist(&mut self, node: u32, position: u64) -> &mut Self {
        self.on(node, What::Persisted { partition: self.partition, position })
    }

    pub(crate) fn discard(&mut self, node: u32, position: u64, last: u64) -> &mut Self {
        self.on(node, What::Discarded { partition: self.partition, position, last })
    }

    pub(crate) fn lead(&mut self, node: u32, epoch: u64, position: u64) -> &mut Self {
        self.epoch = epoch;
        self.on(node, What::Leads { partition: self.partition, epoch, position })
    }

    /// A node answers a write.
    pub(crate) fn ack(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        let by = self.node(node);
        let operation = &mut self.trace.operations[op.at()];
        (operation.answered_by, operation.position) = (Some(by), Some(position));
        self.on(node, What::Acknowledged(op))
    }

    /// A client knows that its write is done.
    pub(crate) fn done(&mut self, op: OpAt) -> &mut Self {
        let operation = &mut self.trace.operations[op.at()];
        (operation.outcome, operation.end_ns) = (Outcome::Ok, Some(self.now_ns));
        let client = operation.client;
        self.event(client, What::Returned(op))
    }

    /// A node answers a write, and the client knows at once.
    pub(crate) fn ack_done(&mut self, node: u32, position: u64, op: OpAt) -> &mut Self {
        self.ack(node, position, op).done(op)
    }

    /// A node answers a read with what it has applied up to a position, and the client knows at once.
    pub(crate) fn serve(&mut self, node: u32, position: u64, op: OpAt, result: Option<&str>) -> &mut Self {
        let by = self.node(node);
        let result = result.map(|text| self.text(text));
        let operation = &mut self.trace.operations[op.at()];
        (operation.answered_by, operation.position, operation.result) = (Some(by), Some(position), result);
        self.on(node, What::Served(op)).done(op)
    }

    /// A client reads from a node, all at this instant.
    pub(crate) fn read(&mut self, key: &str, node: u32, position: u64, result: Option<&str>) -> OpAt {
        let op = self.get(key);
        self.serve(node, position, op, result);
        op
    }

    /// A message leaves now and arrives after so many ms: write the arrival with [`arrive`](Stage::arrive).
    pub(crate) fn send(
        &mut self,
        from: ActorAt,
        to: ActorAt,
        topic: Topic,
        style: Style,
        ms: u64,
    ) -> MessageAt {
        let at = MessageAt(self.trace.messages.len() as u32);
        let message = Message {
            from,
            to,
            topic,
            style,
            partition: self.partition,
            op: None,
            version: None,
            positions: [0, 0],
            epoch: self.epoch,
            bytes: 0,
            sent_ns: self.now_ns,
            arrival: Arrival::Under(self.now_ns + ms * 1_000_000),
        };
        self.trace.messages.push(message);
        self.event(from, What::Sent(at));
        at
    }

    /// The message, to be filled in.
    pub(crate) fn message(&mut self, at: MessageAt) -> &mut Message {
        &mut self.trace.messages[at.at()]
    }

    pub(crate) fn arrive(&mut self, at: MessageAt) -> &mut Self {
        self.trace.messages[at.at()].arrival = Arrival::At(self.now_ns);
        let to = self.trace.message(at).to;
        self.event(to, What::Arrived(at))
    }

    pub(crate) fn lose(&mut self, at: MessageAt, loss: Loss) -> &mut Self {
        self.trace.messages[at.at()].arrival = Arrival::Lost(self.now_ns, loss);
        let to = self.trace.message(at).to;
        self.event(to, What::Lost(at))
    }
}
