use quorate_core::protocol::leaderless::Bug;
use quorate_tests::swarm::leaderless::{Promise, draw, promises, run_long, try_seed};

/// So many are run in a few seconds.
const SEEDS: u64 = 3_000;

/// Each planted fault, with a seed that finds it and the promise that it breaks.
const FOUND: [(Bug, u64, &str); 11] = [
    (Bug::CountTwice, 17, "counted"),
    (Bug::AcknowledgeEarly, 2, "counted"),
    (Bug::AnswerBeforePersisting, 308, "keeps"),
    (Bug::CountHints, 12, "counted"),
    (Bug::Overwrite, 4, "one-story"),
    (Bug::OneSibling, 13, "fresh-reads"),
    (Bug::CountAnew, 203, "keeps"),
    (Bug::TrustDigest, 170, "fresh-reads"),
    (Bug::SkipRepair, 11_346, "forward"),
    (Bug::ForgetHint, 1_123, "converges"),
    (Bug::PurgeAtOnce, 5, "fresh-reads"),
];

#[test]
fn every_leaderless_seed_keeps_what_its_rules_promise() {
    let (failures, counts) = run_long(0, SEEDS, None);
    let shown: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(counts.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn every_planted_leaderless_bug_is_found_and_its_seed_is_sound_without_it() {
    for (bug, seed, promise) in FOUND {
        match try_seed(seed, Some(bug)) {
            Ok(()) => panic!("{bug:?} is not found by seed {seed}"),
            Err(failure) => assert_eq!(failure.promise, promise, "{bug:?}: {failure}"),
        }
        assert_eq!(try_seed(seed, None), Ok(()));
    }
    assert!(Bug::ALL.iter().all(|bug| FOUND.iter().any(|(found, ..)| found == bug)), "none is left out");
}

#[test]
fn each_leaderless_promise_is_made_by_many_seeds() {
    let made: Vec<Vec<Promise>> = (0..1_000).map(|seed| promises(&draw(seed, None))).collect();
    let count = |promise| made.iter().filter(|promises| promises.contains(&promise)).count();
    for (promise, least) in [
        (Promise::Counted, 600),
        (Promise::FreshReads, 150),
        (Promise::Keeps, 150),
        (Promise::Forward, 20),
        (Promise::Converges, 40),
    ] {
        assert!(count(promise) >= least, "{promise:?} is made by {} of 1000 seeds", count(promise));
    }
}
