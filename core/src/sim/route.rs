use super::{LatencyError, measured::Measured};

/// The way that a message takes, as far as its latency asks: looked up once for each link, so that a draw needs no names.
///
/// [`Latency::route`](super::Latency::route) makes it from the names of two data centres. The default is a way within one
/// place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Route {
    pub(super) measured: &'static Measured,
    /// The quickest round trip, ns.
    pub(super) quickest_ns: f64,
}

impl Route {
    /// The way between two places of the measured table.
    pub fn between(from: &str, to: &str) -> Result<Self, LatencyError> {
        Measured::between(from, to).map(Route::of).ok_or_else(|| LatencyError::not_measured(from, to))
    }

    fn of(measured: &'static Measured) -> Self {
        Route { measured, quickest_ns: measured.quickest_ns() }
    }
}

impl Default for Route {
    fn default() -> Self {
        Route::of(Measured::within())
    }
}
