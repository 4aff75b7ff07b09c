//! Runs of the machines are stale as often as theory says: one client writes and reads one key in turn, over links that take
//! exponentially long, and coordinates itself, so that its four ways are those of PBS.

#![cfg(not(target_arch = "wasm32"))]

use quorate_core::{
    measure::Requests,
    run::Course,
    scenario::parse,
    sim::{Latency, Route},
    staleness::{Ask, Leg, Legs, Sampling},
    trace::{OpKind, Outcome},
};

/// A link takes so long on average, ms.
const MEAN_MS: u64 = 5;
const SEEDS: u32 = 12;

/// How many reads there were, and how many missed the write before them.
fn stale(w: u32, r: u32, think_us: u64) -> (u32, u32) {
    let (mut reads, mut missed) = (0, 0);
    for seed in 0..SEEDS {
        let address = format!(
            "v=1&nodes=3&rf=3&repl=leaderless&coord=client&repair=none&w={w}&r={r}&show=time&link=all.exp.{MEAN_MS}ms&disk=all.0\
             &load=sequential&keys=1&think={think_us}us&timeout=10s&until=30s&seed={seed}"
        );
        let parsed = parse(&address);
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        let course = Course::new(&parsed.scenario, 0).expect("a course");
        let trace = course.trace();
        let requests = Requests::of(trace);
        for (op, request) in requests.iter() {
            let operation = trace.operation(op);
            if operation.kind == OpKind::Get && operation.outcome == Outcome::Ok {
                reads += 1;
                missed += u32::from(request.missed.is_some());
            }
        }
    }
    (reads, missed)
}

/// The chance that a read misses the write before it, by trials of PBS.
fn predicted(w: u32, r: u32, think_us: u64) -> f64 {
    let leg = Leg::new(&Latency::Exponential(MEAN_MS * 1_000_000), Route::default());
    let ask = Ask::new(3, r, w, 1_000_000).expect("few enough");
    let mut sampling = Sampling::new(&Legs::all(&leg), ask, 7);
    sampling.advance(u32::MAX);
    1.0 - sampling.consistent_at((think_us * 1_000) as f64).p
}

#[test]
fn partial_quorums_are_stale_as_often_as_predicted() {
    for (w, r, think_us) in [(1, 1, 1), (1, 1, 4_000), (1, 1, 12_000), (2, 1, 1), (1, 2, 3_000)] {
        let (reads, missed) = stale(w, r, think_us);
        let p = predicted(w, r, think_us);
        let sigma = (p * (1.0 - p) / f64::from(reads)).sqrt();
        let found = f64::from(missed) / f64::from(reads);
        assert!(reads > 5_000, "{reads} reads");
        assert!(
            (found - p).abs() < 4.0 * sigma + 0.001,
            "W={w}, R={r}, {think_us} us: {found:.4} of {reads} reads, predicted {p:.4} ± {sigma:.4}"
        );
    }
}

#[test]
fn strict_quorums_are_never_stale() {
    for (w, r) in [(2, 2), (3, 1), (1, 3), (3, 3)] {
        let (reads, missed) = stale(w, r, 1);
        assert!(reads > 5_000 && missed == 0, "W={w}, R={r}: {missed} of {reads}");
    }
}
