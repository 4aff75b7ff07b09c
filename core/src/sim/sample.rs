//! Draws of latencies. The number of draws from the generator, their order and each operation on them are pinned by `v=1`
//! of the address: old links must replay what they showed.

use super::{Latency, Route};
use crate::base::{Random, limit};
use core::f64::consts::TAU;

impl Latency {
    /// How long a message takes, ns: at most [`limit::LATENCY_NS`], where the tails of log-normal and Pareto are cut.
    ///
    /// `route` is what [`Latency::route`] made of the link. A measured latency is half of a round trip, as both ways are
    /// taken to last as long.
    pub fn sample_ns(&self, random: &mut Random, route: Route) -> u64 {
        match self {
            Latency::Constant(ns) => *ns,
            Latency::Uniform(low, high) => low + up_to(random, high.saturating_sub(*low)),
            Latency::Exponential(mean) => whole(*mean as f64 * exponential(random)),
            Latency::LogNormal(median, sigma) => {
                whole(*median as f64 * libm::exp(f64::from(*sigma) / 100.0 * normal(random)))
            }
            Latency::Pareto(least, alpha) => {
                whole(*least as f64 * libm::exp(exponential(random) * 100.0 / f64::from(*alpha)))
            }
            Latency::Measured(_) => {
                whole(0.5 * route.measured.round_trip_ns(random.unit(), route.quickest_ns))
            }
            Latency::Mixture(parts) => {
                let mut drawn = random.below(100);
                for (chance, part) in parts {
                    if drawn < *chance {
                        return part.sample_ns(random, route);
                    }
                    drawn -= chance;
                }
                0
            }
        }
    }
}

/// A whole number up to `most`: up to a day none is more likely than another by more than one part in 2^16.
fn up_to(random: &mut Random, most: u64) -> u64 {
    let (high, low) = (u64::from(random.bits()), u64::from(random.bits()));
    ((u128::from(high << 32 | low) * (u128::from(most) + 1)) >> 64) as u64
}

/// A draw from the exponential distribution with mean 1, by inversion.
fn exponential(random: &mut Random) -> f64 {
    -libm::log(1.0 - random.unit())
}

/// A draw from the standard normal distribution: the first of the pair that Box and Muller make of two draws (Annals of
/// Mathematical Statistics 29, 1958). The second is thrown away, so that a draw depends on none before it.
fn normal(random: &mut Random) -> f64 {
    let radius = libm::sqrt(2.0 * exponential(random));
    radius * libm::cos(TAU * random.unit())
}

/// The nearest whole number of ns, cut at the longest latency.
fn whole(ns: f64) -> u64 {
    ((ns + 0.5) as u64).min(limit::LATENCY_NS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::MeasuredTable;
    use alloc::{vec, vec::Vec};

    const MS: u64 = 1_000_000;

    fn every_kind() -> Vec<Latency> {
        vec![
            Latency::Constant(5 * MS),
            Latency::Uniform(2 * MS, 6 * MS),
            Latency::Exponential(5 * MS),
            Latency::LogNormal(5 * MS, 40),
            Latency::Pareto(2 * MS, 350),
            Latency::Measured(MeasuredTable::Aws2013),
            Latency::Mixture(vec![(90, Latency::Constant(MS)), (10, Latency::Exponential(20 * MS))]),
        ]
    }

    #[test]
    fn the_first_draws_of_seed_one_are_pinned() {
        let route = Route::between("Virginia", "Ireland").unwrap();
        let draws = every_kind().into_iter().map(|latency| {
            let mut random = Random::new(1, "latency");
            [0; 3].map(|_: u8| latency.sample_ns(&mut random, route))
        });
        let pinned = [
            [5_000_000, 5_000_000, 5_000_000],
            [2_798_613, 3_848_230, 5_956_726],
            [1_113_551, 3_100_018, 22_632_409],
            [3_857_537, 2_412_775, 5_638_455],
            [2_131_399, 2_387_606, 7_289_447],
            [51_449_288, 54_114_607, 58_902_216],
            [1_000_000, 1_000_000, 1_000_000],
        ];
        assert_eq!(draws.collect::<Vec<_>>(), pinned);
    }

    #[test]
    fn draws_follow_the_distribution_that_they_are_named_after() {
        let route = Route::between("Virginia", "Ireland").unwrap();
        for latency in every_kind() {
            let mut random = Random::new(3, "latency");
            let mut draws: Vec<u64> = (0..40_000).map(|_| latency.sample_ns(&mut random, route)).collect();
            draws.sort_unstable();
            for permille in [10, 250, 500, 750, 900, 990] {
                let drawn = draws[draws.len() * permille / 1_000] as f64;
                let below = latency.within(drawn + 1.0, route);
                // A sample quantile of 40,000 strays by 0.0025 at most: twice that is allowed, both ways.
                let chance = permille as f64 / 1_000.0;
                assert!(below > chance - 0.01, "{latency}: {drawn} at {chance}");
                assert!(latency.within(drawn - 1.0, route) < chance + 0.01, "{latency}: {drawn} at {chance}");
            }
        }
    }

    #[test]
    fn the_mean_of_draws_is_the_mean() {
        let route = Route::between("Virginia", "Ireland").unwrap();
        for latency in every_kind() {
            let mut random = Random::new(5, "latency");
            let sum: u64 = (0..200_000).map(|_| latency.sample_ns(&mut random, route)).sum();
            let mean = latency.mean_ns(route).unwrap() as f64;
            assert!((sum as f64 / 200_000.0 / mean - 1.0).abs() < 0.02, "{latency}: {sum}");
        }
    }

    #[test]
    fn a_tail_without_a_mean_is_cut_at_a_day_and_a_range_of_one_is_that_one() {
        let mut random = Random::new(1, "latency");
        let heavy = Latency::Pareto(MS, 1);
        let longest = (0..1_000).map(|_| heavy.sample_ns(&mut random, Route::default())).max();
        assert_eq!(longest, Some(limit::LATENCY_NS));
        let alone = Latency::Uniform(7, 7);
        assert!((0..10).all(|_| alone.sample_ns(&mut random, Route::default()) == 7));
        let pair = Latency::Uniform(0, 1);
        let ones: u64 = (0..1_000).map(|_| pair.sample_ns(&mut random, Route::default())).sum();
        assert!(ones.abs_diff(500) < 80, "{ones}");
    }
}
