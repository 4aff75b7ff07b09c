use super::{crossing::first_suspect, rule::Judge, window::Window};
use crate::base::normal;
use core::f64::consts::LN_10;

/// Phi accrual with normal intervals: phi is −log10 of the chance that a normal interval with the window's mean and deviation
/// is longer than the silence.
///
/// Hayashibara, Défago, Yared and Katayama, The φ Accrual Failure Detector (SRDS 2004), sections 4.2 and 4.3, with their
/// window of 1,000 intervals; suspected where phi has reached the threshold.
///
/// The paper measures only once the window is full, and says nothing of a deviation of zero. Here the window begins with two
/// supposed intervals, as in Akka, and a deviation is at least a ns: where every heartbeat comes on time, the first that does
/// not is suspect.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Normal {
    threshold: f64,
    /// So many deviations beyond the mean phi reaches the threshold.
    reached_at: f64,
    window: Window,
}

impl Normal {
    pub(super) fn new(threshold: f64, beat_ns: u64) -> Self {
        let reached_at = normal::with_ln_above(-threshold * LN_10);
        Normal { threshold, reached_at, window: supposed(beat_ns) }
    }

    fn deviation_ns(&self) -> f64 {
        self.window.deviation_ns().max(1.0)
    }
}

/// Two intervals a quarter shorter and longer than the time between heartbeats: a guess that is unsure of itself.
pub(super) fn supposed(beat_ns: u64) -> Window {
    Window::of(&[beat_ns - beat_ns / 4, beat_ns + beat_ns / 4])
}

impl Judge for Normal {
    fn heard(&mut self, silence_ns: u64) {
        self.window.add(silence_ns);
    }

    fn phi(&self, silence_ns: u64) -> f64 {
        let deviations = (silence_ns as f64 - self.window.mean_ns()) / self.deviation_ns();
        -normal::ln_above(deviations) / LN_10
    }

    fn threshold(&self) -> f64 {
        self.threshold
    }

    fn suspects_after(&self) -> Option<u64> {
        let guess = self.window.mean_ns() + self.reached_at * self.deviation_ns();
        first_suspect(guess, |silence| self.phi(silence) >= self.threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    #[test]
    fn phi_of_one_two_and_three_is_a_mistake_in_ten_a_hundred_and_a_thousand() {
        // Mean 1 s, deviation 100 ms: quantiles of the normal distribution.
        let mut rule = Normal::new(1.0, 1_000 * MS);
        for _ in 0..500 {
            rule.heard(900 * MS);
            rule.heard(1_100 * MS);
        }
        for (phi, deviations) in
            [(1.0, 1.281_551_565_544_6), (2.0, 2.326_347_874_040_841), (3.0, 3.090_232_306_167_813)]
        {
            let silence = 1e9 + deviations * 1e8;
            assert!((rule.phi(silence as u64) - phi).abs() < 1e-7, "{phi}: {}", rule.phi(silence as u64));
        }
        assert_eq!(rule.suspects_after(), Some(1_128_155_157));
    }

    #[test]
    fn a_heartbeat_that_was_always_on_time_is_missed_within_ns() {
        let mut rule = Normal::new(8.0, 100 * MS);
        for _ in 0..1_000 {
            rule.heard(100 * MS);
        }
        assert_eq!(rule.suspects_after(), Some(100 * MS + 6));
    }
}
