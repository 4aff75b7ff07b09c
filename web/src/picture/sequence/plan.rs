use super::{
    Lane, Options, View, legend,
    scale::{Scale, flat_rows},
};
use crate::{picture::text_width, words};
use quorate_core::trace::{Actor, ActorAt, Keeps, Message, MessageAt, Trace};

/// Where everything lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Of the whole picture, in pixels.
    pub size: (f64, f64),
    /// The instant that is now, ns.
    pub now_ns: u64,
    /// Whether each message can be pressed and has its words; else they are too many, and drawn as a whole.
    pub has_each: bool,
    /// Messages in the view, in all lanes.
    pub messages: u32,
    pub(super) scale: Scale,
    pub(super) options: Options,
    /// Where rules begin; left of it stand their numbers.
    pub(super) gutter: f64,
    /// The height of names and roles.
    pub(super) names: f64,
    pub(super) lanes: Vec<LanePlan>,
}

/// Where a lane lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LanePlan {
    pub(super) left: f64,
    pub(super) width: f64,
    /// The lifeline of each actor.
    pub(super) xs: Vec<f64>,
    /// Messages in the view, by place; with the row of a flat picture.
    pub(super) messages: Vec<(MessageAt, Option<f64>)>,
}

/// Messages that are drawn one by one, in all lanes together.
const MOST_EACH: usize = 400;
const GAP: f64 = 18.0;
/// From the upper edge to the names, where facts have one line.
const NAMES: f64 = 113.0;
pub(super) const FACTS_ROW: f64 = 22.0;
/// From the names to the first instant.
const TO_TOP: f64 = 51.0;
/// Below the last instant: half the tab of now, and a line of words.
const FOOT: f64 = 14.0;
const WORDS: f64 = 16.0;

impl Plan {
    /// Lays lanes out in so many pixels.
    pub fn new(lanes: &[Lane<'_>], view: View, options: Options, width: f64) -> Self {
        let width = words::within(width, 280.0, 4_000.0);
        let view = View { height: words::within(view.height, 60.0, 40_000.0), ..view };
        let now_ns = options.now_ns.unwrap_or(view.to_ns).clamp(view.from_ns, view.to_ns.max(view.from_ns));
        let monitor = lanes.first().and_then(|lane| lane.trace.place(Actor::Monitor));
        let is_of_monitor = |message: &Message| [message.from, message.to].map(Some).contains(&monitor);
        let shown =
            |message: &Message| options.has_upkeep || !(message.topic.is_upkeep() || is_of_monitor(message));
        let rows = if options.is_flat { flat_rows(lanes, view, shown) } else { None };
        let gutter = gutter(&Scale::new(view, 0.0, None));
        let count = lanes.len().max(1) as f64;
        let lane_width = (width - gutter - GAP * (count - 1.0)) / count;
        let facts = lanes.iter().map(|lane| {
            let facts = words::time::facts(&lane.spans.facts(lane.trace, view.to_ns));
            fact_rows(&facts, lane_width - 8.0)
        });
        let names = NAMES + FACTS_ROW * (facts.max().unwrap_or(1) - 1) as f64;
        let scale = Scale::new(view, names + TO_TOP, rows);
        let plans = lanes.iter().enumerate().map(|(at, lane)| {
            let left = gutter + at as f64 * (lane_width + GAP);
            LanePlan {
                left,
                width: lane_width,
                xs: lifelines(shown_actors(lane.trace, options), left, lane_width),
                messages: messages(lane, &scale, shown),
            }
        });
        let plans: Vec<LanePlan> = plans.collect();
        let messages: usize = plans.iter().map(|lane| lane.messages.len()).sum();
        let legend = if options.has_legend {
            legend::height(keeps(lanes), legend::left(gutter, width), width)
        } else {
            0.0
        };
        let has_each = messages <= MOST_EACH;
        let words = if has_each { 0.0 } else { WORDS };
        let size = (width, scale.bottom() + FOOT + words + legend);
        Plan {
            size,
            now_ns,
            has_each,
            messages: messages as u32,
            scale,
            options,
            gutter,
            names,
            lanes: plans,
        }
    }

    /// The height of an instant, in pixels from above.
    pub fn y(&self, at_ns: u64) -> f64 {
        self.scale.y(at_ns)
    }

    /// The instant at a height, ns.
    pub fn instant(&self, y: f64) -> u64 {
        let view = self.scale.view;
        let share = words::within((y - self.scale.top) / view.height, 0.0, 1.0);
        view.from_ns + libm::round(share * (view.to_ns - view.from_ns) as f64) as u64
    }

    /// The end of what is drawn, ns.
    pub(super) fn until_ns(&self) -> u64 {
        self.now_ns.min(self.scale.view.to_ns)
    }
}

impl LanePlan {
    pub(super) fn x(&self, actor: ActorAt) -> f64 {
        self.xs.get(actor.at()).copied().unwrap_or(self.left)
    }

    /// The least distance of two lifelines.
    pub(super) fn pitch(&self) -> f64 {
        self.xs.windows(2).map(|pair| pair[1] - pair[0]).fold(self.width, f64::min)
    }
}

/// Room for the numbers of rules and the tab of now, whichever instant that is.
fn gutter(scale: &Scale) -> f64 {
    let (unit, _) = scale.rules();
    let widest = text_width(&format!("{}.0", unit.number(scale.view.to_ns, 0)), 15.0, true);
    (widest + 8.0).max(44.0)
}

/// What replicas keep in the lanes: the same in all.
pub(super) fn keeps(lanes: &[Lane<'_>]) -> Keeps {
    lanes.first().map_or(Keeps::Log, |lane| lane.trace.keeps)
}

/// The lines that facts take.
fn fact_rows(facts: &[words::time::Fact], width: f64) -> usize {
    let (mut rows, mut x) = (1, 0.0);
    for fact in facts {
        let wide = fact_width(fact);
        if x > 0.0 && x + wide > width {
            (rows, x) = (rows + 1, 0.0);
        }
        x += wide + FACT_GAP;
    }
    rows
}

pub(super) const FACT_GAP: f64 = 18.0;

/// About how wide a fact is.
pub(super) fn fact_width(fact: &words::time::Fact) -> f64 {
    let cross = if fact.is_bad { 18.0 } else { 0.0 };
    // The estimate is on the wide side, and here words stand in a row of two weights.
    cross + (text_width(&fact.number, 15.0, true) + text_width(fact.what, 15.0, false)) * 0.92
}

/// The actors that have a lifeline. The monitor, who comes last, is upkeep.
fn shown_actors(trace: &Trace, options: Options) -> &[Actor] {
    match trace.actors.as_slice() {
        [shown @ .., Actor::Monitor] if !options.has_upkeep => shown,
        all => all,
    }
}

/// Lifelines from left to right: the first client has room for its waiting, the first gap for its words.
fn lifelines(actors: &[Actor], left: f64, width: f64) -> Vec<f64> {
    let gap = |at: usize| match (actors[at - 1], actors[at]) {
        (Actor::Client(_), Actor::Client(_)) => 0.6,
        (Actor::Client(_), _) => 1.2,
        _ if at == 2 => 1.0,
        _ => 0.84,
    };
    let (before, after) = if width < 320.0 { (40.0, 20.0) } else { (52.0, 26.0) };
    let gaps: Vec<f64> = (1..actors.len()).map(gap).collect();
    let all: f64 = gaps.iter().sum();
    let unit = (width - before - after) / all.max(1.0);
    let mut x = left + before;
    let mut xs = vec![x];
    for gap in gaps {
        x += gap * unit;
        xs.push(x);
    }
    xs
}

fn messages(
    lane: &Lane<'_>,
    scale: &Scale,
    is_shown: impl Fn(&Message) -> bool,
) -> Vec<(MessageAt, Option<f64>)> {
    let view = scale.view;
    let mut last = (u64::MAX, 0);
    let within = lane.spans.messages.within(view.from_ns, view.to_ns);
    let shown = within.filter(|span| is_shown(lane.trace.message(span.of)));
    shown
        .map(|span| {
            last = if last.0 == span.from_ns { (last.0, last.1 + 1) } else { (span.from_ns, 0) };
            (span.of, scale.row_of(last.0, last.1))
        })
        .collect()
}
