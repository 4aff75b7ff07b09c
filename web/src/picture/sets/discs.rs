use super::plan::{MIDDLE, Plan};
use crate::{
    picture::{Element, Paint},
    words,
};
use quorate_core::quorum::{Quorum, Side};

/// All copies: a disc each, or a box for those of a kind. Filled are those that have the write.
pub(super) fn discs(quorum: Quorum, plan: &Plan) -> Element {
    let sides = quorum.worst();
    let mut drawn = Element::group();
    for (run, (first, count)) in plan.runs.iter().enumerate() {
        let Some(side) = sides.get(*first as usize) else { continue };
        let (from, to) = plan.span(run);
        if !plan.has_discs {
            drawn = drawn.child(counted(*side, (from, to), *count, plan));
            continue;
        }
        let pitch = (to - from) / f64::from(*count);
        drawn = drawn.children((0..*count).map(|at| {
            let x = from + pitch * (f64::from(at) + 0.5);
            let disc = painted(Element::disc((x, MIDDLE), plan.radius), *side);
            Element::group().child(disc).child(number(*side, x, (first + at + 1).into()))
        }));
    }
    drawn
}

/// Copies of a kind: their number in a box.
fn counted(side: Side, (from, to): (f64, f64), count: u32, plan: &Plan) -> Element {
    let place = (from + 5.0, MIDDLE - plan.radius);
    let size = (to - from - 10.0, 2.0 * plan.radius);
    let drawn = painted(Element::rect(place, size).with("rx", plan.radius), side);
    Element::group().child(drawn).child(number(side, f64::midpoint(from, to), count.into()))
}

fn painted(shape: Element, side: Side) -> Element {
    let fill = if side.has_write { Paint::Ink } else { Paint::Paper };
    shape.with("stroke", Paint::Ink).with("stroke-width", "1.5").with("fill", fill)
}

fn number(side: Side, x: f64, number: u64) -> Element {
    Element::text(x, MIDDLE + 4.5, words::counted(number))
        .with("font-size", "13")
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .with("fill", if side.has_write { Paint::Paper } else { Paint::Ink })
}
