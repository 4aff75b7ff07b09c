use super::HashFn;
use crate::base::Point;
use alloc::{format, string::String};
use core::fmt;
use ethnum::U256;

/// One value of a hash function: a point of the circle and, for SHA-1, the 32 bits that a ring leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HashValue {
    point: Point,
    rest: u32,
}

impl HashValue {
    /// The value that lies at `point`; for SHA-1 the least that does.
    pub const fn from_point(point: Point) -> Self {
        HashValue { point, rest: 0 }
    }

    /// The last value that lies at `point`: another than the first for SHA-1 only.
    pub const fn last_at(point: Point, function: HashFn) -> Self {
        HashValue { point, rest: if function.bits() > 128 { u32::MAX } else { 0 } }
    }

    pub(super) fn from_sha1(digest: [u8; 20]) -> Self {
        let (head, tail) = digest.split_at(16);
        let fold = |bytes: &[u8]| bytes.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
        HashValue { point: Point(fold(head)), rest: fold(tail) as u32 }
    }

    /// Where the value lies on the circle.
    pub const fn point(self) -> Point {
        self.point
    }

    /// The distance from the function's least value.
    pub(super) fn offset(self, function: HashFn) -> U256 {
        let offset = U256::from(self.point.0 >> (128 - function.ring_bits()));
        if function.bits() > 128 { offset << 32_u32 | U256::from(self.rest) } else { offset }
    }

    /// The value in decimal digits, signed where the function's values are.
    pub fn decimal(self, function: HashFn) -> String {
        let offset = self.offset(function);
        if function.is_signed() {
            let least = -(1_i128 << (function.bits() - 1));
            format!("{}", least + offset.as_i128())
        } else {
            format!("{offset}")
        }
    }

    /// The value as its bits in hexadecimal digits, as tools print digests.
    pub fn hexadecimal(self, function: HashFn) -> String {
        let sign = if function.is_signed() { U256::ONE << (function.bits() - 1) } else { U256::ZERO };
        format!("{:0width$x}", self.offset(function) ^ sign, width = function.bits() as usize / 4)
    }

    /// Reads what [`decimal`](Self::decimal) writes.
    pub fn parse(text: &str, function: HashFn) -> Result<Self, DecimalError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DecimalError::NotANumber);
        }
        let outside = DecimalError::Outside { function };
        // 2^160 has 49 digits: longer numbers need not be read.
        let significant = digits.trim_start_matches('0');
        if significant.len() > 49 {
            return Err(outside);
        }
        let magnitude =
            significant.bytes().fold(U256::ZERO, |value, byte| value * 10 + U256::from(byte - b'0'));
        let negative = text.starts_with('-') && magnitude != 0;
        let bits = function.bits();
        let middle = if function.is_signed() { U256::ONE << (bits - 1) } else { U256::ZERO };
        let offset = if negative { middle.checked_sub(magnitude) } else { middle.checked_add(magnitude) };
        match offset {
            Some(offset) if offset >> bits == 0 => Ok(HashValue::from_offset(offset, function)),
            _ => Err(outside),
        }
    }

    fn from_offset(offset: U256, function: HashFn) -> Self {
        if function.bits() > 128 {
            let point = Point((offset >> 32_u32).as_u128());
            HashValue { point, rest: (offset & U256::from(u32::MAX)).as_u32() }
        } else {
            HashValue::from_point(Point(offset.as_u128() << (128 - function.bits())))
        }
    }
}

/// Why a text is no value of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// It is not an optional minus followed by digits.
    NotANumber,
    /// It is a number beyond the function's least or greatest value.
    Outside {
        /// The function meant.
        function: HashFn,
    },
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecimalError::NotANumber => f.write_str("is not a whole number in decimal digits"),
            DecimalError::Outside { function } => {
                let (bits, id) = (function.bits(), function.id());
                let (least, greatest) = if function.is_signed() {
                    (format!("-2^{}", bits - 1), bits - 1)
                } else {
                    (String::from("0"), bits)
                };
                write!(f, "lies outside the values of {id}: {least} to 2^{greatest} - 1")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_as_they_are_written_at_both_ends_of_every_space() {
        for function in HashFn::ALL {
            for point in [Point(0), Point(u128::MAX).truncated(function.ring_bits())] {
                for value in [HashValue::from_point(point), HashValue::last_at(point, function)] {
                    assert_eq!(
                        HashValue::parse(&value.decimal(function), function),
                        Ok(value),
                        "{function:?}"
                    );
                }
            }
        }
        let cassandra = HashFn::Murmur3Cassandra;
        assert_eq!(HashValue::from_point(Point(0)).decimal(cassandra), "-9223372036854775808");
        assert!(HashValue::parse("9223372036854775808", cassandra).is_err());
        assert!(HashValue::parse("65536", HashFn::Crc16).is_err());
        assert!(HashValue::parse("-1", HashFn::Crc16).is_err());
        assert!(HashValue::parse("+5", HashFn::Crc16).is_err());
        assert_eq!(HashValue::parse("-0", HashFn::Crc16), HashValue::parse("0", HashFn::Crc16));
    }
}
