use super::{crossing::first_suspect, normal::supposed, rule::Judge, window::Window};
use core::f64::consts::LN_10;

/// Phi accrual with a logistic approximation of the normal distribution, which is cheaper to compute.
///
/// After `akka.remote.PhiAccrualFailureDetector` of Akka 2.5 and 2.6, with the settings of `akka.cluster.failure-detector`:
/// a window of 1,000 intervals that begins with two supposed ones; 3 heartbeats of pause are accepted on top of the mean
/// (`acceptable-heartbeat-pause`, 3 s); the deviation is at least a tenth of a heartbeat (`min-std-deviation`, 100 ms); an
/// interval that was suspect is not learned from; unavailable where phi has reached `threshold`, 8. There heartbeats are a
/// second apart.
///
/// Left out: it counts in whole ms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Logistic {
    threshold: f64,
    /// So many deviations beyond the mean and the pause phi reaches the threshold.
    reached_at: f64,
    window: Window,
    pause_ns: f64,
    least_deviation_ns: f64,
}

impl Logistic {
    pub(super) fn new(threshold: f64, beat_ns: u64) -> Self {
        Logistic {
            threshold,
            reached_at: deviations(threshold),
            window: supposed(beat_ns),
            pause_ns: 3.0 * beat_ns as f64,
            least_deviation_ns: beat_ns as f64 / 10.0,
        }
    }

    fn deviation_ns(&self) -> f64 {
        self.window.deviation_ns().max(self.least_deviation_ns)
    }

    fn accepted_ns(&self) -> f64 {
        self.window.mean_ns() + self.pause_ns
    }
}

/// The exponent of the approximation, of a number of deviations.
fn exponent(y: f64) -> f64 {
    y * (1.5976 + 0.070_566 * y * y)
}

/// −log10 of e^−z / (1 + e^−z), without a number that is too great or too small.
fn phi_of(z: f64) -> f64 {
    (z.max(0.0) + libm::log1p(libm::exp(-libm::fabs(z)))) / LN_10
}

/// The deviations at which phi reaches a threshold: the root of the cubic [`exponent`], by Newton's method from the far side,
/// which comes nearer with each step as the cubic rises everywhere and bends one way on each side of 0.
fn deviations(threshold: f64) -> f64 {
    let z = threshold * LN_10 + libm::log1p(-libm::exp(-threshold * LN_10));
    let mut y = z / 1.5976;
    for _ in 0..24 {
        y -= (exponent(y) - z) / (1.5976 + 3.0 * 0.070_566 * y * y);
    }
    y
}

impl Judge for Logistic {
    fn heard(&mut self, silence_ns: u64) {
        if self.phi(silence_ns) < self.threshold {
            self.window.add(silence_ns);
        }
    }

    fn phi(&self, silence_ns: u64) -> f64 {
        phi_of(exponent((silence_ns as f64 - self.accepted_ns()) / self.deviation_ns()))
    }

    fn threshold(&self) -> f64 {
        self.threshold
    }

    fn suspects_after(&self) -> Option<u64> {
        let guess = self.accepted_ns() + self.reached_at * self.deviation_ns();
        first_suspect(guess, |silence| self.phi(silence) >= self.threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::normal;

    const S: u64 = 1_000_000_000;

    #[test]
    fn the_approximation_is_as_near_as_it_is_said_to_be() {
        for step in -316..=316 {
            let y = f64::from(step) / 100.0;
            let chance = libm::exp(-phi_of(exponent(y)) * LN_10);
            assert!((chance - normal::above(y)).abs() <= 0.000_142, "{y}");
        }
    }

    #[test]
    fn four_heartbeats_and_the_deviations_that_make_phi_eight_are_suspect() {
        let mut rule = Logistic::new(8.0, S);
        // Before the first interval: mean 1 s, pause 3 s, deviation 250 ms.
        assert!((rule.phi(4 * S) - core::f64::consts::LOG10_2).abs() < 1e-15);
        let first = rule.suspects_after().unwrap();
        for _ in 0..1_000 {
            rule.heard(S);
        }
        let later = rule.suspects_after().unwrap();
        assert!(((later - 4 * S) as f64 / 1e8 - ((first - 4 * S) as f64 / 2.5e8)).abs() < 1e-7);
        let z = exponent((later - 4 * S) as f64 / 1e8);
        assert!((z - 8.0 * LN_10).abs() < 1e-6, "{z}");
    }

    #[test]
    fn a_suspect_silence_is_not_learned_from() {
        let mut rule = Logistic::new(8.0, S);
        let before = rule.clone();
        rule.heard(rule.suspects_after().unwrap());
        assert_eq!(rule, before);
        rule.heard(rule.suspects_after().unwrap() - 1);
        assert_ne!(rule, before);
    }
}
