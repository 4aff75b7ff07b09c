//! What the network, the disks, the clocks and the faults do with the machines of a protocol.

mod fault;
mod latency;

pub use fault::{Ends, Fault, Peer};
pub use latency::{Latency, MeasuredTable};
