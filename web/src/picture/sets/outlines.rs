use super::plan::{MIDDLE, Plan, TEXT};
use crate::{
    picture::{Element, Paint, Path, measure::fitting},
    words,
};
use quorate_core::quorum::Quorum;

/// How far the outlines lie from the discs, and how far they are moved against each other, so that one sees both.
const APART: f64 = 9.0;
const MOVED: f64 = 4.0;
const SAMPLE: (f64, f64) = (26.0, 18.0);

/// What the two outlines mean: two lines above the copies.
pub(super) fn key(quorum: Quorum, plan: &Plan) -> [Element; 2] {
    let line = |y: f64, sample: Element, text: String| {
        let left = SAMPLE.0 + 8.0;
        let text = Element::text(left, y + 14.0, fitting(&text, TEXT, false, plan.width - left))
            .with("font-size", TEXT)
            .with("fill", Paint::Ink);
        Element::group().child(sample).child(text)
    };
    [
        line(1.0, sharp((1.0, 1.0), SAMPLE), words::quorum::write_label(quorum)),
        line(25.0, round((1.0, 25.0), SAMPLE), words::quorum::read_label(quorum)),
    ]
}

/// The outline of the write set.
pub(super) fn write(plan: &Plan) -> Element {
    around(plan, plan.write(), -MOVED, sharp)
}

/// The outline of the read set.
pub(super) fn read(plan: &Plan) -> Element {
    around(plan, plan.read(), MOVED, round)
}

/// A bracket below what is in both, or below what the sets leave between them; a bar where they only touch.
pub(super) fn middle(quorum: Quorum, plan: &Plan) -> Element {
    let (from, to) = plan.middle();
    let (top, paint) = (plan.bottom() + 4.0, if quorum.is_strong() { Paint::Ink } else { Paint::Bad });
    if to - from < 1.0 {
        let high = plan.radius + APART + MOVED;
        return Element::line((from, MIDDLE - high), (from, top + 8.0), paint, 2.0);
    }
    let (from, to) = (from + 4.0, to - 4.0);
    let bracket =
        Path::default().to((from, top)).line((from, top + 8.0)).line((to, top + 8.0)).line((to, top));
    Element::path(bracket.0, Paint::None).with("stroke", paint).with("stroke-width", "2")
}

/// An outline around a part of the row, a little higher or lower than its middle.
fn around(
    plan: &Plan,
    (from, to): (f64, f64),
    moved: f64,
    draw: fn((f64, f64), (f64, f64)) -> Element,
) -> Element {
    let half = plan.radius + APART;
    draw((from + 1.0, MIDDLE - half + moved), (to - from - 2.0, 2.0 * half))
}

/// The outline of what has the write.
pub(super) fn sharp(at: (f64, f64), size: (f64, f64)) -> Element {
    Element::rect(at, size).with("fill", Paint::None).with("stroke", Paint::Ink).with("stroke-width", "2")
}

/// The outline of what answers the read.
pub(super) fn round(at: (f64, f64), size: (f64, f64)) -> Element {
    Element::rect(at, size)
        .with("rx", size.1 / 2.0)
        .with("fill", Paint::None)
        .with("stroke", Paint::Lead)
        .with("stroke-width", "2")
        .with("stroke-dasharray", "5 4")
}
