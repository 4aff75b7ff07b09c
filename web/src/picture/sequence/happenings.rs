//! What happened by an instant and stays as it is: messages, words, disks, acknowledgements, deaths, promotions.

use super::{
    Lane,
    bars::{is_told, window_half},
    label::{Labels, Said, Side},
    lines::{End, Line, Lines},
    marks,
    plan::{LanePlan, Plan},
    quorums,
};
use crate::{
    picture::{Element, Paint, Path},
    words,
};
use quorate_core::base::{IdSet, sort_by_key};
use quorate_core::trace::{Actor, Outcome, Topic, What};

/// Half the width of a disk's bar.
const DISK: f64 = 5.5;
/// Where many messages or marks fall on so few pixels, one stands for all.
const CELL: f64 = 5.0;
/// From one ring to the next there.
const RINGS: f64 = 18.0;
const MOST_LINES: f64 = 1_500.0;
/// Where lifelines are nearer than this, only clients' messages have words.
const ROOM_FOR_WORDS: f64 = 64.0;

/// The flushes of a lane: a hollow bar while it lasts, a square once it is done.
pub(super) fn disks(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> [Element; 2] {
    let (mut bars, mut squares) = (Path::default(), Path::default());
    let mut last = vec![f64::NEG_INFINITY; place.xs.len()];
    let view = plan.scale.view;
    for span in lane.spans.flushes.within(view.from_ns, until_ns.min(view.to_ns)) {
        let (x, top) = (place.x(span.actor), plan.y(span.from_ns));
        let Some(last) = last.get_mut(span.actor.at()) else { continue };
        if top - *last < CELL && !plan.has_each {
            continue;
        }
        *last = top;
        let foot = plan.y(span.to_ns.min(until_ns));
        bars = marks::boxed(bars, (x - DISK, top), (2.0 * DISK, (foot - top).max(1.0)));
        if span.of && plan.has_each && span.is_over(until_ns) && span.to_ns <= view.to_ns {
            squares = marks::boxed(squares, (x - DISK - 0.75, foot - 5.0), (2.0 * DISK + 1.5, 10.0));
        }
    }
    let paint = if plan.has_each { Paint::Ink } else { Paint::Edge };
    let bars = Element::path(bars.0, Paint::Paper).with("stroke", paint);
    let bars = bars.with("stroke-width", if plan.has_each { "1.5" } else { "1" });
    [bars, Element::path(squares.0, paint)]
}

/// The messages of a lane: those that are over, or those that are under way.
pub(super) fn messages(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Lines {
    let mut lines = Lines::default();
    let actors = place.xs.len();
    let pairs = (actors * actors) as f64;
    let cell = CELL.max(plan.scale.view.height * pairs / MOST_LINES);
    let mut last = vec![f64::NEG_INFINITY; actors * actors];
    for known in &place.messages {
        let message = lane.trace.message(known.0);
        if message.sent_ns > until_ns {
            break;
        }
        if !plan.has_each {
            let y = plan.scale.height_of(message.sent_ns as f64);
            let Some(last) = last.get_mut(message.from.at() * actors + message.to.at()) else { continue };
            if y - *last < cell {
                continue;
            }
            *last = y;
        }
        if let Some(line) = Line::new(lane, plan, place, *known, until_ns) {
            lines.add(message, &line, plan.has_each);
        }
    }
    lines
}

/// Rings of clients: a check where a write was acknowledged, a bar where an operation was refused.
pub(super) fn answers(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, until_ns: u64) -> Element {
    let (mut rings, mut inner) = (Path::default(), Path::default());
    let mut last = f64::NEG_INFINITY;
    let view = plan.scale.view;
    let mut ends: Vec<(u64, usize)> = lane
        .spans
        .waits
        .within(view.from_ns, view.to_ns)
        .filter(|span| span.to_ns <= until_ns.min(view.to_ns) && is_told(lane, span.of))
        .map(|span| (span.to_ns, span.of.at()))
        .collect();
    sort_by_key(&mut ends, |(end_ns, op)| (*end_ns, *op as u64));
    for (end_ns, op) in ends {
        let op = &lane.trace.operations[op];
        let at = (place.x(op.client), plan.y(end_ns));
        if !plan.has_each && at.1 - last < RINGS {
            continue;
        }
        last = at.1;
        (rings, inner) = match op.outcome {
            Outcome::Ok if op.kind.is_write() => marks::acknowledged(rings, inner, at),
            Outcome::Fail => marks::refused(rings, inner, at),
            _ => (rings, inner),
        };
    }
    marks::ringed(rings, inner, Paint::Ink)
}

/// Words and marks that stand alone, each with the instant from which it is seen.
pub(super) struct Words {
    said: Vec<(u64, Said)>,
    marks: Vec<(u64, Element)>,
}

/// Marks of one lane; of more the picture says what it says by lines.
const MOST_MARKS: usize = 60;

impl Words {
    /// Finds room for the words of the whole view: what is seen of it by an instant never moves afterwards.
    pub(super) fn new(lane: &Lane<'_>, plan: &Plan, place: &LanePlan) -> Self {
        let mut words = Words { said: Vec::new(), marks: Vec::new() };
        let right = (place.left + place.width + 16.0).min(plan.size.0);
        let mut labels =
            Labels::new([place.left - 10.0, plan.scale.top - 14.0, right, plan.scale.bottom() + 2.0]);
        if plan.has_each {
            claim_marks(lane, plan, place, &mut labels);
        }
        words.losses(lane, plan, place, &mut labels);
        words.lives(lane, plan, place, &mut labels);
        words.said.extend(quorums::words(lane, plan, place, &mut labels));
        if plan.has_each {
            for pass in [Pass::Asked, Pass::Answered, Pass::Found, Pass::Shipped] {
                words.messages(lane, plan, place, &mut labels, pass);
            }
        }
        words
    }

    /// What is seen by an instant.
    pub(super) fn draw(&self, until_ns: u64) -> Element {
        let seen = |(from_ns, _): &&(u64, Said)| *from_ns <= until_ns;
        let said = self.said.iter().filter(seen).map(|(_, said)| said.draw());
        let marks =
            self.marks.iter().filter(|(from_ns, _)| *from_ns <= until_ns).map(|(_, mark)| mark.clone());
        Element::group().children(said).children(marks)
    }

    fn say(&mut self, labels: &mut Labels, from_ns: u64, said: Said) {
        if labels.fits(&said) {
            self.said.push((from_ns, said));
        }
    }

    /// Deaths, restarts, pauses, promotions.
    fn lives(&mut self, lane: &Lane<'_>, plan: &Plan, place: &LanePlan, labels: &mut Labels) {
        let view = plan.scale.view;
        let events = &lane.trace.events;
        let first = events.partition_point(|event| event.at_ns < view.from_ns);
        let within = events[first..].iter().take_while(|event| event.at_ns <= view.to_ns);
        // The start of a run is on the heads of the lifelines.
        let marked = within.filter(|event| event.at_ns > 0).filter(|event| {
            matches!(
                event.what,
                What::Killed | What::Crashed | What::Restarted | What::Paused | What::Leads { .. }
            )
        });
        for event in marked.take(MOST_MARKS) {
            let at = (place.x(event.actor), plan.y(event.at_ns));
            let (mark, reach) = match event.what {
                What::Killed | What::Crashed => (Some(marks::death(at)), 13.0),
                What::Restarted => (Some(marks::restart(at)), 11.0),
                What::Leads { .. } => (Some(marks::leader(at, 20.0)), 12.0),
                _ => (None, 8.0),
            };
            labels.claim([at.0 - reach, at.1 - reach, at.0 + reach, at.1 + reach]);
            self.marks.extend(mark.map(|mark| (event.at_ns, mark)));
            let is_exposed = lane.spans.exposed.at(event.actor, event.at_ns).is_some();
            let beside = if is_exposed { window_half(place) + 8.0 } else { reach + 4.0 };
            let Some(text) = words::time::mark(lane.trace, event) else { continue };
            let right = Said::new(text, (at.0 + beside, at.1 + 5.0), Side::Left).bold();
            let left = Said { at: (at.0 - beside, at.1 + 5.0), side: Side::Right, ..right.clone() };
            // Where it would leave the lane it is smaller, or stands on the other side.
            let places = [right.clone(), right.sized(13.0), left];
            let said = places.into_iter().find(|said| labels.fits(said));
            if let Some(said) = said {
                self.epoch(event.at_ns, &said, event.what, labels);
                self.said.push((event.at_ns, said));
            }
        }
    }

    /// A leader's epoch, where it is not the first, in a line below.
    fn epoch(&mut self, at_ns: u64, beside: &Said, what: What, labels: &mut Labels) {
        let What::Leads { epoch, .. } = what else { return };
        if epoch > 1 {
            let at = (beside.at.0, beside.at.1 + 16.0);
            let said =
                Said::new(words::time::epoch(epoch), at, beside.side).sized(13.0).in_paint(Paint::Soft);
            self.say(labels, at_ns, said);
        }
    }

    /// "only on n1", "w3 is lost".
    fn losses(&mut self, lane: &Lane<'_>, plan: &Plan, place: &LanePlan, labels: &mut Labels) {
        const BELOW: f64 = 46.0;
        let view = plan.scale.view;
        let half = window_half(place);
        for span in lane.spans.exposed.within(view.from_ns, view.to_ns).take(MOST_MARKS) {
            let (x, top) = (place.x(span.actor) - half - 7.0, plan.y(span.from_ns));
            let stays = span.to_ns == u64::MAX;
            if stays && plan.scale.bottom() - top > BELOW {
                let text = words::time::only_on(lane.trace, span.actor);
                // Below the ring of the client, which was told by then.
                let told = lane.trace.operation(span.of.op).end_ns.filter(|ns| *ns <= view.to_ns);
                let y = told.map_or(top + BELOW, |ns| plan.y(ns) + 20.0).max(top + 20.0);
                let said = Said::new(text, (x, y), Side::Right).bold().in_paint(Paint::Bad);
                self.say(labels, span.from_ns, said);
            }
            let Some(lost_ns) = span.of.lost_ns.filter(|ns| (view.from_ns..=view.to_ns).contains(ns)) else {
                continue;
            };
            let text = words::time::is_lost(&lane.spans.name(lane.trace, span.of.op));
            let said = Said::new(text, (x, plan.y(lost_ns) + 5.0), Side::Right).bold().in_paint(Paint::Bad);
            self.say(labels, lost_ns, said);
        }
    }

    /// Words above lines, at the sender's third; those that leave one place together have theirs nearer to the middle.
    fn messages(&mut self, lane: &Lane<'_>, plan: &Plan, place: &LanePlan, labels: &mut Labels, pass: Pass) {
        const THIRD: f64 = 0.31;
        const MIDDLE: f64 = 0.44;
        let mut shipped = IdSet::default();
        for known in &place.messages {
            let message = lane.trace.message(known.0);
            let carries_nothing = message.positions[0] > message.positions[1];
            if !pass.has(message.topic) || carries_nothing {
                continue;
            }
            if pass == Pass::Shipped {
                let has_room = place.pitch() >= ROOM_FOR_WORDS;
                let what = match message.version {
                    Some(version) => u64::from(version.0),
                    None => message.positions[0],
                };
                if !has_room || !shipped.insert((message.partition, what), ()) {
                    continue;
                }
            }
            let Some(line) = Line::new(lane, plan, place, *known, u64::MAX) else { continue };
            let (x, y) = line.at(if pass == Pass::Shipped { MIDDLE } else { THIRD });
            let text = words::time::label(lane.trace, lane.spans, known.0);
            let goes_right = line.to.0 > line.from.0;
            let side = if goes_right { Side::Left } else { Side::Right };
            let is_from_client = matches!(lane.trace.actor(message.from), Actor::Client(_));
            // A line that falls to the right is highest at the left end of its words, one that falls to the left at the
            // right end: both are where the words hang.
            let said = Said::new(text, (x, y - 6.0), side);
            let said = if is_from_client { said.bold() } else { said };
            let said = if matches!(pass, Pass::Shipped | Pass::Found) { said.sized(13.0) } else { said };
            let said = if quorums::is_stale(lane, known.0) {
                Said { text: words::time::stale(&said.text), ..said }.bold().in_paint(Paint::Bad)
            } else {
                said
            };
            self.say(labels, message.sent_ns, said);
        }
    }
}

/// Words keep clear of the rings of clients and of the crosses of what never arrives.
fn claim_marks(lane: &Lane<'_>, plan: &Plan, place: &LanePlan, labels: &mut Labels) {
    let mut claim =
        |(x, y): (f64, f64), reach: f64| labels.claim([x - reach, y - reach, x + reach, y + reach]);
    for known in &place.messages {
        let line = Line::new(lane, plan, place, *known, u64::MAX).filter(|line| line.end == End::Cross);
        if let Some(line) = line {
            claim(line.to, 5.0);
        }
    }
    let view = plan.scale.view;
    for span in lane.spans.waits.within(view.from_ns, view.to_ns) {
        if span.to_ns <= view.to_ns && is_told(lane, span.of) {
            claim((place.x(span.actor), plan.y(span.to_ns)), 8.0);
        }
    }
}

/// Which words find room first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Those of clients.
    Asked,
    /// Those to clients.
    Answered,
    /// Those of replicas: what they have.
    Found,
    /// Those between nodes.
    Shipped,
}

impl Pass {
    const fn has(self, topic: Topic) -> bool {
        match self {
            Pass::Asked => matches!(topic, Topic::Request),
            Pass::Answered => matches!(topic, Topic::Done | Topic::Refused),
            Pass::Found => matches!(topic, Topic::Found | Topic::Repair | Topic::Handoff),
            Pass::Shipped => {
                matches!(topic, Topic::Entries | Topic::Snapshot | Topic::Promotion | Topic::Write)
            }
        }
    }
}
