//! Racks: data centre ▸ rack ▸ node, and on each node the copies that it holds. The role of a copy is a letter in a square
//! or a disc, the state of its partition a glyph; nodes with many copies show counts, and a node or a rack can be looked at
//! alone.

mod chip;
mod glyph;
mod layers;
mod node;
mod plan;
mod strip;

pub(super) use glyph::hatch;
pub use layers::{Still, chosen, still};
pub use plan::{Plan, View};
pub use strip::strip;

use super::Element;
use crate::words;
use quorate_core::run::Run;

/// The whole picture: the strip above or below the racks, with a title and a description.
pub fn racks(run: &Run, width: f64) -> Option<Element> {
    let racks = run.racks()?;
    let still = still(run, racks, View::All, width);
    let strip = strip(run, racks, width);
    let (width, height) = still.plan.size;
    let strip_height = strip.1;
    let below = Element::group().with("transform", format!("translate(0 {})", super::px(height + 20.0)));
    Some(
        Element::svg(
            (width, height + 20.0 + strip_height),
            words::racks::title(racks),
            words::racks::description(run),
        )
        .child(still.layers)
        .child(chosen(racks, &still.plan, racks.followed(), None))
        .child(below.child(strip.0)),
    )
}
