use super::{
    Lane,
    bars::{bars, is_in_vain},
    happenings::{self, Words},
    head,
    label::{Said, Side},
    legend::legend,
    lines::{Line, Lines},
    plan::{LanePlan, Plan, keeps},
    quorums,
};
use crate::{
    picture::{Element, Paint, Part, Path, text_width},
    words,
};
use quorate_core::trace::{Message, OpAt, Topic};

/// The number of a rule this near to now is hidden.
const NEAR_NOW: f64 = 25.0;
/// How wide what is pressed is.
const PRESS: f64 = 12.0;
/// Operations of one lane that can be pressed.
const MOST_OPERATIONS: usize = 60;

fn pairs<'a, 'b>(
    lanes: &'a [Lane<'b>],
    plan: &'a Plan,
) -> impl Iterator<Item = (&'a Lane<'b>, &'a LanePlan)> {
    lanes.iter().zip(&plan.lanes)
}

/// What changes only with the window: modes, who acts, what marks mean.
pub fn still(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    let (unit, _) = plan.scale.rules();
    let heads = pairs(lanes, plan).map(|(lane, place)| head::head(lane, plan, place));
    let mut layer = Element::group().children(heads);
    if !plan.scale.is_flat() {
        let unit = note(plan.gutter - 12.0, plan.scale.top - 15.0, unit.sign()).with("text-anchor", "end");
        layer = layer.child(unit);
    }
    if plan.options.has_legend { layer.child(legend(plan, keeps(lanes))) } else { layer }
}

fn note(x: f64, y: f64, said: impl Into<String>) -> Element {
    Element::text(x, y, said).with("font-size", "14").with("fill", Paint::Soft)
}

/// What has happened by now, as lines and bars.
pub fn drawn(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    let until_ns = plan.until_ns();
    let is_dimmed = plan.options.chosen.is_some();
    let lane = |(lane, place): (&Lane<'_>, &LanePlan)| {
        let lines = happenings::messages(lane, plan, place, until_ns);
        let (paint, width) = match (is_dimmed, plan.has_each) {
            (true, _) => (Paint::Edge, 1.2),
            (false, true) => (Paint::Ink, 1.6),
            (false, false) => (Paint::Edge, 0.7),
        };
        Element::group()
            .child(bars(lane, plan, place, until_ns))
            .children(happenings::disks(lane, plan, place, until_ns))
            .children(quorums::coordinators(lane, plan, place, until_ns))
            .child(lines.draw(paint, width))
            .children(quorums::deciding(lane, plan, place, until_ns).filter(|_| !is_dimmed))
    };
    Element::group().children(rules(plan)).children(pairs(lanes, plan).map(lane))
}

fn rules(plan: &Plan) -> Vec<Element> {
    if plan.scale.is_flat() {
        return Vec::new();
    }
    let (unit, rules) = plan.scale.rules();
    let mut path = Path::default();
    let mut numbers = Element::group();
    let now = plan.y(plan.now_ns);
    for at_ns in rules.into_iter().take_while(|at_ns| *at_ns <= plan.now_ns) {
        let y = plan.y(at_ns);
        path = path.to((plan.gutter - 4.0, y)).line((plan.size.0, y));
        if now - y > NEAR_NOW {
            let number = note(plan.gutter - 12.0, y + 5.0, unit.number(at_ns, 0));
            numbers = numbers.child(number.with("text-anchor", "end"));
        }
    }
    let path = Element::path(path.0, Paint::None).with("stroke", Paint::Line).with("stroke-width", "1");
    vec![path, numbers]
}

/// What has happened by now, as marks and words.
pub fn said(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    let until_ns = plan.until_ns();
    let lane = |(lane, place): (&Lane<'_>, &LanePlan)| {
        Element::group()
            .child(Words::new(lane, plan, place).draw(until_ns))
            .child(happenings::answers(lane, plan, place, until_ns))
    };
    let mut layer = Element::group().children(pairs(lanes, plan).map(lane));
    if !plan.has_each {
        let place = (plan.size.0, plan.scale.bottom() + 22.0);
        let many = Said::new(words::time::too_many(plan.messages), place, Side::Right).bold();
        layer = layer.child(many.draw());
    }
    layer
}

/// The path of the chosen operation, above all others.
pub fn chosen(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    let layer = Element::group().with("class", "chosen").with("aria-hidden", "true");
    let Some((number, op)) = plan.options.chosen else { return layer };
    let number = usize::from(number);
    let (Some(lane), Some(place)) = (lanes.get(number), plan.lanes.get(number)) else { return layer };
    let mut lines = Lines::default();
    for known in &place.messages {
        let message = lane.trace.message(known.0);
        if belongs(lane, message, op)
            && let Some(line) = Line::new(lane, plan, place, *known, plan.until_ns())
        {
            lines.add(message, &line, true);
        }
    }
    layer.child(lines.draw(Paint::Ink, 2.5))
}

/// Whether a message is part of what became of an operation.
fn belongs(lane: &Lane<'_>, message: &Message, op: OpAt) -> bool {
    if message.op == Some(op) {
        return true;
    }
    let Some(known) = lane.trace.operations.get(op.at()) else { return false };
    let made = lane.spans.requests.get(op).and_then(|request| request.made);
    if message.version.is_some() && message.version == made {
        return true;
    }
    let carries = matches!(message.topic, Topic::Entries | Topic::Confirm | Topic::Snapshot);
    let [first, last] = message.positions;
    message.op.is_none()
        && carries
        && message.partition == known.partition
        && known.position.is_some_and(|position| (first..=last).contains(&position))
}

/// What can be pressed: messages and operations that have begun by now. Nothing where they are too many.
pub fn pressed(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    let mut layer = Element::group().with("class", "hits");
    if !plan.has_each {
        return layer;
    }
    let mut is_first = true;
    for (number, (lane, place)) in (0..).zip(pairs(lanes, plan)) {
        let operations = operations(lane, plan, place, number);
        for hit in operations.into_iter().chain(messages(lane, plan, place, number)) {
            // One tab stop for all: arrow keys go from one to the next.
            layer = layer.child(hit.with("tabindex", if is_first { "0" } else { "-1" }));
            is_first = false;
        }
    }
    layer
}

fn hit(element: Element, part: Part, label: String) -> Element {
    element.with("role", "button").with("class", "hit").with("aria-label", label).stands_for(part)
}

fn messages(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, number: u8) -> Vec<Element> {
    let one = |known: &(quorate_core::trace::MessageAt, Option<f64>)| {
        let line = Line::new(lane, plan, place, *known, plan.until_ns())?;
        let path = Element::line(line.from, line.to, Paint::None, PRESS);
        // A line of no colour still takes the pointer.
        let path = path.with("pointer-events", "stroke");
        let label = words::time::message(lane.trace, lane.spans, known.0);
        Some(hit(path, Part::Message(number, known.0), label))
    };
    place.messages.iter().filter_map(one).collect()
}

fn operations(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, number: u8) -> Vec<Element> {
    let view = plan.scale.view;
    let until_ns = plan.until_ns();
    let spans = lane.spans.waits.within(view.from_ns, until_ns).take(MOST_OPERATIONS);
    let one = |span: &super::Span<OpAt>| {
        let (top, foot) = (plan.y(span.from_ns), plan.y(span.to_ns.min(until_ns)));
        let area = Element::rect((place.x(span.actor) - 18.0, top), (22.0, (foot - top).max(2.0)));
        let label = words::time::operation(lane.trace, lane.spans, span.of);
        hit(area.with("fill", "transparent"), Part::Operation(number, span.of), label)
    };
    spans.map(one).collect()
}

/// The instant that is now: its line and its number, the verdict by then, and who still waits in vain.
pub fn now(lanes: &[Lane<'_>], plan: &Plan) -> Element {
    const TAB: f64 = 24.0;
    let y = plan.y(plan.now_ns);
    let (unit, _) = plan.scale.rules();
    let tab = plan.gutter - 4.0;
    let line = Element::line((tab - 2.0, y), (plan.size.0, y), Paint::Accent, 2.5);
    let number = Element::text(tab / 2.0, y + 5.0, unit.number(plan.now_ns, 1))
        .with("font-size", "15")
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .with("fill", Paint::Paper);
    let facts = pairs(lanes, plan).map(|(lane, place)| head::facts(lane, place, plan.now_ns));
    let waiting = pairs(lanes, plan).flat_map(|(lane, place)| in_vain(lane, plan, place));
    Element::group()
        .children(facts)
        .children(waiting)
        .child(line)
        .child(Element::rect((0.0, y - TAB / 2.0), (tab, TAB)).with("rx", "4").with("fill", Paint::Accent))
        .child(number)
}

/// "w3: no answer", above the line of now, or where the client gave up; where there is no room the dashes say it alone.
fn in_vain(lane: &Lane<'_>, plan: &Plan, place: &LanePlan) -> Vec<Element> {
    const MOST: usize = 4;
    const ROW: f64 = 17.0;
    let (view, until_ns) = (plan.scale.view, plan.until_ns());
    let is_vain = |span: &&super::Span<OpAt>| is_in_vain(lane, span, until_ns);
    let waiting: Vec<_> = lane.spans.waits.within(view.from_ns, until_ns).filter(is_vain).collect();
    let shown = &waiting[waiting.len().saturating_sub(MOST)..];
    let at = |(number, span): (usize, &&super::Span<OpAt>)| {
        let foot = plan.y(span.to_ns.min(until_ns));
        let y = foot - 9.0 - (shown.len() - 1 - number) as f64 * ROW;
        let x = place.x(span.actor) + 10.0;
        let text = words::time::no_answer(&lane.spans.name(lane.trace, span.of));
        let next = place.xs.iter().copied().filter(|other| *other > x).fold(plan.size.0, f64::min);
        let fits = x + text_width(&text, 14.0, false) * 0.94 < next && y > plan.scale.top;
        fits.then(|| Said::new(text, (x, y), Side::Left).sized(14.0).draw())
    };
    shown.iter().enumerate().filter_map(at).collect()
}
