use super::{Legs, source::Source};
use crate::base::Random;
use alloc::{vec, vec::Vec};

/// Trials that are drawn and decided together: a column a replica, so that the same step of all trials is one loop over
/// neighbours.
pub(super) const TRIALS: usize = 128;

/// Where the four ways get their draws from.
pub(super) struct Sources {
    /// Those that differ: many legs are alike.
    different: Vec<Source>,
    /// Which of them each way has, and its own generator.
    ways: [(usize, Random); 4],
    tails: Random,
    /// What is far from whom, where anything is.
    far: Random,
    far_ns: f64,
}

impl Sources {
    pub(super) fn new(legs: &Legs, seed: u64) -> Self {
        let legs_of = [&legs.w, &legs.a, &legs.r, &legs.s];
        let mut different: Vec<Source> = Vec::new();
        let mut places = [0; 4];
        for (at, leg) in legs_of.iter().enumerate() {
            let known = legs_of[..at].iter().position(|known| known == leg);
            places[at] = known.map_or(different.len(), |known| places[known]);
            if known.is_none() {
                different.push(Source::new(leg));
            }
        }
        let labels = ["staleness write", "staleness acknowledgement", "staleness read", "staleness answer"];
        let mut at = 0;
        let ways = labels.map(|label| {
            at += 1;
            (places[at - 1], Random::new(seed, label))
        });
        Sources {
            different,
            ways,
            tails: Random::new(seed, "staleness tails"),
            far: Random::new(seed, "staleness far"),
            far_ns: legs.far_ns as f64,
        }
    }

    fn fill(&mut self, way: usize, columns: &mut [f64]) {
        let (source, random) = &mut self.ways[way];
        if let Some(source) = self.different.get(*source) {
            source.fill(columns, random, &mut self.tails);
        }
    }
}

/// The columns of a batch: those of replica i are at `i * TRIALS`, ns.
pub(super) struct Batch {
    n: usize,
    /// From the write to its acknowledgement.
    acked: Vec<f64>,
    /// From the read to its answer.
    answered: Vec<f64>,
    /// By how much the write comes later than the read, if both begin together.
    behind: Vec<f64>,
    /// What is drawn first of a sum.
    drawn: Vec<f64>,
}

/// What became of a batch: a column each, ns.
pub(super) struct Outcome<'a> {
    /// From the write to the w-th acknowledgement.
    pub(super) write: &'a [f64],
    /// From the read to the r-th answer.
    pub(super) read: &'a [f64],
    /// The least time from the acknowledgement to a read that sees the write; below 0 where each read does.
    pub(super) seen: &'a [f64],
}

impl Batch {
    pub(super) fn new(n: u32) -> Self {
        let n = n as usize;
        let columns = || vec![0.0; n * TRIALS];
        Batch { n, acked: columns(), answered: columns(), behind: columns(), drawn: columns() }
    }

    /// Draws all that is drawn of a batch.
    pub(super) fn draw(&mut self, sources: &mut Sources) {
        sources.fill(0, &mut self.behind);
        sources.fill(1, &mut self.acked);
        sources.fill(2, &mut self.drawn);
        sources.fill(3, &mut self.answered);
        if sources.far_ns > 0.0 {
            self.put_apart(sources);
        }
        for (acked, write) in self.acked.iter_mut().zip(&self.behind) {
            *acked += write;
        }
        for (answered, read) in self.answered.iter_mut().zip(&self.drawn) {
            *answered += read;
        }
        for (behind, read) in self.behind.iter_mut().zip(&self.drawn) {
            *behind -= read;
        }
    }

    /// All replicas but one are far from who writes, and all but one from who reads. As replicas are alike, that of the writer
    /// may always be the first.
    fn put_apart(&mut self, sources: &mut Sources) {
        let far = sources.far_ns;
        for column in [&mut self.behind, &mut self.acked] {
            column.iter_mut().skip(TRIALS).for_each(|ns| *ns += far);
        }
        for trial in 0..TRIALS {
            let near = sources.far.below(self.n as u32) as usize;
            for replica in (0..self.n).filter(|replica| *replica != near) {
                for column in [&mut self.drawn, &mut self.answered] {
                    if let Some(ns) = column.get_mut(replica * TRIALS + trial) {
                        *ns += far;
                    }
                }
            }
        }
    }

    /// Decides all trials of the batch that was drawn last.
    pub(super) fn decide(&mut self, r: u32, w: u32) -> Outcome<'_> {
        let (r, w) = (r as usize, w as usize);
        kth(&mut self.acked, None, self.n, w);
        kth(&mut self.answered, Some(&mut self.behind), self.n, r);
        let (first, others) = self.behind.split_at_mut(TRIALS);
        for column in others.chunks_exact(TRIALS).take(r - 1) {
            for (least, behind) in first.iter_mut().zip(column) {
                *least = if *behind < *least { *behind } else { *least };
            }
        }
        let write = column(&self.acked, w - 1);
        for (seen, write) in first.iter_mut().zip(write) {
            *seen -= write;
        }
        Outcome { write, read: column(&self.answered, r - 1), seen: first }
    }
}

fn column(columns: &[f64], at: usize) -> &[f64] {
    columns.get(at * TRIALS..(at + 1) * TRIALS).unwrap_or_default()
}

/// Puts the k smallest of each trial into its first k columns, the largest of them last, and what belongs to them with them:
/// a selection by exchanges, whichever of the two sides is shorter. Of equal times any may be first.
fn kth(times: &mut [f64], mut with: Option<&mut Vec<f64>>, n: usize, k: usize) {
    let mut exchange = |low: usize, high: usize| {
        exchange(times, low, high, with.as_deref_mut());
    };
    if 2 * k <= n {
        for place in 0..k {
            (place + 1..n).for_each(|other| exchange(place, other));
        }
    } else {
        for place in (k - 1..n).rev() {
            (0..place).for_each(|other| exchange(other, place));
        }
    }
}

/// Exchanges two columns where the first is later.
fn exchange(times: &mut [f64], low: usize, high: usize, with: Option<&mut Vec<f64>>) {
    let (lows, highs) = pair(times, low, high);
    match with {
        None => {
            for (low, high) in lows.iter_mut().zip(highs) {
                let is_late = *high < *low;
                swap_where(is_late, low, high);
            }
        }
        Some(with) => {
            let (low_with, high_with) = pair(with, low, high);
            let with = low_with.iter_mut().zip(high_with);
            for ((low, high), (low_with, high_with)) in lows.iter_mut().zip(highs).zip(with) {
                let is_late = *high < *low;
                swap_where(is_late, low, high);
                swap_where(is_late, low_with, high_with);
            }
        }
    }
}

/// Exchanges by arithmetic on bits: a branch on what chance decides would be foreseen wrongly half of the time.
#[inline]
fn swap_where(is_late: bool, low: &mut f64, high: &mut f64) {
    let (a, b) = (low.to_bits(), high.to_bits());
    let differing = (a ^ b) & u64::from(is_late).wrapping_neg();
    (*low, *high) = (f64::from_bits(a ^ differing), f64::from_bits(b ^ differing));
}

/// Two columns, of which `low` stands before `high`.
fn pair(columns: &mut [f64], low: usize, high: usize) -> (&mut [f64], &mut [f64]) {
    let (before, from) = columns.split_at_mut(high * TRIALS);
    (&mut before[low * TRIALS..(low + 1) * TRIALS], &mut from[..TRIALS])
}
