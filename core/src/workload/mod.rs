//! The keys that are spread over a cluster, as points of the circle.

mod arrival;
mod cloud;
mod skew;

pub use arrival::Arrival;
pub use cloud::{Chunk, KeyCloud};
pub use skew::Skew;
