use super::super::{
    breakers::{Asked, count},
    error::{ApiError, Code},
    given::Given,
    survive::left,
};
use super::{
    address,
    answer::{answer, thrown},
    list::List,
    options::{Known, Options, Within, given},
};
use quorate_core::{base::limit, quorum::Operation, scenario::LevelKind, survival::Grain};
use wasm_bindgen::prelude::*;

/// What is left of an address's cluster with some of it off.
#[wasm_bindgen]
pub fn survive(address: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<String, ApiError> {
        let address = address::required(address)?;
        let down = if options.is_undefined() {
            None
        } else {
            let known = Known::new(&["down"]);
            down(&Options::new(options, &known, Within::Call)?)?
        };
        left(&address, down.as_deref())
    };
    answer(&read().map_err(|error| thrown(&error))?)
}

/// Reads the ids of what is off.
fn down(options: &Options<'_>) -> Result<Option<Vec<String>>, ApiError> {
    let value = options.get("down")?;
    if value.is_undefined() {
        return Ok(None);
    }
    let what = "a list of ids such as n1, r2 or d1";
    let list = List::new(value, "down", what, limit::API_NODES, |len| {
        let cause = format!("are {len} ids, and {} is the most: give fewer", limit::API_NODES);
        ApiError::new(Code::Limit, "down", &cause).near(&limit::API_NODES)
    })?;
    let mut down = Vec::with_capacity(list.len() as usize);
    for at in 0..list.len() {
        match given(&list.item(at, "down")?) {
            Given::Text(id) => down.push(id),
            other => {
                let cause = "is not a string: give an id such as n1, r2 or d1";
                return Err(other.error(Code::Type, &format!("down[{at}]"), cause));
            }
        }
    }
    Ok(Some(down))
}

/// Which sets of nodes, racks or data centres a level cannot lose.
#[wasm_bindgen]
pub fn breakers(address: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<String, ApiError> {
        let address = address::required(address)?;
        let mut asked = Asked {
            level: LevelKind::Quorum,
            dc: None,
            operation: Operation::Write,
            unit: Grain::Nodes,
            size: Given::Missing,
        };
        if !options.is_undefined() {
            let known = Known::new(&["level", "op", "unit", "size", "dc"]);
            let options = Options::new(options, &known, Within::Call)?;
            let operations = [("read", Operation::Read), ("write", Operation::Write)];
            let units = [("node", Grain::Nodes), ("rack", Grain::Racks), ("dc", Grain::Dcs)];
            asked = Asked {
                level: options.given("level")?.word("level", &LevelKind::WORDS, Some(asked.level))?,
                dc: options.text("dc", limit::API_ID_BYTES)?,
                operation: options.given("op")?.word("op", &operations, Some(asked.operation))?,
                unit: options.given("unit")?.word("unit", &units, Some(asked.unit))?,
                size: options.given("size")?,
            };
        }
        count(&address, &asked)
    };
    answer(&read().map_err(|error| thrown(&error))?)
}
