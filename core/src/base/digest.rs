use super::{Count, NodeId, Point};
use alloc::vec::Vec;

/// A fingerprint of state: equal on every machine for equal state. It is 64-bit FNV-1a over the bytes that
/// [`Encode`] writes, in which nothing depends on the width of a pointer or on the rounding of a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// The fingerprint of one value.
    pub fn of(value: &(impl Encode + ?Sized)) -> Self {
        let mut digest = Digest::default();
        value.encode(&mut digest);
        digest
    }

    /// Adds bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The fingerprint as a number.
    pub const fn value(self) -> u64 {
        self.0
    }
}

/// State that has a fingerprint. There is no implementation for `usize`, `isize` or floats, on purpose: they are not
/// the same everywhere.
pub trait Encode {
    /// Writes every bit that matters, with lengths where they can vary.
    fn encode(&self, digest: &mut Digest);
}

macro_rules! encode_integers {
    ($($integer:ty)*) => {$(
        impl Encode for $integer {
            fn encode(&self, digest: &mut Digest) {
                digest.write(&self.to_le_bytes());
            }
        }
    )*};
}
encode_integers!(u8 u16 u32 u64 u128 i64);

impl Encode for str {
    fn encode(&self, digest: &mut Digest) {
        (self.len() as u64).encode(digest);
        digest.write(self.as_bytes());
    }
}

impl Encode for NodeId {
    fn encode(&self, digest: &mut Digest) {
        self.0.encode(digest);
    }
}

impl Encode for Point {
    fn encode(&self, digest: &mut Digest) {
        self.0.encode(digest);
    }
}

impl Encode for Count {
    fn encode(&self, digest: &mut Digest) {
        alloc::format!("{self}").as_str().encode(digest);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, digest: &mut Digest) {
        (self.len() as u64).encode(digest);
        for item in self {
            item.encode(digest);
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, digest: &mut Digest) {
        self.as_slice().encode(digest);
    }
}
