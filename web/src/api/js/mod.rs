//! The calls from JavaScript: options in, plain objects out.

mod address;
mod answer;
mod assign;
mod check;
mod clusters;
mod copies;
mod import;
mod key_list;
mod levels;
mod list;
mod options;
mod quorum;
mod racks;
mod render;
mod run;
mod staleness;
mod trials;

pub use assign::assign;
pub use check::check;
pub use levels::levels;
pub use quorum::quorum;
pub use racks::{breakers, survive};
pub use render::render;
pub use run::{mermaid, run};
pub use staleness::staleness;
pub use trials::Trials;

use super::{
    error::{ApiError, Code},
    hash::Hashes,
    keys::{too_long, too_many},
    movement::{Movement, Of},
    ownership::Ownership,
    parse as addresses,
    place::{Owners, Placement, is_many},
};
use answer::{answer, rows, thrown};
use clusters::ClusterOptions;
use js_sys::{JsString, Object, Reflect};
use options::{Known, Options, Within};
use quorate_core::{base::limit, hash::Lines, scenario::PlacementKind};
use wasm_bindgen::prelude::*;

/// The version of Quorate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Reads an address. Throws only where it is no string.
#[wasm_bindgen]
pub fn parse(address: &JsValue) -> Result<JsValue, JsValue> {
    let json = match address::read(address).map_err(|error| thrown(&error))? {
        Some(address) => addresses::parse(&address),
        None => addresses::parse_nothing(address.unchecked_ref::<JsString>().length()),
    };
    answer(&json)
}

/// The values of keys.
#[wasm_bindgen]
pub fn hash(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Hashes, ApiError> {
        let known = Known::new(&["hash", "keys"]);
        let options = Options::new(options, &known, Within::Call)?;
        let function = options.given("hash")?.function("hash")?;
        let values = key_list::keys(&options, function)?;
        Ok(Hashes { function, values })
    };
    rows(&read().map_err(|error| thrown(&error))?)
}

/// The owner and the replicas of keys, or of positions.
#[wasm_bindgen]
pub fn place(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Placement, ApiError> {
        let known =
            Known::new(&["scheme", "hash", "nodes", "vnodes", "placement", "rf", "keys", "positions"]);
        let options = Options::new(options, &known, Within::Call)?;
        let clusters = ClusterOptions::new(&options)?;
        let walks = &PlacementKind::WORDS[..3];
        let placement = options.given("placement")?.word("placement", walks, Some(PlacementKind::Walk))?;
        let rf = copies::rf(&options, limit::API_NODES, Some(1))?;
        let values = key_list::keys_or_positions(&options, clusters.rule().hash)?;
        Placement::new(clusters.cluster("nodes")?, placement, &rf, values)
    };
    rows(&read().map_err(|error| thrown(&error))?)
}

/// The same for many keys, as places in the list of nodes.
#[wasm_bindgen]
pub fn owners(options: &JsValue) -> Result<Vec<u32>, JsValue> {
    let read = || -> Result<Vec<u32>, ApiError> {
        let known = Known::new(&["scheme", "hash", "nodes", "vnodes", "rf", "text", "prefix", "count"]);
        let options = Options::new(options, &known, Within::Call)?;
        let clusters = ClusterOptions::new(&options)?;
        let rf = options.given("rf")?.whole("rf", 1..=limit::API_NODES, Some(1))?;
        let cluster = |count| Owners::new(clusters.cluster("nodes")?, rf, count);
        if options.has("text")? == options.has("count")? {
            let cause = "give the keys either as text, one a line, or as count, with a prefix";
            return Err(ApiError::new(Code::Conflict, "text", cause));
        }
        if options.has("count")? {
            let count = options.given("count")?.whole("count", 0..=limit::API_KEYS, None)?;
            let prefix = options.text("prefix", limit::API_ID_BYTES)?.unwrap_or_default();
            return Ok(cluster(count as usize)?.counted(&prefix, count));
        }
        if options.has("prefix")? {
            let cause = "goes with count: leave it out, or write it into the text";
            return Err(ApiError::new(Code::Conflict, "prefix", cause));
        }
        let text = options.get("text")?;
        if !text.is_string() {
            let cause = "is not a string: join the keys with \"\\n\"";
            return Err(options::given(&text).error(Code::Type, "text", cause));
        }
        let string = text.unchecked_ref::<JsString>();
        if string.length() as usize > limit::API_KEY_BYTES {
            return Err(too_long("text"));
        }
        let text = import::utf8(string);
        if text.len() > limit::API_KEY_BYTES {
            return Err(too_long("text"));
        }
        let lines = Lines::new(&text);
        if is_many(lines.len()) {
            return Err(too_many("text", lines.len()));
        }
        let owners = cluster(lines.len())?;
        let function = clusters.rule().hash;
        Ok(match key_list::lines_with_halves(string, &text, function, lines.len())? {
            Some(hashed) => owners.hashed(hashed),
            None => owners.lines(&lines),
        })
    };
    read().map_err(|error| thrown(&error))
}

/// The exact share of each node.
#[wasm_bindgen]
pub fn ownership(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Ownership, ApiError> {
        let known = Known::new(&["scheme", "hash", "nodes", "vnodes"]);
        let options = Options::new(options, &known, Within::Call)?;
        Ok(Ownership::new(&*ClusterOptions::new(&options)?.cluster("nodes")?))
    };
    rows(&read().map_err(|error| thrown(&error))?)
}

/// Exactly what changes hands between two lists of nodes.
#[wasm_bindgen]
pub fn movement(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Movement, ApiError> {
        let known = Known::new(&["scheme", "hash", "before", "after", "vnodes", "of", "rf"]);
        let options = Options::new(options, &known, Within::Call)?;
        let clusters = ClusterOptions::new(&options)?;
        let rf = options.given("rf")?.whole("rf", 1..=limit::API_NODES, Some(3))?;
        let words = [("owner", Of::Owner), ("replicas", Of::Replicas { rf })];
        let of = options.given("of")?.word("of", &words, Some(Of::Owner))?;
        let (before, after) = (clusters.nodes("before")?, clusters.nodes("after")?);
        Movement::new(clusters.rule(), before, after, of)
    };
    let movement = read().map_err(|error| thrown(&error))?;
    let mut share = super::json::Json::default();
    share.share(movement.share());
    let ranges = movement.ranges().map_or(Ok(JsValue::NULL), |ranges| rows(ranges))?;
    let moved = Object::new();
    Reflect::set(&moved, &"share".into(), &answer(&share.into_text())?)?;
    Reflect::set(&moved, &"ranges".into(), &ranges)?;
    Ok(moved.into())
}
