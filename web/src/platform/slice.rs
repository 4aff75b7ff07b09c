use super::window;
use gloo_timers::future::TimeoutFuture;

/// Work that lasts is cut into slices of this many milliseconds, so that the page never stands still.
const SLICE_MS: f64 = 8.0;

/// The slice of work that goes on.
pub(crate) struct Slice {
    end: f64,
}

impl Slice {
    /// A slice that begins now.
    pub(crate) fn start() -> Self {
        Slice { end: now_ms() + SLICE_MS }
    }

    /// Lets the page breathe if the slice is over; whether it was.
    pub(crate) async fn rest(&mut self) -> bool {
        if now_ms() < self.end {
            return false;
        }
        TimeoutFuture::new(0).await;
        self.end = now_ms() + SLICE_MS;
        true
    }
}

/// The clock of the page, ms.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
