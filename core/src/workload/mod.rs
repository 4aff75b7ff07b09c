//! The keys that are spread over a cluster, as points of the circle.

mod cloud;

pub use cloud::{Chunk, KeyCloud};
