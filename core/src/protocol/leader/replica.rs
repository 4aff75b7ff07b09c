use super::{
    Setup,
    group::{Fx, Group, timer},
    message::Message,
};
use crate::{sim::Order, trace::ActorAt};
use alloc::{rc::Rc, string::String, vec::Vec};

/// A node: its replicas of the partitions that it holds.
#[derive(Clone, Debug)]
pub(super) struct Replica {
    /// By the place of the group; none where it holds no replica of it.
    groups: Vec<Option<Group>>,
    was_started: bool,
    /// The version of the engine from the next start on.
    version: u32,
}

impl Replica {
    pub(super) fn new(setup: &Rc<Setup>, me: ActorAt) -> Self {
        let group = |(place, members): (u16, &super::Members)| {
            members.nodes.contains(&me).then(|| Group::new(Rc::clone(setup), me, place))
        };
        Replica { groups: (0..).zip(&setup.groups).map(group).collect(), was_started: false, version: 1 }
    }

    fn group(&mut self, place: u16) -> Option<&mut Group> {
        self.groups.get_mut(usize::from(place))?.as_mut()
    }

    pub(super) fn on_start(&mut self, fx: &mut Fx) {
        let is_first = !core::mem::replace(&mut self.was_started, true);
        for group in self.groups.iter_mut().flatten() {
            group.version = self.version;
            group.on_start(is_first, fx);
        }
    }

    pub(super) fn on_message(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        if let Some(group) = self.group(message.group) {
            group.on_message(from, message.epoch, message.body, fx);
        }
    }

    pub(super) fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        debug_assert!(token & timer::KIND != 0, "timers of replicas have a kind");
        if let Some(group) = self.group(token as u16) {
            group.on_timer(token, fx);
        }
    }

    pub(super) fn on_flushed(&mut self, token: u64, fx: &mut Fx) {
        if let Some(group) = self.group(token as u16) {
            group.on_flushed(fx);
        }
    }

    pub(super) fn on_order(&mut self, order: Order) {
        if order == Order::Upgrade {
            self.version += 1;
        }
    }

    pub(super) fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        for group in self.groups.iter_mut().flatten() {
            group.on_off(is_flushed, fx);
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        self.groups.iter().flatten().try_for_each(Group::check)
    }
}
