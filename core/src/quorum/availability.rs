//! How likely enough nodes are on when each fails by itself. Sums and products of plain floating point in a fixed order,
//! all of one sign, so that every machine finds the same bits and nothing is lost by cancellation.

use alloc::{vec, vec::Vec};

/// The chances that 0, 1, … and all `n` of `n` nodes are on, each of which is off with probability `p`.
pub fn living(n: u32, p: f64) -> Vec<f64> {
    let mut chances = vec![0.0; n as usize + 1];
    chances[0] = 1.0;
    for nodes in 1..chances.len() {
        for on in (1..=nodes).rev() {
            chances[on] = chances[on] * p + chances[on - 1] * (1.0 - p);
        }
        chances[0] *= p;
    }
    chances
}

/// The chance that at least `k` of `n` nodes are on, each of which is off with probability `p` in [0, 1].
///
/// With n = N it is the availability of a strict quorum of k; with the M nodes that a sloppy one may walk on to, that of
/// a sloppy quorum (Dynamo, SOSP 2007, section 4.6).
pub fn at_least(k: u32, n: u32, p: f64) -> f64 {
    living(n, p).iter().skip(k as usize).sum()
}

/// The chance that fewer than `k` are: the same event's other side, exact where it is tiny.
pub fn fewer_than(k: u32, n: u32, p: f64) -> f64 {
    living(n, p).iter().take(k as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_never_or_always_fail_leave_no_doubt() {
        assert_eq!(
            [at_least(2, 3, 0.0), at_least(1, 3, 1.0), at_least(0, 3, 1.0)].map(f64::to_bits),
            [1.0, 0.0, 1.0].map(f64::to_bits)
        );
        assert!(at_least(4, 3, 0.1) == 0.0 && fewer_than(4, 3, 0.1) > 1.0 - 1e-15);
    }

    #[test]
    fn two_of_three_are_on_as_the_formula_says() {
        let (p, q) = (0.1, 0.9);
        assert!((at_least(2, 3, p) - (q * q * q + 3.0 * q * q * p)).abs() < 1e-15);
    }

    #[test]
    fn what_is_unlikely_keeps_its_digits() {
        let exact = 3.0 * 1e-20 * (1.0 - 1e-10) + 1e-30;
        assert!((fewer_than(2, 3, 1e-10) / exact - 1.0).abs() < 1e-14);
        let sum: f64 = living(1000, 0.01).iter().sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }
}
