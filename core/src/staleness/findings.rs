use super::{Estimate, ranks::Ranks};
use crate::base::sort_numbers;
use alloc::vec::Vec;

/// A time that was found by trials, and the interval in which the true one lies with a confidence of 95 %, ns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least time that at least the share asked for of all trials does not exceed.
    pub value: f64,
    /// The lower end; None where there are too few trials for one.
    pub low: Option<f64>,
    /// The upper end; None where there are too few trials for one.
    pub high: Option<f64>,
}

/// What all trials found. Each time is kept as it was drawn, so that quantiles are exact order statistics of the sample.
#[derive(Clone, Debug)]
pub struct Findings {
    seen: Times,
    read: Times,
    write: Times,
}

impl Findings {
    pub(super) fn new(seen: Vec<u64>, read: Vec<u64>, write: Vec<u64>) -> Self {
        Findings { seen: Times::new(seen), read: Times::new(read), write: Times::new(write) }
    }

    /// How many trials there were.
    pub fn trials(&self) -> u32 {
        self.seen.0.len() as u32
    }

    /// The chance that a read which begins `t_ns` after the acknowledgement sees the write.
    pub fn consistent_at(&self, t_ns: f64) -> Estimate {
        let bits = t_ns.max(0.0).to_bits();
        Estimate::of(self.seen.0.partition_point(|seen| *seen <= bits) as u32, self.trials())
    }

    /// t-visibility: how long after the acknowledgement a read must begin to see the write with a chance of `q` in (0, 1).
    pub fn visibility(&self, q: f64) -> Bounds {
        self.seen.quantile(q)
    }

    /// How long a share `q` in (0, 1) of all reads takes at most.
    pub fn read_latency(&self, q: f64) -> Bounds {
        self.read.quantile(q)
    }

    /// How long a share `q` in (0, 1) of all writes takes at most.
    pub fn write_latency(&self, q: f64) -> Bounds {
        self.write.quantile(q)
    }
}

/// Sorted times, ns, as the bits of floating-point numbers, which sort as the numbers do since none is below 0.
#[derive(Clone, Debug)]
struct Times(Vec<u64>);

impl Times {
    fn new(mut times: Vec<u64>) -> Self {
        sort_numbers(&mut times);
        Times(times)
    }

    fn quantile(&self, q: f64) -> Bounds {
        let ranks = Ranks::of(q, self.0.len() as u32);
        let at = |rank: u32| self.0.get((rank as usize).checked_sub(1)?).map(|bits| f64::from_bits(*bits));
        Bounds {
            value: at(ranks.at).unwrap_or(0.0),
            low: ranks.low.and_then(at),
            high: ranks.high.and_then(at),
        }
    }
}
