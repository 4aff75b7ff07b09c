use crate::base::limit;
use alloc::string::{String, ToString};
use core::{fmt, fmt::Write};

/// A short text of the reader's: a node's name, a key, a prefix. One to 32 bytes of UTF-8 without control characters.
///
/// In an address letters and digits stand as they are and every other byte as `-HH`, so `user:bob` is `user-3Abob`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(String);

impl Text {
    /// Checks a text.
    #[inline(never)]
    pub fn new(text: &str) -> Result<Self, TextError> {
        match text.len() {
            0 => Err(TextError::Empty),
            bytes if bytes > limit::TEXT_BYTES => Err(TextError::TooLong { bytes }),
            _ if text.chars().any(is_control) => Err(TextError::Control),
            _ => Ok(Text(text.to_string())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what [`escaped`](Self::escaped) writes.
    #[inline(never)]
    pub fn from_escaped(atom: &str) -> Result<Self, TextError> {
        let mut bytes = alloc::vec::Vec::with_capacity(atom.len());
        let mut rest = atom.as_bytes();
        while let [first, after @ ..] = rest {
            rest = after;
            if *first == b'-' {
                let ([high, low], after) = after.split_first_chunk().ok_or(TextError::Escape)?;
                let digit = |byte: u8| char::from(byte).to_digit(16).ok_or(TextError::Escape);
                bytes.push((digit(*high)? * 16 + digit(*low)?) as u8);
                rest = after;
            } else {
                bytes.push(*first);
            }
        }
        let text = core::str::from_utf8(&bytes).map_err(|_| TextError::Escape)?;
        Text::new(text)
    }

    /// The text as an atom of an address.
    #[inline(never)]
    pub fn escaped(&self) -> String {
        let mut atom = String::with_capacity(self.0.len() + 8);
        for byte in self.0.bytes() {
            if byte.is_ascii_alphanumeric() {
                atom.push(char::from(byte));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(atom, "-{byte:02X}");
            }
        }
        atom
    }
}

/// Control characters, and those that turn the direction of the text around them.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text cannot be a [`Text`]: the cause and the cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// It has no character.
    Empty,
    /// It has more bytes than an address carries.
    TooLong {
        /// How many it has.
        bytes: usize,
    },
    /// It has a control character.
    Control,
    /// An escape in an address is not `-` and two hexadecimal digits, or the bytes are not UTF-8.
    Escape,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextError::Empty => f.write_str("is empty: type at least one character"),
            TextError::TooLong { bytes } => {
                write!(f, "has {bytes} bytes, and a link carries {} at most: shorten it", limit::TEXT_BYTES)
            }
            TextError::Control => f.write_str("has a control character: leave it out"),
            TextError::Escape => {
                f.write_str("has a dash that is not followed by the two hexadecimal digits of a byte")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_but_letters_and_digits_is_escaped() {
        let text = Text::new("user:bob é").unwrap();
        assert_eq!(text.escaped(), "user-3Abob-20-C3-A9");
        assert_eq!(Text::from_escaped(&text.escaped()), Ok(text));
    }

    #[test]
    fn what_is_no_text_says_why() {
        assert_eq!(Text::new(""), Err(TextError::Empty));
        assert_eq!(Text::new(&"a".repeat(33)), Err(TextError::TooLong { bytes: 33 }));
        assert_eq!(Text::new("a\u{202e}b"), Err(TextError::Control));
        for atom in ["-", "a-4", "-GG", "-FF", "-00"] {
            assert!(Text::from_escaped(atom).is_err(), "{atom}");
        }
    }
}
