//! The same for leaderless replication: small clusters, rules, scripts of faults and seeds at random, each run held to what
//! its rules promise. Worlds are built from their parts, and a failure is named by its seed.
//!
//! The judge reads the trace alone. What a writer knew it takes from what the writer had read, not from contexts or dots.

mod draw;
mod judge;
mod knowledge;
mod long;
mod promises;

pub use draw::{Drawn, Off, draw};
pub use judge::{Failure, try_seed};
pub use long::run as run_long;
pub use promises::{Promise, promises};
