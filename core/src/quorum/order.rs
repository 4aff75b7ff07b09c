//! How long a request waits that needs the first k of n answers: order statistics of delays that know nothing of each other
//! and have one distribution (David and Nagaraja, Order Statistics, 3rd edition, chapter 2).
//!
//! A single delay is later than t with a chance p(t). The k-th of n is later exactly where fewer than k of n are in time,
//! which is the tail of a binomial. So all that is asked of a distribution is p, and a quantile of the k-th of n is the
//! quantile of a single delay at another chance, [`late_of_one`]. `n` is at most [`limit::NODES`](crate::base::limit::NODES).

use super::availability::fewer_than;
use crate::base::bisect;

/// The mean of the k-th of n exponential delays with mean 1: H(n) − H(n − k), the sum of 1/i for the last k whole numbers i up
/// to n (Rényi, 1953). `k` is from 1 to `n`.
pub fn exponential_mean(k: u32, n: u32) -> f64 {
    (n.saturating_sub(k) + 1..=n).map(|i| 1.0 / f64::from(i)).sum()
}

/// The time below which the k-th of n exponential delays with mean 1 stays with a chance of `q` in [0, 1).
pub fn exponential_quantile(k: u32, n: u32, q: f64) -> f64 {
    -libm::log(late_of_one(k, n, 1.0 - q))
}

/// The chance that the k-th of n answers is late if a single one is late with a chance of `one`: that fewer than k are in
/// time. It keeps its digits where it is tiny.
pub fn late(k: u32, n: u32, one: f64) -> f64 {
    fewer_than(k, n, one)
}

/// The chance with which a single answer is late where the k-th of n is late with a chance of `late` in (0, 1]: the inverse of
/// [`late`]. `k` is from 1 to `n`.
///
/// In closed form for the first and the last of n; else by bisection of its logarithm, to the last digits.
pub fn late_of_one(k: u32, n: u32, late: f64) -> f64 {
    if late >= 1.0 {
        return 1.0;
    }
    if k <= 1 {
        return libm::exp(libm::log(late) / f64::from(n.max(1)));
    }
    if k >= n {
        return -libm::expm1(libm::log1p(-late) / f64::from(n));
    }
    // One is late at most as often as the last of n, and at least as often as the first would have to be.
    let lowest = libm::log(late_of_one(n, n, late));
    let highest = libm::log(late_of_one(1, n, late));
    libm::exp(bisect(lowest, highest, |ln_one| fewer_than(k, n, libm::exp(ln_one)) >= late))
}

/// The chance that at least one of `n` answers is late if a single one is with a chance of `one`: 1 − (1 − p)^n. What a request
/// sees that asks n servers and waits for all (Dean and Barroso, The Tail at Scale, CACM 2013).
pub fn any_late(n: u32, one: f64) -> f64 {
    // ln(1 − 1) times no answer is no number.
    if n == 0 { 0.0 } else { -libm::expm1(f64::from(n) * libm::log1p(-one)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_n_is_n_times_as_quick_and_the_last_waits_for_a_harmonic_number() {
        assert!((exponential_mean(1, 8) - 0.125).abs() < 1e-15);
        assert!((exponential_mean(3, 3) - 11.0 / 6.0).abs() < 1e-15);
        assert!((exponential_quantile(1, 4, 0.5) - core::f64::consts::LN_2 / 4.0).abs() < 1e-15);
    }

    #[test]
    fn a_single_chance_and_that_of_the_kth_go_into_each_other() {
        for n in 1..=9 {
            for k in 1..=n {
                for chance in [1e-9, 1e-4, 0.01, 0.3, 0.5, 0.9, 0.999] {
                    let back = late(k, n, late_of_one(k, n, chance));
                    assert!((back / chance - 1.0).abs() < 1e-11, "{k} of {n}: {back}, not {chance}");
                }
            }
        }
        assert!(late_of_one(2, 3, 1.0) >= 1.0);
    }

    #[test]
    fn the_mean_is_the_area_under_the_chance_to_be_late() {
        // Midpoints of steps of 0.001 up to 40, where e^-40 is left.
        for (k, n) in [(2, 3), (3, 5), (5, 5)] {
            let area: f64 =
                (0..40_000).map(|at| 0.001 * late(k, n, libm::exp(-0.001 * (f64::from(at) + 0.5)))).sum();
            assert!((area - exponential_mean(k, n)).abs() < 1e-6, "{k} of {n}: {area}");
        }
    }

    #[test]
    fn certain_and_impossible_lateness_is_certain_and_impossible() {
        assert!(any_late(3, 1.0) >= 1.0 && any_late(0, 1.0) <= 0.0 && any_late(9, 0.0) <= 0.0);
    }
}
