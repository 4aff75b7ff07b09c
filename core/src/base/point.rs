use super::Count;

/// A place on the circle of hash values, as a 128-bit binary fraction of a turn clockwise from the least value.
///
/// Every hash space, of 16 or of 128 bits, signed or not, is laid on the same circle with its values left-aligned,
/// so that distance wraps by itself: `end.0.wrapping_sub(start.0)`. A range is `(start, end]`; one whose two ends
/// are the same is the whole circle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point(pub u128);

impl Point {
    /// The point `degrees` clockwise from the least value, rounded down to a space of `bits` bits.
    pub fn from_degrees(degrees: u32, bits: u32) -> Self {
        let degrees = u128::from(degrees % 360);
        // 2^128 · degrees / 360 without overflow: 2^128 = 360 · q + r.
        let quotient = u128::MAX / 360;
        let rest = u128::MAX % 360 + 1;
        Point(degrees * quotient + degrees * rest / 360).truncated(bits)
    }

    /// The nearest point at or before this one that a space of `bits` bits can hold.
    #[must_use]
    pub fn truncated(self, bits: u32) -> Self {
        Point(self.0 >> (128 - bits) << (128 - bits))
    }

    /// The leading 64 bits, which settle nearly every comparison.
    pub const fn head(self) -> u64 {
        (self.0 >> 64) as u64
    }

    /// The trailing 64 bits: zero in every space of up to 64 bits.
    pub const fn tail(self) -> u64 {
        self.0 as u64
    }

    /// The point with this head and tail.
    pub const fn from_parts(head: u64, tail: u64) -> Self {
        Point((head as u128) << 64 | tail as u128)
    }

    /// Degrees clockwise from the least value, in [0, 360]: for drawing and for words, never for a decision.
    pub fn degrees(self) -> f64 {
        self.turn() * 360.0
    }

    /// The share of a turn, in [0, 1]: for drawing.
    pub fn turn(self) -> f64 {
        self.head() as f64 / 18_446_744_073_709_551_616.0
    }

    /// How many values of a space of `bits` bits lie in `(self, end]`; all of them where the two are the same.
    pub fn count_to(self, end: Point, bits: u32) -> Count {
        match end.0.wrapping_sub(self.0) >> (128 - bits) {
            0 => Count::space(bits),
            gap => Count::from(gap),
        }
    }

    /// Whether this point lies in the range `(start, end]`.
    pub fn is_within(self, start: Point, end: Point) -> bool {
        let from_start = self.0.wrapping_sub(start.0).wrapping_sub(1);
        let length = end.0.wrapping_sub(start.0).wrapping_sub(1);
        from_start <= length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_angle_is_a_quarter_of_every_space() {
        for bits in [16, 32, 64, 128] {
            assert_eq!(Point::from_degrees(90, bits), Point(1 << 126));
            assert_eq!(Point(0).count_to(Point::from_degrees(90, bits), bits), Count::power_of_two(bits - 2));
        }
    }

    #[test]
    fn a_range_holds_its_end_and_not_its_start_and_wraps() {
        let (a, b) = (Point(10), Point(20));
        assert!(b.is_within(a, b) && !a.is_within(a, b) && Point(11).is_within(a, b));
        assert!(a.is_within(b, a) && Point(0).is_within(b, a) && Point(u128::MAX).is_within(b, a));
        assert!(a.is_within(a, a) && b.is_within(a, a), "equal ends are the whole circle");
    }
}
