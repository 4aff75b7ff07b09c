use crate::{picture::text_width, words};
use quorate_core::quorum::Quorum;
use std::ops::RangeInclusive;

/// The size of all text, px.
pub(super) const TEXT: f64 = 13.0;
/// Rows and columns at most: so a picture stays small, and a cell's numbers have one digit each where all are shown.
const MOST: u32 = 9;
/// Between two cells.
const GAP: f64 = 4.0;
/// Where the first row begins: below two lines on the axes and the numbers of the columns.
const TOP: f64 = 64.0;

/// Where the cells lie.
pub(super) struct Plan {
    pub(super) width: f64,
    /// The rows that are shown.
    pub(super) w: RangeInclusive<u32>,
    /// The columns that are shown.
    pub(super) r: RangeInclusive<u32>,
    /// The size of a cell.
    pub(super) cell: (f64, f64),
    /// Whether cells have room for words.
    pub(super) is_wide: bool,
    pub(super) left: f64,
    pub(super) top: f64,
}

impl Plan {
    pub(super) fn new(quorum: Quorum, width: f64) -> Self {
        let width = words::within(width, 240.0, 2_000.0);
        let n = quorum.n();
        let left = text_width(&format!("W={n}"), TEXT, false) + 6.0;
        let each = |shown: u32| (width - left - 2.0) / f64::from(shown) - GAP;
        let narrow = text_width(&format!("{0}/{0}", n - 1), TEXT, false) + 1.0;
        // The widest numbers that n copies can have, so that the words of all cells fit or none.
        let wide = widest(quorum) + 12.0;
        let shown = (1..=n.min(MOST)).rev().find(|shown| each(*shown) >= narrow).unwrap_or(1);
        let is_wide = each(shown) >= wide;
        let cell = (each(shown).min(wide + 40.0), if is_wide { 52.0 } else { 44.0 });
        Plan {
            width,
            w: window(quorum.w(), shown, n),
            r: window(quorum.r(), shown, n),
            cell,
            is_wide,
            left,
            top: TOP,
        }
    }

    /// The upper left corner of a cell that is shown.
    pub(super) fn at(&self, w: u32, r: u32) -> (f64, f64) {
        let step =
            |number: u32, first: u32, size: f64| f64::from(number.saturating_sub(first)) * (size + GAP);
        (self.left + step(r, *self.r.start(), self.cell.0), self.top + step(w, *self.w.start(), self.cell.1))
    }

    /// W and R of all cells that are shown, row by row.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, u32)> {
        self.w.clone().flat_map(|w| self.r.clone().map(move |r| (w, r)))
    }

    /// Where the last row ends.
    pub(super) fn bottom(&self) -> f64 {
        self.at(*self.w.end(), *self.r.start()).1 + self.cell.1
    }
}

/// So many numbers of 1 to `n` around one.
fn window(around: u32, shown: u32, n: u32) -> RangeInclusive<u32> {
    let first = around.saturating_sub(shown / 2).clamp(1, n - shown.min(n) + 1);
    first..=first + shown - 1
}

/// How wide the widest words of a cell may be.
fn widest(quorum: Quorum) -> f64 {
    let n = quorum.n();
    let most = format!("reads {0}, writes {0}", n - 1);
    let lines = [format!("{n} in common"), "may miss 88.8\u{202f}%".into(), most];
    lines.iter().zip([true, true, false]).map(|(line, bold)| text_width(line, TEXT, bold)).fold(0.0, f64::max)
}
