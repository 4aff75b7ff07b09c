use super::super::{error::ApiError, levels::compare};
use super::{
    answer::{answer, thrown},
    copies,
    options::{Known, Options, Within},
};
use quorate_core::{base::limit, quorum::Level};
use wasm_bindgen::prelude::*;

/// Whether reads at one level meet writes at another.
#[wasm_bindgen]
pub fn levels(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<String, ApiError> {
        let known = Known::new(&["rf", "read", "write", "minInsync"]);
        let options = Options::new(options, &known, Within::Call)?;
        let min_insync = options.given("minInsync")?.whole("minInsync", 1..=limit::REPLICAS, Some(1))?;
        let words = Level::all(min_insync).map(|level| (level.id(), level));
        let level = |name| options.given(name)?.word(name, &words, None);
        compare(&copies::rf(&options, limit::REPLICAS, None)?, level("read")?, level("write")?)
    };
    answer(&read().map_err(|error| thrown(&error))?)
}
