use super::HashFn;
use crate::base::Point;
use alloc::vec::Vec;
use core::ops::Range;

/// The keys of a text, one a line. An empty text has none; an empty line is one, also after the last line break.
///
/// Keys are many and short, so where they end is found once, eight bytes at a time, and they are hashed in blocks.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a [u8],
    ends: Vec<u32>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text of fewer than 2³² bytes.
    pub fn new(text: &'a [u8]) -> Self {
        let mut ends = Vec::new();
        let (words, rest) = text.as_chunks::<8>();
        for (word, at) in words.iter().zip((0..).step_by(8)) {
            let mut breaks = line_breaks(u64::from_le_bytes(*word));
            while breaks != 0 {
                ends.push(at + breaks.trailing_zeros() / 8);
                breaks &= breaks - 1;
            }
        }
        let at = text.len() - rest.len();
        ends.extend((at as u32..).zip(rest).filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at));
        if !text.is_empty() {
            ends.push(text.len() as u32);
        }
        Lines { text, ends }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The keys of some lines.
    pub fn keys(&self, lines: Range<usize>) -> impl Iterator<Item = &'a [u8]> {
        let mut start = lines.start.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        self.ends[lines].iter().map(move |end| {
            let key = &self.text[start..*end as usize];
            start = *end as usize + 1;
            key
        })
    }

    /// Adds where the keys of some lines lie on the circle.
    pub fn push_points(&self, lines: Range<usize>, function: HashFn, points: &mut Vec<Point>) {
        points.extend(self.keys(lines).map(|key| function.point(key)));
    }
}

/// The highest bit of each byte that is a line break. Adding to the low seven bits carries into the eighth unless all
/// are zero, and no further.
const fn line_breaks(word: u64) -> u64 {
    const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = word ^ 0x0a0a_0a0a_0a0a_0a0a;
    !(((other & LOW_BITS) + LOW_BITS) | other | LOW_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_a_split() {
        let texts = [
            "",
            "a",
            "\n",
            "a\n",
            "\n\nab\n",
            "123456\n8\n\n1234567\n\n\n\n\n\n\n\n\n\n",
            "é\u{8a0a}\u{b}\n\t",
        ];
        for text in texts {
            let lines = Lines::new(text.as_bytes());
            let split = text.split('\n').map(str::as_bytes).filter(|_| !text.is_empty());
            assert!(lines.keys(0..lines.len()).eq(split.clone()), "{text:?}");
            for from in 0..lines.len() {
                assert!(lines.keys(from..lines.len()).eq(split.clone().skip(from)), "{text:?} from {from}");
            }
        }
    }

    #[test]
    fn every_byte_is_told_from_a_line_break() {
        for byte in 0..=u8::MAX {
            let word = u64::from_le_bytes([byte, 10, byte, byte, 10, 10, byte, 0x8a]);
            let expected = if byte == b'\n' { 0x0080_8080_8080_8080 } else { 0x0000_8080_0000_8000 };
            assert_eq!(line_breaks(word), expected, "{byte}");
        }
    }
}
