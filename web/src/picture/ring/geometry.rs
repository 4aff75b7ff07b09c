use super::turn::sine_cosine;
use crate::{picture::Path, words};
use core::f64::consts::TAU;
use quorate_core::{base::Point, run::Run};

/// The room that a picture has, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// The most from top to bottom; the picture takes what it needs.
    pub height: f64,
}

/// Where everything on a ring lies, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// The picture's width and height.
    pub size: (f64, f64),
    /// The middle of the circle.
    pub centre: (f64, f64),
    /// The circle of the walk; the tips of the spikes where the walk has a strip of its own.
    pub outer: f64,
    /// What moved: from, to.
    pub moved: (f64, f64),
    /// Who owns: from, to.
    pub band: (f64, f64),
    /// What was taken: from, to.
    pub taken: (f64, f64),
    /// Whether there is room for words round the ring.
    pub is_wide: bool,
    /// Whether nodes are discs on their tokens and the walk runs round the ring.
    pub has_discs: bool,
}

/// Rings of up to so many tokens show their nodes as discs.
const DISC_TOKENS: usize = 12;
/// Pictures from this width on have words round the ring.
const WIDE: f64 = 560.0;

impl Geometry {
    /// Lays out a ring in some room.
    pub fn new(run: &Run, size: Size) -> Self {
        let width = words::within(size.width, 160.0, 4_000.0);
        let is_wide = width >= WIDE;
        let has_discs = run.ring().len() <= DISC_TOKENS && run.ring_before().len() <= DISC_TOKENS;
        let (side, top, bottom) = match (is_wide, has_discs) {
            (true, false) => (95.0, 57.0, 31.0),
            (true, true) => (95.0, 34.0, 22.0),
            (false, _) => (6.0, 30.0, 6.0),
        };
        let height = words::within(size.height, 160.0, 4_000.0);
        let room = f64::min(width - 2.0 * side, height - top - bottom);
        let outer = words::within(room / 2.0, 50.0, 277.0);
        let rings = if has_discs { Rings::with_discs(outer) } else { Rings::with_spikes(outer) };
        let x = if is_wide { width / 2.0 + 16.0 } else { width / 2.0 };
        Geometry {
            size: (width, outer * 2.0 + top + bottom),
            centre: (x, top + outer),
            outer: rings.outer,
            moved: rings.moved,
            band: rings.band,
            taken: rings.taken,
            is_wide,
            has_discs,
        }
    }

    /// The place at a share of a turn, at a radius.
    pub fn at(&self, turn: f64, radius: f64) -> (f64, f64) {
        let (sine, cosine) = sine_cosine(turn);
        (self.centre.0 + radius * sine, self.centre.1 - radius * cosine)
    }

    /// The point of the circle that a place in the picture points to.
    pub fn point_at(&self, x: f64, y: f64) -> Point {
        let turn = libm::atan2(x - self.centre.0, self.centre.1 - y) / TAU;
        let turn = turn - libm::floor(turn);
        Point::from_parts((turn * 18_446_744_073_709_551_616.0) as u64, 0)
    }

    /// Whether a place in the picture is on the ring, give or take a finger.
    pub fn is_on_ring(&self, x: f64, y: f64) -> bool {
        let radius = libm::hypot(x - self.centre.0, y - self.centre.1);
        radius >= self.taken.0 - 10.0 && radius <= self.outer + 12.0
    }

    /// How many pixels the outer edge of the band is long.
    pub fn circumference(&self) -> f64 {
        TAU * self.band.1
    }

    /// Adds the part of a ring between two radii and two turns; all of it where the turns are one turn apart.
    pub fn sector(&self, path: Path, (inner, outer): (f64, f64), from: f64, to: f64) -> Path {
        if to - from >= 0.999_999 {
            return self.hoop(path, inner, outer);
        }
        let is_long = to - from > 0.5;
        path.to(self.at(from, outer))
            .arc(outer, is_long, true, self.at(to, outer))
            .line(self.at(to, inner))
            .arc(inner, is_long, false, self.at(from, inner))
            .close()
    }

    /// A whole ring: two circles, of which the inner one runs the other way.
    fn hoop(&self, path: Path, inner: f64, outer: f64) -> Path {
        let circle = |path: Path, radius: f64, clockwise| {
            path.to(self.at(0.0, radius))
                .arc(radius, false, clockwise, self.at(0.5, radius))
                .arc(radius, false, clockwise, self.at(0.0, radius))
                .close()
        };
        circle(circle(path, outer, true), inner, false)
    }
}

struct Rings {
    outer: f64,
    moved: (f64, f64),
    band: (f64, f64),
    taken: (f64, f64),
}

impl Rings {
    /// From the tips inwards: spikes 29, gap 3, band 28, gap 3, ticks 13; ×.86 on small screens.
    fn with_spikes(outer: f64) -> Self {
        let scale = if outer < 200.0 { 0.86 } else { 1.0 };
        let inwards = |from: f64, thickness: f64| (from - thickness * scale, from);
        let moved = inwards(outer, 29.0);
        let band = inwards(moved.0 - 3.0 * scale, 28.0);
        let taken = inwards(band.0 - 3.0 * scale, 13.0);
        Rings { outer, moved, band, taken }
    }

    /// The walk and its discs outside, then what moved, the band under the discs of the nodes, and what was taken.
    fn with_discs(outer: f64) -> Self {
        let scale = words::within(outer / 190.0, 0.6, 1.0);
        let walk = outer - 14.0;
        let moved = (walk - 18.0 - 16.0 * scale, walk - 18.0);
        let band = (moved.0 - 3.0 - 32.0 * scale, moved.0 - 3.0);
        let taken = (band.0 - 3.0 - 12.0 * scale, band.0 - 3.0);
        Rings { outer: walk, moved, band, taken }
    }
}
