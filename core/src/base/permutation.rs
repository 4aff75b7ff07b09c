/// A permutation of all 64-bit numbers, chosen by a seed; seed 0 is the identity.
///
/// Number `j` is first added to a key made from the seed and then put through the finaliser of `SplitMix64` (Steele, Lea
/// and Flood, OOPSLA 2014, fig. 16, variant 13 of Stafford), in which every step can be undone, so no two numbers
/// meet. Pinned by `v=1` of the address: generated keys of old links must stay what they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutation {
    key: Option<u64>,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Permutation {
    /// The permutation of this seed.
    pub fn new(seed: u64) -> Self {
        Permutation { key: (seed != 0).then(|| mix(seed.wrapping_mul(GOLDEN))) }
    }

    /// Where `j` goes.
    pub fn apply(self, j: u64) -> u64 {
        match self.key {
            None => j,
            Some(key) => mix(j.wrapping_add(key)),
        }
    }
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn seed_zero_is_the_identity_and_no_seed_lets_two_numbers_meet() {
        assert_eq!(Permutation::new(0).apply(41), 41);
        for seed in [1, 2, u64::MAX] {
            let images: BTreeSet<u64> = (0..10_000).map(|j| Permutation::new(seed).apply(j)).collect();
            assert_eq!(images.len(), 10_000);
        }
    }

    #[test]
    fn the_first_keys_of_seed_one_are_pinned() {
        let permutation = Permutation::new(1);
        assert_eq!(
            [0, 1, 2].map(|j| permutation.apply(j)),
            [5_197_578_548_964_807_871, 16_899_028_431_761_561_291, 11_914_665_375_441_889_411]
        );
    }
}
