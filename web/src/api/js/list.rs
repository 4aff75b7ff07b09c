use super::super::{
    error::{ApiError, Code},
    given::missing,
};
use super::{
    import,
    options::{given, shown_number, unreadable},
};
use js_sys::{Symbol, Uint8Array};
use wasm_bindgen::prelude::*;

/// A list of the caller's: an array or a typed array. Its length was checked; its items are read one by one, since any
/// of them may run the caller's code.
pub(super) struct List {
    value: JsValue,
    len: u32,
}

impl List {
    /// Reads the length. `too_many` makes the error where it is more than `most`.
    pub(super) fn new(
        value: JsValue,
        field: &str,
        what: &str,
        most: u32,
        too_many: impl FnOnce(&str) -> ApiError,
    ) -> Result<Self, ApiError> {
        if value.is_undefined() {
            return Err(missing(field, what));
        }
        let is_list = import::is_array(&value).map_err(|_| unreadable(field))?;
        if !is_list && type_of_array(&value).is_none() {
            let cause = format!("is not an array: give {what}");
            return Err(given(&value).error(Code::Type, field, &cause));
        }
        let length = import::get(&value, &"length".into()).map_err(|_| unreadable(field))?;
        match length.as_f64() {
            Some(len) if len >= 0.0 && len <= f64::from(most) && len.fract() == 0.0 => {
                Ok(List { value, len: len as u32 })
            }
            Some(len) if len > f64::from(most) => Err(too_many(&shown_number(&length))),
            _ => Err(given(&length).error(Code::Type, field, "is no length of an array")),
        }
    }

    /// How many items there are.
    pub(super) const fn len(&self) -> u32 {
        self.len
    }

    /// An item; undefined where there is none.
    pub(super) fn item(&self, at: u32, field: &str) -> Result<JsValue, ApiError> {
        import::item(&self.value, at).map_err(|_| unreadable(&format!("{field}[{at}]")))
    }
}

/// The true type of a typed array, whatever its prototype says; None for all else.
fn type_of_array(value: &JsValue) -> Option<String> {
    if !value.is_object() {
        return None;
    }
    // The getter of %TypedArray%.prototype looks at the array itself and at nothing that a caller can change.
    let prototype = JsValue::from(Uint8Array::new_with_length(0));
    import::get_for(&prototype, &Symbol::to_string_tag(), value).ok()?.as_string()
}

/// The bytes of a `Uint8Array` (in node also of a Buffer) of at most `most` bytes.
pub(super) enum ByteKey {
    /// Not a `Uint8Array`.
    Other,
    /// More than `most` bytes.
    TooLong,
    /// Its bytes.
    Bytes(Vec<u8>),
}

/// Reads bytes.
pub(super) fn bytes(value: &JsValue, most: usize) -> ByteKey {
    if type_of_array(value).as_deref() != Some("Uint8Array") {
        return ByteKey::Other;
    }
    let prototype = JsValue::from(Uint8Array::new_with_length(0));
    let len = import::get_for(&prototype, &"byteLength".into(), value).ok().and_then(|len| len.as_f64());
    if len.is_none_or(|len| len > most as f64) {
        return ByteKey::TooLong;
    }
    // A copy of our own has no members of the caller's in the way.
    match import::Bytes::copy(value) {
        Ok(copy) => ByteKey::Bytes(JsValue::from(copy).unchecked_into::<Uint8Array>().to_vec()),
        Err(_) => ByteKey::Other,
    }
}
