use quorate_core::scenario::parse;
use quorate_tests::swarm::{Promise, address, promises, run_long};

/// So many are run in a few seconds.
const SEEDS: u64 = 1_500;

#[test]
fn every_seed_keeps_what_its_configuration_promises() {
    let (failures, counts) = run_long(0, SEEDS, None);
    let shown: Vec<String> =
        failures.iter().map(|(seed, failure)| format!("seed {seed}: {failure}")).collect();
    assert!(counts.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn a_seed_is_a_link_that_says_the_same_again() {
    for seed in 0..300 {
        let address = address(seed);
        let parsed = parse(&address);
        assert_eq!(parsed.problems, vec![], "{address}");
        let written = parsed.scenario.address();
        assert_eq!(parse(&written).scenario, parsed.scenario, "{address}");
    }
}

#[test]
fn each_promise_is_made_by_many_seeds() {
    let made: Vec<Vec<Promise>> = (0..1_000).map(|seed| promises(&parse(&address(seed)).scenario)).collect();
    let count = |promise| made.iter().filter(|promises| promises.contains(&promise)).count();
    for (promise, least) in [
        (Promise::Keeps, 300),
        (Promise::KeepsOwn, 700),
        (Promise::IsFenced, 800),
        (Promise::SameData, 600),
        (Promise::FreshReads, 40),
        (Promise::OwnWrites, 100),
        (Promise::Forward, 150),
        (Promise::Converges, 700),
    ] {
        assert!(count(promise) >= least, "{promise:?} is made by {} of 1000 seeds", count(promise));
    }
}
