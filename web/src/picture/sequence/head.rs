//! What stands above the lifelines: the mode, what it waits for, its verdict, who acts.

use super::{
    Lane, marks,
    plan::{FACT_GAP, FACTS_ROW, LanePlan, Plan, fact_width},
};
use crate::{
    picture::{Element, Paint, measure::fitting},
    words,
};
use quorate_core::trace::{Actor, ActorAt};

/// The head of a lane without its verdict.
pub(super) fn head(lane: &Lane<'_>, plan: &Plan, place: &LanePlan) -> Element {
    let left = place.left + 8.0;
    let title = fitting(&lane.title, 18.0, true, place.width - 8.0);
    let subtitle = fitting(&lane.subtitle, 16.0, false, place.width - 8.0);
    let names = (0..).zip(&place.xs).map(|(at, x)| actor(lane, plan, ActorAt(at), *x));
    Element::group()
        .child(Element::rect((place.left, 0.0), (place.width, 2.0)).with("fill", Paint::Ink))
        .child(
            Element::text(left, 29.0, title)
                .with("font-size", "18")
                .with("font-weight", "700")
                .with("fill", Paint::Ink),
        )
        .child(Element::text(left, 52.5, subtitle).with("font-size", "16").with("fill", Paint::Soft))
        .children(names)
}

fn actor(lane: &Lane<'_>, plan: &Plan, at: ActorAt, x: f64) -> Element {
    let first_ns = plan.scale.view.from_ns;
    let is_off = lane.spans.off.at(at, first_ns).is_some();
    let leads = lane.spans.leads.at(at, first_ns).is_some();
    let actor = lane.trace.actor(at);
    let name = Element::text(x, plan.names, words::time::actor(lane.trace, at))
        .with("font-size", "15")
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .with("fill", if is_off { Paint::Soft } else { Paint::Ink });
    let name = if is_off { name.with("text-decoration", "line-through") } else { name };
    let middle = plan.names + 19.0;
    let head =
        Element::group().child(name).child(marks::role(actor, lane.trace.keeps, leads, is_off, (x, middle)));
    if let Actor::Node(id) = actor { head.stands_for(crate::picture::Part::node(id)) } else { head }
}

/// The verdict of a lane by an instant, in as many lines as it takes.
pub(super) fn facts(lane: &Lane<'_>, place: &LanePlan, until_ns: u64) -> Element {
    let left = place.left + 8.0;
    let (mut x, mut y) = (left, 78.0);
    let mut drawn = Element::group();
    for fact in words::time::facts(&lane.spans.facts(lane.trace, until_ns)) {
        let wide = fact_width(&fact);
        if x > left && x + wide > place.left + place.width {
            (x, y) = (left, y + FACTS_ROW);
        }
        let paint = if fact.is_bad { Paint::Bad } else { Paint::Ink };
        let mut start = x;
        if fact.is_bad {
            drawn = drawn.child(marks::cross((x + 6.0, y - 5.0), paint));
            start += 18.0;
        }
        let number = Element::new("tspan").with("font-weight", "700").say(fact.number);
        let mut text = Element::new("text")
            .with("x", start)
            .with("y", y)
            .with("font-size", "15")
            .with("fill", paint)
            .child(number);
        if !fact.what.is_empty() {
            text = text.say(format!(" {}", fact.what));
        }
        drawn = drawn.child(text);
        x += wide + FACT_GAP;
    }
    drawn
}
