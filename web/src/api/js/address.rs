use super::super::{
    error::{ApiError, Code},
    parse::MOST_CHARS,
};
use super::options::given;
use js_sys::JsString;
use quorate_core::base::limit;
use wasm_bindgen::prelude::*;

/// Reads an address; None where it is too long to be looked at.
pub(super) fn read(address: &JsValue) -> Result<Option<String>, ApiError> {
    if !address.is_string() {
        let cause = "is not a string: give the whole URL, its #fragment, or the params alone";
        return Err(given(address).error(Code::Type, "address", cause));
    }
    let chars = address.unchecked_ref::<JsString>().length();
    Ok(if chars <= MOST_CHARS { address.as_string() } else { None })
}

/// Reads an address that must not be too long.
pub(super) fn required(address: &JsValue) -> Result<String, ApiError> {
    read(address)?.ok_or_else(|| {
        let cause = format!("is longer than {} characters: copy the link again", limit::ADDRESS_CHARS);
        ApiError::new(Code::Limit, "address", &cause)
    })
}
