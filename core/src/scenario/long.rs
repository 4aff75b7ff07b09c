//! The long form of an address: `v=1&z=` base64url(deflate-raw(params)) `.` CRC-32 of the params in base 36.

use crate::{base::limit, hash::HashFn};
use alloc::{string::String, vec::Vec};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use core::fmt;
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};

/// Why a long form cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LongError {
    /// Not the letters that a long form is written in.
    Letters,
    /// Its bytes are no deflate stream, or one cut short.
    Stream,
    /// It inflates to more than an address may have.
    TooLong,
    /// Its checksum differs: it was changed on the way.
    Checksum,
}

impl fmt::Display for LongError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LongError::Letters => "is not written in the letters of a long link: copy the whole link again",
            LongError::Stream => "cannot be unpacked: the link was cut, copy the whole of it again",
            LongError::TooLong => "unpacks to more than 64 KiB, which no link of ours does",
            LongError::Checksum => {
                "does not match its checksum: the link was changed on the way, copy it again"
            }
        })
    }
}

pub(super) fn pack(params: &str) -> String {
    let packed = Base64UrlUnpadded::encode_string(&compress_to_vec(params.as_bytes(), 9));
    // A value ends in a letter or digit: the checksum always does.
    packed + "." + &base36(crc32(params.as_bytes()))
}

pub(super) fn unpack(value: &str) -> Result<String, LongError> {
    let (packed, checksum) = value.rsplit_once('.').ok_or(LongError::Letters)?;
    let bytes = Base64UrlUnpadded::decode_vec(packed).map_err(|_| LongError::Letters)?;
    let params =
        decompress_to_vec_with_limit(&bytes, limit::ADDRESS_CHARS).map_err(|error| match error.status {
            miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LongError::TooLong,
            _ => LongError::Stream,
        })?;
    if base36(crc32(&params)) != checksum {
        return Err(LongError::Checksum);
    }
    String::from_utf8(params).map_err(|_| LongError::Stream)
}

fn crc32(params: &[u8]) -> u32 {
    // Its point on the circle is left-aligned.
    (HashFn::Crc32.point(params).head() >> 32) as u32
}

fn base36(mut number: u32) -> String {
    let mut reversed = Vec::new();
    loop {
        reversed.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return reversed.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks_and_what_was_changed_says_so() {
        let params = "v=1&s=ring&nodes=".to_string() + &"n1_".repeat(600);
        let packed = pack(&params);
        assert!(packed.len() < 120);
        assert_eq!(unpack(&packed), Ok(params));
        assert_eq!(unpack(&packed[..packed.len() - 1]), Err(LongError::Checksum));
        assert_eq!(unpack("%%%"), Err(LongError::Letters));
        assert_eq!(unpack("AAAA.0"), Err(LongError::Stream));
    }

    #[test]
    fn a_bomb_is_stopped_before_it_is_unpacked() {
        assert_eq!(unpack(&pack(&"a".repeat(limit::ADDRESS_CHARS + 1))), Err(LongError::TooLong));
    }

    use alloc::string::ToString;
}
