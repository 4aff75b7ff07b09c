//! Numbers of a run: folds over a [`Trace`](crate::trace::Trace) that know no protocol.
//!
//! - [`Latencies`]: how long reads and writes took, with exact quantiles.
//! - [`Lag`]: how far a follower is behind over time, in entries, bytes and time.
//! - [`Risk`]: when acknowledged writes were on one node alone.
//! - [`Writes`]: who took each write, and when it left for a second node.
//! - [`Requests`]: what coordinators did, where there is no leader.
//! - [`Leadership`]: when nobody led, and how long each failover took.
//! - [`Throughput`]: how many operations were done, and when.
//!
//! What holds from one event to the next is [`Steps`], which can be asked at any instant and pixel by pixel.

mod lag;
mod latencies;
mod latest;
mod leadership;
mod log;
mod requests;
mod risk;
#[cfg(test)]
mod sample;
mod sizes;
mod spell;
mod steps;
mod throughput;
mod writes;

pub use lag::{LAG_CRITICAL_NS, LAG_WARNING_NS, Lag};
pub use latencies::{Latencies, Which};
pub use latest::Latest;
pub use leadership::{Failover, Leadership};
pub use requests::{Request, Requests};
pub use risk::Risk;
pub use spell::Spell;
pub use steps::Steps;
pub use throughput::Throughput;
pub use writes::{Write, Writes};
