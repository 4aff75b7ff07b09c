//! Java's `String.hashCode` (JDK 17, java.lang.StringUTF16): s[0]·31^(n-1) + … + s[n-1] over UTF-16 units, wrapping.

use alloc::string::String;

pub(super) fn hash_code(key: &[u8]) -> i32 {
    hash_code_of_units(String::from_utf8_lossy(key).encode_utf16())
}

pub(super) fn hash_code_of_units(units: impl Iterator<Item = u16>) -> i32 {
    units.fold(0, |hash: i32, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

/// `hashCode` of a text.
pub(crate) fn java_hash_code(text: &str) -> i32 {
    hash_code_of_units(text.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::hash_code;

    #[test]
    fn units_beyond_the_basic_plane_count_as_two() {
        assert_eq!(hash_code("hello".as_bytes()), 99_162_322);
        assert_eq!(hash_code("😀".as_bytes()), 0xd83d * 31 + 0xde00);
    }
}
