//! FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv): for each byte XOR, then multiply by a prime.
//!
//! Each byte meets only the multiplications after it. The last byte meets one: it is XORed into the low bits and
//! the prime (2^40 + 0x1b3 in 64 bits, 2^24 + 0x193 in 32) carries it into a few others, so keys that differ in
//! their last byte only, such as `n1:vnode1` and `n1:vnode2`, differ mostly in bits that are not the leading ones.
//! A ring orders by the leading bits, and such tokens lie together.

/// The reason in a clause, for the page.
pub(super) const WHY_IT_CLUSTERS: &str = "it mixes the last bytes of a key little into its leading bits, so tokens and keys that differ only there lie together on a ring";

pub(super) fn fnv1a_32(key: &[u8]) -> u32 {
    key.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

pub(super) fn fnv1a_64(key: &[u8]) -> u64 {
    key.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drafts_test_vectors_hold() {
        assert_eq!((fnv1a_32(b""), fnv1a_32(b"foobar")), (0x811c_9dc5, 0xbf9c_f968));
        assert_eq!((fnv1a_64(b"a"), fnv1a_64(b"foobar")), (0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8));
    }
}
