use super::super::{
    error::ApiError,
    quorum::{Asked, answer as told},
};
use super::{
    answer::{answer, thrown},
    options::{Known, Options, Within},
};
use wasm_bindgen::prelude::*;

/// What N, W and R give.
#[wasm_bindgen]
pub fn quorum(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<String, ApiError> {
        let known = Known::new(&["n", "w", "r", "p"]);
        let options = Options::new(options, &known, Within::Call)?;
        let given = |name| options.given(name);
        told(&Asked { n: given("n")?, w: given("w")?, r: given("r")?, p: given("p")? })
    };
    answer(&read().map_err(|error| thrown(&error))?)
}
