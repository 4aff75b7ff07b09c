use super::estimate::Z;

/// So many trials beyond a quantile that the normal distribution counts them well enough.
const MANY: f64 = 400.0;
/// What is left on either side of an interval.
const SIDE: f64 = 0.025;

/// The places in a sorted sample, from 1, of a quantile and of the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ranks {
    pub(super) at: u32,
    /// None where the sample has nothing low enough.
    pub(super) low: Option<u32>,
    /// None where it has nothing high enough.
    pub(super) high: Option<u32>,
}

impl Ranks {
    /// Of the quantile `q` in (0, 1) of `n` trials: the first place with at least the share q up to it, and the places between
    /// which the true quantile lies with a confidence of at least 95 %, whatever the distribution (David and Nagaraja, Order
    /// Statistics, 3rd edition, section 7.1).
    ///
    /// How many trials lie up to the true quantile is binomial. Its ends are counted out where few trials lie on one side of
    /// it, and else taken from the normal distribution.
    pub(super) fn of(q: f64, n: u32) -> Self {
        let all = f64::from(n);
        // What rounding adds to a product of two whole numbers of digits must not make it one more.
        let at = libm::ceil(q * all - 1e-6).max(1.0) as u32;
        let is_upper = q > 0.5;
        let few = if is_upper { 1.0 - q } else { q };
        let (least, most) = if few * all > MANY {
            let half = Z * libm::sqrt(all * q * (1.0 - q));
            (libm::floor(few * all - half), libm::ceil(few * all + half))
        } else {
            ends(few, n)
        };
        // Up to the true quantile lie `least` to `most` trials; on the upper side they are counted from the end.
        let (low, high) = if is_upper { (all - most, all - least + 1.0) } else { (least, most + 1.0) };
        let place = |place: f64| (place >= 1.0 && place <= all).then_some(place as u32);
        Ranks { at: at.min(n), low: place(low), high: place(high) }
    }
}

/// The numbers of hits of `n` trials with a chance of `p` each between which all but 2.5 % on either side lie.
fn ends(p: f64, n: u32) -> (f64, f64) {
    let all = f64::from(n);
    let mut chance = libm::exp(all * libm::log1p(-p));
    let (mut sum, mut hits, mut least) = (chance, 0.0, 0.0);
    while sum < 1.0 - SIDE && hits < all {
        if sum < SIDE {
            least = hits + 1.0;
        }
        chance *= (all - hits) / (hits + 1.0) * p / (1.0 - p);
        hits += 1.0;
        sum += chance;
    }
    (least, hits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quorum::availability::living;

    fn ranks(at: u32, low: u32, high: u32) -> Ranks {
        Ranks { at, low: Some(low), high: Some(high) }
    }

    #[test]
    fn the_interval_holds_the_true_quantile_in_at_least_95_of_100_samples() {
        for (q, n) in [(0.5, 101), (0.9, 200), (0.99, 900), (0.1, 300), (0.999, 9_000), (0.5, 999)] {
            let found = Ranks::of(q, n);
            let (low, high) = (found.low.unwrap(), found.high.unwrap());
            // Up to the true quantile lie k trials with these chances: the quantile is between the places if low <= k < high.
            let chances = living(n, 1.0 - q);
            let covered: f64 = chances[low as usize..high as usize].iter().sum();
            assert!((0.95..0.99).contains(&covered), "{q} of {n}: {found:?} covers {covered}");
        }
    }

    #[test]
    fn many_trials_go_by_the_normal_distribution_and_reach_as_far() {
        assert_eq!(Ranks::of(0.999, 1_000_000), ranks(999_000, 998_938, 999_063));
        assert_eq!(Ranks::of(0.5, 100), ranks(50, 40, 61));
        // Just below and above where it takes over.
        let (few, many) = (Ranks::of(0.999, 399_999), Ranks::of(0.999, 400_001));
        assert!(few.low.unwrap().abs_diff(many.low.unwrap()) <= 4, "{few:?} {many:?}");
        assert!(few.high.unwrap().abs_diff(many.high.unwrap()) <= 4, "{few:?} {many:?}");
    }

    #[test]
    fn where_the_sample_is_too_small_an_end_is_not_known() {
        assert_eq!(Ranks::of(0.999, 1_000), Ranks { at: 999, low: Some(997), high: None });
        assert_eq!(Ranks::of(0.001, 1_000).low, None);
        assert_eq!(Ranks::of(0.5, 1), Ranks { at: 1, low: None, high: None });
    }
}
