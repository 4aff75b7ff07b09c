//! How one node comes to believe that another has died.
//!
//! A [`Detector`] is the rule; a [`Watch`] is one node's watch over another, without clock or timer: it is told when a
//! heartbeat arrives, and says ahead at which instant it will begin to suspect if nothing more is heard. So whoever runs it
//! sets one timer, and sets it anew after each heartbeat.
//!
//! Accrual detectors learn what silence is usual from the last intervals between heartbeats, and rate the present one by phi:
//! the chance that a heartbeat still comes after such a silence is 10 to the power of −phi. They differ in the distribution
//! that they take intervals to have. Settings that a real system gives in seconds are scaled with the time between
//! heartbeats, so that at that system's own pace they are its own.

mod crossing;
mod detector;
mod error;
mod exponential;
mod logistic;
mod normal;
mod rule;
mod timeout;
mod watch;
mod window;

pub use detector::Detector;
pub use error::DetectorError;
pub use watch::Watch;
