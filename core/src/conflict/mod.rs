//! What becomes of two versions of one key: which of them replaces the other, and what a reader is told where both stay.
//!
//! A replica that comes to a version asks of each version that it has whether the new one replaces it, is replaced by it, or
//! stays beside it ([`Conflict::judge`]); one file has one rule. What is left does not depend on the order in which versions
//! come, so replicas that have seen the same versions have the same.
//!
//! - [`Conflict`]: the rules by name, and what all of them share.
//! - [`Few`]: the versions that a replica has under one key.

mod few;
mod lww;
mod rule;
mod siblings;
mod text;
mod vectors;

pub use few::Few;
pub use rule::{Conflict, Fate};
