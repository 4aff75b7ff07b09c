use super::steps::edges;
use crate::base::sort_numbers;
use crate::trace::{Outcome, Trace};
use alloc::vec::Vec;

/// How long operations took for their clients, from asking to knowing, retries included.
///
/// Only those that were done have a length here. Others are counted: leaving them out without a word would make a cluster
/// look quick that answers nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latencies {
    sorted_ns: Vec<u64>,
    failed: u32,
    unknown: u32,
}

/// Which operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that change nothing.
    Reads,
    /// Those that may change something.
    Writes,
}

impl Which {
    pub(super) fn holds(self, is_write: bool) -> bool {
        is_write == (self == Which::Writes)
    }
}

impl Latencies {
    /// Of all reads, or all writes, of a run.
    pub fn of(trace: &Trace, which: Which) -> Self {
        let mut latencies = Latencies { sorted_ns: Vec::new(), failed: 0, unknown: 0 };
        for op in trace.operations.iter().filter(|op| which.holds(op.kind.is_write())) {
            match (op.outcome, op.end_ns) {
                (Outcome::Ok, Some(end_ns)) => latencies.sorted_ns.push(end_ns.saturating_sub(op.start_ns)),
                (Outcome::Fail, Some(_)) => latencies.failed += 1,
                _ => latencies.unknown += 1,
            }
        }
        sort_numbers(&mut latencies.sorted_ns);
        latencies
    }

    /// How many were done.
    pub fn count(&self) -> u32 {
        self.sorted_ns.len() as u32
    }

    /// How many were refused for good.
    pub fn failed(&self) -> u32 {
        self.failed
    }

    /// How many clients know nothing of, or still waited for at the end.
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    /// The mean, ns. None of none.
    pub fn mean_ns(&self) -> Option<u64> {
        let sum: u128 = self.sorted_ns.iter().map(|ns| u128::from(*ns)).sum();
        sum.checked_div(self.sorted_ns.len() as u128).map(|mean| mean as u64)
    }

    /// The least of them, ns, that so many of a million are not longer than: 500,000 is the median, 999,000 is p999. None of
    /// none.
    pub fn quantile_ns(&self, ppm: u32) -> Option<u64> {
        let rank = (self.sorted_ns.len() as u64 * u64::from(ppm)).div_ceil(1_000_000);
        let last = self.sorted_ns.len().checked_sub(1)?;
        self.sorted_ns.get((rank.saturating_sub(1) as usize).min(last)).copied()
    }

    /// p50, p90, p99 and p999, ns. None of none.
    pub fn quantiles_ns(&self) -> Option<[u64; 4]> {
        let [p50, p90, p99, p999] = [500_000, 900_000, 990_000, 999_000].map(|ppm| self.quantile_ns(ppm));
        Some([p50?, p90?, p99?, p999?])
    }

    /// The shortest and the longest, ns. None of none.
    pub fn range_ns(&self) -> Option<(u64, u64)> {
        self.sorted_ns.first().copied().zip(self.sorted_ns.last().copied())
    }

    /// How many took longer than this, ns: beside the chance that theory gives for it.
    pub fn later_than(&self, ns: u64) -> u32 {
        self.count() - self.at_most(ns)
    }

    /// How many lie in each of so many equal bins from one length up to and without another, ns.
    pub fn histogram(&self, from_ns: u64, to_ns: u64, bins: u32) -> Vec<u32> {
        edges(from_ns, to_ns, bins).map(|(from, to)| self.below(to) - self.below(from)).collect()
    }

    fn at_most(&self, ns: u64) -> u32 {
        self.sorted_ns.partition_point(|other| *other <= ns) as u32
    }

    fn below(&self, ns: u64) -> u32 {
        self.sorted_ns.partition_point(|other| *other < ns) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{measure::sample::story, trace::Outcome};

    fn writes(ends: &[(u64, Outcome)]) -> Latencies {
        let mut story = story(1, 1);
        for (length, outcome) in ends {
            let op = story.put(100, "k", "v");
            story.trace.operations[op.at()].outcome = *outcome;
            story.trace.operations[op.at()].end_ns = Some(100 + length);
        }
        Latencies::of(&story.trace, Which::Writes)
    }

    #[test]
    fn quantiles_are_lengths_that_were_measured() {
        let all: Vec<_> = (1..=1_000).rev().map(|ns| (ns, Outcome::Ok)).collect();
        let latencies = writes(&all);
        assert_eq!(latencies.quantiles_ns(), Some([500, 900, 990, 999]));
        assert_eq!([0, 1, 1_000_000].map(|ppm| latencies.quantile_ns(ppm)), [Some(1), Some(1), Some(1_000)]);
        assert_eq!((latencies.mean_ns(), latencies.range_ns()), (Some(500), Some((1, 1_000))));
        assert_eq!(latencies.histogram(1, 1_001, 4), [250; 4]);
        assert_eq!((latencies.later_than(990), latencies.later_than(0)), (10, 1_000));
        assert_eq!(writes(&all[..3]).quantiles_ns(), Some([999, 1_000, 1_000, 1_000]));
    }

    #[test]
    fn what_was_not_done_is_counted_and_has_no_length() {
        let latencies = writes(&[(5, Outcome::Fail), (9, Outcome::Unknown), (7, Outcome::Ok)]);
        assert_eq!((latencies.count(), latencies.failed(), latencies.unknown()), (1, 1, 1));
        assert_eq!(latencies.quantiles_ns(), Some([7; 4]));
        let none = writes(&[]);
        assert_eq!((none.mean_ns(), none.quantiles_ns(), none.range_ns()), (None, None, None));
    }
}
