//! How many replicas must answer: consistency levels, overlap, tolerated failures, availability.
//!
//! - [`Level`]: what a request waits for, as a short list of [`Need`]s.
//! - [`Overlap`] and [`Reach`]: whether a read meets the write before it.
//! - [`availability`]: how likely enough nodes are on.
//! - [`order`]: how long the first k of n answers take.

pub mod availability;
mod level;
mod need;
mod operation;
pub mod order;
mod overlap;

pub use level::Level;
pub use need::{Group, Need};
pub use operation::Operation;
pub use overlap::{Overlap, Reach};
