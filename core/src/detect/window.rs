use crate::base::limit;
use alloc::vec::Vec;

/// The last intervals between heartbeats, up to [`limit::PHI_WINDOW`], with their sums: whole numbers, so that nothing is lost
/// however long it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    intervals_ns: Vec<u64>,
    /// The place of the oldest, once all places are taken.
    oldest: usize,
    sum: u64,
    squares: u128,
}

impl Window {
    /// With these intervals, which are supposed until others are known.
    pub(super) fn of(intervals_ns: &[u64]) -> Self {
        let mut window = Window::default();
        for interval in intervals_ns {
            window.add(*interval);
        }
        window
    }

    /// Adds an interval, in ns, in the place of the oldest if all are taken. Longer ones than heartbeats may be apart count
    /// as that long.
    pub(super) fn add(&mut self, interval_ns: u64) {
        let interval = interval_ns.min(2 * limit::BEAT_NS);
        if self.intervals_ns.len() < limit::PHI_WINDOW {
            self.intervals_ns.push(interval);
        } else {
            let gone = core::mem::replace(&mut self.intervals_ns[self.oldest], interval);
            self.oldest = (self.oldest + 1) % limit::PHI_WINDOW;
            self.sum -= gone;
            self.squares -= u128::from(gone) * u128::from(gone);
        }
        self.sum += interval;
        self.squares += u128::from(interval) * u128::from(interval);
    }

    /// Their mean, ns; 0 of none.
    pub(super) fn mean_ns(&self) -> f64 {
        self.sum as f64 / self.intervals_ns.len().max(1) as f64
    }

    /// Their standard deviation, ns: of all that are in the window, not an estimate for others.
    pub(super) fn deviation_ns(&self) -> f64 {
        let n = self.intervals_ns.len().max(1);
        // n Σx² − (Σx)² is exact, and below 2^128 for a thousand intervals of two days.
        let spread = n as u128 * self.squares - u128::from(self.sum) * u128::from(self.sum);
        libm::sqrt(spread as f64) / n as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_deviation_are_those_of_the_last_thousand() {
        let mut window = Window::of(&[7, 1_000_000]);
        for interval in 0..1_000_u64 {
            window.add(100 + 2 * (interval % 2));
        }
        assert!((window.mean_ns() - 101.0).abs() < 1e-12 && (window.deviation_ns() - 1.0).abs() < 1e-12);
        assert_eq!(window.intervals_ns.len(), 1_000);
    }

    #[test]
    fn long_intervals_neither_overflow_nor_lose_small_differences() {
        let mut window = Window::default();
        for at in 0..3_000_u64 {
            window.add(limit::BEAT_NS + at % 2);
        }
        assert!((window.deviation_ns() - 0.5).abs() < 1e-9, "{}", window.deviation_ns());
        for _ in 0..2_000 {
            window.add(u64::MAX);
        }
        assert!(window.deviation_ns() <= 0.0);
    }
}
