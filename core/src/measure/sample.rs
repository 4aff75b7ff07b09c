//! Small traces by hand.

use crate::{
    base::{ClientId, NodeId, PartitionId},
    trace::{
        Actor, ActorAt, Arrival, Event, Message, OpAt, OpKind, Operation, Outcome, Style, Topic, Trace, What,
    },
};

/// The one partition of most stories.
pub(super) const P1: PartitionId = PartitionId(1);

/// A trace that grows line by line.
pub(super) struct Story {
    pub(super) trace: Trace,
    clients: u16,
}

/// Nothing happens to so many clients and nodes.
pub(super) fn story(clients: u32, nodes: u32) -> Story {
    let clients_and_nodes = (1..=clients)
        .map(|id| Actor::Client(ClientId(id)))
        .chain((1..=nodes).map(|id| Actor::Node(NodeId(id))));
    let trace = Trace { end_ns: 1_000, ..Trace::new(clients_and_nodes.collect()) };
    Story { trace, clients: clients as u16 }
}

impl Story {
    /// The n-th node, from 1.
    pub(super) fn node(&self, n: u16) -> ActorAt {
        ActorAt(self.clients + n - 1)
    }

    pub(super) fn put(&mut self, start_ns: u64, key: &str, value: &str) -> OpAt {
        let op = OpAt(self.trace.operations.len() as u32);
        let (key, value) = (self.trace.texts.place(key), Some(self.trace.texts.place(value)));
        let asked = Operation::asked(ActorAt(0), OpKind::Put, key, value, P1, start_ns);
        self.trace.operations.push(asked);
        op
    }

    /// A client knows that it was done.
    pub(super) fn done(&mut self, end_ns: u64, op: OpAt) {
        let op = &mut self.trace.operations[op.at()];
        (op.end_ns, op.outcome) = (Some(end_ns), Outcome::Ok);
    }

    pub(super) fn event(&mut self, at_ns: u64, node: u16, what: What) {
        let actor = self.node(node);
        self.trace.events.push(Event { at_ns, actor, what });
    }

    pub(super) fn leads(&mut self, at_ns: u64, node: u16, epoch: u64, position: u64) {
        self.event(at_ns, node, What::Leads { partition: P1, epoch, position });
    }

    pub(super) fn accepts(&mut self, at_ns: u64, node: u16, position: u64, op: OpAt) {
        self.event(at_ns, node, What::Accepted { partition: P1, position, epoch: 1, op });
    }

    pub(super) fn receives(&mut self, at_ns: u64, node: u16, position: u64, op: OpAt) {
        self.event(at_ns, node, What::Received { partition: P1, position, epoch: 1, op });
    }

    pub(super) fn persists(&mut self, at_ns: u64, node: u16, position: u64) {
        self.event(at_ns, node, What::Persisted { partition: P1, position });
    }

    pub(super) fn commits(&mut self, at_ns: u64, node: u16, position: u64) {
        self.event(at_ns, node, What::Committed { partition: P1, position });
    }

    pub(super) fn applies(&mut self, at_ns: u64, node: u16, position: u64) {
        let (key, value) = (self.trace.texts.place("k"), None);
        self.event(at_ns, node, What::Applied { partition: P1, position, key, value });
    }

    pub(super) fn acknowledges(&mut self, at_ns: u64, node: u16, op: OpAt) {
        self.event(at_ns, node, What::Acknowledged(op));
    }

    /// A message that carries entries from the first node to another.
    pub(super) fn ships(&mut self, to: u16, positions: [u64; 2], bytes: u32) {
        let (from, to) = (self.node(1), self.node(to));
        self.trace.messages.push(Message {
            from,
            to,
            topic: Topic::Entries,
            style: Style::Call,
            partition: P1,
            op: None,
            version: None,
            positions,
            epoch: 1,
            bytes,
            sent_ns: 0,
            arrival: Arrival::At(1),
        });
    }
}
