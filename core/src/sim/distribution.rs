//! What is known of latencies without a draw: means, chances and quantiles, which charts draw beside what a run measured.
//! Of times between whole ns nothing is said: distributions are taken to be smooth, and tails not to be cut.

use super::{Latency, Route};
use crate::base::{bisect, normal};

impl Latency {
    /// The mean, ns. None where there is none: the tail of a Pareto with alpha of at most 1 is too heavy.
    pub fn mean_ns(&self, route: Route) -> Option<u64> {
        let mean = match self {
            Latency::Constant(ns) | Latency::Exponential(ns) => return Some(*ns),
            Latency::Uniform(low, high) => return Some(low.midpoint(*high)),
            Latency::LogNormal(median, sigma) => {
                let sigma = f64::from(*sigma) / 100.0;
                *median as f64 * libm::exp(sigma * sigma / 2.0)
            }
            Latency::Pareto(_, ..=100) => return None,
            Latency::Pareto(least, alpha) => *least as f64 * f64::from(*alpha) / f64::from(alpha - 100),
            Latency::Measured(_) => f64::from(route.measured.mean_ns) / 2.0,
            Latency::Mixture(parts) => {
                let add = |sum: u128, (chance, part): &(u32, Latency)| {
                    Some(sum + u128::from(*chance) * u128::from(part.mean_ns(route)?))
                };
                return parts.iter().try_fold(0, add).map(|sum| (sum / 100) as u64);
            }
        };
        Some((mean + 0.5) as u64)
    }

    /// The chance that a message takes longer than `ns`. It keeps its digits where it is tiny.
    pub fn late(&self, ns: f64, route: Route) -> f64 {
        let step = |at: u64| if ns < at as f64 { 1.0 } else { 0.0 };
        match self {
            Latency::Constant(at) | Latency::LogNormal(at, 0) => step(*at),
            Latency::Uniform(low, high) if low >= high => step(*low),
            Latency::Uniform(low, high) => ((*high as f64 - ns) / (high - low) as f64).clamp(0.0, 1.0),
            Latency::Exponential(0) | Latency::LogNormal(0, _) | Latency::Pareto(0, _) => step(0),
            Latency::Exponential(mean) => libm::exp(-(ns / *mean as f64).max(0.0)),
            Latency::LogNormal(median, sigma) => {
                normal::above(libm::log(ns.max(0.0) / *median as f64) * 100.0 / f64::from(*sigma))
            }
            Latency::Pareto(least, _) if ns <= *least as f64 => 1.0,
            Latency::Pareto(least, alpha) => {
                libm::exp(f64::from(*alpha) / 100.0 * libm::log(*least as f64 / ns))
            }
            Latency::Measured(_) => 1.0 - route.measured.share_within(2.0 * ns, route.quickest_ns),
            Latency::Mixture(parts) => {
                parts.iter().map(|(chance, part)| f64::from(*chance) / 100.0 * part.late(ns, route)).sum()
            }
        }
    }

    /// The chance that a message takes at most `ns`.
    pub fn within(&self, ns: f64, route: Route) -> f64 {
        1.0 - self.late(ns, route)
    }

    /// The time that a message exceeds with a chance of `late` in (0, 1], ns. Of a mixture it is found to one part in 10^15.
    pub fn with_late(&self, late: f64, route: Route) -> f64 {
        match self {
            Latency::Constant(at) => *at as f64,
            Latency::Uniform(low, high) => *low as f64 + (1.0 - late) * high.saturating_sub(*low) as f64,
            Latency::Exponential(mean) => -libm::log(late) * *mean as f64,
            Latency::LogNormal(_, _) if late >= 1.0 => 0.0,
            Latency::LogNormal(median, sigma) => {
                *median as f64 * libm::exp(f64::from(*sigma) / 100.0 * normal::with_ln_above(libm::log(late)))
            }
            Latency::Pareto(least, alpha) => {
                *least as f64 * libm::exp(-libm::log(late) * 100.0 / f64::from(*alpha))
            }
            Latency::Measured(_) => 0.5 * route.measured.round_trip_ns(1.0 - late, route.quickest_ns),
            Latency::Mixture(parts) => {
                let of_parts = || {
                    parts
                        .iter()
                        .filter(|(chance, _)| *chance > 0)
                        .map(|(_, part)| part.with_late(late, route))
                };
                // Where every part is at most as late the whole is, and where none is the whole is not.
                let (low, high) = (of_parts().fold(f64::INFINITY, f64::min), of_parts().fold(0.0, f64::max));
                bisect(low, high, |ns| self.late(ns, route) <= late)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::MeasuredTable;
    use alloc::vec;

    const MS: u64 = 1_000_000;

    fn near(found: f64, expected: f64) {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found}, not {expected}");
    }

    #[test]
    fn chances_are_those_of_the_closed_forms() {
        let route = Route::default();
        near(Latency::Exponential(MS).late(2e6, route), libm::exp(-2.0));
        near(Latency::Uniform(0, 4 * MS).within(1e6, route), 0.25);
        near(Latency::LogNormal(MS, 50).late(1e6 * libm::exp(0.5), route), normal::above(1.0));
        near(Latency::Pareto(MS, 250).late(4e6, route), 1.0 / 32.0);
        near(Latency::Exponential(MS).late(400e6, route), libm::exp(-400.0));
        for kind in [Latency::Constant(MS), Latency::Uniform(MS, MS), Latency::LogNormal(MS, 0)] {
            assert!(kind.late(999_999.0, route) > 0.5 && kind.late(1e6, route) < 0.5, "{kind}");
        }
        let mixture = Latency::Mixture(vec![(75, Latency::Exponential(MS)), (25, Latency::Constant(3 * MS))]);
        near(mixture.late(2e6, route), 0.75 * libm::exp(-2.0) + 0.25);
    }

    #[test]
    fn means_are_those_of_the_closed_forms_or_none() {
        let route = Route::between("Virginia", "Oregon").unwrap();
        assert_eq!(Latency::Pareto(MS, 300).mean_ns(route), Some(3 * MS / 2));
        assert_eq!(Latency::Pareto(MS, 100).mean_ns(route), None);
        assert_eq!(Latency::Measured(MeasuredTable::Aws2013).mean_ns(route), Some(41_322_993));
        let mixture = |part| Latency::Mixture(vec![(50, Latency::Uniform(MS, 3 * MS)), (50, part)]);
        assert_eq!(mixture(Latency::Constant(0)).mean_ns(route), Some(MS));
        assert_eq!(mixture(Latency::Pareto(MS, 90)).mean_ns(route), None);
    }

    #[test]
    fn quantiles_go_back_to_their_chances() {
        let route = Route::between("Virginia", "Oregon").unwrap();
        let kinds = [
            Latency::Uniform(MS, 9 * MS),
            Latency::Exponential(MS),
            Latency::LogNormal(MS, 120),
            Latency::Pareto(MS, 110),
            Latency::Measured(MeasuredTable::Aws2013),
            Latency::Mixture(vec![(60, Latency::Exponential(MS)), (40, Latency::Pareto(5 * MS, 200))]),
        ];
        for kind in kinds {
            for late in [0.999, 0.7, 0.5, 0.2, 0.05, 0.001, 1e-4] {
                let back = kind.late(kind.with_late(late, route), route);
                assert!((back / late - 1.0).abs() < 1e-9, "{kind}: {back}, not {late}");
            }
        }
    }
}
