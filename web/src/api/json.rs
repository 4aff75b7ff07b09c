use quorate_core::base::Share;
use std::fmt::{Display, Write as _};

/// Writes JSON. An answer crosses to JavaScript as one text, which the engine parses faster than objects can be made
/// from outside one member at a time. A writer is these few lines; a crate for it costs 29 KB.
#[derive(Debug, Default)]
pub(super) struct Json(String);

impl Json {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Json(String::with_capacity(bytes))
    }

    /// What was written.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// How long it is so far, in bytes.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Opens an object or a list.
    pub(super) fn open(&mut self, bracket: char) {
        self.separate();
        self.0.push(bracket);
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// Begins a member, of which the value comes next. Keys are ours and need no escapes.
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.separate();
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        self
    }

    /// A member that is a text.
    pub(super) fn member(&mut self, key: &str, text: &str) {
        self.key(key).text(text);
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\0'..='\u{1f}' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// A text, or null.
    pub(super) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.plain("null"),
        }
    }

    /// A number, true, false or null; or JSON that was written before.
    pub(super) fn plain(&mut self, value: impl Display) {
        self.separate();
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{value}");
    }

    /// JSON that was written before.
    pub(super) fn written(&mut self, json: &str) {
        self.separate();
        self.0.push_str(json);
    }

    /// A number that may pass 2^53: in decimal digits, as a text.
    pub(super) fn digits(&mut self, number: impl Display) {
        self.separate();
        let _ = write!(self.0, "\"{number}\"");
    }

    /// An exact share.
    pub(super) fn share(&mut self, share: Share) {
        self.open('{');
        self.key("num").digits(share.num);
        self.key("den").digits(share.den);
        self.key("approx");
        self.unit(share.approx());
        self.close('}');
    }

    /// A number from 0 to 2^52, exact: so many of its digits that a reader of JSON arrives at the same number again. The
    /// code that finds the fewest such digits has 14 KB, and here nobody looks at them.
    pub(super) fn unit(&mut self, number: f64) {
        // What is smaller than all numbers with full precision is as good as nothing.
        if number < f64::MIN_POSITIVE {
            return self.plain(0);
        }
        // The number is digits · 2^-halvings. Each step trades halvings for a factor of ten, or for the last bit.
        let bits = number.to_bits();
        let exponent = (bits >> 52) as u32;
        let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
        let (mut digits, mut halvings, mut tens) = (u128::from(mantissa), 1075 - exponent, 0);
        while halvings > 0 {
            if digits.leading_zeros() >= 4 {
                (digits, tens) = (digits * 10, tens + 1);
            } else {
                (digits, halvings) = (digits >> 1, halvings - 1);
            }
        }
        self.plain(format_args!("{digits}e-{tens}"));
    }

    /// The comma between this and what came before it.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':' | b',')) {
            self.0.push(',');
        }
    }
}

/// A list that is written row by row, so that a long one can cross in pieces.
pub(super) trait Rows {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Writes row `at`, which is below [`len`](Self::len).
    fn write(&self, at: usize, json: &mut Json);

    /// Writes rows from `at` on, as a list, until it is about `bytes` long; returns the first row not written.
    fn write_some(&self, mut at: usize, bytes: usize, json: &mut Json) -> usize {
        json.open('[');
        while at < self.len() && json.len() < bytes {
            self.write(at, json);
            at += 1;
        }
        json.close(']');
        at
    }

    /// All of it as one text.
    #[cfg(test)]
    fn json(&self) -> String {
        let mut json = Json::default();
        self.write_some(0, usize::MAX, &mut json);
        json.into_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::base::Count;

    #[test]
    fn texts_are_escaped_and_members_separated() {
        let mut json = Json::default();
        json.open('{');
        json.member("a", "\"\\\n\u{1f}</script>é");
        json.key("b").open('[');
        json.plain(1);
        json.plain(true);
        json.text(",");
        json.text("[");
        json.text("");
        json.close(']');
        json.key("c").text_or_null(None);
        json.close('}');
        assert_eq!(
            json.into_text(),
            r#"{"a":"\"\\\u000a\u001f</script>é","b":[1,true,",","[",""],"c":null}"#
        );
    }

    #[test]
    fn shares_are_exact_and_approximate() {
        let mut json = Json::default();
        json.share(Share::of(0, 4));
        assert_eq!(json.into_text(), r#"{"num":"0","den":"4","approx":0}"#);
        for (num, den) in
            [(3, 4), (1, 1), (1, 3), (2, 3), (1, u64::MAX), (u64::MAX - 1, u64::MAX), (7, 1 << 50)]
        {
            let share = Share::of(num, den);
            let mut json = Json::default();
            json.unit(share.approx());
            let read: f64 = json.into_text().parse().unwrap();
            assert_eq!(read.to_bits(), share.approx().to_bits(), "{num}/{den}");
        }
        let tiny = Share::of_space(Count::from(3), 160).approx();
        let mut json = Json::default();
        json.unit(tiny);
        assert_eq!(json.into_text().parse::<f64>().unwrap().to_bits(), tiny.to_bits());
    }
}
