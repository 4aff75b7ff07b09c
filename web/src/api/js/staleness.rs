use super::super::{
    error::{ApiError, Code},
    given::missing,
    staleness::{Asked, Texts, ask, find, instant, model, quantile, unknown_model},
};
use super::{
    answer::{answer, thrown},
    assign::seed,
    import,
    list::List,
    options::{Known, Options, Within, given},
};
use quorate_core::{base::limit, staleness::Legs};
use wasm_bindgen::prelude::*;

/// Trials where none are asked for.
const TRIALS: u32 = 100_000;
/// Bytes of the text of a latency: a mixture of eight.
const TEXT_BYTES: usize = 512;
const WAYS: [&str; 4] = ["w", "a", "r", "s"];

/// How stale reads are.
#[wasm_bindgen]
pub fn staleness(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Asked, ApiError> {
        let known = Known::new(&["n", "w", "r", "model", "latencies", "trials", "seed", "quantile", "at"]);
        let options = Options::new(options, &known, Within::Call)?;
        let copies = |name| options.given(name)?.whole(name, 1..=limit::STALENESS_REPLICAS, None);
        let trials = options.given("trials")?.whole("trials", 1..=limit::STALENESS_TRIALS, Some(TRIALS))?;
        Ok(Asked {
            ask: ask(copies("n")?, copies("r")?, copies("w")?, trials)?,
            legs: legs(&options)?,
            seed: seed(&options)?.unwrap_or(0),
            quantile: quantile(&options.given("quantile")?)?,
            at: instants(&options)?,
        })
    };
    let asked = read().map_err(|error| thrown(&error))?;
    answer(&find(&asked))
}

/// How long the ways take: a model, or latencies under either name.
fn legs(options: &Options<'_>) -> Result<Legs, ApiError> {
    let field = match (options.has("model")?, options.has("latencies")?) {
        (true, true) => {
            let cause = "give either a model or latencies";
            return Err(ApiError::new(Code::Conflict, "model", cause));
        }
        (true, false) => "model",
        (false, true) => "latencies",
        (false, false) => return Err(missing("model", "the name of a model, or latencies")),
    };
    let value = options.get(field)?;
    if value.is_string() {
        let text = options.required_text(field, TEXT_BYTES)?;
        if field == "model" {
            if let Some(legs) = model(&text) {
                return Ok(legs);
            }
            // A name has no dot before its first letter's word ends; a latency always has one.
            if !text.contains('.') {
                return Err(unknown_model(&given(&value)));
            }
        }
        return Texts { ways: WAYS.map(|_| (field.to_owned(), text.clone())), places: None }.legs();
    }
    if !value.is_object() || import::is_array(&value).unwrap_or(true) {
        return Err(unknown_model(&given(&value)));
    }
    let known = Known::new(&["w", "a", "r", "s", "from", "to"]);
    let ways = Options::new(&value, &known, Within::Member(field))?;
    let text = |name: &str| Ok((ways.field(name), ways.required_text(name, TEXT_BYTES)?));
    let [w, a, r, s] = WAYS;
    let from = ways.text("from", limit::API_ID_BYTES)?;
    let to = ways.text("to", limit::API_ID_BYTES)?;
    Texts { ways: [text(w)?, text(a)?, text(r)?, text(s)?], places: from.zip(to) }.legs()
}

/// The instants that are asked for: one, or a list.
fn instants(options: &Options<'_>) -> Result<Option<Vec<f64>>, ApiError> {
    let value = options.get("at")?;
    if value.is_undefined() {
        return Ok(None);
    }
    if !value.is_object() {
        return instant(&given(&value), "at").map(|ms| Some(vec![ms]));
    }
    let list = List::new(value, "at", "milliseconds, or a list of them", limit::STALENESS_INSTANTS, |len| {
        let most = limit::STALENESS_INSTANTS;
        let cause = format!("are {len} instants, and {most} is the most: give fewer");
        ApiError::new(Code::Limit, "at", &cause).near(&most)
    })?;
    let mut at = Vec::with_capacity(list.len() as usize);
    for place in 0..list.len() {
        let item = given(&list.item(place, "at")?);
        at.push(instant(&item, &format!("at[{place}]"))?);
    }
    Ok(Some(at))
}
