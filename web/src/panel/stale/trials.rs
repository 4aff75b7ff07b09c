use crate::{
    panel::Shared,
    platform::{Said, Slice, Worker, now_ms},
    state::Reckoning,
};
use js_sys::Function;
use quorate_core::staleness::Findings;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use yew::{platform::spawn_local, prelude::*};

/// What starts a worker, given the address whose trials it is to draw.
pub(crate) type Hire = Shared<Function>;

/// From so many trials on a worker draws them. A hundred thousand take about ten milliseconds, and starting a worker takes
/// longer than that.
const MANY: u32 = 200_000;
/// Draws of a replica between two looks at the clock: about a millisecond.
const STEP: u32 = 30_000;
/// So many trials are done before the reader may have enough: fewer have no 99.9 %.
const LEAST: u32 = 1_000;
/// How often it is said how far they are, ms.
const TOLD_MS: f64 = 100.0;

/// What was found, of what was asked.
pub(super) struct Done {
    pub(super) reckoning: Reckoning,
    pub(super) findings: Findings,
}

/// How far it is.
pub(super) struct Found {
    /// What was found last: of what was asked before, until what is asked now is found.
    pub(super) done: Option<Shared<Done>>,
    /// How many trials are done, while that lasts.
    pub(super) progress: Option<u32>,
    /// Makes do with what is done.
    pub(super) cancel: Callback<()>,
    /// Draws all of them again.
    pub(super) again: Callback<()>,
}

/// The trials of what is asked, drawn anew whenever something else is: by a worker where they are many and one may start,
/// else here in slices.
#[hook]
pub(super) fn use_findings(asked: Option<Reckoning>, address: String, hire: Option<Hire>) -> Found {
    let done = use_state(|| None::<Shared<Done>>);
    let progress = use_state_eq(|| None::<u32>);
    let attempt = use_state_eq(|| 0_u32);
    let current = use_mut_ref(|| None::<Rc<Job>>);
    {
        let (show, progress, current) = (done.setter(), progress.setter(), current.clone());
        use_effect_with((asked, *attempt), move |(asked, _)| {
            progress.set(None);
            let job = asked.clone().map(|reckoning| Rc::new(Job::new(reckoning, show, progress)));
            current.borrow_mut().clone_from(&job);
            if let Some(job) = &job {
                begin(job, &address, hire.as_ref());
            }
            move || job.iter().for_each(|job| job.leave())
        });
    }
    let cancel = Callback::from(move |()| current.borrow().iter().for_each(|job| job.stop()));
    let again = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.set(*attempt + 1))
    };
    Found { done: (*done).clone(), progress: *progress, cancel, again }
}

/// The trials that are drawn now.
struct Job {
    reckoning: Reckoning,
    show: UseStateSetter<Option<Shared<Done>>>,
    progress: UseStateSetter<Option<u32>>,
    /// The reader has enough.
    is_stopped: Cell<bool>,
    /// Nobody waits for them any more.
    is_left: Cell<bool>,
    /// No worker does it.
    is_alone: Cell<bool>,
    worker: RefCell<Option<Worker>>,
}

impl Job {
    fn new(
        reckoning: Reckoning,
        show: UseStateSetter<Option<Shared<Done>>>,
        progress: UseStateSetter<Option<u32>>,
    ) -> Self {
        let no = || Cell::new(false);
        let (is_stopped, is_left, is_alone) = (no(), no(), no());
        Job { reckoning, show, progress, is_stopped, is_left, is_alone, worker: RefCell::new(None) }
    }

    fn stop(&self) {
        self.is_stopped.set(true);
        self.worker.borrow().iter().for_each(Worker::stop);
    }

    fn leave(&self) {
        self.is_left.set(true);
        drop(self.worker.take());
    }

    fn show(&self, findings: Findings) {
        if !self.is_left.get() {
            self.progress.set(None);
            self.show.set(Some(Shared::new(Done { reckoning: self.reckoning.clone(), findings })));
        }
    }

    fn tell(&self, done: u32) {
        if !self.is_left.get() {
            self.progress.set(Some(done));
        }
    }
}

fn begin(job: &Rc<Job>, address: &str, hire: Option<&Hire>) {
    let is_many = job.reckoning.ask().trials() >= MANY;
    let on = {
        let job = Rc::clone(job);
        move |said: Said| hear(&job, said)
    };
    let worker = hire.filter(|_| is_many).and_then(|hire| Worker::hire(hire, address, on));
    if worker.is_none() {
        do_alone(job);
    }
    job.worker.replace(worker);
}

/// What the worker says. Where it cannot, all is done here.
fn hear(job: &Rc<Job>, said: Said) {
    match said {
        Said::Done(done) => job.tell(done),
        Said::Times(times) => match Findings::of_times(&times) {
            Some(findings) => job.show(findings),
            None => do_alone(job),
        },
        Said::Failed => do_alone(job),
    }
}

/// A worker may fail more than once.
fn do_alone(job: &Rc<Job>) {
    if !job.is_alone.replace(true) {
        spawn_local(in_slices(Rc::clone(job)));
    }
}

async fn in_slices(job: Rc<Job>) {
    let mut sampling = job.reckoning.sampling();
    let step = STEP / job.reckoning.ask().n();
    let (mut slice, mut told_ms) = (Slice::start(), now_ms());
    while !sampling.is_done() {
        sampling.advance(step);
        let is_over = slice.rest().await;
        if job.is_left.get() {
            return;
        }
        if job.is_stopped.get() && sampling.done() >= LEAST {
            break;
        }
        if is_over && now_ms() - told_ms >= TOLD_MS {
            told_ms = now_ms();
            job.tell(sampling.done());
        }
    }
    job.show(sampling.finish());
}
