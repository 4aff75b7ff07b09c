use super::{
    Setup,
    coordinator::{Asked, Coordinator},
    message::{Ask, Body, Message},
    out::{Fx, HINTS, Out, timer},
    shelf::Shelf,
};
use crate::{
    base::limit,
    conflict::Few,
    trace::{ActorAt, TextAt, VersionAt, Why},
};
use alloc::{collections::VecDeque, rc::Rc, string::String, vec::Vec};

/// A node: its replicas of the partitions that it holds, and the coordinator that it is for whoever asks.
#[derive(Clone, Debug)]
pub(super) struct Node {
    me: ActorAt,
    /// By the place of the group; none where it holds no replica of it.
    shelves: Vec<Option<Shelf>>,
    coordinator: Coordinator,
    /// What it sends itself.
    own: VecDeque<Message>,
    was_started: bool,
}

impl Node {
    pub(super) fn new(setup: &Rc<Setup>, me: ActorAt) -> Self {
        let shelf = |(place, group): (u16, &super::Group)| {
            group.nodes.contains(&me).then(|| Shelf::new(setup, place, group.partition))
        };
        Node {
            me,
            shelves: (0..).zip(&setup.groups).map(shelf).collect(),
            coordinator: Coordinator::new(setup, me, true),
            own: VecDeque::new(),
            was_started: false,
        }
    }

    /// Lets a part of it decide, and then all that it sent itself.
    fn with(&mut self, fx: &mut Fx, decide: impl FnOnce(&mut Parts<'_>, &mut Out<'_>)) {
        let Node { me, shelves, coordinator, own, .. } = self;
        let mut parts = Parts { shelves, coordinator };
        let me = *me;
        decide(&mut parts, &mut Out { me, fx, own });
        while let Some(message) = own.pop_front() {
            parts.on_message(me, message, &mut Out { me, fx, own });
        }
    }

    pub(super) fn on_start(&mut self, fx: &mut Fx) {
        self.sweep_on(fx);
        if core::mem::replace(&mut self.was_started, true) {
            self.with(fx, |parts, out| {
                parts.shelves.iter_mut().flatten().for_each(|shelf| shelf.on_start(out.fx));
                parts.coordinator.tick_on(out);
            });
        }
    }

    /// Compares with others after a while, if its rules say so.
    fn sweep_on(&self, fx: &mut Fx) {
        let rules = &self.coordinator.setup.rules;
        if rules.repair.merkle {
            fx.timer(rules.sweep_ns.max(limit::PERIOD_NS), timer::SWEEP);
        }
    }

    pub(super) fn on_message(&mut self, from: ActorAt, message: Message, fx: &mut Fx) {
        self.with(fx, |parts, out| parts.on_message(from, message, out));
    }

    pub(super) fn on_timer(&mut self, token: u64, fx: &mut Fx) {
        if token == timer::SWEEP {
            self.sweep_on(fx);
        }
        self.with(fx, |parts, out| match token & timer::KIND {
            timer::PURGE => {
                if let Some(shelf) = parts.shelf((token >> 32) as u16) {
                    shelf.purge(VersionAt(token as u32), out.fx);
                }
            }
            timer::SWEEP => parts.shelves.iter_mut().flatten().for_each(|shelf| shelf.sweep(out)),
            _ => parts.coordinator.on_timer(token, out),
        });
    }

    pub(super) fn on_flushed(&mut self, token: u64, fx: &mut Fx) {
        self.with(fx, |parts, out| {
            if token == HINTS {
                parts.coordinator.hints.on_flushed(out);
            } else if let Some(shelf) = parts.shelf(token as u16) {
                shelf.on_flushed(out);
            }
        });
    }

    pub(super) fn on_off(&mut self, is_flushed: bool, fx: &mut Fx) {
        self.with(fx, |parts, out| {
            parts.shelves.iter_mut().flatten().for_each(|shelf| shelf.on_off(is_flushed, out.fx));
            parts.coordinator.on_off(is_flushed, out);
        });
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if !self.own.is_empty() {
            return Err("broken: what a node sends itself is done at once".into());
        }
        self.shelves.iter().flatten().try_for_each(Shelf::check)?;
        self.coordinator.check()
    }
}

/// What another says that compares its data with this replica's.
fn on_sweep(shelf: &mut Shelf, from: ActorAt, body: Body, out: &mut Out<'_>) {
    match body {
        Body::Tree { sweep, level, hashes } => shelf.compare(from, (sweep, level), &hashes, out),
        Body::Difference { sweep, level, differing } => shelf.differs(from, (sweep, level), &differing, out),
        Body::Exchange { leaves, versions, is_answer } => {
            shelf.exchange(from, leaves, &versions, is_answer, out);
        }
        _ => {}
    }
}

/// What a node consists of, beside the list of what it sends itself.
struct Parts<'a> {
    shelves: &'a mut [Option<Shelf>],
    coordinator: &'a mut Coordinator,
}

impl Parts<'_> {
    fn shelf(&mut self, place: u16) -> Option<&mut Shelf> {
        self.shelves.get_mut(usize::from(place))?.as_mut()
    }

    fn on_message(&mut self, from: ActorAt, message: Message, out: &mut Out<'_>) {
        self.coordinator.suspects.heard(from, out);
        let Message { group, partition, body } = message;
        let about = (group, partition);
        match body {
            Body::Request { op, attempt, wish, context } => {
                let asked = Asked { client: from, op, attempt, wish };
                self.coordinator.request(asked, context.as_deref(), out);
            }
            Body::Write { ask, version } if ask.whom != out.me => {
                self.coordinator.hints.keep(ask.whom, about, version, Some((from, ask)), out);
                self.coordinator.tick_on(out);
            }
            Body::Write { ask, version } => {
                self.store(from, group, ask, &Few::one(version), Why::Write, true, out);
            }
            Body::Read { ask, key, .. } => {
                let versions = self.held(group, ask, key, out);
                out.send(from, about, Body::Found { ask, versions });
            }
            Body::Repair { ask, versions, .. } if ask.whom != out.me => {
                for version in versions.iter() {
                    self.coordinator.hints.keep(ask.whom, about, version, Some((from, ask)), out);
                }
                self.coordinator.tick_on(out);
            }
            Body::Repair { ask, versions, is_awaited } => {
                self.store(from, group, ask, &versions, Why::Repair, is_awaited, out);
            }
            Body::Handoff { hint, version } => {
                if let Some(shelf) = self.shelf(group) {
                    shelf.store(version, Why::Hint, out.fx);
                    shelf.answer(from, Body::Taken { hint, version }, out);
                }
            }
            Body::Tree { .. } | Body::Difference { .. } | Body::Exchange { .. } => {
                if let Some(shelf) = self.shelf(group) {
                    on_sweep(shelf, from, body, out);
                }
            }
            Body::Stored { ask, .. } => self.coordinator.stored(from, ask, out),
            Body::Found { ask, versions } => self.coordinator.found(from, ask, versions, out),
            Body::Taken { hint, .. } => self.coordinator.hints.taken(from, hint, out),
            Body::Ping => out.send(from, about, Body::Pong),
            Body::Pong | Body::Done { .. } | Body::Refused { .. } => {}
        }
    }

    /// What it has under a key, or keeps for another.
    fn held(&mut self, group: u16, ask: Ask, key: TextAt, out: &Out<'_>) -> Few {
        if ask.whom != out.me {
            return self.coordinator.hints.found(key, out);
        }
        self.shelf(group).map_or_else(Few::none, |shelf| shelf.found(key))
    }

    /// Takes versions, and answers when they are safe, if anybody waits for that.
    #[expect(clippy::too_many_arguments, reason = "what a message says, and what is to be done with it")]
    fn store(
        &mut self,
        from: ActorAt,
        group: u16,
        ask: Ask,
        versions: &Few,
        why: Why,
        is_awaited: bool,
        out: &mut Out<'_>,
    ) {
        let Some(shelf) = self.shelf(group) else { return };
        for version in versions.iter() {
            shelf.store(version, why, out.fx);
        }
        if is_awaited {
            shelf.answer(from, Body::Stored { ask, version: versions.alone() }, out);
        }
    }
}
