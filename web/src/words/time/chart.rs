//! What charts of time say.

use super::span;
use crate::words::several;

/// Of the chart of reads.
pub const READ_LATENCY: &str = "How long a read takes";
/// The title of the chart of write times.
pub const LATENCY: &str = "How long a write takes";
/// The title of the chart of lag.
pub const LAG: &str = "How far followers are behind";
/// The title of the chart of windows of loss.
pub const EXPOSURE: &str = "What one death would lose";
/// What the axis of write times measures.
pub const TIME_OF_A_WRITE: &str = "from asked to acknowledged";
/// What the axis of a run measures.
pub const TIME_OF_THE_RUN: &str = "time of the run";

/// "Asynchronous: half within 9 ms, 99 % within 12 ms"
pub fn quantiles(name: &str, times_ns: &[f64]) -> String {
    match times_ns {
        [half, most] => format!(
            "{name}: half within {}, 99\u{202f}% within {}",
            span(libm::round(*half) as u64),
            span(libm::round(*most) as u64)
        ),
        _ => format!("{name}: no write was acknowledged"),
    }
}

/// "n3: at most 400 ms behind"
pub fn most_lag(name: &str, most_ns: f64) -> String {
    format!("{name}: at most {} behind", span(libm::round(most_ns) as u64))
}

/// "Asynchronous: at most 3 writes on one node only"
pub fn most_exposed(name: &str, most: f64) -> String {
    format!("{name}: at most {} on one node only", several(libm::round(most) as u32, "write", "writes"))
}

/// What is said of each, as sentences.
pub fn sentences(said: &[String]) -> String {
    said.iter().map(|said| format!("{said}.")).collect::<Vec<_>>().join(" ")
}

/// What a formula's curve is called: "1 of 3, by theory".
pub fn formula(k: u32, n: u32) -> String {
    format!("{k} of {n}, by theory")
}
