//! Cassandra's `Murmur3Partitioner` (4.1: `utils/MurmurHash.java` `hash3_x64_128`, `dht/Murmur3Partitioner.java`).
//!
//! The algorithm is Appleby's Murmur3 x64 128 with seed 0, of which the first half is used, but for one thing: the
//! bytes after the last full block of 16 are Java's signed bytes, widened to 64 bits before they are shifted, so a
//! byte of 128 or more sets all bits above it. The empty key has the least token, and no other key has it.

const C1: u64 = 0x87c3_7b91_1142_53d5;
const C2: u64 = 0x4cf5_ad43_2745_937f;

/// The token of a partition key's bytes.
pub(super) fn token(key: &[u8]) -> i64 {
    if key.is_empty() {
        return i64::MIN;
    }
    let mut state = State::default();
    let (blocks, tail) = key.as_chunks::<16>();
    for block in blocks {
        state.take_block(words(*block));
    }
    let low = match tail.first_chunk() {
        Some(low) => u64::from_le_bytes(*low),
        None => last_bytes(key, tail.len()),
    };
    state.token([low, last_bytes(key, tail.len().saturating_sub(8))], key.len())
}

/// The beginning that many keys have in common, hashed as far as it goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prefix {
    state: State,
    /// The bytes after the last full block.
    rest: [u64; 2],
    len: usize,
}

impl Prefix {
    /// Hashes the full blocks of a beginning.
    pub(super) fn new(prefix: &[u8]) -> Self {
        let mut state = State::default();
        let (blocks, tail) = prefix.as_chunks::<16>();
        for block in blocks {
            state.take_block(words(*block));
        }
        let mut rest = [0; 16];
        rest[..tail.len()].copy_from_slice(tail);
        Prefix { state, rest: words(rest), len: prefix.len() }
    }

    /// The token of the key that goes on with `count` bytes, one to eight, the first of them the lowest of `end`.
    pub(super) fn token(&self, end: u64, count: usize) -> i64 {
        let mut state = self.state;
        let [low, high] = self.rest;
        let bits = self.len % 8 * 8;
        // What the shift puts out of the word goes into the next one.
        let (here, next) = (end << bits, end.checked_shr(64 - bits as u32).unwrap_or(0));
        let tail = if self.len % 16 < 8 {
            [low | here, next]
        } else if self.len % 16 + count < 16 {
            [low, high | here]
        } else {
            state.take_block([low, high | here]);
            [next, 0]
        };
        state.token(tail, self.len + count)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    h1: u64,
    h2: u64,
}

impl State {
    fn take_block(&mut self, [low, high]: [u64; 2]) {
        let State { h1, h2 } = self;
        *h1 ^= scrambled_low(low);
        *h1 = h1.rotate_left(27).wrapping_add(*h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        *h2 ^= scrambled_high(high);
        *h2 = h2.rotate_left(31).wrapping_add(*h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }

    /// Takes the bytes after the last full block; words without any change nothing.
    // Once a key: the call would cost a tenth of a lookup.
    #[inline]
    const fn token(self, [low, high]: [u64; 2], len: usize) -> i64 {
        let h1 = self.h1 ^ scrambled_low(sign_extended(low)) ^ len as u64;
        let h2 = self.h2 ^ scrambled_high(sign_extended(high)) ^ len as u64;
        let h1 = h1.wrapping_add(h2);
        let h2 = h2.wrapping_add(h1);
        match finalised(h1).wrapping_add(finalised(h2)).cast_signed() {
            i64::MIN => i64::MAX,
            token => token,
        }
    }
}

fn words(block: [u8; 16]) -> [u64; 2] {
    let block = u128::from_le_bytes(block);
    [block as u64, (block >> 64) as u64]
}

/// The last `count` bytes of a key, up to eight, as a number, read as whole words: byte by byte takes three times as
/// long.
fn last_bytes(key: &[u8], count: usize) -> u64 {
    match (key.last_chunk::<8>(), key.first_chunk::<4>(), key.last_chunk::<4>()) {
        _ if count == 0 => 0,
        (Some(last), ..) => u64::from_le_bytes(*last) >> (64 - 8 * count),
        // A key of four to seven bytes, all of them meant: two words that overlap.
        (None, Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << (8 * (count - 4))
        }
        _ => key.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// What eight bytes make when each is widened with its sign before it is XORed in: a byte of 128 or more turns all bits
/// above it over, so a byte is turned over if an odd number of such bytes lie below it.
const fn sign_extended(word: u64) -> u64 {
    let mut signs = word >> 7 & 0x0101_0101_0101_0101;
    if signs == 0 {
        return word;
    }
    signs ^= signs << 8;
    signs ^= signs << 16;
    signs ^= signs << 32;
    word ^ (signs << 8).wrapping_mul(0xff)
}

const fn scrambled_low(k: u64) -> u64 {
    k.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2)
}

const fn scrambled_high(k: u64) -> u64 {
    k.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1)
}

const fn finalised(mut k: u64) -> u64 {
    k = (k ^ k >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    k = (k ^ k >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    k ^ k >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_keys_hash_as_the_standard_does_and_signed_tails_do_not() {
        for key in [&b"a"[..], b"user:bob", b"a key longer than sixteen bytes"] {
            assert_eq!(token(key), mur3::murmurhash3_x64_128(key, 0).0.cast_signed());
        }
        let accented = "café".as_bytes();
        assert_ne!(token(accented), mur3::murmurhash3_x64_128(accented, 0).0.cast_signed());
        assert_eq!(token(b""), i64::MIN);
    }
    #[test]
    fn a_prefix_and_an_end_are_one_key() {
        let key: [u8; 64] = core::array::from_fn(|at| (at * 37) as u8);
        for len in 0..=56 {
            let prefix = Prefix::new(&key[..len]);
            for count in 1..=8 {
                let mut end = [0; 8];
                end[..count].copy_from_slice(&key[len..len + count]);
                assert_eq!(prefix.token(u64::from_le_bytes(end), count), token(&key[..len + count]));
            }
        }
    }

    #[test]
    fn words_hold_the_last_bytes_of_keys_of_every_length() {
        let key: [u8; 40] = core::array::from_fn(|at| at as u8 + 1);
        for len in 0..key.len() {
            let blocks = len - len % 16;
            let tail = &key[blocks..len];
            let (low, high) = tail.split_at(tail.len().min(8));
            let one_by_one =
                |bytes: &[u8]| bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
            assert_eq!(last_bytes(&key[..len], high.len()), one_by_one(high));
            if high.is_empty() {
                assert_eq!(last_bytes(&key[..len], low.len()), one_by_one(low));
            }
        }
    }

    #[test]
    fn words_are_widened_as_their_bytes_are_one_by_one() {
        let one_by_one = |word: u64| {
            let widened = word.to_le_bytes().map(|byte| i64::from(byte.cast_signed()).cast_unsigned());
            widened.into_iter().zip((0..).step_by(8)).fold(0, |word, (byte, shift)| word ^ byte << shift)
        };
        let mut word = 1_u64;
        for _ in 0..1_000 {
            word = finalised(word.wrapping_add(C1));
            for mask in [u64::MAX, 0x7f7f_7f7f_7f7f_7f7f, 0x7f7f_ff7f_7f7f_7f7f, 0x7f_ff7f] {
                assert_eq!(sign_extended(word & mask), one_by_one(word & mask));
            }
        }
    }
}
