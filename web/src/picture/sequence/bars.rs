//! What lasts: windows of loss, lifelines, who leads, who waits, who pauses. A path a lane for each.

use super::{
    Lane,
    marks::boxed,
    plan::{LanePlan, Plan},
    timeline::Span,
};
use crate::picture::{Element, Paint, Path, racks::hatch};
use quorate_core::trace::{ActorAt, OpAt, Outcome};

/// Half the width of a window of loss.
pub(super) const WINDOW: f64 = 30.0;
/// How far above the first instant lifelines and leaders begin.
const ABOVE: (f64, f64) = (14.0, 10.0);
const WAIT: f64 = 6.0;
/// From one waiting to the next.
const SLOT: f64 = 8.5;
const SLOTS: usize = 5;

/// All bars of a lane until an instant, in drawing order.
pub(super) fn bars(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Element {
    Element::group()
        .children(windows(lane, plan, place, until_ns))
        .children(lifelines(lane, plan, place, until_ns))
        .child(leads(lane, plan, place, until_ns))
        .children(waits(lane, plan, place, until_ns))
        .children(pauses(lane, plan, place, until_ns))
}

/// A stretch of heights, and whether it is open at its foot.
type Stretch = (f64, f64, bool);

/// The heights of spans until an instant; those that touch are one.
fn stretches<'a, T: 'a>(
    plan: &Plan,
    spans: impl Iterator<Item = &'a Span<T>>,
    until_ns: u64,
    gap: f64,
) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for span in spans.filter(|span| span.from_ns < until_ns) {
        let (top, foot) = (plan.y(span.from_ns), plan.y(span.to_ns.min(until_ns)));
        let is_open = span.to_ns > until_ns;
        match all.last_mut() {
            Some(last) if top <= last.1 + gap => {
                last.2 = if foot >= last.1 { is_open } else { last.2 };
                last.1 = last.1.max(foot);
            }
            _ => all.push((top, foot, is_open)),
        }
    }
    all
}

/// Half the width of windows in a lane.
pub(super) fn window_half(place: &LanePlan) -> f64 {
    WINDOW.min(place.pitch() * 0.36)
}

fn windows(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Vec<Element> {
    let half = window_half(place);
    let mut drawn = Vec::new();
    let view = plan.scale.view;
    for (at, x) in place.xs.iter().enumerate() {
        for stays in [false, true] {
            let spans = lane
                .spans
                .exposed
                .within(view.from_ns, until_ns)
                .filter(|span| span.actor.at() == at && (span.to_ns == u64::MAX) == stays);
            for (top, foot, is_open) in stretches(plan, spans, until_ns, 1.0) {
                let high = (foot - top).max(1.0);
                drawn.push(hatch((x - half, top), (2.0 * half, high)));
                let outline = Path::default();
                let outline = if stays {
                    outline
                        .to((x - half, foot))
                        .line((x - half, top))
                        .line((x + half, top))
                        .line((x + half, foot))
                } else {
                    outline.to((x - half, top)).line((x + half, top))
                };
                let outline =
                    if is_open { outline } else { outline.to((x - half, foot)).line((x + half, foot)) };
                let outline = Element::path(outline.0, Paint::None).with("stroke", Paint::Bad);
                drawn.push(outline.with("stroke-width", if stays { "2" } else { "1.5" }));
            }
        }
    }
    drawn
}

fn lifelines(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> [Element; 2] {
    let (mut solid, mut dotted) = (Path::default(), Path::default());
    let view = plan.scale.view;
    for (at, x) in place.xs.iter().enumerate() {
        let mut y = plan.scale.top - ABOVE.0;
        let off = lane.spans.off.within(view.from_ns, until_ns).filter(|span| span.actor.at() == at);
        for (top, foot, _) in stretches(plan, off, until_ns, 0.0) {
            if top > y {
                solid = solid.to((*x, y)).line((*x, top));
            }
            dotted = dotted.to((*x, top.max(y))).line((*x, foot));
            y = foot;
        }
        let foot = plan.y(until_ns);
        if foot > y {
            solid = solid.to((*x, y)).line((*x, foot));
        }
    }
    let line = |path: Path| {
        Element::path(path.0, Paint::None).with("stroke", Paint::Edge).with("stroke-width", "1.5")
    };
    [line(solid).with("stroke-opacity", ".75"), line(dotted).with("stroke-dasharray", "2 5")]
}

fn leads(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Element {
    let mut path = Path::default();
    let view = plan.scale.view;
    for (at, x) in place.xs.iter().enumerate() {
        let spans = lane.spans.leads.within(view.from_ns, until_ns).filter(|span| span.actor.at() == at);
        let begins = lane.spans.leads.at(ActorAt(at as u16), view.from_ns).is_some();
        for (number, (top, foot, _)) in stretches(plan, spans, until_ns, 0.0).into_iter().enumerate() {
            let top = if number == 0 && begins { plan.scale.top - ABOVE.1 } else { top };
            path = boxed(path, (x - 4.0, top), (8.0, foot - top));
        }
    }
    Element::path(path.0, Paint::Lead)
}

/// A bar for each operation that a client waits for, beside its lifeline; those of one time beside each other.
fn waits(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> [Element; 2] {
    let (mut answered, mut unanswered) = (Path::default(), Path::default());
    let view = plan.scale.view;
    for (at, x) in place.xs.iter().enumerate() {
        // Of each slot: until when it is taken, and the last bar's foot and look.
        let mut slots: Vec<(u64, f64, bool)> = Vec::new();
        let spans = lane.spans.waits.within(view.from_ns, view.to_ns).filter(|span| span.actor.at() == at);
        for span in spans {
            let free = slots.iter().position(|(taken, ..)| *taken <= span.from_ns);
            let slot = free.unwrap_or(slots.len()).min(SLOTS - 1);
            if slot == slots.len() {
                slots.push((0, 0.0, false));
            }
            if span.from_ns >= until_ns {
                continue;
            }
            let waits = !is_in_vain(lane, span, until_ns);
            let (top, foot) = (plan.y(span.from_ns), plan.y(span.to_ns.min(until_ns)));
            let (taken, last, look) = &mut slots[slot];
            *taken = span.to_ns.max(*taken);
            // Many short ones become one bar, not thousands.
            let top = if *look == waits && top - *last < 1.0 { top.max(*last) } else { top };
            if foot - top < 0.5 && foot <= *last + 0.5 {
                continue;
            }
            (*last, *look) = (foot, waits);
            let left = x - WAIT - slot as f64 * SLOT;
            if waits {
                answered = boxed(answered, (left, top), (WAIT, foot - top));
            } else {
                unanswered = boxed(unanswered, (left + 0.5, top), (WAIT - 1.0, foot - top));
            }
        }
    }
    [
        Element::path(answered.0, Paint::Soft),
        Element::path(unanswered.0, Paint::Paper)
            .with("stroke", Paint::Soft)
            .with("stroke-width", "1.2")
            .with("stroke-dasharray", "3 3"),
    ]
}

/// Whether the client is told in the end what became of an operation.
pub(super) fn is_told(lane: &Lane<'_>, op: OpAt) -> bool {
    let op = lane.trace.operation(op);
    op.end_ns.is_some() && op.outcome != Outcome::Unknown
}

/// Whether a client waits for what will never come, as far as one can know by an instant: it gave up, or whom it asked is
/// off, or the run is over.
pub(super) fn is_in_vain(lane: &Lane<'_>, span: &Span<OpAt>, until_ns: u64) -> bool {
    let asked = lane.spans.taken_by(span.of);
    let is_off = || asked.is_some_and(|node| lane.spans.off.at(node, until_ns).is_some());
    !is_told(lane, span.of) && (span.is_over(until_ns) || until_ns >= lane.trace.end_ns || is_off())
}

fn pauses(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Option<Element> {
    let mut path = Path::default();
    let view = plan.scale.view;
    for (at, x) in place.xs.iter().enumerate() {
        let spans = lane.spans.pauses.within(view.from_ns, until_ns).filter(|span| span.actor.at() == at);
        for (top, foot, _) in stretches(plan, spans, until_ns, 0.0) {
            path = boxed(path, (x - 6.0, top), (12.0, (foot - top).max(1.0)));
        }
    }
    (!path.0.is_empty()).then(|| {
        Element::path(path.0, Paint::Well)
            .with("stroke", Paint::Soft)
            .with("stroke-width", "1.5")
            .with("stroke-dasharray", "4 3")
    })
}
