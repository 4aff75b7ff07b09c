use super::{Setup, client::Client, group::Fx, message::Message, monitor::Monitor, replica::Replica};
use crate::{
    protocol::Workload,
    sim::{Machine, Order, Wish},
    trace::{ActorAt, OpAt},
};
use alloc::{rc::Rc, string::String};

/// One machine of a cluster that replicates by leader and followers.
#[derive(Clone, Debug)]
pub struct LeaderFollower(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Replica(Replica),
    Client(Client),
    Monitor(Monitor),
}

impl LeaderFollower {
    /// A node.
    pub fn node(setup: &Rc<Setup>, me: ActorAt) -> Self {
        LeaderFollower(Kind::Replica(Replica::new(setup, me)))
    }

    /// A client.
    pub fn client(setup: &Rc<Setup>, me: ActorAt, workload: Option<Rc<Workload>>) -> Self {
        LeaderFollower(Kind::Client(Client::new(setup, me, workload)))
    }

    /// Who watches over leaders.
    pub fn monitor(setup: &Rc<Setup>) -> Self {
        LeaderFollower(Kind::Monitor(Monitor::new(setup)))
    }
}

impl Machine for LeaderFollower {
    type Message = Message;

    fn on_start(&mut self, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Replica(replica) => replica.on_start(fx),
            Kind::Client(client) => client.on_start(fx),
            Kind::Monitor(_) => {}
        }
    }

    fn on_message(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Replica(replica) => replica.on_message(from, message, fx),
            Kind::Client(client) => client.on_message(from, &message, fx),
            Kind::Monitor(monitor) => monitor.on_message(from, &message, fx),
        }
    }

    fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Replica(replica) => replica.on_timer(token, fx),
            Kind::Client(client) => client.on_timer(token, fx),
            Kind::Monitor(monitor) => monitor.on_timer(token, fx),
        }
    }

    fn on_flushed(&mut self, token: u64, fx: &mut Fx) {
        if let Kind::Replica(replica) = &mut self.0 {
            replica.on_flushed(token, fx);
        }
    }

    fn on_client(&mut self, op: OpAt, wish: Wish, fx: &mut Fx) {
        if let Kind::Client(client) = &mut self.0 {
            client.on_client(op, wish, fx);
        }
    }

    fn on_order(&mut self, order: Order, fx: &mut Fx) {
        match &mut self.0 {
            Kind::Replica(replica) => replica.on_order(order),
            Kind::Monitor(monitor) => monitor.on_order(order, fx),
            Kind::Client(_) => {}
        }
    }

    fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        if let Kind::Replica(replica) = &mut self.0 {
            replica.on_off(is_flushed, fx);
        }
    }

    fn check(&self) -> Result<(), String> {
        match &self.0 {
            Kind::Replica(replica) => replica.check(),
            Kind::Client(client) => client.check(),
            Kind::Monitor(monitor) => monitor.check(),
        }
    }
}
