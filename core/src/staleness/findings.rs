use super::{Estimate, ranks::Ranks};
use crate::base::{limit, sort_numbers};
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

    /// The times of all trials, ns: until a read sees the write, of reads and of writes, as many of each, ascending. Another
    /// instance makes the same findings of them.
    pub fn into_times(self) -> Vec<f64> {
        let all = [self.seen, self.read, self.write].into_iter().flat_map(|times| times.0);
        all.map(f64::from_bits).collect()
    }

    /// The findings whose times these are; None where they are not of three kinds with as many each, ascending and not below
    /// 0, or are more than [`limit::STALENESS_TRIALS`] trials have.
    pub fn of_times(times: &[f64]) -> Option<Self> {
        let trials = times.len() / 3;
        if !times.len().is_multiple_of(3) || trials > limit::STALENESS_TRIALS as usize {
            return None;
        }
        let kind = |at: usize| -> Option<Times> {
            let times = times.get(at * trials..(at + 1) * trials)?;
            let is_sound = times.iter().all(|ns| ns.is_finite() && ns.is_sign_positive());
            let bits: Vec<u64> = times.iter().map(|ns| ns.to_bits()).collect();
            (is_sound && bits.is_sorted()).then_some(Times(bits))
        };
        Some(Findings { seen: kind(0)?, read: kind(1)?, write: kind(2)? })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staleness::{Ask, Model, Sampling};

    #[test]
    fn findings_go_elsewhere_as_times_and_are_the_same_there() {
        let mut sampling = Sampling::new(&Model::LnkdDisk.legs(), Ask::new(3, 1, 1, 1_000).unwrap(), 7);
        sampling.advance(u32::MAX);
        let findings = sampling.finish();
        let there = Findings::of_times(&findings.clone().into_times()).unwrap();
        assert_eq!(there.trials(), 1_000);
        for q in [0.01, 0.5, 0.999] {
            assert_eq!(there.visibility(q), findings.visibility(q));
            assert_eq!(there.read_latency(q), findings.read_latency(q));
            assert_eq!(there.write_latency(q), findings.write_latency(q));
        }
    }

    #[test]
    fn what_is_no_findings_is_taken_for_none() {
        assert!(Findings::of_times(&[0.0, 1.0, 1.0, 2.0, 3.0, 3.0]).is_some());
        for wrong in [
            [1.0, 0.0, 1.0, 2.0, 3.0, 3.0].as_slice(),
            &[0.0, 1.0],
            &[-0.0, 1.0, 2.0],
            &[0.0, f64::NAN, 2.0],
            &[0.0, 1.0, f64::INFINITY],
        ] {
            assert!(Findings::of_times(wrong).is_none(), "{wrong:?}");
        }
    }
}
