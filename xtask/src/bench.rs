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
        // The release profile is small for the web; natively all are compiled for speed, as in other people's programs.
        Run::cargo("run --profile bench --config profile.bench.opt-level=3")
            .args(["--config", "profile.bench.package.quorate-core.opt-level=3"])
            .args(["--package", "quorate-bench", "--"])
            .args(names)
            .go()
            .map_err(|failure| failure.or_next("run `cargo xtask bench` alone to see the names"))
    })
}
