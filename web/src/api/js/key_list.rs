use super::super::{
    error::{ApiError, Code},
    keys::{Hashed, too_long, too_many},
};
use super::{
    list::{ByteKey, List, bytes},
    options::{Options, given},
};
use js_sys::JsString;
use quorate_core::{
    base::limit,
    hash::{HashFn, HashValue},
};
use wasm_bindgen::prelude::*;

/// Reads `keys`, each a string or bytes, as their hash values.
pub(super) fn keys(options: &Options<'_>, function: HashFn) -> Result<Vec<HashValue>, ApiError> {
    let what = "a list of keys, each a string or a Uint8Array";
    let list = List::new(options.get("keys")?, "keys", what, limit::API_KEYS, |len| too_many("keys", len))?;
    let mut hashed = Hashed::new(function, list.len() as usize);
    for at in 0..list.len() {
        push(&list.item(at, "keys")?, at, function, &mut hashed)?;
    }
    Ok(hashed.into_values())
}

fn push(key: &JsValue, at: u32, function: HashFn, hashed: &mut Hashed) -> Result<(), ApiError> {
    if !key.is_string() {
        return match bytes(key, hashed.room()) {
            ByteKey::Bytes(key) => hashed.push(&key),
            ByteKey::TooLong => Err(too_long("keys")),
            ByteKey::Other => {
                let cause = "is not a key: give a string or a Uint8Array";
                Err(given(key).error(Code::Type, &format!("keys[{at}]"), cause))
            }
        };
    }
    let string = key.unchecked_ref::<JsString>();
    if string.length() as usize > hashed.room() {
        return Err(too_long("keys"));
    }
    let text = key.as_string().unwrap_or_default();
    match units_with_halves(string, text.as_bytes(), function) {
        Some(units) => hashed.push_utf16(&units),
        None => hashed.push(text.as_bytes()),
    }
}

/// The units of a string, where the function sees halves of surrogate pairs and there may be some: UTF-8 has U+FFFD in
/// their place.
fn units_with_halves(string: &JsString, utf8: &[u8], function: HashFn) -> Option<Vec<u16>> {
    let may_have_halves = || utf8.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes());
    (function == HashFn::JavaString && may_have_halves()).then(|| string.iter().collect())
}

/// The same for a text with a key on each line; None where UTF-8 tells all there is.
pub(super) fn lines_with_halves(
    string: &JsString,
    utf8: &[u8],
    function: HashFn,
    count: usize,
) -> Result<Option<Hashed>, ApiError> {
    let Some(units) = units_with_halves(string, utf8, function) else { return Ok(None) };
    let mut hashed = Hashed::new(function, count);
    for key in units.split(|unit| *unit == u16::from(b'\n')) {
        hashed.push_utf16(key)?;
    }
    Ok(Some(hashed))
}

/// Reads either `keys` or `positions`, hash values given directly.
pub(super) fn keys_or_positions(options: &Options<'_>, function: HashFn) -> Result<Vec<HashValue>, ApiError> {
    match (options.has("keys")?, options.has("positions")?) {
        (true, true) => {
            let cause = "and keys exclude each other: give one of them";
            Err(ApiError::new(Code::Conflict, "positions", cause))
        }
        (false, true) => positions(options, function),
        (_, false) => keys(options, function),
    }
}

fn positions(options: &Options<'_>, function: HashFn) -> Result<Vec<HashValue>, ApiError> {
    let what = "a list of hash values in decimal digits, as strings";
    let list = List::new(options.get("positions")?, "positions", what, limit::API_KEYS, |len| {
        too_many("positions", len)
    })?;
    let mut values = Vec::with_capacity(list.len() as usize);
    for at in 0..list.len() {
        let position = given(&list.item(at, "positions")?);
        values.push(position.hash_value(|| format!("positions[{at}]"), function)?);
    }
    Ok(values)
}
