use super::super::{
    assign::{Asked, Assigned, Choices},
    error::{ApiError, Code},
    given::Given,
};
use super::{
    answer::{rows, thrown},
    clusters::ClusterOptions,
    copies,
    options::{Known, Options, Within},
};
use quorate_core::{base::limit, scenario::PlacementKind};
use wasm_bindgen::prelude::*;

/// Where a real system puts the copies of all partitions.
#[wasm_bindgen]
pub fn assign(options: &JsValue) -> Result<JsValue, JsValue> {
    let read = || -> Result<Assigned, ApiError> {
        let known = Known::new(&["placement", "nodes", "partitions", "rf", "hash", "vnodes", "choices"]);
        let options = Options::new(options, &known, Within::Call)?;
        let clusters = ClusterOptions::of_assign(&options)?;
        let asked = Asked {
            placement: options.given("placement")?.word("placement", &PlacementKind::WORDS, None)?,
            partitions: match options.given("partitions")? {
                Given::Missing => None,
                partitions => Some(partitions.whole("partitions", 1..=limit::PARTITIONS, None)?),
            },
            rf: copies::rf(&options, limit::API_NODES, None)?,
            choices: choices(&options)?,
        };
        Assigned::new(clusters.rule(), clusters.nodes("nodes")?, &asked)
    };
    rows(&read().map_err(|error| thrown(&error))?)
}

/// Reads what the real system would draw.
fn choices(options: &Options<'_>) -> Result<Choices, ApiError> {
    let value = options.get("choices")?;
    if value.is_undefined() {
        return Ok(Choices::default());
    }
    let known = Known::new(&["startIndex", "startPartition", "random", "seed"]);
    let choices = Options::new(&value, &known, Within::Member("choices"))?;
    let start = |name, most| match choices.given(name)? {
        // Kafka's own word for "not given".
        Given::Missing | Given::Integer(-1) => Ok(None),
        start => start.whole(&choices.field(name), 0..=most, None).map(Some),
    };
    let random = choices.given("random")?;
    Ok(Choices {
        start_index: start("startIndex", limit::API_NODES)?,
        start_partition: start("startPartition", limit::API_PARTITION_NUMBER)?,
        is_zero: random.word(&choices.field("random"), &[("zero", true), ("seed", false)], Some(false))?,
        seed: seed(&choices)?,
    })
}

/// A seed: any whole number of 64 bits without a sign, in digits where it is not exact otherwise.
pub(super) fn seed(choices: &Options<'_>) -> Result<Option<u64>, ApiError> {
    let given = choices.given("seed")?;
    let seed = match &given {
        Given::Missing => return Ok(None),
        Given::Text(digits) | Given::BigInt(digits) => digits.parse::<u64>().ok(),
        Given::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    let cause = "is no seed: give a whole number from 0 to 2^64 - 1, as decimal digits where it is large";
    seed.map(Some).ok_or_else(|| given.error(Code::Number, &choices.field("seed"), cause))
}
