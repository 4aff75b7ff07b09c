use crate::base::Random;
use alloc::vec::Vec;

/// How keys are picked: the chance of each, as the sum of the chances up to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Skew {
    /// Each as often as the others.
    Uniform,
    /// One after the other.
    Sequential,
    /// By a law in which the chances of the first keys are greater: their running sums, the last is 1.
    Sums(Vec<f64>),
}

impl Skew {
    /// Zipf's law over so many keys: the k-th has a chance in proportion to 1/k^theta; theta in hundredths.
    pub fn zipf(theta_hundredths: u32, keys: u32) -> Self {
        let theta = f64::from(theta_hundredths) / 100.0;
        let mut sum = 0.0;
        let mut sums: Vec<f64> = (1..=keys)
            .map(|k| {
                sum += 1.0 / libm::pow(f64::from(k), theta);
                sum
            })
            .collect();
        for part in &mut sums {
            *part /= sum;
        }
        Skew::Sums(sums)
    }

    /// The place of a key among so many; `count` is how many were picked before.
    pub fn pick(&self, keys: u32, count: u32, random: &mut Random) -> u32 {
        match self {
            Skew::Uniform => random.below(keys),
            Skew::Sequential => count.checked_rem(keys).unwrap_or(0),
            Skew::Sums(sums) => {
                let at = random.unit();
                (sums.partition_point(|sum| *sum <= at) as u32).min(keys.saturating_sub(1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_zipf_the_first_of_a_hundred_keys_is_picked_as_often_as_its_chance_says() {
        let (skew, mut random) = (Skew::zipf(100, 100), Random::new(1, "test"));
        let first = (0..100_000).filter(|_| skew.pick(100, 0, &mut random) == 0).count();
        // 1 / H(100) = 0.19278; five standard deviations are 624.
        assert!(first.abs_diff(19_278) < 624, "{first}");
    }

    #[test]
    fn keys_in_sequence_come_round_again() {
        let mut random = Random::new(1, "test");
        let picked: Vec<u32> = (0..5).map(|count| Skew::Sequential.pick(3, count, &mut random)).collect();
        assert_eq!(picked, [0, 1, 2, 0, 1]);
    }
}
