//! `cargo xtask bless`: lets the golden tests rewrite their files, for review as a diff.

use crate::failure::Outcome;
use crate::run::{Run, timed};
use crate::setup::{self, For};

/// Rewrites the goldens, then shows which changed.
pub fn run() -> Outcome {
    setup::run(For::Building)?;
    timed("bless", "the golden tests rewrite their files, about 1 minute", || {
        Run::cargo("test --package quorate-core --package quorate-web --package quorate-tests")
            .env("QUORATE_BLESS", "1")
            .go()
            .map_err(|failure| failure.or_next("a test that has no golden failed: mend it first"))
    })?;
    println!("\nReview every change before you commit it:");
    Run::new("git", ["--no-pager", "diff", "--stat"]).go()?;
    Run::new("git", ["status", "--short", "--", "tests/golden"]).go()
}
