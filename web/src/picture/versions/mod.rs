//! Which replica had which version of a key, and since when: a row a node, time to the right, the reads and writes of the
//! key above. What is older than the last write that was acknowledged by then is dashed.

mod holding;

pub use holding::{Holding, Holdings};

use super::{Element, Paint, Path, measure::fitting, sequence::Spans, sequence::round_step, text_width};
use crate::words;
use quorate_core::trace::{Actor, ActorAt, Outcome, TextAt, Trace};

/// A run, and the key of which the picture is.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// What happened.
    pub trace: &'a Trace,
    /// What lasts in it.
    pub spans: &'a Spans,
    /// The key.
    pub key: TextAt,
    /// The instant shown, ns: nothing after it is drawn.
    pub now_ns: u64,
}

/// The least height of a row.
const ROW: f64 = 44.0;
/// The height of a version, of one beside siblings,
const BAR: f64 = 24.0;
const SIBLING: f64 = 19.0;
/// and of what is kept for another.
const HINT: f64 = 18.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 12.0;
/// The row of the clients' operations, and the one of the numbers of time.
const TOP: f64 = 52.0;
const FOOT: f64 = 34.0;
/// Operations that are drawn one by one.
const MOST: usize = 60;

/// The picture, so many pixels wide. None where no replica ever had a version of the key.
pub fn versions(of: Of<'_>, width: f64) -> Option<Element> {
    let holdings = Holdings::of(of.trace, of.key);
    let nodes = holdings.nodes();
    if nodes.is_empty() {
        return None;
    }
    let width = words::within(width, 280.0, 4_000.0);
    let mut rows = Vec::with_capacity(nodes.len());
    let mut top = TOP;
    for node in &nodes {
        let held: Vec<&Holding> = holdings.of_node(*node).collect();
        let row = Row::new(*node, held, top);
        top += row.height;
        rows.push(row);
    }
    let height = top + FOOT;
    let axis = Axis { end_ns: of.trace.end_ns.max(1), width: width - LEFT - RIGHT };
    let mut picture = Element::svg(
        (width, height),
        words::versions::title(of.trace, of.key),
        words::versions::description(of.trace, &holdings, of.now_ns),
    );
    picture = picture.child(rules(&axis, height)).child(operations(of, &axis));
    for row in &rows {
        picture = picture.child(name(of, row)).child(offs(of, &axis, row));
        picture = picture.children(row.held.iter().filter_map(|holding| bar(of, &axis, holding, row)));
    }
    Some(picture.child(now(of, &axis, height)))
}

/// What one node had, and where it stands.
struct Row<'a> {
    node: ActorAt,
    held: Vec<&'a Holding>,
    top: f64,
    height: f64,
    /// The height of each of its versions: less where it ever had siblings.
    each: f64,
    /// Of all its own versions that it had at one time.
    own: f64,
}

impl<'a> Row<'a> {
    fn new(node: ActorAt, held: Vec<&'a Holding>, top: f64) -> Self {
        let own = || held.iter().filter(|holding| holding.hint_for.is_none());
        let beside = |one: &Holding| own().filter(|other| other.overlaps(one)).count();
        let most = own().map(|one| beside(one)).max().unwrap_or(0);
        let each = if most > 1 { SIBLING } else { BAR };
        let hints = if held.iter().any(|holding| holding.hint_for.is_some()) { HINT + 2.0 } else { 0.0 };
        let own = most as f64 * each;
        let height = (own + hints + 8.0).max(ROW);
        Row { node, held, top, height, each, own }
    }

    /// The upper edge of a version, or of what is kept for another, below those.
    fn y(&self, holding: &Holding) -> f64 {
        let hints = self.held.iter().any(|other| other.hint_for.is_some());
        let all = self.own + if hints { HINT + 2.0 } else { 0.0 };
        let first = self.top + (self.height - all) / 2.0;
        if holding.hint_for.is_some() {
            return first + self.own + 2.0;
        }
        let mut beside = self.held.iter().filter(|other| other.hint_for.is_none() && other.overlaps(holding));
        let place = beside.position(|other| other.version == holding.version).unwrap_or(0);
        first + place as f64 * self.each
    }
}

/// Time to the right.
struct Axis {
    end_ns: u64,
    width: f64,
}

impl Axis {
    fn x(&self, at_ns: u64) -> f64 {
        LEFT + at_ns.min(self.end_ns) as f64 / self.end_ns as f64 * self.width
    }
}

fn rules(axis: &Axis, height: f64) -> Element {
    let step = round_step((axis.end_ns as f64 / (axis.width / 72.0).max(1.0)) as u64);
    let unit = words::time::Unit::of(step);
    let mut path = Path::default();
    let mut numbers = Element::group();
    for at in 0..=axis.end_ns / step {
        let x = axis.x(at * step);
        path = path.to((x, TOP - 8.0)).line((x, height - FOOT + 4.0));
        let number = small(x, height - 12.0, unit.number(at * step, 0)).with("text-anchor", "middle");
        numbers = numbers.child(number);
    }
    let sign = small(8.0, height - 12.0, unit.sign());
    let path = Element::path(path.0, Paint::None).with("stroke", Paint::Line).with("stroke-width", "1");
    Element::group().child(path).child(numbers).child(sign)
}

fn small(x: f64, y: f64, said: impl Into<String>) -> Element {
    Element::text(x, y, said).with("font-size", "13").with("fill", Paint::Soft)
}

fn name(of: Of<'_>, row: &Row<'_>) -> Element {
    let said = fitting(&words::time::actor(of.trace, row.node), 15.0, true, LEFT - 12.0);
    let name = Element::text(8.0, row.top + row.height / 2.0 + 5.0, said);
    let name = name.with("font-size", "15").with("font-weight", "700").with("fill", Paint::Ink);
    match of.trace.actor(row.node) {
        Actor::Node(id) => name.stands_for(super::Part::node(id)),
        _ => name,
    }
}

/// When the node was off: a dashed line instead of nothing.
fn offs(of: Of<'_>, axis: &Axis, row: &Row<'_>) -> Element {
    let y = row.top + row.height / 2.0;
    let mut path = Path::default();
    for span in of.spans.off.all().iter().filter(|span| span.actor == row.node && span.from_ns < of.now_ns) {
        path = path.to((axis.x(span.from_ns), y)).line((axis.x(span.to_ns.min(of.now_ns)), y));
    }
    Element::path(path.0, Paint::None)
        .with("stroke", Paint::Soft)
        .with("stroke-width", "2")
        .with("stroke-dasharray", "3 4")
}

/// A version while a node has it: siblings stand below each other, and hints below all.
fn bar(of: Of<'_>, axis: &Axis, holding: &Holding, row: &Row<'_>) -> Option<Element> {
    if holding.from_ns > of.now_ns {
        return None;
    }
    let to_ns = holding.to_ns.min(of.now_ns).max(holding.from_ns);
    let high = if holding.hint_for.is_some() { HINT } else { row.each };
    let y = row.y(holding);
    let (x, end) = (axis.x(holding.from_ns), axis.x(to_ns));
    let is_stale = holding.is_stale_at(of.now_ns);
    let area = Element::rect((x, y), ((end - x).max(2.0), high))
        .with("rx", "3")
        .with("fill", if is_stale { Paint::Paper } else { Paint::Well })
        .with("stroke", if is_stale { Paint::Bad } else { Paint::Ink })
        .with("stroke-width", "1.5");
    let area =
        if is_stale || holding.hint_for.is_some() { area.with("stroke-dasharray", "4 3") } else { area };
    let said = words::versions::held(of.trace, holding, is_stale);
    let group = Element::group().child(Element::new("title").say(said)).child(area);
    // Words stand in the bar where they fit, the longer first.
    let places = words::versions::labels(of.trace, holding, is_stale);
    let fits = |text: &String| text_width(text, 13.0, true) < end - x - 8.0;
    Some(match places.into_iter().find(fits) {
        Some(text) => group.child(
            Element::text(x + 5.0, y + high / 2.0 + 4.5, text)
                .with("font-size", "13")
                .with("font-weight", "700")
                .with("fill", if is_stale { Paint::Bad } else { Paint::Ink }),
        ),
        None => group,
    })
}

/// Reads and writes of the key, from the question to the answer.
fn operations(of: Of<'_>, axis: &Axis) -> Element {
    let mut layer = Element::group();
    let all = (0..).map(quorate_core::trace::OpAt).zip(&of.trace.operations);
    let of_key = all.filter(|(_, op)| op.key == of.key && op.start_ns <= of.now_ns);
    // Two rows, so that operations at one time do not stand on each other.
    let mut free = [f64::NEG_INFINITY; 2];
    for (at, op) in of_key.take(MOST) {
        let (x, end) = (axis.x(op.start_ns), axis.x(op.end_ns.unwrap_or(u64::MAX).min(of.now_ns)));
        let name = of.spans.name(of.trace, at);
        let wide = text_width(&name, 13.0, true);
        let Some(row) = free.iter().position(|until| *until < x) else { continue };
        free[row] = (end + 4.0).max(x + wide + 4.0);
        let y = 18.0 + 18.0 * row as f64;
        let missed = of.spans.requests.get(at).is_some_and(|request| request.missed.is_some());
        let paint = if missed { Paint::Bad } else { Paint::Ink };
        let line = Path::default().to((x, y + 3.0)).line((end, y + 3.0)).to((x, y)).line((x, y + 6.0));
        let line = Element::path(line.0, Paint::None).with("stroke", paint).with("stroke-width", "2");
        let unanswered = op.end_ns.is_none() || op.outcome == Outcome::Unknown;
        let line = if unanswered { line.with("stroke-dasharray", "3 3") } else { line };
        let name = Element::text(x, y - 3.0, name).with("font-size", "13").with("font-weight", "700");
        layer = layer.child(line).child(name.with("fill", paint));
    }
    layer
}

fn now(of: Of<'_>, axis: &Axis, height: f64) -> Element {
    let x = axis.x(of.now_ns);
    Element::line((x, 4.0), (x, height - FOOT + 4.0), Paint::Accent, 2.5)
}
