//! What modes without a leader are called.

use super::span;
use quorate_core::{
    protocol::leaderless::{Ask, Conflict, Coordinate, ReadRepair, Rules},
    scenario::Scenario,
};

/// What modes side by side are called, and what that means: by what they wait for, or, where they are alike in that, by the
/// first rule in which they differ.
pub(super) fn titles(scenario: &Scenario) -> Vec<(String, String)> {
    type Name = fn(&Rules) -> (String, String);
    const NAMES: [Name; 9] = [conflict, repair, sloppy, hints, grace, sweep, ask, coordinate, durable];
    let rules = || scenario.modes().iter().map(|mode| &mode.quorum);
    let n = scenario.now().replicas();
    let waits: Vec<(String, String)> = rules().map(|rules| waits(rules, n)).collect();
    let differs = |names: &Vec<(String, String)>| names.iter().any(|name| *name != names[0]);
    if waits.len() < 2 || differs(&waits) {
        return waits;
    }
    let others = NAMES.iter().map(|name| rules().map(name).collect::<Vec<_>>());
    others.into_iter().find(differs).unwrap_or(waits)
}

/// What writes and reads wait for.
fn waits(rules: &Rules, n: u32) -> (String, String) {
    let of = |level: Option<quorate_core::quorum::Level>, count: u32| match level {
        Some(level) => level.label().to_string(),
        None => format!("{count} of {n}"),
    };
    let (write, read) = (of(rules.write_level, rules.w), of(rules.read_level, rules.r));
    let title = match (rules.write_level, rules.read_level) {
        (Some(one), Some(other)) if one == other => one.label().to_string(),
        (None, None) => format!("W={}, R={}", rules.w, rules.r),
        _ => format!("{write}, {read}"),
    };
    (title, format!("a write waits for {write}, a read for {read}"))
}

fn conflict(rules: &Rules) -> (String, String) {
    let (title, what) = match rules.conflict {
        Conflict::Lww => ("Last write wins", "by the clock of its coordinator"),
        Conflict::Siblings => ("Siblings", "what its writer had not seen stays"),
        Conflict::Vectors => ("Version vectors", "a node counts for all its clients"),
        Conflict::Merge => ("Merged siblings", "a read joins their items"),
    };
    (title.into(), what.into())
}

fn repair(rules: &Rules) -> (String, String) {
    let read = match rules.repair.read {
        ReadRepair::None => None,
        ReadRepair::Background => Some("reads repair"),
        ReadRepair::Blocking => Some("reads repair first"),
    };
    let all = [read, rules.repair.hint.then_some("hints"), rules.repair.merkle.then_some("sweeps")];
    let all: Vec<&str> = all.into_iter().flatten().collect();
    match all.as_slice() {
        [] => ("No repair".into(), "stale replicas stay stale".into()),
        all => (capital(&all.join(", ")), "what missed a write gets it so".into()),
    }
}

fn sloppy(rules: &Rules) -> (String, String) {
    let (title, what) = if rules.is_sloppy {
        ("Sloppy quorum", "others may stand in")
    } else {
        ("Strict quorum", "replicas alone count")
    };
    (title.into(), what.into())
}

fn hints(rules: &Rules) -> (String, String) {
    (format!("Hints for {}", span(rules.hints.window_ns)), "of a node’s absence".into())
}

fn grace(rules: &Rules) -> (String, String) {
    (format!("Grace of {}", span(rules.grace_ns)), "then a tombstone is purged".into())
}

fn sweep(rules: &Rules) -> (String, String) {
    (format!("A sweep every {}", span(rules.sweep_ns)), "replicas compare their trees".into())
}

fn ask(rules: &Rules) -> (String, String) {
    let (title, what) = match rules.ask {
        Ask::All => ("Reads ask all", "the first answers count"),
        Ask::Digest => ("Reads ask for digests", "as many replicas as are needed"),
    };
    (title.into(), what.into())
}

fn coordinate(rules: &Rules) -> (String, String) {
    let (title, what) = match rules.coordinate {
        Coordinate::Replica => ("A replica coordinates", "the nearest"),
        Coordinate::Any => ("Any node coordinates", "drawn for each request"),
        Coordinate::Client => ("The client coordinates", "it asks the replicas itself"),
    };
    (title.into(), what.into())
}

fn durable(rules: &Rules) -> (String, String) {
    let (title, what) = if rules.is_durable {
        ("On disk first", "then a replica answers")
    } else {
        ("From memory", "a replica answers before its disk")
    };
    (title.into(), what.into())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
