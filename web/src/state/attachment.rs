//! Keys of the reader's own: read in the tab, a piece at a time, and kept there.

use core::fmt;
use csv_core::{ReadFieldResult, Reader};
use quorate_core::{base::limit, scenario::Attachment};
use xxhash_rust::xxh64::Xxh64;

/// How keys stand in a text or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One key a line.
    Lines,
    /// A CSV whose first column holds the keys.
    Csv {
        /// Whether the first row names the columns.
        has_header: bool,
    },
}

/// Why a line is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// There is nothing on it.
    Empty,
    /// It is longer than a key may be.
    TooLong,
    /// Its bytes are not UTF-8. Hash functions take any bytes, but nobody could read such a key here.
    NotText,
    /// A million keys came before it.
    TooMany,
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LineFault::Empty => "is empty",
            LineFault::TooLong => "is longer than 65,536 bytes",
            LineFault::NotText => "is not UTF-8 text",
            LineFault::TooMany => "comes after the 1,000,000 keys that fit",
        })
    }
}

/// A line that is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: u64,
    /// Why.
    pub fault: LineFault,
    /// How it begins.
    pub text: String,
}

/// Bad lines that are kept to be shown; the others are only counted.
const SHOWN: usize = 100;

/// Keys of the reader's own, in the order of the file.
#[derive(Debug, Default)]
pub struct KeyBook {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    bad: Vec<BadLine>,
    bad_count: u64,
    digest: u64,
}

impl KeyBook {
    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of a key; none beyond the last.
    pub fn key(&self, at: usize) -> Option<&[u8]> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.bytes.get(start..end)
    }

    /// The first lines that are no keys.
    pub fn bad(&self) -> &[BadLine] {
        &self.bad
    }

    /// How many lines are no keys.
    pub const fn bad_count(&self) -> u64 {
        self.bad_count
    }

    /// The name that an address has for these keys.
    pub fn attachment(&self) -> Option<Attachment> {
        (!self.is_empty()).then_some(Attachment { count: self.ends.len() as u32, digest: self.digest })
    }
}

/// Reads keys from bytes that come in pieces.
pub struct KeyReader {
    book: KeyBook,
    digest: Xxh64,
    format: Format,
    csv: Box<Reader>,
    /// The line or field that is not complete yet, as far as it is worth keeping.
    pending: Vec<u8>,
    column: usize,
    line: u64,
    ended_line: bool,
}

impl KeyReader {
    /// A reader of one text or file.
    pub fn new(format: Format) -> Self {
        KeyReader {
            book: KeyBook::default(),
            digest: Xxh64::new(0),
            format,
            csv: Box::new(Reader::new()),
            pending: Vec::new(),
            column: 0,
            line: 1,
            ended_line: true,
        }
    }

    /// Reads the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        match self.format {
            Format::Lines => self.push_lines(piece),
            Format::Csv { .. } => self.push_csv(piece),
        }
    }

    /// How many keys were read so far.
    pub fn len(&self) -> usize {
        self.book.len()
    }

    /// Whether no key was read so far.
    pub fn is_empty(&self) -> bool {
        self.book.is_empty()
    }

    /// All keys, once the last piece was read.
    pub fn finish(mut self) -> KeyBook {
        match self.format {
            // A text that ends in a line feed has no further line.
            Format::Lines if !self.ended_line => self.end_line(),
            Format::Lines => {}
            Format::Csv { .. } => {
                if !self.ended_line {
                    self.push_csv(b"\n");
                }
                self.push_csv(&[]);
            }
        }
        self.book.digest = self.digest.digest();
        self.book
    }

    fn push_lines(&mut self, mut piece: &[u8]) {
        while let Some(at) = piece.iter().position(|byte| *byte == b'\n') {
            self.keep(&piece[..at]);
            self.end_line();
            piece = &piece[at + 1..];
        }
        self.keep(piece);
        self.ended_line = self.ended_line && piece.is_empty();
    }

    /// Keeps bytes of the line that is being read, up to one more than a key may have.
    fn keep(&mut self, bytes: &[u8]) {
        let room = (limit::KEY_BYTES + 2).saturating_sub(self.pending.len());
        self.pending.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_line(&mut self) {
        if self.pending.last() == Some(&b'\r') {
            self.pending.pop();
        }
        self.take_key();
        self.line += 1;
        self.ended_line = true;
    }

    fn push_csv(&mut self, mut piece: &[u8]) {
        let mut field = [0; 1024];
        // To the CSV reader an empty input is the end of the file.
        let is_end = piece.is_empty();
        while is_end || !piece.is_empty() {
            let (result, read, written) = self.csv.read_field(piece, &mut field);
            if self.column == 0 {
                self.keep(&field[..written]);
            }
            if read > 0 {
                self.ended_line = piece[read - 1] == b'\n';
            }
            piece = &piece[read..];
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => self.end_field(record_end),
                ReadFieldResult::End => return,
            }
        }
    }

    fn end_field(&mut self, record_end: bool) {
        if self.column == 0 {
            let is_header = self.format == Format::Csv { has_header: true } && self.line == 1;
            if is_header { self.pending.clear() } else { self.take_key() }
        }
        self.column += 1;
        if record_end {
            self.column = 0;
            self.line += 1;
        }
    }

    /// Makes what is pending a key, or says why it is none.
    fn take_key(&mut self) {
        let fault = match self.pending.as_slice() {
            [] => Some(LineFault::Empty),
            key if key.len() > limit::KEY_BYTES => Some(LineFault::TooLong),
            key if core::str::from_utf8(key).is_err() => Some(LineFault::NotText),
            key if self.book.len() >= limit::KEYS as usize
                || self.book.bytes.len() + key.len() > limit::ATTACHMENT_BYTES =>
            {
                Some(LineFault::TooMany)
            }
            key => {
                self.digest.update(key);
                self.digest.update(b"\n");
                self.book.bytes.extend_from_slice(key);
                self.book.ends.push(self.book.bytes.len() as u32);
                None
            }
        };
        if let Some(fault) = fault {
            self.book.bad_count += 1;
            if self.book.bad.len() < SHOWN {
                let text = String::from_utf8_lossy(&self.pending[..self.pending.len().min(40)]).into_owned();
                self.book.bad.push(BadLine { line: self.line, fault, text });
            }
        }
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: Format, text: &[u8], piece: usize) -> KeyBook {
        let mut reader = KeyReader::new(format);
        text.chunks(piece).for_each(|piece| reader.push(piece));
        reader.finish()
    }

    fn keys(book: &KeyBook) -> Vec<String> {
        (0..book.len()).map(|at| String::from_utf8_lossy(book.key(at).unwrap()).into_owned()).collect()
    }

    #[test]
    fn lines_are_the_same_however_they_are_cut() {
        let text = "user:1\r\nuser:2\n\nüser 3\nlast".as_bytes();
        let whole = read(Format::Lines, text, 1000);
        assert_eq!(keys(&whole), ["user:1", "user:2", "üser 3", "last"]);
        assert_eq!((whole.bad_count(), whole.bad()[0].line, whole.bad()[0].fault), (1, 3, LineFault::Empty));
        for piece in 1..9 {
            let cut = read(Format::Lines, text, piece);
            assert_eq!((keys(&cut), cut.attachment()), (keys(&whole), whole.attachment()));
        }
        assert_eq!(read(Format::Lines, b"a\nb\n", 3).len(), 2, "a line feed at the end opens no line");
    }

    #[test]
    fn the_first_column_of_a_csv_may_be_quoted() {
        let text = b"id,name\n\"a, \"\"b\"\"\",1\nplain,2\r\n\"two\nlines\",3\n,4\n";
        for piece in [1, 2, 5, 1000] {
            let book = read(Format::Csv { has_header: true }, text, piece);
            assert_eq!(keys(&book), ["a, \"b\"", "plain", "two\nlines"], "{piece}");
            assert_eq!(book.bad_count(), 1);
        }
        assert_eq!(read(Format::Csv { has_header: false }, b"a,1\nb,2", 4).len(), 2);
    }

    #[test]
    fn what_is_no_key_is_counted_and_shown() {
        let mut text = vec![b'x'; limit::KEY_BYTES + 1];
        text.extend_from_slice(b"\n\xff\xfe\nfine");
        let book = read(Format::Lines, &text, 10_000);
        assert_eq!(keys(&book), ["fine"]);
        let faults: Vec<LineFault> = book.bad().iter().map(|bad| bad.fault).collect();
        assert_eq!(faults, [LineFault::TooLong, LineFault::NotText]);
    }

    #[test]
    fn the_digest_is_that_of_the_keys_each_with_a_line_feed() {
        let book = read(Format::Lines, b"a\nb", 1);
        assert_eq!(book.attachment().unwrap().digest, xxhash_rust::xxh64::xxh64(b"a\nb\n", 0));
    }
}
