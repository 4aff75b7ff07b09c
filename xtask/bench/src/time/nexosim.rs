//! The crate `nexosim` on the work of our run, as a user of it would write it.
//!
//! Three clients, a leader and two followers are its models. As in our run clients write and read in turn, a write is
//! flushed by the leader, sent to both followers, flushed there and confirmed, and acknowledged with the first
//! confirmation; the leader beats, and each request has a timeout. Delays are drawn from the same distributions. A delay is
//! an event that a model schedules for itself; what then leaves through a port and a mailbox costs no event more. Left
//! out, in its favour: logs, values, retries, reordering, the crash and failover, and any trace of what happened.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{EventSource, Output};
use nexosim::simulation::{Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};
use xtask::failure::{Failure, Outcome};

const CLIENTS: usize = 3;
const ACTORS: usize = CLIENTS + 3;
const LEADER: usize = CLIENTS;
const MS: u64 = 1_000_000;

/// Events that were scheduled and have come. Models are given away to the simulation, so they count here.
static EVENTS: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Topic {
    Read,
    Write,
    Entries,
    Confirm,
    Done,
    Heartbeat,
    Heard,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Letter {
    from: usize,
    to: usize,
    topic: Topic,
    op: u64,
}

#[derive(Serialize, Deserialize)]
struct Actor {
    me: usize,
    ways: Vec<Output<Letter>>,
    dice: u64,
    asked: u64,
    last_late: u64,
    unconfirmed: Vec<u64>,
}

#[Model]
impl Actor {
    fn begin(&mut self, (): (), cx: &Context<Self>) {
        if self.me < CLIENTS {
            self.ask(cx);
        } else if self.me == LEADER {
            self.beat((), cx);
        }
    }

    fn arrive(&mut self, letter: Letter, cx: &Context<Self>) {
        match letter.topic {
            Topic::Read => self.send(letter.from, Topic::Done, letter.op, cx),
            Topic::Write | Topic::Entries => {
                let _ = cx.schedule_event(after(MS), schedulable!(Self::flushed), letter);
            }
            Topic::Confirm => {
                if let Some(at) = self.unconfirmed.iter().position(|op| *op == letter.op) {
                    self.unconfirmed.swap_remove(at);
                    self.send((letter.op % CLIENTS as u64) as usize, Topic::Done, letter.op, cx);
                }
            }
            Topic::Done => self.ask(cx),
            Topic::Heartbeat => self.send(letter.from, Topic::Heard, 0, cx),
            Topic::Heard => {}
        }
    }

    fn ask(&mut self, cx: &Context<Self>) {
        self.asked += 1;
        let op = self.asked * CLIENTS as u64 + self.me as u64;
        let topic = if self.asked % 2 == 1 { Topic::Write } else { Topic::Read };
        self.send(LEADER, topic, op, cx);
        let _ = cx.schedule_event(after(200 * MS), schedulable!(Self::late), op);
    }

    fn send(&mut self, to: usize, topic: Topic, op: u64, cx: &Context<Self>) {
        // The generator of PCG without its permutation.
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let unit = (self.dice >> 11) as f64 / 9_007_199_254_740_992.0;
        let delay_ns = (-(1.0 - unit).ln() * MS as f64) as u64 + 1;
        let letter = Letter { from: self.me, to, topic, op };
        let _ = cx.schedule_event(after(delay_ns), schedulable!(Self::pass), letter);
    }

    #[nexosim(schedulable)]
    async fn pass(&mut self, letter: Letter) {
        EVENTS.fetch_add(1, Relaxed);
        self.ways[letter.to].send(letter).await;
    }

    #[nexosim(schedulable)]
    fn flushed(&mut self, letter: Letter, cx: &Context<Self>) {
        EVENTS.fetch_add(1, Relaxed);
        if self.me == LEADER {
            self.unconfirmed.push(letter.op);
            for to in LEADER + 1..ACTORS {
                self.send(to, Topic::Entries, letter.op, cx);
            }
        } else {
            self.send(LEADER, Topic::Confirm, letter.op, cx);
        }
    }

    #[nexosim(schedulable)]
    fn late(&mut self, op: u64) {
        // It was answered long ago.
        self.last_late = op;
        EVENTS.fetch_add(1, Relaxed);
    }

    #[nexosim(schedulable)]
    fn beat(&mut self, (): (), cx: &Context<Self>) {
        EVENTS.fetch_add(1, Relaxed);
        for to in LEADER + 1..ACTORS {
            self.send(to, Topic::Heartbeat, 0, cx);
        }
        let _ = cx.schedule_event(after(30 * MS), schedulable!(Self::beat), ());
    }
}

const fn after(ns: u64) -> Duration {
    Duration::from_nanos(ns)
}

/// Runs so much virtual time on one thread, which is quicker here than several; the events that it took.
pub(super) fn run(until: Duration) -> Outcome<u64> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("nexosim: {error}"));
    EVENTS.store(0, Relaxed);
    let actor = |me| Actor {
        me,
        ways: (0..ACTORS).map(|_| Output::default()).collect(),
        dice: me as u64,
        asked: 0,
        last_late: 0,
        unconfirmed: Vec::new(),
    };
    let mut actors: Vec<Actor> = (0..ACTORS).map(actor).collect();
    let boxes: Vec<Mailbox<Actor>> = (0..ACTORS).map(|_| Mailbox::new()).collect();
    for actor in &mut actors {
        for (way, mailbox) in actor.ways.iter_mut().zip(&boxes) {
            way.connect(Actor::arrive, mailbox);
        }
    }
    let start = boxes.iter().fold(EventSource::new(), |start, mailbox| start.connect(Actor::begin, mailbox));
    let mut bench = SimInit::with_num_threads(1);
    let start = start.register(&mut bench);
    for (actor, mailbox) in actors.into_iter().zip(boxes) {
        bench = bench.add_model(actor, mailbox, "actor");
    }
    let mut simulation = bench.init(MonotonicTime::EPOCH).map_err(|error| failed(&error))?;
    simulation.process_event(&start, ()).map_err(|error| failed(&error))?;
    simulation.step_until(until).map_err(|error| failed(&error))?;
    Ok(EVENTS.load(Relaxed))
}
