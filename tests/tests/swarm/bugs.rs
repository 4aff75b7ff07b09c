use quorate_core::protocol::leader::Bug;
use quorate_tests::swarm::try_seed;

/// Each planted fault, with a seed that finds it and the promise that it breaks: no seed is the twelve-thousandth or later.
/// `cargo xtask swarm --bug NAME` finds others.
const FOUND: [(Bug, u64, &str); 13] = [
    (Bug::AcknowledgeBeforePersisting, 78, "same-data"),
    (Bug::ConfirmBeforePersisting, 1_127, "acknowledged-kept"),
    (Bug::PromoteLeastFar, 149, "acknowledged-kept"),
    (Bug::NoEpochCheck, 2_307, "acknowledged-kept"),
    (Bug::BreakPromise, 11_965, "acknowledged-kept"),
    (Bug::ForgetEpoch, 3_361, "leads"),
    (Bug::ApplyTwice, 0, "same-data"),
    (Bug::SkipGap, 4, "same-data"),
    (Bug::CountTwice, 1_440, "acknowledged-kept"),
    (Bug::KeepTail, 61, "converged"),
    (Bug::IgnoreLease, 474, "fresh-reads"),
    (Bug::EmptySnapshot, 81, "reads-what-is-there"),
    (Bug::ServeBehind, 155, "read-your-writes"),
];

#[test]
fn every_planted_bug_is_found() {
    for (bug, seed, promise) in FOUND {
        match try_seed(seed, Some(bug)) {
            Ok(()) => panic!("{bug:?} is not found by seed {seed}"),
            Err(failure) => assert_eq!(failure.promise, promise, "{bug:?}, seed {seed}: {failure}"),
        }
    }
}

#[test]
fn what_finds_a_bug_passes_without_it() {
    for (_, seed, _) in FOUND {
        assert_eq!(try_seed(seed, None), Ok(()), "seed {seed}");
    }
}

#[test]
fn no_bug_is_left_out() {
    assert!(Bug::ALL.iter().all(|bug| FOUND.iter().any(|(found, ..)| found == bug)));
}
