//! How many replicas must answer: consistency levels, overlap, tolerated failures, availability.
//!
//! - [`Level`]: what a request waits for, as a short list of [`Need`]s.
//! - [`Overlap`] and [`Reach`]: whether a read meets the write before it.
//! - [`Quorum`]: the same by numbers alone, N, W and R, and how often a random read misses; [`Side`]: its worst case.
//! - [`availability`]: how likely enough nodes are on.
//! - [`order`]: how long the first k of n answers take.

pub mod availability;
mod error;
mod level;
mod need;
mod operation;
pub mod order;
mod overlap;
#[allow(
    clippy::module_inception,
    reason = "the room is named after its main type, which has a file of its own"
)]
mod quorum;
mod sides;

pub use error::QuorumError;
pub use level::Level;
pub use need::{Group, Need};
pub use operation::Operation;
pub use overlap::{Overlap, Reach};
pub use quorum::Quorum;
pub use sides::Side;
