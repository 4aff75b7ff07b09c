use super::super::{
    check::{Row, Value, Word, check as judged, process, too_long, too_many},
    error::ApiError,
    given::Given,
    instant::Instant,
};
use super::{
    answer::{answer, thrown},
    list::List,
    options::{Known, Options, Within},
};
use quorate_core::{base::limit, check::history::Model, trace::Outcome};
use wasm_bindgen::prelude::*;

const OUTCOMES: [(&str, Option<Outcome>); 3] =
    [("ok", Some(Outcome::Ok)), ("fail", Some(Outcome::Fail)), ("unknown", Some(Outcome::Unknown))];

/// What operations may have: what `run` says of them, too, of which nothing is asked here.
const MEMBERS: [&str; 14] = [
    "process",
    "kind",
    "key",
    "value",
    "expected",
    "matched",
    "start",
    "end",
    "outcome",
    "client",
    "acknowledgedBy",
    "partition",
    "position",
    "retries",
];

/// Whether a history is linearizable.
#[wasm_bindgen]
pub fn check(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<String, ApiError> {
        let known = Known::new(&["operations", "model", "initial"]);
        let options = Options::new(options, &known, Within::Call)?;
        let model = options.given("model")?.word("model", &Model::NAMES, None)?;
        let initial = value(&options, "initial")?;
        judged(&rows(&options)?, model, &initial)
    };
    answer(&read().map_err(|error| thrown(&error))?)
}

fn rows(options: &Options<'_>) -> Result<Vec<Row>, ApiError> {
    const LIST: &str = "operations";
    let most = limit::HISTORY_OPERATIONS as u32;
    let list = List::new(options.get(LIST)?, LIST, "a list of operations", most, |len| too_many(LIST, len))?;
    let known = Known::new(&MEMBERS);
    let (mut rows, mut bytes) = (Vec::with_capacity(list.len() as usize), 0);
    for at in 0..list.len() {
        let item = list.item(at, LIST)?;
        let row = row(&Options::new(&item, &known, Within::Item { list: LIST, at })?)?;
        bytes += row.bytes();
        if bytes > limit::HISTORY_TEXT_BYTES {
            return Err(too_long());
        }
        rows.push(row);
    }
    Ok(rows)
}

fn row(options: &Options<'_>) -> Result<Row, ApiError> {
    let field = |name: &str| options.field(name);
    let word = options.given("kind")?.word(&field("kind"), &Word::NAMES, None)?;
    let start = Instant::of(&options.given("start")?, &field("start"))?;
    let end = match options.given("end")? {
        Given::Missing | Given::Other("null") => None,
        given => Some(Instant::of(&given, &field("end"))?),
    };
    Ok(Row {
        process: process(&options.given("process")?, &field("process"))?,
        word,
        key: options.text("key", limit::KEY_BYTES)?.unwrap_or_default(),
        value: value(options, "value")?,
        expected: value(options, "expected")?,
        matched: options.flag_or("matched", true)?,
        start,
        end,
        outcome: options.given("outcome")?.word(&field("outcome"), &OUTCOMES, Some(None))?,
    })
}

/// A text, null or undefined.
fn value(options: &Options<'_>, name: &str) -> Result<Value, ApiError> {
    let value = options.get(name)?;
    if value.is_null() {
        return Ok(Value::Nothing);
    }
    Ok(options.text_of(name, &value, limit::KEY_BYTES)?.map_or(Value::Unknown, Value::Text))
}
