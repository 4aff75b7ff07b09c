use crate::words::within;
use quorate_core::repair::Descent;

/// Nodes that are drawn at most.
pub const MOST_NODES: usize = 64;
/// The height of a row: a target for a finger's nail.
pub(super) const ROW: f64 = 26.0;
/// The line of level numbers.
const HEAD: f64 = 24.0;
/// What labels need: "same, 524,288 leaves".
const LABEL: f64 = 158.0;
/// The widest that a level is.
const WIDEST: f64 = 44.0;

/// A node that was compared, and where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) level: u32,
    pub(super) index: u32,
    pub(super) is_different: bool,
    /// Whether it differs, and what was compared below it is not drawn.
    pub(super) is_folded: bool,
    /// The place of its left child in the list, which its right child follows.
    pub(super) child: Option<usize>,
    pub(super) at: (f64, f64),
}

/// Where everything of a tree lies.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Level by level from the root, each from the left.
    pub(super) spots: Vec<Spot>,
    /// From one level to the next.
    pub(super) step: f64,
    /// The size of a mark.
    pub(super) mark: f64,
    /// Where the numbers of levels stand.
    pub(super) head: f64,
    /// Where labels begin, and how wide they may be.
    pub(super) labels: (f64, f64),
    pub(super) bottom: f64,
}

impl Plan {
    /// Lays a descent out below `top`.
    pub(super) fn new(descent: &Descent, top: f64, width: f64) -> Self {
        let mut spots = shown(descent);
        let deepest = spots.last().map_or(0, |spot| spot.level);
        let step = ((width - LABEL) / f64::from(deepest + 1)).min(WIDEST);
        let mark = within(step - 2.0, 9.0, 16.0);
        let depth = descent.shape().depth();
        let mut ends: Vec<usize> = (0..spots.len()).filter(|at| spots[*at].child.is_none()).collect();
        // From the left of the range: nodes without children part it.
        ends.sort_by_key(|at| u64::from(spots[*at].index) << (depth - spots[*at].level));
        let first = top + HEAD;
        for (row, at) in ends.iter().enumerate() {
            spots[*at].at.1 = first + (row as f64 + 0.5) * ROW;
        }
        for at in (0..spots.len()).rev() {
            spots[at].at.0 = mark / 2.0 + 1.0 + f64::from(spots[at].level) * step;
            if let Some(child) = spots[at].child {
                spots[at].at.1 = f64::midpoint(spots[child].at.1, spots[child + 1].at.1);
            }
        }
        let labels = f64::from(deepest) * step + mark + 10.0;
        let bottom = first + ends.len() as f64 * ROW;
        Plan { spots, step, mark, head: top + 13.0, labels: (labels, width - labels), bottom }
    }

    /// How many levels are drawn.
    pub(super) fn levels(&self) -> u32 {
        self.spots.last().map_or(0, |spot| spot.level + 1)
    }
}

/// The nodes that are drawn: all that were compared, or as many as may be, those nearest the root.
fn shown(descent: &Descent) -> Vec<Spot> {
    let spot = |level: u32, index: u32| {
        let of = descent.levels().get(level as usize);
        let is_different = of.is_some_and(|of| of.differing.binary_search(&index).is_ok());
        Spot { level, index, is_different, is_folded: false, child: None, at: (0.0, 0.0) }
    };
    let mut spots = vec![spot(0, 0)];
    let mut at = 0;
    while at < spots.len() {
        let Spot { level, index, is_different, .. } = spots[at];
        if is_different && level < descent.shape().depth() {
            if spots.len() + 2 > MOST_NODES {
                spots[at].is_folded = true;
            } else {
                spots[at].child = Some(spots.len());
                spots.extend([spot(level + 1, index << 1), spot(level + 1, index << 1 | 1)]);
            }
        }
        at += 1;
    }
    spots
}
