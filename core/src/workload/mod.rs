//! The keys that are spread over a cluster, as points of the circle.

mod cloud;
mod skew;

pub use cloud::{Chunk, KeyCloud};
pub use skew::Skew;
