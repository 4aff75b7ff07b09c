//! How a coordinator reads: asks all replicas or as many as it needs, takes of their answers what no other replaces, and
//! repairs those that had less.

use super::{
    Ask as Asks, Bug, ReadRepair,
    coordinator::Coordinator,
    job::{Job, Own, Reading, Slot, Work},
    message::{Ask, Body},
    out::Out,
};
use crate::{
    conflict::Few,
    trace::{ActorAt, What},
};
use alloc::vec::Vec;

impl Coordinator {
    /// Begins a read, unless too few can be asked to begin with.
    pub(super) fn read(&mut self, mut job: Job, out: &mut Out<'_>) {
        self.stand_in_for_suspects(&mut job);
        let can_be_asked = |slot: &Slot| slot.stand_in.is_some() || self.is_reachable(slot.whom);
        if let Err(short) = job.enough(can_be_asked) {
            return job.refuse(short, true, out);
        }
        let is_digest = self.setup.rules.ask == Asks::Digest;
        let reachable = (0..job.slots.len()).filter(|at| can_be_asked(&job.slots[*at]));
        let asked: Vec<usize> = if is_digest {
            let near = core::iter::once(&self.me).chain(self.setup.near(self.me));
            let nearest = near.filter_map(|node| job.slots.iter().position(|slot| slot.whom == *node));
            job.fewest(nearest.filter(|at| can_be_asked(&job.slots[*at])))
        } else {
            reachable.collect()
        };
        job.work = Work::Read(Reading { round: 0, is_digest, differs: false, is_repairing: false });
        for (number, at) in asked.into_iter().enumerate() {
            job.ask(at, is_digest && number > 0, out);
        }
        self.wait(job, out);
    }

    /// A replica says what it has, or who stands in for it.
    pub(super) fn found(&mut self, from: ActorAt, ask: Ask, versions: Few, out: &mut Out<'_>) {
        let Some(place) = self.find(ask.job) else { return };
        let job = &mut self.jobs[place];
        let Work::Read(reading) = job.work else { return };
        let slot = job.slots.iter_mut().find(|slot| slot.whom == ask.whom);
        let Some(slot) = slot.filter(|_| reading.round == ask.round) else { return };
        if !slot.counts() {
            slot.found = versions;
        }
        if from == slot.whom {
            slot.own = Own::Answered;
        } else {
            slot.is_stood_in = true;
        }
        self.advance_read(place, out);
    }

    /// What no other of the answers replaces. A read that repairs keeps to what it repairs with: a replica that has taken that
    /// would else be thought to have what was found since.
    fn newest(&self, job: &Job, out: &Out<'_>) -> Few {
        if matches!(job.work, Work::Read(reading) if reading.is_repairing) {
            return job.newest.clone();
        }
        let mut newest = Few::none();
        for slot in job.slots.iter().filter(|slot| slot.counts()) {
            for version in slot.found.iter() {
                self.setup.rules.conflict.take(&mut newest, version, &out.fx.versions, &out.fx.texts);
            }
        }
        newest
    }

    /// Goes on with a read, as far as the answers allow.
    pub(super) fn advance_read(&mut self, place: usize, out: &mut Out<'_>) {
        let job = &self.jobs[place];
        let Work::Read(mut reading) = job.work else { return };
        if job.is_answered {
            return self.end_if_whole(place, out);
        }
        if job.enough(Slot::counts).is_err() {
            return;
        }
        let newest = self.newest(job, out);
        let differs = job.slots.iter().any(|slot| slot.counts() && slot.found != newest);
        if differs && !reading.differs {
            let (op, is_trusted) = (job.op, self.setup.has(Bug::TrustDigest));
            out.note(What::Differs(op));
            reading.differs = true;
            self.jobs[place].work = Work::Read(reading);
            if reading.is_digest && reading.round == 0 && !is_trusted {
                return self.ask_anew(place, reading, out);
            }
            if reading.is_digest && is_trusted {
                let first = self.jobs[place].slots.iter().find(|slot| slot.counts());
                let first = first.map_or_else(Few::none, |slot| slot.found.clone());
                return self.serve(place, first, out);
            }
        }
        if self.setup.rules.repair.read == ReadRepair::Blocking && !self.setup.has(Bug::SkipRepair) {
            if !reading.is_repairing {
                self.jobs[place].work = Work::Read(Reading { is_repairing: true, ..reading });
                self.jobs[place].newest = newest.clone();
                self.repair(place, &newest, true, out);
            }
            let has =
                |slot: &Slot| slot.counts() && (slot.is_repaired || newest.without(&slot.found).is_empty());
            if self.jobs[place].enough(has).is_err() {
                return;
            }
        }
        self.serve(place, newest, out);
    }

    /// Digests differ: asks all that it asked for the whole value.
    fn ask_anew(&mut self, place: usize, reading: Reading, out: &mut Out<'_>) {
        let mut job = self.jobs.swap_remove(place);
        job.work = Work::Read(Reading { round: reading.round + 1, ..reading });
        for at in 0..job.slots.len() {
            if let Some(holder) = job.slots[at].holder() {
                // Who has answered is asked, though another may stand in for it by now.
                let whom = job.slots[at].whom;
                job.slots[at] = Slot::new(whom, self.setup.dc(whom));
                job.slots[at].stand_in = Some(holder).filter(|holder| *holder != whom);
                job.ask(at, false, out);
            }
        }
        self.jobs.push(job);
    }

    /// Writes to all that answered what their answers lacked.
    fn repair(&self, place: usize, newest: &Few, is_awaited: bool, out: &mut Out<'_>) {
        let job = &self.jobs[place];
        for slot in &job.slots {
            let lacking = newest.without(&slot.found);
            if let Some(to) = slot.holder().filter(|_| !lacking.is_empty()) {
                let ask = Ask { job: job.number, round: 0, op: job.op, whom: slot.whom };
                out.send(to, job.about(), Body::Repair { ask, versions: lacking, is_awaited });
            }
        }
    }

    /// Answers the client.
    fn serve(&mut self, place: usize, newest: Few, out: &mut Out<'_>) {
        let job = &mut self.jobs[place];
        job.is_answered = true;
        let Job { op, attempt, client, .. } = *job;
        for version in newest.iter() {
            out.note(What::Chosen { op, version });
        }
        out.note(What::Served(op));
        let result = self.setup.rules.conflict.told(&newest, &out.fx.versions, &mut out.fx.texts);
        out.send(client, job.about(), Body::Done { op, attempt, versions: newest, result });
        if self.setup.rules.repair.read == ReadRepair::Background {
            self.end_if_whole(place, out);
        } else {
            self.jobs.swap_remove(place);
        }
    }

    /// Ends a read that is answered when all that were asked have answered.
    fn end_if_whole(&mut self, place: usize, out: &mut Out<'_>) {
        if !self.jobs[place].slots.iter().any(Slot::is_awaited) {
            self.repair_behind(place, out);
            self.jobs.swap_remove(place);
        }
    }

    /// Repairs after the answer, by all that is known now.
    fn repair_behind(&mut self, place: usize, out: &mut Out<'_>) {
        let job = &self.jobs[place];
        let newest = self.newest(job, out);
        let differs = job.slots.iter().any(|slot| slot.counts() && slot.found != newest);
        if differs && matches!(job.work, Work::Read(reading) if !reading.differs) {
            out.note(What::Differs(job.op));
        }
        self.repair(place, &newest, false, out);
    }

    /// The time of a read is over.
    pub(super) fn read_over(&mut self, job: Job, reading: Reading, out: &mut Out<'_>) {
        if job.is_answered {
            self.jobs.push(job);
            self.repair_behind(self.jobs.len() - 1, out);
            self.jobs.pop();
            return;
        }
        let newest = self.newest(&job, out);
        let has = |slot: &Slot| slot.is_repaired || newest.without(&slot.found).is_empty();
        let got = job.enough(|slot| slot.counts() && (!reading.is_repairing || has(slot)));
        if let Err(short) = got {
            job.refuse(short, false, out);
        }
    }
}
