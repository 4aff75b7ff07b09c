//! The promises of a history in words, whoever served it.

use super::span;
use crate::words::several;
use quorate_core::check::history::{History, HistoryNames, Promise, broken, staleness};

const PROMISES: [(Promise, &str); 7] = [
    (Promise::Safe, "Safe register: right where nothing is written meanwhile"),
    (Promise::Regular, "Regular register: the last write or one under way"),
    (Promise::ReadYourWrites, "Read your writes"),
    (Promise::MonotonicReads, "Monotonic reads"),
    (Promise::MonotonicWrites, "Monotonic writes"),
    (Promise::WritesFollowReads, "Writes follow reads"),
    (Promise::NoLostUpdate, "No update is lost"),
];

/// Each promise with what became of it: "kept", or where it broke.
pub fn promises(history: &History) -> Vec<(&'static str, String)> {
    let said = |(promise, title): (Promise, &'static str)| {
        let said = broken(history, promise).map_or_else(|| "kept".to_string(), |fault| fault.sentence);
        (title, said)
    };
    PROMISES.into_iter().map(said).collect()
}

/// "The stalest read is r3: 2 newer versions were written when it began, the first 14 ms before."
pub fn stalest(history: &History) -> Option<String> {
    let all = staleness(history);
    let worst = all.iter().max_by_key(|stale| (stale.versions, stale.since))?;
    if worst.versions == 0 {
        return Some("No read was stale by a version.".into());
    }
    let name = HistoryNames::new(history).op(worst.read);
    let newer = several(worst.versions, "newer version was", "newer versions were");
    Some(format!(
        "The stalest read is {name}: {newer} written when it began, the first {} before.",
        span(worst.since)
    ))
}
