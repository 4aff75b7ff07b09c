use super::{HashFn, murmur3_cassandra::Prefix};
use crate::base::Point;
use alloc::vec::Vec;

/// The keys made of a beginning and the numbers from 0 on, below 10⁸: `user:0`, `user:1`, …
#[derive(Clone, Debug)]
pub struct Numbered {
    function: HashFn,
    keys: Keys,
}

#[derive(Clone, Debug)]
enum Keys {
    /// Cassandra's function, which most rings have, hashes the beginning once.
    Cassandra(Prefix, Decimal),
    Written(Written),
}

impl Numbered {
    /// From number 0 on.
    pub fn new(function: HashFn, beginning: &str) -> Self {
        let keys = match function {
            HashFn::Murmur3Cassandra => Keys::Cassandra(Prefix::new(beginning.as_bytes()), Decimal::ZERO),
            _ => Keys::Written(Written::new(beginning)),
        };
        Numbered { function, keys }
    }

    /// Adds where the next `count` keys lie on the circle.
    pub fn push_points(&mut self, count: usize, points: &mut Vec<Point>) {
        let function = self.function;
        points.reserve(count);
        match &mut self.keys {
            Keys::Cassandra(prefix, number) => points.extend((0..count).map(|_| {
                let token = prefix.token(number.digits, number.count);
                number.count_up();
                function.signed(token)
            })),
            Keys::Written(keys) => keys.push_points(function, count, points),
        }
    }
}

/// A number as decimal digits, the first of them in the lowest byte, as a key has them.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: u64,
    count: usize,
}

impl Decimal {
    const ZERO: Decimal = Decimal { digits: b'0' as u64, count: 1 };

    fn count_up(&mut self) {
        for place in (0..self.count).rev() {
            let one = 1 << (8 * place);
            if self.digits >> (8 * place) & 0xff < u64::from(b'9') {
                self.digits += one;
                return;
            }
            self.digits -= 9 * one;
        }
        self.digits = self.digits << 8 | u64::from(b'1');
        self.count += 1;
    }
}

/// A key for each last digit. A processor waits where it reads what it has only just written, and so each key rests for
/// nine others after its digits were counted up.
#[derive(Clone, Debug)]
struct Written {
    keys: [Vec<u8>; 10],
    /// The last digit of the next key.
    next: usize,
    first_digit: usize,
}

impl Written {
    fn new(beginning: &str) -> Self {
        let key = |digit: usize| {
            let mut key = Vec::with_capacity(beginning.len() + 8);
            key.extend_from_slice(beginning.as_bytes());
            key.push(b'0' + digit as u8);
            key
        };
        Written { keys: core::array::from_fn(key), next: 0, first_digit: beginning.len() }
    }

    fn push_points(&mut self, function: HashFn, count: usize, points: &mut Vec<Point>) {
        for _ in 0..count {
            let key = &mut self.keys[self.next];
            points.push(function.point(key));
            count_tens(key, self.first_digit);
            self.next = if self.next == 9 { 0 } else { self.next + 1 };
        }
    }
}

/// Adds ten to the decimal number that begins at `first_digit`: cheaper than writing each number anew.
fn count_tens(key: &mut Vec<u8>, first_digit: usize) {
    for digit in key.iter_mut().skip(first_digit).rev().skip(1) {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    key.insert(first_digit, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn the_numbers_carry_whatever_the_blocks() {
        for function in [HashFn::Murmur3Cassandra, HashFn::Xxh64] {
            for beginning in ["", "Node-A:vnode", "né:", "a beginning of twenty"] {
                let mut keys = Numbered::new(function, beginning);
                let mut points = Vec::new();
                for count in [0, 1, 8, 92, 905, 9_995] {
                    keys.push_points(count, &mut points);
                }
                for (i, point) in points.iter().enumerate() {
                    assert_eq!(
                        *point,
                        function.point(format!("{beginning}{i}").as_bytes()),
                        "{beginning}{i}"
                    );
                }
            }
        }
    }
}
