use super::{Latency, Route};
use crate::{base::Random, trace::ActorAt};
use alloc::{vec, vec::Vec};

/// What becomes of messages: how long each takes, and which are lost or doubled. Faults compose.
#[derive(Clone, Debug)]
pub struct Network {
    actors: usize,
    latencies: Vec<(Latency, Route)>,
    /// Per link, from · actors + to.
    links: Vec<Link>,
    /// Single messages that are waited for.
    singles: Vec<Single>,
    delays: Random,
    losses: Random,
}

/// One way from one actor to another.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    latency: u16,
    cuts: u16,
    loss_ppm: u32,
    double_ppm: u32,
}

/// One message that is to be lost or delayed.
#[derive(Clone, Copy, Debug)]
struct Single {
    from: ActorAt,
    to: ActorAt,
    /// How many are to pass before it.
    left: u32,
    /// How much longer it takes, ns; none: it is lost.
    delay_ns: Option<u64>,
}

/// Whether a message is one that the reader singled out.
enum Singled {
    Not,
    Late(u64),
    Out,
}

/// What becomes of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It takes so many ns; a second one that arrives after so many more ns may come of it.
    Passes(u64, Option<u64>),
    /// It is lost on the way, after so many ns.
    Lost(u64),
    /// The link is cut.
    Cut(u64),
    /// The reader dropped it.
    Dropped(u64),
}

const MILLION: u32 = 1_000_000;

impl Network {
    /// A network between so many actors in which every link is like the first of these latencies.
    pub fn new(actors: usize, latency: Latency, loss_ppm: u32, seed: u64) -> Self {
        let link = Link { loss_ppm, ..Link::default() };
        Network {
            actors,
            latencies: vec![(latency, Route::default())],
            links: vec![link; actors * actors],
            singles: Vec::new(),
            delays: Random::new(seed, "network delays"),
            losses: Random::new(seed, "network losses"),
        }
    }

    fn link(&mut self, from: ActorAt, to: ActorAt) -> &mut Link {
        &mut self.links[from.at() * self.actors + to.at()]
    }

    /// Makes a latency known, for [`join`](Self::join).
    pub fn add_latency(&mut self, latency: Latency, route: Route) -> u16 {
        self.latencies.push((latency, route));
        self.latencies.len() as u16 - 1
    }

    /// Gives the way from one to another a latency.
    pub fn join(&mut self, from: ActorAt, to: ActorAt, latency: u16) {
        self.link(from, to).latency = latency;
    }

    /// What is expected of a way in the mean, ns: who is nearest goes by it. None where there is no mean.
    pub fn mean_ns(&self, from: ActorAt, to: ActorAt) -> Option<u64> {
        let link = &self.links[from.at() * self.actors + to.at()];
        let (latency, route) = &self.latencies[usize::from(link.latency)];
        latency.mean_ns(*route)
    }

    fn sample_ns(&mut self, link: Link) -> u64 {
        match &self.latencies[usize::from(link.latency)] {
            // The most common by far: no call.
            (Latency::Constant(ns), _) => *ns,
            (latency, route) => latency.sample_ns(&mut self.delays, *route),
        }
    }

    /// Cuts a way, once more if it is cut already.
    pub fn cut(&mut self, from: ActorAt, to: ActorAt) {
        let link = self.link(from, to);
        link.cuts = link.cuts.saturating_add(1);
    }

    /// Ends all cuts of a way.
    pub fn heal(&mut self, from: ActorAt, to: ActorAt) {
        self.link(from, to).cuts = 0;
    }

    /// Ends all cuts.
    pub fn heal_all(&mut self) {
        for link in &mut self.links {
            link.cuts = 0;
        }
    }

    /// How often a way loses messages from now on, ppm.
    pub fn set_loss(&mut self, from: ActorAt, to: ActorAt, ppm: u32) {
        self.link(from, to).loss_ppm = ppm;
    }

    /// How often messages of a way arrive twice from now on, ppm.
    pub fn set_double(&mut self, from: ActorAt, to: ActorAt, ppm: u32) {
        self.link(from, to).double_ppm = ppm;
    }

    /// Loses the k-th message from now on, from 1, or makes it later.
    pub fn single_out(&mut self, from: ActorAt, to: ActorAt, k: u32, delay_ns: Option<u64>) {
        self.singles.push(Single { from, to, left: k.saturating_sub(1), delay_ns });
    }

    /// What becomes of a message.
    pub fn fate(&mut self, from: ActorAt, to: ActorAt) -> Fate {
        let link = self.links[from.at() * self.actors + to.at()];
        let mut takes = self.sample_ns(link);
        if !self.singles.is_empty() {
            match self.single(from, to) {
                Singled::Not => {}
                Singled::Late(ns) => takes += ns,
                Singled::Out => return Fate::Dropped(takes),
            }
        }
        if link.cuts > 0 {
            return Fate::Cut(takes);
        }
        if link.loss_ppm > 0 && self.losses.below(MILLION) < link.loss_ppm {
            return Fate::Lost(takes);
        }
        let doubled = link.double_ppm > 0 && self.losses.below(MILLION) < link.double_ppm;
        // The second takes its own way, never a shorter one.
        let later = if doubled { Some(self.sample_ns(link)) } else { None };
        Fate::Passes(takes, later)
    }

    /// Whether this message is one that was waited for: lost, or delayed by so much.
    fn single(&mut self, from: ActorAt, to: ActorAt) -> Singled {
        let mut hit = Singled::Not;
        self.singles.retain_mut(|single| {
            if (single.from, single.to) != (from, to) {
                return true;
            }
            let is_due = single.left == 0;
            single.left = single.left.saturating_sub(1);
            if is_due {
                hit = single.delay_ns.map_or(Singled::Out, Singled::Late);
            }
            !is_due
        });
        hit
    }
}
