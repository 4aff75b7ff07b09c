//! `cargo xtask bench [name]`: Quorate beside other libraries, as ratios within one run.

use crate::build;
use crate::failure::Outcome;
use crate::run::{Run, timed};
use crate::setup::{self, For};

/// Builds, then runs the named benchmark, or all.
pub fn run(names: &[String]) -> Outcome {
    setup::run(For::Testing)?;
    build::site_into_dist(None)?;
    timed("bench", "several minutes; leave the machine alone meanwhile", || {
        // The release profile is small for the web; natively we compare with crates that are compiled for speed.
        Run::cargo("run --profile bench --package quorate-bench --")
            .args(names)
            .env("CARGO_PROFILE_BENCH_OPT_LEVEL", "3")
            .go()
            .map_err(|failure| failure.or_next("run `cargo xtask bench` alone to see the names"))
    })
}
