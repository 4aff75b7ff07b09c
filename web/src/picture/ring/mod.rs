//! The ring: who owns what, what moved, and where the followed key goes.
//!
//! Drawn from the inside out: what was taken, in its old owner's hue; the band of owners now; what moved, in its new
//! owner's hue; the key and its walk. A ring of a few tokens shows its nodes as discs and the walk round it; of many,
//! the walk is a strip of its own ([`walk`]), magnified. The number of tags depends on nodes and pixels alone.

mod band;
mod centre;
mod frame;
mod geometry;
mod hues;
mod key;
mod layers;
mod names;
mod nodes;
mod strip;
mod turn;

pub use centre::centre;
pub use geometry::{Geometry, Size};
pub(crate) use hues::hue;
pub use layers::{Still, still};
pub use strip::walk;

use super::{Element, Part};
use quorate_core::{run::Run, workload::KeyCloud};

/// The whole ring as one picture: what stands still, and what is said of the part that is lit.
pub fn ring(run: &Run, keys: Option<&KeyCloud>, lit: Option<Part>, size: Size) -> Element {
    let Still { geometry, layers } = still(run, keys, size);
    frame::framed(run, &geometry, [layers, centre(run, lit, &geometry)])
}
