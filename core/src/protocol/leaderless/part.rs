use super::{Setup, client::Client, message::Message, node::Node, out::Fx};
use crate::{
    protocol::Workload,
    sim::{Machine, Order, Wish},
    trace::{ActorAt, Keeps, OpAt},
};
use alloc::{boxed::Box, rc::Rc, string::String};

/// One machine of a cluster that replicates without a leader.
#[derive(Clone, Debug)]
pub struct Leaderless(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Node(Box<Node>),
    Client(Box<Client>),
}

impl Leaderless {
    /// A node.
    pub fn node(setup: &Rc<Setup>, me: ActorAt) -> Self {
        Leaderless(Kind::Node(Box::new(Node::new(setup, me))))
    }

    /// A client.
    pub fn client(setup: &Rc<Setup>, me: ActorAt, workload: Option<Rc<Workload>>) -> Self {
        Leaderless(Kind::Client(Box::new(Client::new(setup, me, workload))))
    }
}

impl Machine for Leaderless {
    type Message = Message;

    const KEEPS: Keeps = Keeps::Versions;

    fn on_start(&mut self, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Node(node) => node.on_start(fx),
            Kind::Client(client) => client.on_start(fx),
        }
    }

    fn on_message(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Node(node) => node.on_message(from, message, fx),
            Kind::Client(client) => client.on_message(from, message, fx),
        }
    }

    fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Node(node) => node.on_timer(token, fx),
            Kind::Client(client) => client.on_timer(token, fx),
        }
    }

    fn on_flushed(&mut self, token: u64, fx: &mut Fx) {
        if let Kind::Node(node) = &mut self.0 {
            node.on_flushed(token, fx);
        }
    }

    fn on_client(&mut self, op: OpAt, wish: Wish, fx: &mut Fx) {
        if let Kind::Client(client) = &mut self.0 {
            client.on_client(op, wish, fx);
        }
    }

    fn on_order(&mut self, _: Order, _: &mut Fx) {
        // There is no leadership to hand over, and one version of the engine.
    }

    fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        if let Kind::Node(node) = &mut self.0 {
            node.on_off(is_flushed, fx);
        }
    }

    fn check(&self) -> Result<(), String> {
        match &self.0 {
            Kind::Node(node) => node.check(),
            Kind::Client(client) => client.check(),
        }
    }
}
