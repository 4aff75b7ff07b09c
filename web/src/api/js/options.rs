use super::super::{
    error::{ApiError, Code, near_word},
    given::{Given, missing},
};
use super::import;
use js_sys::{BigInt, JsString};
use wasm_bindgen::prelude::*;

/// The names that an object may have, made into JavaScript strings once.
pub(super) struct Known(Vec<(&'static str, JsValue)>);

impl Known {
    pub(super) fn new(names: &[&'static str]) -> Self {
        Known(names.iter().map(|name| (*name, JsValue::from_str(name))).collect())
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }
}

/// Where an object of options stands.
#[derive(Clone, Copy)]
pub(super) enum Within<'a> {
    /// It is the options of the call.
    Call,
    /// It is an option by itself: `choices`.
    Member(&'a str),
    /// It is an item of a list: `nodes[3]`.
    Item { list: &'a str, at: u32 },
}

/// An object of options, of which all names are known.
pub(super) struct Options<'a> {
    object: &'a JsValue,
    known: &'a Known,
    within: Within<'a>,
}

impl<'a> Options<'a> {
    /// The options of a call, or an object in one of its lists.
    pub(super) fn new(object: &'a JsValue, known: &'a Known, within: Within<'a>) -> Result<Self, ApiError> {
        let options = Options { object, known, within };
        let unreadable = |_| options.unreadable("");
        if !object.is_object() || import::is_array(object).map_err(unreadable)? {
            let list = known.names().collect::<Vec<_>>().join(", ");
            let what = match within {
                Within::Item { list: "operations", .. } => "an operation",
                Within::Item { .. } => "a node",
                Within::Call | Within::Member(_) => "an object of options",
            };
            let cause = format!("is not {what}: give an object with {list}");
            return Err(given(object).error(Code::Type, &options.field(""), &cause));
        }
        let keys = import::keys_of(object).map_err(unreadable)?;
        for at in 0..keys.length() {
            let key = keys.get(at);
            if !known.0.iter().any(|(_, name)| *name == key) {
                return Err(options.unknown(&key));
            }
        }
        Ok(options)
    }

    /// How a member is called in errors.
    pub(super) fn field(&self, name: &str) -> String {
        match self.within {
            Within::Item { list, at } if name.is_empty() => format!("{list}[{at}]"),
            Within::Item { list, at } => format!("{list}[{at}].{name}"),
            Within::Member(member) if name.is_empty() => member.to_owned(),
            Within::Member(member) => format!("{member}.{name}"),
            Within::Call => name.to_owned(),
        }
    }

    /// A member; undefined if there is none.
    pub(super) fn get(&self, name: &str) -> Result<JsValue, ApiError> {
        let known = self.known.0.iter().find(|(known, _)| *known == name);
        let Some((_, key)) = known else { return Ok(JsValue::UNDEFINED) };
        import::get(self.object, key).map_err(|_| self.unreadable(name))
    }

    /// A member as a plain value.
    pub(super) fn given(&self, name: &str) -> Result<Given, ApiError> {
        Ok(given(&self.get(name)?))
    }

    /// Whether a member is given.
    pub(super) fn has(&self, name: &str) -> Result<bool, ApiError> {
        Ok(!self.get(name)?.is_undefined())
    }

    /// A member that is a text of at most so many bytes; None if it is not given.
    pub(super) fn text(&self, name: &str, most_bytes: usize) -> Result<Option<String>, ApiError> {
        self.text_of(name, &self.get(name)?, most_bytes)
    }

    /// The same of a member that was read.
    pub(super) fn text_of(
        &self,
        name: &str,
        value: &JsValue,
        most_bytes: usize,
    ) -> Result<Option<String>, ApiError> {
        if value.is_undefined() {
            return Ok(None);
        }
        let field = || self.field(name);
        if !value.is_string() {
            let cause = "is not a string: give any text, in quotes";
            return Err(given(value).error(Code::Type, &field(), cause));
        }
        let units = value.unchecked_ref::<JsString>().length() as usize;
        let text = if units <= most_bytes { value.as_string().unwrap_or_default() } else { String::new() };
        if units.max(text.len()) > most_bytes {
            let cause =
                format!("has {} bytes, and {most_bytes} is the most: shorten it", units.max(text.len()));
            return Err(ApiError::new(Code::Text, field(), &cause));
        }
        if text.contains('\u{fffd}') && !value.unchecked_ref::<JsString>().is_valid_utf16() {
            let cause = "has half a surrogate pair, which is no text: leave it out";
            return Err(ApiError::about_text(Code::Text, field(), &text, cause));
        }
        Ok(Some(text))
    }

    /// A member that is true or false; false if it is not given.
    pub(super) fn flag(&self, name: &str) -> Result<bool, ApiError> {
        self.flag_or(name, false)
    }

    /// The same, with what it is if it is not given.
    pub(super) fn flag_or(&self, name: &str, default: bool) -> Result<bool, ApiError> {
        let value = self.get(name)?;
        if value.is_undefined() {
            return Ok(default);
        }
        let cause = "is neither true nor false: give one of them";
        value.as_bool().ok_or_else(|| given(&value).error(Code::Type, &self.field(name), cause))
    }

    /// A member that must be a text.
    pub(super) fn required_text(&self, name: &str, most_bytes: usize) -> Result<String, ApiError> {
        self.text(name, most_bytes)?.ok_or_else(|| missing(&self.field(name), "any text"))
    }

    /// An error about a member that threw when it was read.
    pub(super) fn unreadable(&self, name: &str) -> ApiError {
        unreadable(&self.field(name))
    }

    fn unknown(&self, key: &JsValue) -> ApiError {
        let key = short_text(key);
        let list = self.known.names().collect::<Vec<_>>().join(", ");
        let what = match self.within {
            Within::Item { list: "operations", .. } => "An operation has",
            Within::Item { .. } => "A node has",
            Within::Member(_) => "This option has",
            Within::Call => "This function has",
        };
        let error = |guess: &str| {
            let cause = format!("is no option: {guess}{what} {list}");
            ApiError::new(Code::UnknownOption, self.field(&key), &cause)
        };
        near_word(&key, self.known.names())
            .map_or_else(|| error(""), |near| error(&format!("did you mean {near}? ")).near(near))
    }
}

/// An error about what threw when it was read.
pub(super) fn unreadable(field: &str) -> ApiError {
    let cause = "cannot be read, because a getter or a Proxy of yours threw: give plain objects and lists";
    ApiError::new(Code::Unreadable, field, cause)
}

/// The longest text that is looked at where a word or a number is meant.
const SHORT: u32 = 64;

/// A value as a plain one.
pub(super) fn given(value: &JsValue) -> Given {
    if value.is_undefined() {
        Given::Missing
    } else if value.is_string() {
        Given::Text(short_text(value))
    } else if let Some(number) = value.as_f64() {
        Given::number(number, || shown_number(value))
    } else if value.is_bigint() {
        given_bigint(value.unchecked_ref())
    } else if value.is_null() {
        Given::Other("null")
    } else if let Some(bool) = value.as_bool() {
        Given::Other(if bool { "true" } else { "false" })
    } else if value.is_symbol() {
        Given::Other("a symbol")
    } else if value.is_function() {
        Given::Other("a function")
    } else if import::is_array(value).unwrap_or(false) {
        Given::Other("an array")
    } else {
        Given::Other("an object")
    }
}

/// A number as JavaScript writes it.
pub(super) fn shown_number(number: &JsValue) -> String {
    let written = number.unchecked_ref::<js_sys::Number>().to_string_with_radix(10);
    written.map_or_else(|_| String::new(), String::from)
}

/// All numbers that any option takes have fewer bits; a longer one is not even written out.
fn given_bigint(bigint: &BigInt) -> Given {
    const BITS: f64 = 192.0;
    let value: &JsValue = bigint.as_ref();
    if JsValue::from(BigInt::as_int_n(BITS, bigint)) != *value {
        return Given::HugeBigInt;
    }
    match bigint.to_string(10) {
        Ok(digits) => Given::BigInt(String::from(digits)),
        Err(_) => Given::HugeBigInt,
    }
}

/// The beginning of a string, with a mark if it goes on.
pub(super) fn short_text(value: &JsValue) -> String {
    let string = value.unchecked_ref::<JsString>();
    if string.length() <= SHORT {
        return value.as_string().unwrap_or_default();
    }
    String::from(string.slice(0, SHORT)) + "…"
}
