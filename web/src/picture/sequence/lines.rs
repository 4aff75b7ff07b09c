use super::{
    Lane,
    plan::{LanePlan, Plan},
};
use crate::picture::{Element, Paint, Path};
use quorate_core::trace::{Arrival, Loss, Message, MessageAt, Style, Topic};

type Point = (f64, f64);

/// A message as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) end: End,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It arrives.
    Head,
    /// It is lost here.
    Cross,
    /// It is under way yet, or leaves the view.
    Cut,
}

/// From a lifeline to where its messages begin, and from the end of a message to its lifeline.
const START: f64 = 5.0;
const ARRIVES: f64 = 6.0;
/// The same at the ring of an acknowledgement.
const AT_RING: f64 = 9.0;
const AT_CROSS: f64 = 7.0;
/// What the network loses is lost halfway.
const HALFWAY: f64 = 0.5;

impl Line {
    /// The line of a message until an instant; none where nothing of it is seen.
    pub(super) fn new(
        lane: &Lane<'_>,
        plan: &Plan,
        place: &LanePlan,
        (at, row): (MessageAt, Option<f64>),
        until_ns: u64,
    ) -> Option<Line> {
        let message = lane.trace.message(at);
        let (left, right) = (place.x(message.from), place.x(message.to));
        let wide = (right - left).abs();
        if message.sent_ns > until_ns || wide < 1.0 {
            return None;
        }
        let (end_ns, ends) = match message.arrival {
            Arrival::At(ns) => (ns, 1.0 - ends_before(message) / wide),
            Arrival::Under(ns) => (ns, 1.0),
            Arrival::Lost(ns, Loss::Off) => (ns, 1.0 - AT_CROSS / wide),
            Arrival::Lost(ns, _) => (ns, HALFWAY),
        };
        let takes = (end_ns - message.sent_ns).max(1) as f64;
        // What the network loses never comes further than halfway, at the instant at which it is lost.
        let whole = if ends == HALFWAY { HALFWAY } else { 1.0 };
        let share = |ns: u64| (ns as f64 - message.sent_ns as f64) / takes * whole;
        let seen = plan.scale.view;
        let first = share(seen.from_ns).max(START / wide);
        let last = share(until_ns.min(seen.to_ns)).min(ends);
        if last <= first {
            return None;
        }
        let point = |share: f64| {
            let ns = message.sent_ns as f64 + share / whole * takes;
            (left + (right - left) * share, row.unwrap_or_else(|| plan.scale.height_of(ns)))
        };
        let end = match message.arrival {
            _ if last < ends => End::Cut,
            Arrival::At(_) => End::Head,
            Arrival::Lost(..) => End::Cross,
            Arrival::Under(_) => End::Cut,
        };
        Some(Line { from: point(first), to: point(last), end })
    }

    /// A point of it, as a share of its length.
    pub(super) fn at(&self, share: f64) -> Point {
        (self.from.0 + (self.to.0 - self.from.0) * share, self.from.1 + (self.to.1 - self.from.1) * share)
    }

    /// Its unit vector.
    fn along(&self) -> Point {
        let (x, y) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = libm::sqrt(x * x + y * y).max(1e-6);
        (x / length, y / length)
    }

    /// The corners of a head so long and so wide.
    fn head(&self, length: f64, half: f64) -> [Point; 2] {
        let (x, y) = self.along();
        let (foot_x, foot_y) = (self.to.0 - x * length, self.to.1 - y * length);
        [(foot_x - y * half, foot_y + x * half), (foot_x + y * half, foot_y - x * half)]
    }
}

/// How far from the lifeline a message ends.
fn ends_before(message: &Message) -> f64 {
    if message.topic == Topic::Done { AT_RING } else { ARRIVES }
}

/// All lines of a lane, a path for each look.
#[derive(Default)]
pub(super) struct Lines {
    solid: Path,
    dashed: Path,
    /// What clients are told.
    told: Path,
    heads: Path,
    crosses: Path,
    /// Heartbeats.
    upkeep: Path,
}

impl Lines {
    /// Adds a message; without its head where heads would be all that is seen.
    pub(super) fn add(&mut self, message: &Message, line: &Line, has_head: bool) {
        let path = match (message.style, message.topic) {
            (_, topic) if topic.is_upkeep() => &mut self.upkeep,
            (Style::Reply, Topic::Done | Topic::Refused) => &mut self.told,
            (Style::Reply, _) => &mut self.dashed,
            _ => &mut self.solid,
        };
        *path = core::mem::take(path).to(line.from).line(line.to);
        match line.end {
            End::Cut => {}
            End::Cross => {
                let (x, y) = line.to;
                let path = core::mem::take(&mut self.crosses).to((x - 4.5, y - 4.5)).line((x + 4.5, y + 4.5));
                self.crosses = path.to((x + 4.5, y - 4.5)).line((x - 4.5, y + 4.5));
            }
            End::Head if !has_head => {}
            End::Head if message.style == Style::OneWay => {
                let [one, other] = line.head(9.0, 5.0);
                self.solid = core::mem::take(&mut self.solid).to(one).line(line.to).line(other);
            }
            End::Head => {
                let [one, other] = line.head(9.0, 3.6);
                self.heads = core::mem::take(&mut self.heads).to(line.to).line(one).line(other).close();
            }
        }
    }

    /// The paths: what is chosen is wider, what is not steps back.
    pub(super) fn draw(self, paint: Paint, width: f64) -> Element {
        let stroked = |path: Path, width: f64, dashes: Option<&'static str>, paint: Paint| {
            let is_empty = path.0.is_empty();
            let path = Element::path(path.0, Paint::None).with("stroke", paint).with("stroke-width", width);
            let path = if let Some(dashes) = dashes { path.with("stroke-dasharray", dashes) } else { path };
            (!is_empty).then_some(path)
        };
        let heads = (!self.heads.0.is_empty()).then(|| Element::path(self.heads.0, paint));
        Element::group()
            .children(stroked(self.upkeep, 1.0, None, Paint::Edge))
            .children(stroked(self.solid, width, None, paint))
            .children(stroked(self.dashed, width, Some("5 4"), paint))
            .children(stroked(self.told, width + 0.3, Some("6 4"), paint))
            .children(heads)
            .children(stroked(self.crosses, width + 0.9, None, paint))
    }
}
