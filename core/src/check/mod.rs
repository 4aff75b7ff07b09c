//! Verdicts: folds over a trace, which know no protocol. Each names the first event at which a promise broke, in one plain
//! sentence.

mod verdict;

pub use verdict::{Breach, Rule, Verdict};
