use super::{
    Setup,
    message::{Ask, Body},
    out::Out,
};
use crate::{
    base::PartitionId,
    conflict::Few,
    quorum::{Group, Need},
    trace::{ActorAt, OpAt, TextAt, VersionAt, What},
};
use alloc::vec::Vec;

/// A request that a coordinator is at.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) number: u32,
    pub(super) op: OpAt,
    /// Which attempt of its client it answers.
    pub(super) attempt: u16,
    pub(super) client: ActorAt,
    pub(super) group: u16,
    pub(super) partition: PartitionId,
    pub(super) key: TextAt,
    pub(super) needs: Vec<Need>,
    /// One for each replica of the key, in the order of preference.
    pub(super) slots: Vec<Slot>,
    pub(super) work: Work,
    /// What a read repairs with, and then returns: what comes later is for later reads.
    pub(super) newest: Few,
    /// Whether the client has its answer.
    pub(super) is_answered: bool,
    /// Second answers of the same replica, which count for nothing but where a bug is planted.
    pub(super) doubled: u32,
}

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Work {
    Write(VersionAt),
    Read(Reading),
}

/// How far a read is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Counts how often it asked: once, and again where digests differ.
    pub(super) round: u8,
    /// Whether all but the first are asked for digests.
    pub(super) is_digest: bool,
    /// Whether it is seen that answers differ.
    pub(super) differs: bool,
    /// Whether it waits for replicas to take what their answers lacked.
    pub(super) is_repairing: bool,
}

/// How far a replica is that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Unasked,
    Asked,
    Answered,
}

/// One replica of the key, or who stands in for it.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) whom: ActorAt,
    dc: u32,
    pub(super) stand_in: Option<ActorAt>,
    /// How far the replica itself is.
    pub(super) own: Own,
    /// Whether a node that stands in for it has answered, or has kept a hint where that is enough.
    pub(super) is_stood_in: bool,
    /// What it has, and whether it was repaired since.
    pub(super) found: Few,
    pub(super) is_repaired: bool,
}

impl Slot {
    pub(super) const fn new(whom: ActorAt, dc: u32) -> Self {
        Slot {
            whom,
            dc,
            stand_in: None,
            own: Own::Unasked,
            is_stood_in: false,
            found: Few::none(),
            is_repaired: false,
        }
    }

    /// Whether the replica itself has not answered, though it was asked.
    pub(super) const fn is_silent(&self) -> bool {
        matches!(self.own, Own::Asked)
    }

    pub(super) const fn has_answered(&self) -> bool {
        matches!(self.own, Own::Answered)
    }

    pub(super) const fn counts(&self) -> bool {
        self.has_answered() || self.is_stood_in
    }

    /// Who has answered for it.
    pub(super) const fn holder(&self) -> Option<ActorAt> {
        if self.has_answered() {
            Some(self.whom)
        } else if self.is_stood_in {
            self.stand_in
        } else {
            None
        }
    }

    /// Whether somebody was asked for it whom nothing was heard of.
    pub(super) const fn is_awaited(&self) -> bool {
        (self.is_silent() || self.stand_in.is_some()) && !self.counts()
    }

    const fn is_in(&self, group: Group) -> bool {
        match group {
            Group::Replicas | Group::Cluster => true,
            Group::Dc(dc) => self.dc == dc,
        }
    }
}

impl Job {
    pub(super) fn slots_of(setup: &Setup, nodes: &[ActorAt]) -> Vec<Slot> {
        nodes.iter().map(|whom| Slot::new(*whom, setup.dc(*whom))).collect()
    }

    /// Whether the slots that count are enough; else how many there are where they are too few, and how many are needed.
    pub(super) fn enough(&self, counts: impl Fn(&Slot) -> bool) -> Result<(), (u32, u32)> {
        for need in &self.needs {
            let got = self.slots.iter().filter(|slot| slot.is_in(need.group) && counts(slot)).count() as u32;
            if got + self.doubled < need.count {
                return Err((got, need.count));
            }
        }
        Ok(())
    }

    /// Of these slots, by their places, the first that are enough.
    pub(super) fn fewest(&self, order: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::with_capacity(self.slots.len());
        for at in order {
            let helps = self.needs.iter().any(|need| {
                let have = chosen.iter().filter(|at| self.slots[**at].is_in(need.group)).count() as u32;
                self.slots[at].is_in(need.group) && have < need.count
            });
            if helps && !chosen.contains(&at) {
                chosen.push(at);
            }
        }
        chosen
    }

    /// Sends what a slot is asked, to the replica or to who stands in for it.
    pub(super) fn ask(&mut self, at: usize, is_digest: bool, out: &mut Out<'_>) {
        let about = self.about();
        let Some(slot) = self.slots.get_mut(at) else { return };
        if slot.stand_in.is_none() {
            slot.own = Own::Asked;
        }
        let to = slot.stand_in.unwrap_or(slot.whom);
        let round = if let Work::Read(reading) = &self.work { reading.round } else { 0 };
        let ask = Ask { job: self.number, round, op: self.op, whom: slot.whom };
        let body = match self.work {
            Work::Write(version) => Body::Write { ask, version },
            Work::Read(_) => Body::Read { ask, key: self.key, is_digest },
        };
        out.send(to, about, body);
    }

    /// Tells the client that too few have answered, or can.
    pub(super) fn refuse(&self, (got, need): (u32, u32), is_sure: bool, out: &mut Out<'_>) {
        let Job { op, attempt, client, .. } = *self;
        out.note(What::Short { op, got, need });
        out.send(client, self.about(), Body::Refused { op, attempt, is_sure });
    }

    pub(super) fn about(&self) -> (u16, PartitionId) {
        (self.group, self.partition)
    }
}
