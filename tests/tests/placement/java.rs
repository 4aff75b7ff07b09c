//! The draws of `java.util.Random`, by its documentation.

use quorate_core::placement::Draws;

/// 48 bits of a linear congruential generator.
pub(crate) struct JavaRandom(u64);

const MASK: u64 = (1 << 48) - 1;

impl JavaRandom {
    pub(crate) fn new(seed: i64) -> Self {
        JavaRandom((seed.cast_unsigned() ^ 0x5_deec_e66d) & MASK)
    }

    /// The next 31 bits.
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(0x5_deec_e66d).wrapping_add(11) & MASK;
        (self.0 >> 17) as u32
    }
}

impl Draws for JavaRandom {
    fn below(&mut self, n: u32) -> u32 {
        if n.is_power_of_two() {
            return ((u64::from(n) * u64::from(self.next())) >> 31) as u32;
        }
        loop {
            let bits = self.next();
            // Drawn again in the last, incomplete run of n numbers.
            if bits - bits % n + (n - 1) < 1 << 31 {
                return bits % n;
            }
        }
    }
}

#[test]
fn java_draws_what_java_draws() {
    // new Random(42): nextInt(10) is 0, 3, 8, 4, 0; nextInt(16) of a new one begins with 11.
    let mut random = JavaRandom::new(42);
    assert_eq!([10; 5].map(|n| random.below(n)), [0, 3, 8, 4, 0]);
    assert_eq!(JavaRandom::new(42).below(16), 11);
}
