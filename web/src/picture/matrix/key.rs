use super::{
    cell::outline,
    plan::{Plan, TEXT},
};
use crate::{
    picture::{Element, Paint, measure::wrapped},
    words,
};
use quorate_core::quorum::Quorum;

const SAMPLE: (f64, f64) = (24.0, 16.0);
const LINE: f64 = 22.0;

/// What the two kinds of cells mean and what their lines are, below the cells; and how high the picture is with it.
pub(super) fn key(quorum: Quorum, plan: &Plan) -> (Element, f64) {
    let [strong, weak, first, second] = words::quorum::matrix_key(plan.is_wide);
    let mut y = plan.bottom() + 12.0;
    let mut key = Element::group();
    let say = |x: f64, y: f64, text: String| {
        Element::text(x, y + 12.5, text).with("font-size", TEXT).with("fill", Paint::Soft)
    };
    for (is_strong, text) in [(true, strong), (false, weak)] {
        key = key.child(outline(is_strong, (0.0, y), SAMPLE));
        for line in wrapped(text, TEXT, false, plan.width - SAMPLE.0 - 8.0) {
            key = key.child(say(SAMPLE.0 + 8.0, y, line));
            y += LINE;
        }
    }
    let more = words::quorum::more(quorum, &plan.w, &plan.r);
    for text in [first.into(), second.into()].into_iter().chain(more) {
        for line in wrapped(&text, TEXT, false, plan.width) {
            key = key.child(say(0.0, y, line));
            y += LINE;
        }
    }
    (key, y)
}
