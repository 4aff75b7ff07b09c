//! Two replicas find by trees of hashes what they do not have in common: levels from the root at the left to the leaves at the
//! right, each node that was compared with its mark, what is the same below one as one mark with its count; at the foot the
//! keys of the leaves that differ, and what either replica has of them.
//!
//! At most [`MOST_NODES`] nodes are drawn: where more were compared, those nearest the root are, and what differs below is
//! counted. A level takes as many pixels as there are, so that a tree of twenty levels stands on a telephone.

mod foot;
mod lines;
mod marks;
mod plan;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod tree;

use super::{Element, Paint};
use crate::words::{self, merkle::Seen};
use lines::{LINE, wrapped};
use plan::Plan;

pub use plan::MOST_NODES;

/// The descent, `width` pixels wide; as high as it has rows. A node that is chosen, by level and place, has an outline.
pub fn merkle(seen: &Seen<'_>, chosen: Option<(u32, u32)>, width: f64) -> Element {
    let width = words::within(width, 240.0, 2_000.0);
    let (numbers, top) = numbers(seen, width);
    let plan = Plan::new(&seen.compared.descent, top, width);
    let (note, below) = note(seen, &plan, width);
    let (foot, bottom) = foot::foot(seen, below, width);
    Element::svg((width, bottom), words::merkle::title(seen), words::merkle::description(seen))
        .child(numbers)
        .child(tree::scale(&plan))
        .child(tree::edges(&plan))
        .child(tree::nodes(seen, &plan, chosen))
        .children(note)
        .child(foot)
}

/// What is said where not every node is drawn, a line each, and where they end.
fn note(seen: &Seen<'_>, plan: &Plan, width: f64) -> (Vec<Element>, f64) {
    let said = words::merkle::not_drawn(seen, plan.spots.len()).map(|said| wrapped(&said, width, false));
    let mut y = plan.bottom;
    let line = |said: String| {
        y += LINE;
        lines::line((0.0, y - 5.0), said, false, Paint::Soft)
    };
    let note = said.into_iter().flatten().map(line).collect();
    (note, y)
}

/// The numbers, a line each or as many as they need, and where they end.
fn numbers(seen: &Seen<'_>, width: f64) -> (Element, f64) {
    let said = [
        Some((words::merkle::headline(seen), true)),
        Some((words::merkle::spent(seen), false)),
        words::merkle::sent_along(seen).map(|said| (said, false)),
    ];
    let mut layer = Element::group();
    let mut y = 0.0;
    for (said, is_bold) in said.into_iter().flatten() {
        let paint = if is_bold { Paint::Ink } else { Paint::Soft };
        for line in wrapped(&said, width, is_bold) {
            y += LINE;
            layer = layer.child(lines::line((0.0, y - 5.0), line, is_bold, paint));
        }
    }
    (layer, y + 8.0)
}
