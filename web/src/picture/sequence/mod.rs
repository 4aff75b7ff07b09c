//! The sequence: who told whom what, and when. Time runs down, and messages slope by what they took; modes stand side by
//! side on one scale.
//!
//! [`Spans`] reads a trace once. [`Plan`] then says where the things of a window lie, and each layer is drawn from it:
//! [`still`] changes with the window alone, [`drawn`], [`said`] and [`pressed`] with what happened until now, [`chosen`]
//! with what is pointed at, [`now`] with the instant. However much happens, a picture has few tags: lines of a kind are one
//! path, and where they are too many for words or for a press each, it says how many they are.

mod actors;
mod bars;
mod happenings;
mod head;
mod label;
mod lane;
mod layers;
mod legend;
mod lines;
mod marks;
mod plan;
mod quorums;
#[cfg(test)]
pub(crate) mod sample;
mod scale;
mod spans;
#[cfg(test)]
pub(crate) mod tests;
mod timeline;

pub use actors::actors;
pub use lane::{Lane, Options, View};
pub use layers::{chosen, drawn, now, pressed, said, still};
pub use plan::Plan;
pub(crate) use scale::round_step;
pub use spans::{Death, Exposed, Facts, Leading, Spans};
pub use timeline::{Span, Timeline};

use super::Element;
use crate::words;

/// The whole picture, `width` pixels wide, with a title and a description.
pub fn sequence(lanes: &[Lane<'_>], view: View, options: Options, width: f64) -> Element {
    let plan = Plan::new(lanes, view, options, width);
    let title = words::time::title(lanes);
    let description = words::time::description(lanes, plan.now_ns);
    Element::svg(plan.size, title, description)
        .child(still(lanes, &plan))
        .child(drawn(lanes, &plan))
        .child(said(lanes, &plan))
        .child(chosen(lanes, &plan))
        .child(now(lanes, &plan))
}
