//! Charts: plotters draws them into a picture, through a backend of our own. Nothing else here uses plotters.

mod backend;
mod curves;
mod lag;
mod latency;
mod loads;
mod ownership;
mod replicas;
mod rows;
mod staleness;

pub use curves::Curve;
pub use lag::{exposure, lag};
pub use latency::{distribution, latency};
pub use loads::loads;
pub use ownership::ownership;
pub use replicas::replicas;
pub use staleness::{instants as staleness_instants, staleness, stops as staleness_stops};
