//! How a coordinator writes: to all replicas at once, until enough have answered.

use super::{
    Bug,
    coordinator::Coordinator,
    job::{Job, Own, Slot, Work},
    message::{Ask, Body},
    out::Out,
};
use crate::{
    conflict::Few,
    trace::{ActorAt, TextAt, VersionAt, What},
    version::Vector,
};

impl Coordinator {
    /// Begins a write, unless too few can be asked to begin with: then nothing is written (Cassandra's
    /// `UnavailableException`).
    ///
    /// `is_any`: a hint is enough.
    pub(super) fn write(
        &mut self,
        mut job: Job,
        value: Option<TextAt>,
        is_any: bool,
        context: Option<&Vector<ActorAt>>,
        out: &mut Out<'_>,
    ) {
        self.stand_in_for_suspects(&mut job);
        let hints = self.is_node && self.setup.rules.repair.hint && !self.hints.is_full();
        let can_be_asked = job.enough(|slot| slot.stand_in.is_some() || self.is_reachable(slot.whom));
        if let Err(short) = can_be_asked
            && !(is_any && hints)
        {
            return job.refuse(short, true, out);
        }
        let version = self.version(&job, value, context, out);
        job.work = Work::Write(version);
        for at in 0..job.slots.len() {
            let slot = &job.slots[at];
            if slot.stand_in.is_some() || self.is_reachable(slot.whom) {
                job.ask(at, false, out);
            } else {
                let ask = Ask { job: job.number, round: 0, op: job.op, whom: slot.whom };
                self.hint(&job, ask, version, is_any, out);
                job.slots[at].is_stood_in |= self.setup.has(Bug::CountHints);
            }
        }
        self.wait(job, out);
        self.tick_on(out);
    }

    /// Keeps a version for a replica, if it has not been silent for too long.
    fn hint(&mut self, job: &Job, ask: Ask, version: VersionAt, is_answer: bool, out: &mut Out<'_>) {
        let Ask { whom, .. } = ask;
        let silent_ns = self.suspects.for_ns(whom, out.now_ns());
        let rules = &self.setup.rules;
        if self.is_node && whom != self.me && rules.repair.hint && silent_ns <= rules.hints.window_ns {
            let answer = is_answer.then_some((self.me, ask));
            self.hints.keep(whom, job.about(), version, answer, out);
        }
    }

    /// A replica has what was written, or who stands in for it.
    pub(super) fn stored(&mut self, from: ActorAt, ask: Ask, out: &mut Out<'_>) {
        let Some(place) = self.find(ask.job) else { return };
        let counts_twice = self.setup.has(Bug::CountTwice);
        let job = &mut self.jobs[place];
        let (op, is_answered) = (job.op, job.is_answered);
        let Some(slot) = job.slots.iter_mut().find(|slot| slot.whom == ask.whom) else { return };
        if let Work::Read(_) = job.work {
            slot.is_repaired = true;
            return self.advance_read(place, out);
        }
        if slot.counts() && counts_twice {
            job.doubled += 1;
        }
        if from == slot.whom {
            slot.own = Own::Answered;
        } else {
            if !slot.counts() && !is_answered {
                out.note(What::Sloppy { op, whom: from });
            }
            slot.is_stood_in = true;
        }
        self.advance_write(place, out);
    }

    /// Answers the client if enough have answered, and ends the job if all have.
    fn advance_write(&mut self, place: usize, out: &mut Out<'_>) {
        let is_early = self.setup.has(Bug::AcknowledgeEarly);
        let job = &mut self.jobs[place];
        let Work::Write(version) = job.work else { return };
        job.doubled += u32::from(is_early && job.doubled == 0);
        if !job.is_answered && job.enough(Slot::counts).is_ok() {
            job.is_answered = true;
            let Job { op, attempt, client, .. } = *job;
            out.note(What::Acknowledged(op));
            let versions = Few::one(version);
            out.send(client, job.about(), Body::Done { op, attempt, versions, result: None });
        }
        let is_whole =
            job.slots.iter().all(|slot| slot.has_answered() || (slot.is_stood_in && !slot.is_silent()));
        if job.is_answered && is_whole {
            self.jobs.swap_remove(place);
        }
    }

    /// The time of a write is over: hints are kept for those who were silent and for whom nobody stands in.
    pub(super) fn write_over(&mut self, job: &Job, version: VersionAt, out: &mut Out<'_>) {
        for slot in job.slots.iter().filter(|slot| slot.is_awaited()) {
            let ask = Ask { job: job.number, round: 0, op: job.op, whom: slot.whom };
            self.hint(job, ask, version, false, out);
        }
        if !job.is_answered
            && let Err(short) = job.enough(Slot::counts)
        {
            job.refuse(short, false, out);
        }
    }
}
