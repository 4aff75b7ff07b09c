use super::plan::{Plan, TEXT};
use crate::{
    picture::{Element, Paint, Part},
    words,
};
use quorate_core::quorum::Quorum;

/// One cell: its box, its two lines, and what can be pressed over them.
pub(super) fn cell(quorum: Quorum, plan: &Plan, is_chosen: bool) -> Element {
    let (at, size) = (plan.at(quorum.w(), quorum.r()), plan.cell);
    let lines =
        if plan.is_wide { words::quorum::cell_words(quorum) } else { words::quorum::cell_counts(quorum) };
    let [meets, off] = lines;
    let middle = (at.0 + size.0 / 2.0, at.1 + size.1 / 2.0);
    let line = |y: f64, text: String, paint: Paint| {
        Element::text(middle.0, y, text)
            .with("font-size", TEXT)
            .with("text-anchor", "middle")
            .with("fill", paint)
    };
    let paint = if quorum.is_strong() { Paint::Ink } else { Paint::Bad };
    let press = Element::rect(at, size)
        .with("role", "button")
        .with("tabindex", if is_chosen { "0" } else { "-1" })
        .with("class", "press")
        .with("fill", "transparent")
        .with("aria-pressed", if is_chosen { "true" } else { "false" })
        .with("aria-label", words::quorum::cell_label(quorum))
        .stands_for(Part::Quorum { w: quorum.w(), r: quorum.r() });
    Element::group()
        .keyed(format!("{}-{}", quorum.w(), quorum.r()))
        .child(outline(quorum.is_strong(), at, size))
        .child(line(middle.1 - 4.0, meets, paint).with("font-weight", "700"))
        .child(line(middle.1 + 14.0, off, Paint::Soft))
        .child(press)
}

/// The box of a cell: solid and round where every read meets every write, else dashed and sharp.
pub(super) fn outline(is_strong: bool, (x, y): (f64, f64), (width, height): (f64, f64)) -> Element {
    let outline = Element::rect((x + 0.75, y + 0.75), (width - 1.5, height - 1.5));
    if is_strong {
        return outline
            .with("rx", "6")
            .with("fill", Paint::Well)
            .with("stroke", Paint::Ink)
            .with("stroke-width", "1.5");
    }
    outline.with("fill", Paint::Paper).with("stroke", Paint::Edge).with("stroke-dasharray", "3 3")
}

/// The outline of the chosen cell, over all others.
pub(super) fn chosen(quorum: Quorum, plan: &Plan) -> Element {
    let (x, y) = plan.at(quorum.w(), quorum.r());
    Element::rect((x - 1.0, y - 1.0), (plan.cell.0 + 2.0, plan.cell.1 + 2.0))
        .with("class", "chosen")
        .with("aria-hidden", "true")
        .with("rx", "7")
        .with("fill", Paint::None)
        .with("stroke", Paint::Accent)
        .with("stroke-width", "2.5")
        .with("pointer-events", "none")
}
