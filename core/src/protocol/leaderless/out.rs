use super::message::{Body, Message};
use crate::{
    base::PartitionId,
    sim::Effects,
    trace::{ActorAt, What},
};
use alloc::{collections::VecDeque, vec::Vec};

pub(super) type Fx = Effects<Message>;

/// Where what a machine wants goes: to the world, and messages to itself into a list of its own, as no network lies between.
pub(super) struct Out<'a> {
    pub(super) me: ActorAt,
    pub(super) fx: &'a mut Fx,
    pub(super) own: &'a mut VecDeque<Message>,
}

impl Out<'_> {
    pub(super) fn send(&mut self, to: ActorAt, (group, partition): (u16, PartitionId), body: Body) {
        let message = Message { group, partition, body };
        if to == self.me {
            self.own.push_back(message);
        } else {
            self.fx.send(to, message);
        }
    }

    pub(super) fn note(&mut self, what: What) {
        self.fx.note(what);
    }

    pub(super) const fn now_ns(&self) -> u64 {
        self.fx.now_ns()
    }
}

/// Timers, by the highest bits of their tokens; below is what they are about.
pub(super) mod timer {
    pub(crate) const WAIT: u64 = 1 << 56;
    pub(crate) const HALF: u64 = 2 << 56;
    pub(crate) const TICK: u64 = 3 << 56;
    pub(crate) const PURGE: u64 = 4 << 56;
    pub(crate) const SWEEP: u64 = 5 << 56;
    pub(crate) const PATIENCE: u64 = 6 << 56;
    pub(crate) const RETRY: u64 = 7 << 56;
    pub(crate) const FIRST: u64 = 8 << 56;
    pub(crate) const KIND: u64 = !0 << 56;
}

/// The flush of hints; others are of the group of that place.
pub(super) const HINTS: u64 = 1 << 32;

/// Who is taken for dead: each was silent for as long as a coordinator waits, and nothing was heard of it since.
#[derive(Clone, Debug, Default)]
pub(super) struct Suspects(Vec<Suspect>);

#[derive(Clone, Copy, Debug)]
struct Suspect {
    whom: ActorAt,
    /// The partition whose request it did not answer.
    partition: PartitionId,
    since_ns: u64,
}

impl Suspects {
    pub(super) fn contains(&self, whom: ActorAt) -> bool {
        self.0.iter().any(|suspect| suspect.whom == whom)
    }

    /// How long somebody has been suspected, ns; 0 if it is not.
    pub(super) fn for_ns(&self, whom: ActorAt, now_ns: u64) -> u64 {
        let found = self.0.iter().find(|suspect| suspect.whom == whom);
        found.map_or(0, |suspect| now_ns - suspect.since_ns)
    }

    pub(super) fn suspect(&mut self, whom: ActorAt, partition: PartitionId, out: &mut Out<'_>) {
        if whom != out.me && !self.contains(whom) {
            self.0.push(Suspect { whom, partition, since_ns: out.now_ns() });
            out.note(What::Suspects { whom, partition });
        }
    }

    /// Something is heard of somebody.
    pub(super) fn heard(&mut self, whom: ActorAt, out: &mut Out<'_>) {
        if let Some(at) = self.0.iter().position(|suspect| suspect.whom == whom) {
            let Suspect { partition, .. } = self.0.swap_remove(at);
            out.note(What::Trusts { whom, partition });
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (ActorAt, PartitionId)> + '_ {
        self.0.iter().map(|suspect| (suspect.whom, suspect.partition))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
