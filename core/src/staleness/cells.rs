use crate::base::limit;
use crate::sim::{Latency, Route};
use alloc::vec::Vec;

/// A latency by its chance to be late, ready for many draws: straight lines between exact points of the inverse of its
/// distribution, and the inverse itself in the tails.
///
/// Cells are narrow where the chance is small, as the digits of a floating-point number are: each halving of the chance, on
/// either side, has [`EACH`] cells, down to a chance of 2^-17. Below that, which is once in 65,536 draws, the exact inverse is
/// taken. So a draw with the chance s to be exceeded has, with the latencies that have no bends, an exact chance that differs
/// from s by at most two parts in a hundred thousand, also where s is tiny: `tests` measure it.
pub(super) struct Cells {
    latency: Latency,
    route: Route,
    lines: Vec<Line>,
}

/// A straight line over 2^32 times the chance.
struct Line {
    base: f64,
    slope: f64,
}

/// Cells of one halving of the chance: 2^7.
const EACH_BITS: u32 = 7;
const EACH: u64 = 1 << EACH_BITS;
/// Halvings on one side: from 2^31 down to 2^15.
const HALVINGS: u64 = 16;
/// Cells of one side.
const SIDE: u64 = HALVINGS * EACH;
/// How far the bits of a floating-point number are shifted so that halving and cell are left.
const SHIFT: u32 = 52 - EACH_BITS;
/// The shifted bits of 2^15, where the first cell begins.
const FIRST: u64 = (1023 + 15) << EACH_BITS;

/// Chances are given in units of 2^-32.
pub(super) const ALL: f64 = 4_294_967_296.0;
const HALF: f64 = 2_147_483_648.0;
/// Tails are cut where those of simulations are, ns.
const LONGEST: f64 = limit::LATENCY_NS as f64;

/// Both sides, from the slow tail to the quick one.
const BOTH: u64 = 2 * SIDE;

impl Cells {
    pub(super) fn new(latency: &Latency, route: Route) -> Self {
        let mut cells = Cells { latency: latency.clone(), route, lines: Vec::new() };
        // Measured times have bends at their quantiles, and are quick to compute: no straight line goes round a bend.
        if !matches!(latency, Latency::Measured(_)) {
            cells.lines = (0..BOTH).map(|at| cells.line(at)).collect();
        }
        cells
    }

    /// The straight line of a cell.
    fn line(&self, at: u64) -> Line {
        let is_slow = at < SIDE;
        let cell = if is_slow { at } else { BOTH - 1 - at };
        let exact = |low: f64| self.exact(if is_slow { low } else { ALL - low });
        let (low, high) = (start(cell), start(cell + 1));
        let slope = (exact(high) - exact(low)) / (high - low);
        Line { base: exact(low) - slope * low, slope }
    }

    /// The time that is exceeded with a chance of `late` units, in (0, 2^32), ns; None in the tails. Nothing here branches on
    /// what is drawn but the tails: half of all branches on chance would be foreseen wrongly.
    #[inline]
    pub(super) fn with_late(&self, late: f64) -> Option<f64> {
        let beyond = late - HALF;
        let low = HALF - libm::fabs(beyond);
        let is_slow = beyond.to_bits() >> 63;
        // In the tails this is beyond all cells: it wraps. The quick side counts from the end.
        let cell = (low.to_bits() >> SHIFT).wrapping_sub(FIRST) ^ (is_slow.wrapping_sub(1) & (BOTH - 1));
        self.lines.get(cell as usize).map(|line| line.base + line.slope * low)
    }

    /// The same without cells, for any `late` in (0, 2^32].
    pub(super) fn exact(&self, late: f64) -> f64 {
        let ns = self.latency.with_late(late / ALL, self.route);
        if ns < LONGEST { ns } else { LONGEST }
    }
}

/// Where a cell begins, in units of 2^-32.
fn start(cell: u64) -> f64 {
    f64::from_bits((FIRST + cell) << SHIFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    /// By how much the exact chance to be later than what is drawn at a chance differs from that chance, relative to the
    /// smaller of itself and its other side; the largest of many.
    fn largest_error(latency: &Latency) -> f64 {
        let cells = Cells::new(latency, Route::default());
        let mut largest = 0.0_f64;
        for at in 0..BOTH {
            let cell = if at < SIDE { at } else { BOTH - 1 - at };
            let (low, high) = (start(cell), start(cell + 1));
            for part in 1..8 {
                let low = low + (high - low) * f64::from(part) / 8.0;
                let late = if at < SIDE { low } else { ALL - low };
                let drawn = cells.with_late(late).unwrap();
                largest = largest.max((latency.late(drawn, Route::default()) * ALL - late).abs() / low);
            }
        }
        largest
    }

    #[test]
    fn a_draw_has_the_chance_that_it_is_drawn_with_to_two_parts_in_a_hundred_thousand() {
        for latency in [
            Latency::Exponential(5 * MS),
            Latency::Pareto(235_000, 1_000),
            Latency::Pareto(MS, 151),
            Latency::Pareto(3 * MS, 350),
            Latency::LogNormal(MS, 30),
            Latency::LogNormal(MS, 100),
        ] {
            let error = largest_error(&latency);
            assert!(error < 2e-5, "{latency}: {error}");
        }
        assert!(largest_error(&Latency::Uniform(MS, 2 * MS)) < 1e-9);
    }

    #[test]
    fn tails_are_left_to_the_inverse_itself() {
        let cells = Cells::new(&Latency::Exponential(MS), Route::default());
        for late in [0.5, 32_767.0, ALL - 32_767.0, ALL - 0.5] {
            assert!(cells.with_late(late).is_none(), "{late}");
        }
        for late in [32_768.0, HALF - 0.5, HALF, HALF + 0.5, ALL - 32_768.0] {
            let drawn = cells.with_late(late).unwrap();
            assert!((drawn / cells.exact(late) - 1.0).abs() < 1e-4, "{late}: {drawn}");
        }
        let measured = Latency::Measured(crate::sim::MeasuredTable::Aws2013);
        assert!(Cells::new(&measured, Route::default()).with_late(HALF).is_none());
    }

    #[test]
    fn a_constant_is_itself_everywhere_and_no_tail_is_longer_than_a_day() {
        let constant = Cells::new(&Latency::Constant(97 * MS), Route::default());
        for late in [40_000.0, 1e9, HALF, 3e9] {
            assert_eq!(constant.with_late(late).map(f64::to_bits), Some(97e6_f64.to_bits()));
        }
        let heavy = Cells::new(&Latency::Pareto(MS, 1), Route::default());
        assert!(heavy.exact(1e-9) <= LONGEST && heavy.with_late(40_000.0).is_some_and(|ns| ns <= LONGEST));
    }
}
