use super::{
    Ask, Estimate, Findings, Legs,
    batch::{Batch, Sources, TRIALS},
};
use alloc::vec::Vec;

/// Trials of writes and reads, done in slices: so a page can show how far they are, draw nearly nothing late, and stop.
///
/// The same seed gives the same trials, however they are sliced, and the first trials of many are those of few.
///
/// ```
/// use quorate_core::staleness::{Ask, Model, Sampling};
///
/// let ask = Ask::new(3, 1, 1, 50_000).unwrap();
/// let mut sampling = Sampling::new(&Model::LnkdSsd.legs(), ask, 1);
/// while !sampling.is_done() {
///     sampling.advance(10_000);
/// }
/// let findings = sampling.finish();
/// // A read right after the acknowledgement sees the write in 97 of 100 cases.
/// assert!((findings.consistent_at(0.0).p - 0.9735).abs() < 0.003);
/// assert!((findings.visibility(0.999).value / 1e6 - 1.97).abs() < 0.2);
/// ```
pub struct Sampling {
    ask: Ask,
    sources: Sources,
    batch: Batch,
    /// Times of each trial, ns, as the bits of floating-point numbers that are not below 0.
    seen: Vec<u64>,
    read: Vec<u64>,
    write: Vec<u64>,
}

impl Sampling {
    /// No trial is done yet. Memory for all of them is taken: 24 bytes each.
    pub fn new(legs: &Legs, ask: Ask, seed: u64) -> Self {
        let times = || Vec::with_capacity(ask.trials() as usize);
        Sampling {
            ask,
            sources: Sources::new(legs, seed),
            batch: Batch::new(ask.n()),
            seen: times(),
            read: times(),
            write: times(),
        }
    }

    /// What is asked.
    pub const fn ask(&self) -> Ask {
        self.ask
    }

    /// Trials done.
    pub fn done(&self) -> u32 {
        self.seen.len() as u32
    }

    /// Whether all are.
    pub fn is_done(&self) -> bool {
        self.done() >= self.ask.trials()
    }

    /// Does so many trials more, rounded up to a whole batch of 128, or all that are left.
    pub fn advance(&mut self, trials: u32) {
        let until = self.done().saturating_add(trials);
        while self.done() < until && !self.is_done() {
            self.batch.draw(&mut self.sources);
            let outcome = self.batch.decide(self.ask.r(), self.ask.w());
            let left = (self.ask.trials() as usize - self.seen.len()).min(TRIALS);
            keep(&mut self.seen, outcome.seen, left);
            keep(&mut self.read, outcome.read, left);
            keep(&mut self.write, outcome.write, left);
        }
    }

    /// What the trials done so far say of reads that begin `t_ns` after the acknowledgement: without sorting, so for one
    /// instant it is the quickest.
    pub fn consistent_at(&self, t_ns: f64) -> Estimate {
        let bits = t_ns.max(0.0).to_bits();
        let hits = self.seen.iter().map(|seen| u32::from(*seen <= bits)).sum();
        Estimate::of(hits, self.done())
    }

    /// What the trials done say.
    pub fn finish(self) -> Findings {
        Findings::new(self.seen, self.read, self.write)
    }
}

/// Keeps the first times of a column. What is below 0 is 0, which has one sign only: the sign spreads over all bits.
fn keep(kept: &mut Vec<u64>, column: &[f64], count: usize) {
    let positive = |bits: u64| bits & !((bits as i64 >> 63) as u64);
    kept.extend(column.iter().take(count).map(|ns| positive(ns.to_bits())));
}
