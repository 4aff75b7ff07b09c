//! The one seeded generator: PCG XSH RR 64/32 (O'Neill, HMC-CS-2014-0905) of the crate `rand_pcg`.
//!
//! There is one generator for each purpose, forked by a label, so that a draw added in one place moves nothing
//! elsewhere. Pinned by `v=1` of the address: what old links drew must stay what it was.

use super::{Digest, Encode};
use rand_core::Rng;
use rand_pcg::Pcg32;

/// A source of draws, the same on every machine for the same seed and label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random(Pcg32);

impl Random {
    /// The generator of this seed for one purpose.
    pub fn new(seed: u64, label: &str) -> Self {
        let stream = Digest::of(label).value();
        let mut state = Digest::default();
        seed.encode(&mut state);
        stream.encode(&mut state);
        Random(Pcg32::new(state.value(), stream))
    }

    /// Any number of 32 bits.
    pub fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// A number below `n`, each as likely as the others; 0 where there is none.
    ///
    /// Lemire, ACM TOMACS 29 (2019), fig. 1: the high half of a product, drawn again where the low half shows that
    /// some numbers would come up once too often.
    pub fn below(&mut self, n: u32) -> u32 {
        let mut product = u64::from(self.bits()) * u64::from(n);
        if (product as u32) < n {
            let excess = n.wrapping_neg() % n;
            while (product as u32) < excess {
                product = u64::from(self.bits()) * u64::from(n);
            }
        }
        (product >> 32) as u32
    }

    /// A number in [0, 1), a multiple of 2^-53.
    pub fn unit(&mut self) -> f64 {
        let (high, low) = (u64::from(self.bits()), u64::from(self.bits()));
        ((high << 32 | low) >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Puts items into an order of which each is as likely as the others (Fisher and Yates, from the end).
    pub fn shuffle(&mut self, items: &mut [u32]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_draws_of_seed_one_are_pinned() {
        let mut random = Random::new(1, "test");
        assert_eq!([0; 3].map(|_: u32| random.bits()), [455_084_124, 197_614_851, 2_146_548_746]);
        assert_eq!([2, 3, 1_000, u32::MAX].map(|n| random.below(n)), [1, 0, 509, 3_517_234_974]);
        assert_eq!(random.unit().to_bits(), 4_593_862_615_818_688_536);
        let mut items = [0, 1, 2, 3, 4, 5, 6, 7];
        random.shuffle(&mut items);
        assert_eq!(items, [6, 3, 1, 7, 4, 5, 0, 2]);
    }

    #[test]
    fn seeds_and_labels_each_have_draws_of_their_own() {
        let draws = |seed, label| {
            let mut random = Random::new(seed, label);
            [0; 4].map(|_: u32| random.bits())
        };
        assert_ne!(draws(1, "a"), draws(2, "a"));
        assert_ne!(draws(1, "a"), draws(1, "b"));
        assert_eq!(draws(1, "a"), draws(1, "a"));
    }

    #[test]
    fn every_number_below_n_comes_up_about_as_often_as_the_others() {
        let mut random = Random::new(7, "test");
        for n in [1_u32, 2, 3, 7, 10] {
            let mut counts = [0_u32; 10];
            for _ in 0..10_000 * n {
                counts[random.below(n) as usize] += 1;
            }
            // Five standard deviations of a binomial of mean 10,000 are below 500.
            assert!(counts[..n as usize].iter().all(|count| count.abs_diff(10_000) < 500), "{n}: {counts:?}");
        }
        assert_eq!(random.below(0), 0);
        // Three quarters of all numbers: without the second draw a third of the results would come twice as often.
        let n = 3 << 30;
        let low = (0..10_000).filter(|_| random.below(n) < n / 2).count();
        assert!(low.abs_diff(5_000) < 250, "{low}");
    }

    #[test]
    fn a_unit_is_below_one_and_a_half_on_average() {
        let mut random = Random::new(3, "test");
        let units: alloc::vec::Vec<f64> = (0..10_000).map(|_| random.unit()).collect();
        assert!(units.iter().all(|unit| (0.0..1.0).contains(unit)));
        assert!((units.iter().sum::<f64>() / 10_000.0 - 0.5).abs() < 0.02);
    }
}
