use super::{Latency, Route};
use crate::base::bisect;
use alloc::vec::Vec;

/// Two messages one after the other, as of a round trip: how long both take together, where neither knows of the other.
///
/// The distribution of a sum has no closed form here but for a few pairs. The second delay is cut into strata that halve
/// towards the tail, each of as many steps; chances are right to about one part in a thousand even where they are tiny.
#[derive(Clone, Debug)]
pub struct Hops<'a> {
    first: &'a Latency,
    route: Route,
    /// How long the second may take, ns, and the chance of it.
    second: Vec<(f64, f64)>,
    /// The second itself, for the end of the search for a quantile.
    back: (&'a Latency, Route),
}

/// Strata of the second delay: what is left beyond them has a chance of 2^-40.
const STRATA: i32 = 40;
/// Steps of each stratum.
const STEPS: u32 = 24;

impl<'a> Hops<'a> {
    /// One message on a route, then the other on its own.
    pub fn new(first: (&'a Latency, Route), second: (&'a Latency, Route)) -> Self {
        let mut delays = Vec::with_capacity(STRATA as usize * STEPS as usize);
        let mut left = 1.0;
        for _ in 0..STRATA {
            let chance = left / 2.0 / f64::from(STEPS);
            for step in 0..STEPS {
                let late = left - chance * (f64::from(step) + 0.5);
                delays.push((second.0.with_late(late, second.1), chance));
            }
            left /= 2.0;
        }
        Hops { first: first.0, route: first.1, second: delays, back: second }
    }

    /// The chance that both together take longer than `ns`.
    pub fn late(&self, ns: f64) -> f64 {
        self.second.iter().map(|(delay, chance)| chance * self.first.late(ns - delay, self.route)).sum()
    }

    /// The time that both together exceed with a chance of `late` in (0, 1), ns.
    pub fn with_late(&self, late: f64) -> f64 {
        // If neither exceeds what it exceeds with half the chance, both together do not exceed the sum.
        let (second, route) = self.back;
        let high = self.first.with_late(late / 2.0, self.route) + second.with_late(late / 2.0, route);
        bisect(0.0, high, |ns| self.late(ns) <= late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::Random, quorum::order};

    const MS: u64 = 1_000_000;

    #[test]
    fn two_exponential_hops_have_the_distribution_of_erlang() {
        let hop = Latency::Exponential(MS);
        let hops = Hops::new((&hop, Route::default()), (&hop, Route::default()));
        for x in [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0] {
            let exact = libm::exp(-x) * (1.0 + x);
            let found = hops.late(x * 1e6);
            assert!((found / exact - 1.0).abs() < 2e-3, "{x}: {found}, not {exact}");
        }
        // 1 − e^-x (1 + x) = 0.99
        assert!((hops.with_late(0.01) / 6.638_352e6 - 1.0).abs() < 1e-3, "{}", hops.with_late(0.01));
    }

    #[test]
    fn two_uniform_hops_have_a_triangle() {
        let hop = Latency::Uniform(0, MS);
        let hops = Hops::new((&hop, Route::default()), (&hop, Route::default()));
        for (x, exact) in [(0.5, 0.875), (1.0, 0.5), (1.5, 0.125), (2.5, 0.0)] {
            assert!((hops.late(x * 1e6) - exact).abs() < 1e-3, "{x}: {}", hops.late(x * 1e6));
        }
    }

    #[test]
    fn a_write_that_waits_for_two_of_three_round_trips_takes_as_long_as_theory_says() {
        let (there, back) = (Latency::LogNormal(MS, 60), Latency::Exponential(2 * MS));
        let hops = Hops::new((&there, Route::default()), (&back, Route::default()));
        let mut random = Random::new(1, "hops");
        let mut trip =
            || there.sample_ns(&mut random, Route::default()) + back.sample_ns(&mut random, Route::default());
        let mut waits: Vec<u64> = Vec::new();
        for _ in 0..100_000 {
            let mut trips = [trip(), trip(), trip()];
            trips.sort_unstable();
            waits.push(trips[1]);
        }
        waits.sort_unstable();
        for (late, at) in [(0.5, 50_000), (0.1, 90_000), (0.01, 99_000)] {
            let theory = hops.with_late(order::late_of_one(2, 3, late));
            assert!((waits[at] as f64 / theory - 1.0).abs() < 0.02, "{late}: {}, not {theory}", waits[at]);
        }
    }

    #[test]
    fn a_constant_hop_only_shifts_the_other() {
        let (hop, shift) = (Latency::Exponential(MS), Latency::Constant(3 * MS));
        let hops = Hops::new((&hop, Route::default()), (&shift, Route::default()));
        assert!((hops.late(5e6) / libm::exp(-2.0) - 1.0).abs() < 1e-9);
    }
}
