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
    match first_half(key).cast_signed() {
        i64::MIN => i64::MAX,
        token => token,
    }
}

fn first_half(key: &[u8]) -> u64 {
    let (mut h1, mut h2) = (0_u64, 0_u64);
    let (blocks, tail) = key.as_chunks::<16>();
    for block in blocks {
        let block = u128::from_le_bytes(*block);
        h1 ^= scrambled_low(block as u64);
        h1 = h1.rotate_left(27).wrapping_add(h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        h2 ^= scrambled_high((block >> 64) as u64);
        h2 = h2.rotate_left(31).wrapping_add(h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }
    // Each of the two words is scrambled by itself; one without bytes changes nothing.
    if let Some(high @ 1..) = tail.len().checked_sub(8) {
        h2 ^= scrambled_high(sign_extended(last_bytes(key, high)));
    }
    h1 ^= scrambled_low(sign_extended(match tail.first_chunk() {
        Some(low) => u64::from_le_bytes(*low),
        None => last_bytes(key, tail.len()),
    }));

    h1 ^= key.len() as u64;
    h2 ^= key.len() as u64;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    finalised(h1).wrapping_add(finalised(h2))
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
