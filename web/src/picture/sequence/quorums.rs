//! What coordinators do where there is no leader: whose answer decided, who was stale, who stands in for whom.

use super::{
    Lane,
    label::{Labels, Said, Side},
    lines::{Line, Lines},
    marks,
    plan::{LanePlan, Plan},
};
use crate::{
    picture::{Element, Paint, Path},
    words,
};
use quorate_core::{
    measure::Request,
    trace::{Actor, Event, Keeps, MessageAt, Topic, Trace, What},
};

/// Half the width of the bar of a coordinator.
const BAR: f64 = 3.5;
/// Operations whose coordination is drawn, and marks that have words.
const MOST: usize = 60;

/// How long each coordinator worked: a bar on its lifeline, and its role where it begins.
pub(super) fn coordinators(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Option<Element> {
    let view = plan.scale.view;
    let mut bars = Path::default();
    let mut roles = Element::group();
    for (_, request) in lane.spans.requests.iter() {
        let Some((who, from_ns)) = request.coordinator else { continue };
        let to_ns = ended_ns(request).unwrap_or(u64::MAX).min(until_ns).min(view.to_ns);
        let is_seen = from_ns < until_ns && from_ns <= view.to_ns && to_ns >= view.from_ns;
        let is_node = matches!(lane.trace.actor(who), Actor::Node(_));
        if !is_seen || !is_node || !plan.has_each {
            continue;
        }
        let (x, top) = (place.x(who), plan.y(from_ns.max(view.from_ns)));
        bars = marks::boxed(bars, (x - BAR, top), (2.0 * BAR, (plan.y(to_ns) - top).max(1.0)));
        if from_ns >= view.from_ns {
            roles = roles.child(marks::coordinator((x, top)));
        }
    }
    let bars = Element::path(bars.0, Paint::Paper).with("stroke", Paint::Lead).with("stroke-width", "1.5");
    let is_led = lane.trace.keeps == Keeps::Log;
    (!is_led).then(|| Element::group().child(bars).child(roles))
}

/// The answers that decided, above all others.
pub(super) fn deciding(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Option<Element> {
    if !plan.has_each {
        return None;
    }
    let mut decided: Vec<MessageAt> =
        lane.spans.requests.iter().filter_map(|(_, request)| request.decided_by).collect();
    decided.sort_unstable();
    let mut lines = Lines::default();
    for known in place.messages.iter().filter(|known| decided.binary_search(&known.0).is_ok()) {
        let message = lane.trace.message(known.0);
        if let Some(line) = Line::new(lane, plan, place, *known, until_ns) {
            lines.add(message, &line, true);
        }
    }
    (!decided.is_empty()).then(|| lines.draw(Paint::Ink, 2.5))
}

/// When a coordinator was done with an operation, or gave it up, ns.
fn ended_ns(request: &Request) -> Option<u64> {
    request.decided_ns.or(request.short.map(|(at_ns, ..)| at_ns))
}

/// Whether the answer of a replica was older than what the read took in the end.
pub(super) fn is_stale(lane: &Lane<'_>, at: MessageAt) -> bool {
    let message = lane.trace.message(at);
    let request = message.op.and_then(|op| lane.spans.requests.get(op));
    match (message.topic, message.version, request) {
        (Topic::Found, Some(version), Some(request)) => {
            request.chosen.iter().any(|chosen| lane.trace.is_older(version, *chosen))
        }
        _ => false,
    }
}

/// What is said beside events of coordinators and of those who keep hints, with whether it is bad news.
fn said(trace: &Trace, event: &Event) -> Option<(String, bool)> {
    let who = |at| words::time::actor(trace, at);
    Some(match event.what {
        What::Sloppy { whom, .. } => (format!("{} stands in: the overlap is off", who(whom)), true),
        What::Short { got, need, .. } => (format!("only {got} of {need}"), true),
        What::Hinted { whom, .. } => (format!("hint for {}", who(whom)), false),
        What::Unhinted { is_delivered: false, .. } => ("hint given up".into(), true),
        What::Dropped { why: quorate_core::trace::Gone::Purged, .. } => ("tombstone purged".into(), false),
        _ => return None,
    })
}

/// Those words, where there is room.
pub(super) fn words(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, labels: &mut Labels) -> Vec<(u64, Said)> {
    let view = plan.scale.view;
    let events = &lane.trace.events;
    let first = events.partition_point(|event| event.at_ns < view.from_ns);
    let within = events[first..].iter().take_while(|event| event.at_ns <= view.to_ns);
    let mut all = Vec::new();
    for event in within.filter(|event| said(lane.trace, event).is_some()).take(MOST) {
        let Some((text, is_bad)) = said(lane.trace, event) else { continue };
        let (x, y) = (place.x(event.actor), plan.y(event.at_ns) + 5.0);
        let right = Said::new(text, (x + 9.0, y), Side::Left).sized(13.0);
        let right = if is_bad { right.bold().in_paint(Paint::Bad) } else { right.in_paint(Paint::Soft) };
        let left = Said { at: (x - 9.0, y), side: Side::Right, ..right.clone() };
        let lower = |said: &Said| Said { at: (said.at.0, said.at.1 + 15.0), ..said.clone() };
        let places = [right.clone(), left.clone(), lower(&right), lower(&left)];
        if let Some(said) = places.into_iter().find(|said| labels.fits(said)) {
            all.push((event.at_ns, said));
        }
    }
    all
}
