use quorate_tests::swarm::leaderless::{Promise, draw, promises, try_seed};

/// So many are run in a few seconds.
const SEEDS: u64 = 3_000;

#[test]
fn every_leaderless_seed_keeps_what_its_rules_promise() {
    let failures: Vec<String> = (0..SEEDS)
        .filter_map(|seed| try_seed(seed, None).err())
        .take(10)
        .map(|failure| failure.to_string())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn each_leaderless_promise_is_made_by_many_seeds() {
    let made: Vec<Vec<Promise>> = (0..1_000).map(|seed| promises(&draw(seed, None))).collect();
    let count = |promise| made.iter().filter(|promises| promises.contains(&promise)).count();
    for (promise, least) in [
        (Promise::Counted, 600),
        (Promise::FreshReads, 150),
        (Promise::Keeps, 150),
        (Promise::Forward, 30),
        (Promise::Converges, 40),
    ] {
        assert!(count(promise) >= least, "{promise:?} is made by {} of 1000 seeds", count(promise));
    }
}
