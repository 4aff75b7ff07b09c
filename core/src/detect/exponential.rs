use super::{crossing::first_suspect, rule::Judge, window::Window};
use core::f64::consts::LN_10;

/// Phi accrual with exponential intervals, as in Cassandra: phi is the silence over the mean interval, over ln 10.
///
/// After `org.apache.cassandra.gms.FailureDetector` of Cassandra 4.0: a window of 1,000 intervals; the first counts as twice
/// the time between heartbeats; longer ones than that are not learned from; convicted where phi exceeds
/// `phi_convict_threshold`, 8. There heartbeats are rounds of gossip, a second apart.
///
/// Left out: it looks only once in each round, and convicts nobody for 5 s after it has paused itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exponential {
    threshold: f64,
    window: Window,
    longest_ns: u64,
}

/// `PHI_FACTOR` there.
const FACTOR: f64 = 1.0 / LN_10;

impl Exponential {
    pub(super) fn new(threshold: f64, beat_ns: u64) -> Self {
        Exponential { threshold, window: Window::of(&[2 * beat_ns]), longest_ns: 2 * beat_ns }
    }
}

impl Judge for Exponential {
    fn heard(&mut self, silence_ns: u64) {
        if silence_ns <= self.longest_ns {
            self.window.add(silence_ns);
        }
    }

    fn phi(&self, silence_ns: u64) -> f64 {
        // Heartbeats that all came at once leave no interval to compare with: any is longer.
        FACTOR * (silence_ns as f64 / self.window.mean_ns().max(1e-3))
    }

    fn threshold(&self) -> f64 {
        self.threshold
    }

    fn suspects_after(&self) -> Option<u64> {
        let guess = self.threshold * LN_10 * self.window.mean_ns();
        first_suspect(guess, |silence| self.phi(silence) > self.threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::LOG10_E;

    const S: u64 = 1_000_000_000;

    #[test]
    fn eight_is_eighteen_intervals_of_silence_and_a_little_more() {
        let mut rule = Exponential::new(8.0, S);
        assert!((rule.phi(2 * S) - LOG10_E).abs() < 1e-15, "the first interval counts as two seconds");
        for _ in 0..1_000 {
            rule.heard(S);
        }
        assert!((rule.phi(S) - LOG10_E).abs() < 1e-15);
        assert_eq!(rule.suspects_after(), Some(18_420_680_744));
    }

    #[test]
    fn a_pause_is_not_learned_from() {
        let mut rule = Exponential::new(8.0, S);
        rule.heard(2 * S);
        let before = rule.clone();
        rule.heard(2 * S + 1);
        assert_eq!(rule, before);
    }
}
