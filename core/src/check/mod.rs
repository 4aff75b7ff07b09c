//! Verdicts: folds over a trace, which know no protocol. Each names the first event at which a promise broke, in one plain
//! sentence.
//!
//! ```text
//! Trace ─┬─ fates ── which writes are lost ──────┬─ acknowledged kept
//!        │                                       ├─ fresh reads, read your writes, monotonic reads,
//!        ├─ sight ── which writes a read saw ────┘   consistent prefix
//!        ├─────────────────────────────────────────── one writer, same data
//!        └─ the last moment ───────────────────────── converged
//! ```
//!
//! A write counts as acknowledged from the first answer of a node, or where there is none from the moment at which the
//! client knew. The four rules of reads ask for writes whose clients knew that they were done before the read began: what
//! overlaps may come in either order. A write that is lost is the matter of [`Rule::AcknowledgedKept`] alone: from the
//! event on that lost it no read is blamed for not seeing it. A read that was served before that event is.

mod causes;
mod converged;
mod facts;
mod fate;
pub mod history;
mod kept;
mod one_writer;
mod owed;
mod report;
mod same_data;
mod session;
mod sight;
mod stale;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod twin;
mod verdict;
mod versions;

pub use fate::{Fates, Lost, Why, fates, lost};
pub use report::report;
pub use verdict::{Breach, Rule, Verdict, all};
