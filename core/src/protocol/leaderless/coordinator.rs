use super::{
    Bug, Setup,
    hints::Hints,
    job::{Job, Work},
    message::Body,
    out::{Out, Suspects, timer},
};
use crate::{
    base::{PartitionId, limit},
    conflict::Few,
    quorum::{Level, Operation},
    sim::Wish,
    trace::{ActorAt, OpAt, OpKind, TextAt, Version, VersionAt},
    version::Vector,
};
use alloc::{collections::VecDeque, format, rc::Rc, string::String, vec::Vec};

/// Who carries out requests: asks replicas, counts their answers, remembers who was silent, and keeps hints.
///
/// It counts the versions of each key that it makes, whether it is a replica of the key, another node, or the client: what
/// it counts is never counted anew, so dots tell versions apart whoever coordinates. (Riak passes a request on to a replica
/// and lets that count; Dynamo lets any node.)
#[derive(Clone, Debug)]
pub(super) struct Coordinator {
    pub(super) setup: Rc<Setup>,
    pub(super) me: ActorAt,
    pub(super) is_node: bool,
    pub(super) jobs: Vec<Job>,
    /// The number of the next job; counts on over restarts, as `counts` does.
    next: u32,
    pub(super) suspects: Suspects,
    pub(super) hints: Hints,
    /// By the place of a key's text: how many versions of it were made.
    counts: Vec<u64>,
    /// The clock of the last version.
    last_us: i64,
    /// The last requests that it took: who sends one twice is not served twice.
    taken: VecDeque<(OpAt, u16)>,
    is_ticking: bool,
}

/// Requests that are remembered, so that one that the network doubled is taken once.
const TAKEN: usize = 64;

/// What a client asked, and which attempt of it this is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) client: ActorAt,
    pub(super) op: OpAt,
    pub(super) attempt: u16,
    pub(super) wish: Wish,
}

impl Coordinator {
    pub(super) fn new(setup: &Rc<Setup>, me: ActorAt, is_node: bool) -> Self {
        Coordinator {
            setup: Rc::clone(setup),
            me,
            is_node,
            jobs: Vec::new(),
            next: 0,
            suspects: Suspects::default(),
            hints: Hints::new(setup),
            counts: Vec::new(),
            last_us: i64::MIN,
            taken: VecDeque::new(),
            is_ticking: false,
        }
    }

    /// A client asks.
    pub(super) fn request(&mut self, asked: Asked, context: Option<&Vector<ActorAt>>, out: &mut Out<'_>) {
        let Asked { client, op, attempt, wish } = asked;
        if self.taken.contains(&(op, attempt)) {
            return;
        }
        self.taken.push_back((op, attempt));
        if self.taken.len() > TAKEN {
            self.taken.pop_front();
        }
        let operation = if wish.kind.is_write() { Operation::Write } else { Operation::Read };
        let job = self.job(asked, operation);
        let Some(job) = job.filter(|_| matches!(wish.kind, OpKind::Get | OpKind::Put | OpKind::Delete))
        else {
            let body = Body::Refused { op, attempt, is_sure: true };
            return out.send(client, (wish.group, wish.partition), body);
        };
        match operation {
            Operation::Read => self.read(job, out),
            Operation::Write => {
                let is_any = wish.level.or(self.setup.rules.write_level) == Some(Level::Any);
                self.write(job, wish.value, is_any, context, out);
            }
        }
    }

    /// What is to be done for a client, if its level allows it: nobody is asked yet.
    fn job(&mut self, asked: Asked, operation: Operation) -> Option<Job> {
        let Asked { client, op, attempt, wish } = asked;
        let group = self.setup.group(wish.group)?;
        let needs = self.setup.needs(group, operation, wish.level, self.me)?;
        let slots = Job::slots_of(&self.setup, &group.nodes);
        let number = self.next;
        self.next += 1;
        Some(Job {
            number,
            op,
            attempt,
            client,
            group: wish.group,
            partition: wish.partition,
            key: wish.key,
            needs,
            slots,
            work: Work::Write(VersionAt(u32::MAX)),
            newest: Few::none(),
            is_answered: false,
            doubled: 0,
        })
    }

    /// Whether a replica can be asked: nothing speaks against it.
    pub(super) fn is_reachable(&self, whom: ActorAt) -> bool {
        !self.suspects.contains(whom)
    }

    /// Finds who stands in for a replica of a job: the next of the others who is not suspected and stands in for nobody else.
    pub(super) fn stand_in(&self, job: &Job) -> Option<ActorAt> {
        let others = &self.setup.group(job.group)?.others;
        let is_free = |other: &ActorAt| job.slots.iter().all(|slot| slot.stand_in != Some(*other));
        others.iter().copied().find(|other| self.is_reachable(*other) && is_free(other))
    }

    /// Gives each replica that is suspected somebody who stands in, where the rules let others do so.
    pub(super) fn stand_in_for_suspects(&self, job: &mut Job) {
        if self.setup.rules.is_sloppy {
            for at in 0..job.slots.len() {
                if !self.is_reachable(job.slots[at].whom) {
                    job.slots[at].stand_in = self.stand_in(job);
                }
            }
        }
    }

    /// Takes a job among those that are waited for.
    pub(super) fn wait(&mut self, job: Job, out: &mut Out<'_>) {
        let wait_ns = self.setup.wait_ns();
        out.fx.timer(wait_ns, timer::WAIT | u64::from(job.number));
        if self.setup.rules.is_sloppy {
            out.fx.timer(wait_ns / 2, timer::HALF | u64::from(job.number));
        }
        self.jobs.push(job);
    }

    pub(super) fn find(&self, number: u32) -> Option<usize> {
        self.jobs.iter().position(|job| job.number == number)
    }

    /// The next version of a key: later by its clock than all that it made before.
    pub(super) fn version(
        &mut self,
        job: &Job,
        value: Option<TextAt>,
        context: Option<&Vector<ActorAt>>,
        out: &mut Out<'_>,
    ) -> VersionAt {
        let clock_us = out.fx.clock_ns().div_euclid(1_000).max(self.last_us.saturating_add(1));
        self.last_us = clock_us;
        let at = job.key.0 as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
        let dot = (self.me, self.counts[at]);
        let context = context.cloned().unwrap_or_default();
        out.fx.versions.push(Version { key: job.key, value, op: job.op, clock_us, dot, context })
    }

    /// Half of the time is over: where others may stand in, they do for those who were silent.
    fn half(&mut self, number: u32, out: &mut Out<'_>) {
        let Some(place) = self.find(number).filter(|place| !self.jobs[*place].is_answered) else { return };
        let mut job = self.jobs.swap_remove(place);
        let is_repairing = matches!(job.work, Work::Read(reading) if reading.is_repairing);
        for at in 0..job.slots.len() {
            let slot = &job.slots[at];
            if slot.is_silent() && slot.stand_in.is_none() && !is_repairing {
                job.slots[at].stand_in = self.stand_in(&job).filter(|_| job.slots[at].whom != self.me);
                if job.slots[at].stand_in.is_some() {
                    job.ask(at, false, out);
                }
            }
        }
        self.jobs.push(job);
    }

    /// The time is over: who was silent is suspected.
    fn over(&mut self, number: u32, out: &mut Out<'_>) {
        let Some(place) = self.find(number) else { return };
        let job = self.jobs.swap_remove(place);
        for slot in &job.slots {
            if slot.is_silent() {
                self.suspects.suspect(slot.whom, job.partition, out);
            }
            if let Some(stand_in) = slot.stand_in.filter(|_| !slot.is_stood_in) {
                self.suspects.suspect(stand_in, job.partition, out);
            }
        }
        match job.work {
            Work::Write(version) => self.write_over(&job, version, out),
            Work::Read(reading) => self.read_over(job, reading, out),
        }
        self.tick_on(out);
    }

    pub(super) fn on_timer(&mut self, token: u64, out: &mut Out<'_>) {
        match token & timer::KIND {
            timer::HALF => self.half(token as u32, out),
            timer::WAIT => self.over(token as u32, out),
            timer::TICK => self.tick(out),
            _ => {}
        }
    }

    /// Looks again after a while, if there is anything to look after.
    pub(super) fn tick_on(&mut self, out: &mut Out<'_>) {
        let is_idle = self.hints.is_empty() && self.suspects.is_empty();
        if !self.is_ticking && !is_idle {
            self.is_ticking = true;
            out.fx.timer(self.setup.rules.hints.every_ns.max(limit::PERIOD_NS), timer::TICK);
        }
    }

    /// Delivers hints, and asks those who are suspected whether they are there.
    fn tick(&mut self, out: &mut Out<'_>) {
        self.is_ticking = false;
        self.hints.tick(out);
        let group = |partition: PartitionId| {
            self.setup.groups.iter().position(|group| group.partition == partition).unwrap_or(0) as u16
        };
        for (whom, partition) in self.suspects.iter().filter(|(whom, _)| !self.hints.is_sent_to(*whom)) {
            out.send(whom, (group(partition), partition), Body::Ping);
        }
        self.tick_on(out);
    }

    /// It goes off, and forgets what it was at and whom it suspected.
    pub(super) fn on_off(&mut self, is_flushed: bool, out: &mut Out<'_>) {
        self.jobs.clear();
        self.suspects.forget();
        self.taken.clear();
        self.last_us = i64::MIN;
        self.is_ticking = false;
        self.hints.on_off(is_flushed, out);
        if self.setup.has(Bug::CountAnew) {
            self.counts.clear();
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        self.hints.check()?;
        if let Some(job) = self.jobs.iter().find(|job| job.number >= self.next) {
            return Err(format!("broken: job {} is below {}", job.number, self.next));
        }
        let is_alone = |job: &Job| self.jobs.iter().filter(|other| other.number == job.number).count() == 1;
        if !self.jobs.iter().all(is_alone) {
            return Err("broken: each job has a number of its own".into());
        }
        if self.suspects.contains(self.me) {
            return Err("broken: nobody suspects itself".into());
        }
        Ok(())
    }
}
