use alloc::string::{String, ToString};

/// What is wrong with one field of an address, and what is near. The rest of the address loads all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of fault.
    pub code: Code,
    /// Which field; empty if it is the address as a whole.
    pub field: String,
    /// What it said, shortened if long.
    pub value: String,
    /// The cause and the cure, in words.
    pub message: String,
    /// The nearest valid value, which can be used as it is.
    pub hint: Option<String>,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The version is missing, or not one that is known.
    Version,
    /// No version of the grammar has this field.
    UnknownField,
    /// The grammar has this field, but this version of Quorate does not model what it speaks of.
    NotModelled,
    /// The field stands twice.
    Duplicate,
    /// A character that no value has.
    Character,
    /// Not a whole number.
    Number,
    /// A number beyond its limits.
    Range,
    /// A word that the field does not know.
    Word,
    /// A text that cannot be one.
    Text,
    /// It speaks of a node that is not in the cluster, or twice of the same.
    Node,
    /// The long form cannot be unpacked.
    Long,
    /// Longer than an address may be.
    TooLong,
    /// More problems than are listed.
    More,
}

impl Code {
    /// The name in the JavaScript module.
    pub const fn id(self) -> &'static str {
        match self {
            Code::Version => "version",
            Code::UnknownField => "unknown-field",
            Code::NotModelled => "not-modelled",
            Code::Duplicate => "duplicate",
            Code::Character => "character",
            Code::Number => "number",
            Code::Range => "range",
            Code::Word => "word",
            Code::Text => "text",
            Code::Node => "node",
            Code::Long => "long",
            Code::TooLong => "too-long",
            Code::More => "more",
        }
    }
}

impl Problem {
    pub(super) fn new(code: Code, value: &str, message: impl Into<String>) -> Self {
        Self::said(code, value, message.into())
    }

    // A hundred places make a problem, and none of them often: all call the same code.
    #[cold]
    #[inline(never)]
    fn said(code: Code, value: &str, message: String) -> Self {
        Problem { code, field: String::new(), value: shortened(value), message, hint: None }
    }

    #[must_use]
    pub(super) fn near(self, hint: &(impl ToString + ?Sized)) -> Self {
        self.hinted(hint.to_string())
    }

    #[cold]
    #[inline(never)]
    fn hinted(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    #[must_use]
    #[cold]
    #[inline(never)]
    pub(super) fn of(mut self, field: &str) -> Self {
        self.field = shortened(field);
        self
    }
}

/// The first 48 characters: enough to recognise a value by.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(48) {
        Some((end, _)) => value[..end].to_string() + "…",
        None => value.to_string(),
    }
}

/// Of some words the one that a mistyped word is nearest to, if it is near: at most a third of it differs. Of equally near
/// ones it is one that begins alike, as first letters are seldom wrong.
pub(super) fn nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 32 {
        return None;
    }
    let allowed = word.chars().count().div_ceil(3);
    words
        .map(|known| (distance(word, known), !known.starts_with(word.chars().next().unwrap_or(' ')), known))
        .filter(|(distance, ..)| *distance <= allowed)
        .min()
        .map(|(.., known)| known)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: alloc::vec::Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.chars().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let words = ["nodes", "vnodes", "hash"];
        assert_eq!(nearest("vnode", words.into_iter()), Some("vnodes"));
        assert_eq!(nearest("rack", ["ack", "racks"].into_iter()), Some("racks"));
        assert_eq!(nearest("hsah", words.into_iter()), Some("hash"));
        assert_eq!(nearest("constructor", words.into_iter()), None);
    }
}
