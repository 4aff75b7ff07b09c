use super::super::{
    error::ApiError,
    json::{Json, Rows},
};
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// Rows cross in pieces of about this many bytes, so that a long answer never stands twice in memory.
const PIECE_BYTES: usize = 1 << 20;

/// JSON as plain objects.
pub(super) fn answer(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
}

/// An error as the plain object that is thrown.
pub(super) fn thrown(error: &ApiError) -> JsValue {
    answer(&error.json()).unwrap_or_else(|error| error)
}

/// Rows as a list of plain objects. Not generic: it is compiled once for all lists.
pub(super) fn rows(rows: &dyn Rows) -> Result<JsValue, JsValue> {
    let pieces = Array::new();
    let mut at = 0;
    loop {
        let mut json = Json::with_room(if rows.len() > 1_000 { PIECE_BYTES + PIECE_BYTES / 4 } else { 0 });
        at = rows.write_some(at, PIECE_BYTES, &mut json);
        let piece = answer(&json.into_text())?;
        if at >= rows.len() && pieces.length() == 0 {
            return Ok(piece);
        }
        pieces.push(&piece);
        if at >= rows.len() {
            return Ok(pieces.flat(1).into());
        }
    }
}
