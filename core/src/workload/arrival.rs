use crate::base::Random;

/// When a client asks for the next thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A closed loop: when it knows what came of the last, and has thought for a while.
    Closed,
    /// An open loop: every so many ns, whether the last was answered or not.
    Every(u64),
    /// An open loop: at random, every so many ns in the mean, as in a Poisson process.
    Poisson(u64),
}

impl Arrival {
    /// How long after one operation began an open loop begins the next, ns; none of a closed one.
    pub fn gap_ns(self, random: &mut Random) -> Option<u64> {
        match self {
            Arrival::Closed => None,
            Arrival::Every(ns) => Some(ns),
            // 1 − u is never 0, and its logarithm is at most that of 2^53.
            Arrival::Poisson(mean_ns) => Some((-libm::log(1.0 - random.unit()) * mean_ns as f64) as u64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_of_a_poisson_process_have_the_mean_that_was_asked_for() {
        let mut random = Random::new(1, "test");
        let sum: u64 = (0..100_000).filter_map(|_| Arrival::Poisson(1_000_000).gap_ns(&mut random)).sum();
        // Five standard deviations of the mean of 100,000 are 1.6 %.
        assert!(sum.abs_diff(100_000 * 1_000_000) < 1_600_000_000, "{sum}");
        assert_eq!(Arrival::Every(7).gap_ns(&mut random), Some(7));
        assert_eq!(Arrival::Closed.gap_ns(&mut random), None);
    }
}
