//! What the network, the disks, the clocks and the faults do with the machines of a protocol.

mod distribution;
mod fault;
mod hops;
mod latency;
mod latency_error;
pub mod measured;
mod route;
mod sample;

pub use fault::{Ends, Fault, Peer};
pub use hops::Hops;
pub use latency::{Latency, MeasuredTable};
pub use latency_error::LatencyError;
pub use route::Route;
