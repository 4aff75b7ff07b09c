//! How many versions behind: k-staleness in closed form (section 3.1 of the paper).
//!
//! A version is missed where none of the r replicas that answer is among the w that acknowledged it, which has the chance
//! C(n − w, r) / C(n, r). Versions are taken to be acknowledged by sets that know nothing of each other and to reach no other
//! replica later, so the chance to miss the last k is its k-th power: reality is better.

use super::Ask;
use crate::base::{Count, Share};

/// A chance as a fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction {
    num: u128,
    den: u128,
}

/// The chance that a read returns one of the last `k` versions, exactly; None where its denominator passes 2^128.
pub fn within(ask: Ask, k: u32) -> Option<Share> {
    let missed = missed(ask);
    let den = missed.den.checked_pow(k)?;
    // The numerator is smaller.
    let num = missed.num.checked_pow(k)?;
    Some(Share { num: Count::from(den - num), den: Count::from(den) })
}

/// The nearest floating-point number to it, for any `k`.
pub fn within_approx(ask: Ask, k: u32) -> f64 {
    within(ask, k).map_or_else(
        || {
            let missed = missed(ask);
            1.0 - libm::pow(missed.num as f64 / missed.den as f64, f64::from(k))
        },
        Share::approx,
    )
}

/// The chance that one version is missed: the product of (n − w − i) / (n − i) for all i below r. Each factor is reduced as it
/// comes, so that numbers stay below C(100, 50) times a hundred, which has 104 bits.
fn missed(ask: Ask) -> Fraction {
    let (n, r, w) = (ask.n(), ask.r(), ask.w());
    if r + w > n {
        return Fraction { num: 0, den: 1 };
    }
    (0..r).fold(Fraction { num: 1, den: 1 }, |product, i| {
        let (num, den) = (product.num * u128::from(n - w - i), product.den * u128::from(n - i));
        let divisor = common(num, den);
        Fraction { num: num / divisor, den: den / divisor }
    })
}

/// The greatest common divisor, by Euclid.
fn common(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(n: u32, r: u32, w: u32) -> Ask {
        Ask::new(n, r, w, 1).unwrap()
    }

    #[test]
    fn the_fraction_is_exact_and_in_lowest_terms() {
        let share = within(ask(3, 1, 1), 2).unwrap();
        assert_eq!(share, Share { num: Count::from(5), den: Count::from(9) });
        assert_eq!(within(ask(3, 2, 2), 1).map(Share::approx), Some(1.0));
        assert_eq!(missed(ask(5, 2, 2)), Fraction { num: 3, den: 10 });
    }

    #[test]
    fn no_cluster_overflows_and_where_no_fraction_fits_a_number_does() {
        for n in 1..=100 {
            for r in 1..=n {
                for w in [1, 2, n / 2, n].into_iter().filter(|w| (1..=n).contains(w)) {
                    assert!(within(ask(n, r, w), 1).is_some(), "{n} {r} {w}");
                }
            }
        }
        let many = ask(100, 30, 10);
        assert!(within(many, 10).is_none());
        let one = within(many, 1).unwrap().approx();
        assert!((within_approx(many, 10) - (1.0 - libm::pow(1.0 - one, 10.0))).abs() < 1e-15);
    }
}
