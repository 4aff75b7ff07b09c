use super::Text;
use crate::base::Permutation;
use alloc::vec::Vec;

/// The keys that are counted on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Keys made from a prefix and numbers.
    Generated(Generated),
    /// The reader's own, which stay in the tab.
    Attached(Attachment),
}

/// Key `j` is the prefix followed by π(`j`) in decimal digits, π being the permutation of the seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// How many.
    pub count: u32,
    /// What each begins with.
    pub prefix: Text,
    /// Which permutation; 0 leaves numbers as they are.
    pub seed: u64,
}

impl Generated {
    /// Writes the bytes of key `j` into `key`.
    pub fn write(&self, j: u32, key: &mut Vec<u8>) {
        key.clear();
        key.extend_from_slice(self.prefix.as_str().as_bytes());
        push_decimal(key, Permutation::new(self.seed).apply(u64::from(j)));
    }
}

fn push_decimal(bytes: &mut Vec<u8>, mut number: u64) {
    let first = bytes.len();
    loop {
        bytes.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    bytes[first..].reverse();
}

/// Keys of the reader's own, named so that they can be told apart from others without being sent anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// How many keys.
    pub count: u32,
    /// XXH64, seed 0, of the keys, each followed by a line feed.
    pub digest: u64,
}

impl Keys {
    /// How many keys there are.
    pub const fn count(&self) -> u32 {
        match self {
            Keys::Generated(generated) => generated.count,
            Keys::Attached(attachment) => attachment.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_seed_zero_count_up() {
        let generated = Generated { count: 11, prefix: Text::new("k").unwrap(), seed: 0 };
        let mut key = Vec::new();
        generated.write(10, &mut key);
        assert_eq!(key, b"k10");
        generated.write(0, &mut key);
        assert_eq!(key, b"k0");
    }
}
