//! Names round a ring of more than twelve nodes: chosen, then changed, then widest; what does not fit is left out, never
//! moved or shrunk.

use super::{geometry::Geometry, hues::Hues};
use crate::{
    picture::{Element, Paint},
    words,
};
use core::f64::consts::TAU;
use quorate_core::run::Run;

/// Names keep so many pixels between them along the circle.
const GAP_PX: f64 = 16.0;
/// More names than these are a list, not a picture.
const MOST: usize = 24;

pub(super) fn names(run: &Run, geometry: &Geometry, hues: Hues) -> Element {
    let ring = run.ring();
    let layer = Element::group().with("aria-hidden", "true");
    // Of many narrow ranges no name says more than the centre does.
    if !geometry.is_wide || ring.len() > 200 {
        return layer;
    }
    let radius = geometry.outer + 10.0;
    let mut ranges: Vec<(bool, f64, usize)> = (0..ring.len())
        .map(|at| {
            let length = ring.token(at).0.wrapping_sub(ring.token(ring.previous(at)).0);
            (hues.hue(ring.node_at(at)).is_some(), length as f64, at)
        })
        .collect();
    let mut placed: Vec<f64> = Vec::new();
    let mut labels = Vec::new();
    // Chosen first, then the widest of those that are left: few are wanted, so they are picked one by one.
    while labels.len() < MOST {
        let best = ranges.iter().enumerate().max_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let Some((first, (is_changed, length, at))) = best.map(|(first, range)| (first, *range)) else {
            break;
        };
        ranges.swap_remove(first);
        let turn = ring.token(at).turn() - length / 3.402_823_669_209_385e38 / 2.0;
        let near = |other: &f64| {
            let apart = (turn - other).abs();
            apart.min(1.0 - apart) * TAU * radius < GAP_PX
        };
        if placed.iter().any(near) {
            continue;
        }
        placed.push(turn);
        let (x, y) = geometry.at(turn, radius);
        let anchor = if libm::fabs(x - geometry.centre.0) < 12.0 {
            "middle"
        } else if x > geometry.centre.0 {
            "start"
        } else {
            "end"
        };
        let name = words::short(&words::name(run, ring.node_at(at)));
        let label = Element::text(x, y + 4.5, name).with("font-size", "13").with("text-anchor", anchor);
        labels.push(if is_changed {
            label.with("font-weight", "700").with("fill", Paint::Ink)
        } else {
            label.with("fill", Paint::Soft)
        });
    }
    layer.children(labels)
}
