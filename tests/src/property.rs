use proptest::test_runner::{Config, RngSeed};

/// Tries `cases` of a property, the same in every run, unless `PROPTEST_CASES` or `PROPTEST_RNG_SEED` say otherwise.
pub fn tries(cases: u32) -> Config {
    let default = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    Config {
        cases: if is_set { default.cases } else { cases },
        rng_seed,
        failure_persistence: None,
        ..default
    }
}
