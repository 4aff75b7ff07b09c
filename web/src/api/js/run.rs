use super::super::{
    course::{Events, Operations, check_length, course, head},
    error::ApiError,
};
use super::{
    address,
    answer::{answer, rows, thrown},
    options::{Known, Options, Within},
};
use js_sys::Reflect;
use quorate_core::trace;
use wasm_bindgen::prelude::*;

/// What of a run is asked for.
struct Asked {
    mode: u32,
    has_events: bool,
}

fn asked(options: &JsValue) -> Result<Asked, ApiError> {
    let known = Known::new(&["mode", "events"]);
    if options.is_undefined() {
        return Ok(Asked { mode: 1, has_events: true });
    }
    let options = Options::new(options, &known, Within::Call)?;
    let has_events = if options.has("events")? { options.flag("events")? } else { true };
    Ok(Asked { mode: options.given("mode")?.whole("mode", 1..=3, Some(1))?, has_events })
}

/// What happens over time at an address.
#[wasm_bindgen]
pub fn run(address: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || {
        let Asked { mode, has_events } = asked(options)?;
        let (scenario, course) = course(&address::required(address)?, mode)?;
        if has_events {
            check_length(course.trace())?;
        }
        Ok((scenario, course, mode, has_events))
    };
    let (scenario, course, mode, has_events) = read().map_err(|error: ApiError| thrown(&error))?;
    let trace = course.trace();
    let run = answer(&head(&scenario, mode, trace))?;
    Reflect::set(&run, &"operations".into(), &rows(&Operations(trace))?)?;
    let events = if has_events { rows(&Events(trace))? } else { JsValue::NULL };
    Reflect::set(&run, &"events".into(), &events)?;
    Ok(run)
}

/// The same as a Mermaid sequence diagram.
#[wasm_bindgen]
pub fn mermaid(address: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let read = || {
        let Asked { mode, .. } = asked(options)?;
        let (_, course) = course(&address::required(address)?, mode)?;
        Ok(trace::mermaid(course.trace()))
    };
    read().map_err(|error: ApiError| thrown(&error))
}
