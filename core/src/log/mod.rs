//! The replication log: what was written, in one order, on every replica of a partition.
//!
//! Positions count from 1. A leader begins a *timeline* of its own, as PostgreSQL calls it: logs are alike up to the
//! position at which their histories of timelines part.

mod batch;
mod entries;
mod entry;
mod history;

pub use batch::Batch;
pub use entries::Log;
pub use entry::{Entry, Func};
pub use history::History;
