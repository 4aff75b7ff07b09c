//! Placeholder, replaced within the hour.
use wasm_bindgen::prelude::*;

/// The version of Quorate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
