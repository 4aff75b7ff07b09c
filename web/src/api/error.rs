use super::json::Json;
use quorate_core::placement::PlacementError;
use std::cmp::Reverse;

/// What is wrong with an option, and what would be right. It is thrown as a plain object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ApiError {
    code: Code,
    field: String,
    value: String,
    message: String,
    hint: Option<String>,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// Not given, and there is no default.
    Missing,
    /// Of another type than the option has.
    Type,
    /// Reading it ran the caller's own code (a getter, a Proxy), which threw.
    Unreadable,
    /// No option of this function.
    UnknownOption,
    /// Two options that exclude each other.
    Conflict,
    /// Not a whole number.
    Number,
    /// A number beyond its limits.
    Range,
    /// A word that the option does not know.
    Word,
    /// A text that cannot be one.
    Text,
    /// An id that stands twice.
    Duplicate,
    /// More than one call may ask for.
    Limit,
    /// Longer than an address may be.
    TooLong,
}

impl Code {
    const fn id(self) -> &'static str {
        match self {
            Code::Missing => "missing",
            Code::Type => "type",
            Code::Unreadable => "unreadable",
            Code::UnknownOption => "unknown-option",
            Code::Conflict => "conflict",
            Code::Number => "number",
            Code::Range => "range",
            Code::Word => "word",
            Code::Text => "text",
            Code::Duplicate => "duplicate",
            Code::Limit => "limit",
            Code::TooLong => "too-long",
        }
    }
}

impl ApiError {
    /// An error about a field as a whole: the message is `field: cause`.
    pub(super) fn new(code: Code, field: impl Into<String>, cause: &str) -> Self {
        let field = field.into();
        let message = if field.is_empty() { cause.to_owned() } else { format!("{field}: {cause}") };
        ApiError { code, field, value: String::new(), message, hint: None }
    }

    /// An error about a value, which the message names: `field: value cause`.
    pub(super) fn about(code: Code, field: impl Into<String>, value: &str, cause: &str) -> Self {
        let value = shortened(value);
        ApiError { value: value.clone(), ..ApiError::new(code, field, &format!("{value} {cause}")) }
    }

    /// The same about a text, which the message quotes.
    pub(super) fn about_text(code: Code, field: impl Into<String>, text: &str, cause: &str) -> Self {
        let value = shortened(text);
        let message = format!("\"{value}\" {cause}");
        ApiError { value, ..ApiError::new(code, field, &message) }
    }

    /// What a placement refuses, in its words.
    pub(super) fn refused(error: &PlacementError) -> Self {
        let (code, field, near) = match error {
            PlacementError::TooManyCopies { nodes, .. } => (Code::Range, "rf", Some(*nodes)),
            PlacementError::TooFewNodes { .. } => (Code::Range, "rf", None),
            PlacementError::NoCopies => (Code::Range, "rf", Some(1)),
            PlacementError::NoDataCentres | PlacementError::NeedsNumber => (Code::Conflict, "rf", None),
            PlacementError::RacklessNodes | PlacementError::AllFenced => (Code::Conflict, "nodes", None),
            _ => (Code::Conflict, "placement", None),
        };
        let error = ApiError::new(code, field, &error.to_string());
        match near.filter(|near| *near > 0) {
            Some(near) => error.near(&near),
            None => error,
        }
    }

    /// With the nearest right value, to be used as it is.
    #[must_use]
    pub(super) fn near(mut self, hint: &(impl ToString + ?Sized)) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// The object that is thrown.
    pub(super) fn json(&self) -> String {
        let mut json = Json::default();
        json.open('{');
        json.member("code", self.code.id());
        json.member("field", &self.field);
        json.member("value", &self.value);
        json.member("message", &self.message);
        json.key("hint").text_or_null(self.hint.as_deref());
        json.close('}');
        json.into_text()
    }
}

/// The first 48 characters: enough to recognise a value by.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(48) {
        Some((end, _)) => value[..end].to_owned() + "…",
        None => value.to_owned(),
    }
}

/// Of some words the one that a slip of the hand made this of: the beginning of it, or equal but for one place.
pub(super) fn near_word<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
    let likeness = |known: &str| {
        let before = same(&mut word.bytes().zip(known.bytes()));
        let after = same(&mut word.bytes().rev().zip(known.bytes().rev()));
        let longest = word.len().max(known.len());
        let is_beginning = before == word.len() && before >= 3;
        // A swapped pair of letters leaves two places that differ.
        let is_slip = before + after + 2 >= longest && before + after >= 2 && longest >= 2;
        (is_beginning || is_slip).then_some(before + after)
    };
    let likely = words.filter_map(|known| Some((likeness(known)?, known)));
    likely.min_by_key(|(likeness, _)| Reverse(*likeness)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_a_plain_object_that_says_cause_and_cure() {
        let error = ApiError::about(Code::Range, "vnodes", "0", "is not from 1 to 9: 1 is nearest").near(&1);
        assert_eq!(
            error.json(),
            r#"{"code":"range","field":"vnodes","value":"0","message":"vnodes: 0 is not from 1 to 9: 1 is nearest","hint":"1"}"#
        );
        let whole = ApiError::new(Code::Type, "", "the options are not an object");
        assert_eq!(
            whole.json(),
            r#"{"code":"type","field":"","value":"","message":"the options are not an object","hint":null}"#
        );
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let error = ApiError::about_text(Code::Word, "hash", &"é".repeat(99), "is no word");
        assert_eq!(error.value, "é".repeat(48) + "…");
    }

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let words = ["nodes", "vnodes", "hash", "murmur3-cassandra"];
        let near = |word| near_word(word, words.into_iter());
        assert_eq!(near("vnode"), Some("vnodes"));
        assert_eq!(near("hahs"), Some("hash"));
        assert_eq!(near("murmur3"), Some("murmur3-cassandra"));
        assert_eq!([near("constructor"), near("x"), near("")], [None; 3]);
    }
}
