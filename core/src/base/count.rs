use core::{fmt, iter::Sum, ops::Add, ops::Sub};
use ethnum::U256;

/// A number of hash values, exact. The largest space here has 2^160 of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(U256);

impl Count {
    /// None at all.
    pub const ZERO: Count = Count(U256::ZERO);

    /// 2^`exponent`.
    pub const fn power_of_two(exponent: u32) -> Self {
        if exponent < 128 {
            Count(U256::from_words(0, 1 << exponent))
        } else {
            Count(U256::from_words(1 << (exponent - 128), 0))
        }
    }

    /// All values of a space of `bits` bits.
    pub const fn space(bits: u32) -> Self {
        Count::power_of_two(bits)
    }

    /// This count, `factor` times. Both are far below 2^96 apart from spaces, so it cannot overflow.
    #[must_use]
    pub fn times(self, factor: u64) -> Self {
        Count(self.0 * U256::from(factor))
    }

    /// Quotient and remainder by a divisor that is not zero.
    pub fn divided(self, divisor: u64) -> (Self, u64) {
        let divisor = U256::from(divisor.max(1));
        (Count(self.0 / divisor), (self.0 % divisor).as_u64())
    }

    /// The nearest floating-point number.
    pub fn approx(self) -> f64 {
        self.0.as_f64()
    }
}

impl From<u128> for Count {
    fn from(value: u128) -> Self {
        Count(U256::from(value))
    }
}

impl Add for Count {
    type Output = Count;
    fn add(self, other: Count) -> Count {
        Count(self.0 + other.0)
    }
}

impl Sub for Count {
    type Output = Count;
    /// Counts are subtracted only from what contains them.
    fn sub(self, other: Count) -> Count {
        Count(self.0 - other.0)
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::ZERO, Add::add)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An exact share: so many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The values meant.
    pub num: Count,
    /// All values: never zero.
    pub den: Count,
}

impl Share {
    /// `num` of the values of a space of `bits` bits.
    pub const fn of_space(num: Count, bits: u32) -> Self {
        Share { num, den: Count::space(bits) }
    }

    /// `num` of `den` things, where there may be none at all.
    pub fn of(num: u64, den: u64) -> Self {
        Share { num: Count::from(u128::from(num)), den: Count::from(u128::from(den.max(1))) }
    }

    /// The nearest floating-point number, in [0, 1].
    pub fn approx(self) -> f64 {
        self.num.approx() / self.den.approx()
    }

    /// The share in units of 1/`scale`, rounded half up: `scaled(1000)` is tenths of a per cent.
    pub fn scaled(self, scale: u32) -> u64 {
        let twice = self.num.0 * U256::from(2 * u64::from(scale)) + self.den.0;
        (twice / (self.den.0 * U256::from(2_u8))).as_u64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_half_up_and_know_the_whole() {
        assert_eq!(Share::of(1, 3).scaled(1000), 333);
        assert_eq!(Share::of(2, 3).scaled(1000), 667);
        assert_eq!(Share::of(1, 2000).scaled(1000), 1);
        let whole = Share::of_space(Count::space(128), 128);
        assert_eq!((whole.scaled(1000), whole.approx().to_bits()), (1000, 1.0_f64.to_bits()));
    }
}
