//! The walk of the followed key as a straight strip, magnified: the same three layers as the ring, tokens as ink lines,
//! copies as numbered discs, tokens passed over as small hollow ones.

use super::{
    geometry::{Geometry, Size},
    hues::Hues,
    key::{copy_disc, diamond, key_label},
};
use crate::{
    picture::{Element, Paint, Path, sets},
    words,
};
use quorate_core::{base::Point, run::Run};

const TURN: f64 = 3.402_823_669_209_385e38;
/// Where each row lies, from the top.
const TITLE: f64 = 18.0;
const KEY: f64 = 48.0;
const DISCS: f64 = 74.0;
const MOVED: (f64, f64) = (106.0, 116.0);
const BAND: (f64, f64) = (119.0, 151.0);
const TAKEN: (f64, f64) = (154.0, 161.0);
const NAMES: f64 = 182.0;
const HEIGHT: f64 = 206.0;

/// A walk of more tokens than these is drawn without those that it passes over.
const MOST_PASSES: usize = 40;

/// The strip, if the ring has so many tokens that its walk needs one.
pub fn walk(run: &Run, size: Size) -> Option<Element> {
    let ring_geometry = Geometry::new(run, size);
    let followed = run.followed();
    let last = followed.walk.last()?;
    if ring_geometry.has_discs {
        return None;
    }
    let key = followed.value.point();
    let scale = Scale::new(key, run.ring().token(last.at), ring_geometry.size.0);
    let strip = Strip { run, scale, hues: Hues::of(run), is_wide: ring_geometry.is_wide };
    let factor = scale.px_a_turn / ring_geometry.circumference();
    Some(
        Element::svg((scale.width, HEIGHT), words::walk_title(run), words::why_text(run))
            .child(strip.titles(factor))
            .child(strip.change())
            .child(strip.band())
            .child(strip.walk()),
    )
}

/// A stretch of the circle on a straight line.
#[derive(Clone, Copy)]
struct Scale {
    start: Point,
    px_a_turn: f64,
    width: f64,
}

impl Scale {
    /// From a little before the key to a little after the last copy.
    fn new(key: Point, last: Point, width: f64) -> Self {
        let length = (last.0.wrapping_sub(key.0) as f64 / TURN).max(1e-15);
        let before = (length * 0.16).min(0.1);
        let total = (length * 1.30).min(1.0);
        let start = Point(key.0.wrapping_sub((before * TURN) as u128));
        Scale { start, px_a_turn: width / total, width }
    }

    /// How far along a point lies; beyond the strip if it is not on it.
    fn x(&self, point: Point) -> f64 {
        point.0.wrapping_sub(self.start.0) as f64 / TURN * self.px_a_turn
    }

    /// The visible part of a range: none if it is not on the strip.
    fn span(&self, start: Point, end: Point) -> Option<(f64, f64)> {
        let length = end.0.wrapping_sub(start.0).wrapping_sub(1) as f64 / TURN * self.px_a_turn;
        let to = self.x(end);
        // A range that ends beyond the strip may begin on it, or before it if it holds the whole strip.
        let from = to - length;
        let (from, to) = if to > self.width && from >= self.width {
            (from - self.px_a_turn, to - self.px_a_turn)
        } else {
            (from, to)
        };
        let visible = (from.max(0.0), to.min(self.width));
        (visible.1 - visible.0 > 0.05).then_some(visible)
    }
}

struct Strip<'a> {
    run: &'a Run,
    scale: Scale,
    hues: Hues,
    is_wide: bool,
}

impl Strip<'_> {
    fn titles(&self, factor: f64) -> Element {
        let title = Element::text(0.0, TITLE, words::magnified(factor))
            .with("font-size", "16")
            .with("font-weight", "700")
            .with("fill", Paint::Ink);
        let note = Element::text(self.scale.width, TITLE, words::walk_rule(self.run))
            .with("font-size", "14")
            .with("fill", Paint::Soft)
            .with("text-anchor", "end");
        Element::group().child(title).children(self.is_wide.then_some(note))
    }

    /// The places of the tokens whose ranges are on the strip.
    fn places(&self) -> Vec<usize> {
        let ring = self.run.ring();
        let first = ring.successor(self.scale.start);
        let mut places = vec![first];
        let mut at = first;
        while places.len() < ring.len().min(20_000) && self.scale.x(ring.token(at)) < self.scale.width {
            at = ring.next(at);
            if at == first {
                break;
            }
            places.push(at);
        }
        places
    }

    /// Who owns what now, with a letter where it fits and a line at each token.
    fn band(&self) -> Element {
        let ring = self.run.ring();
        let places = self.places();
        let mut layer = Element::group();
        let mut lines = Path::default();
        let mut joined: Vec<(f64, f64, quorate_core::base::NodeId)> = Vec::new();
        for at in &places {
            let (from, to) = if ring.len() == 1 {
                (0.0, self.scale.width)
            } else {
                let (start, end) = (ring.token(ring.previous(*at)), ring.token(*at));
                match self.scale.span(start, end) {
                    Some(span) if start != end => span,
                    _ => continue,
                }
            };
            let x = self.scale.x(ring.token(*at));
            if x < self.scale.width && places.len() < 200 {
                lines = lines.to((x, BAND.0 - 1.0)).line((x, BAND.1 + 1.0));
            }
            match joined.last_mut() {
                // Very narrow neighbours of one owner are one rectangle.
                Some(last) if last.2 == ring.node_at(*at) && to - from < 2.0 => last.1 = to,
                _ => joined.push((from, to, ring.node_at(*at))),
            }
        }
        for (from, to, id) in joined {
            let hue = self.hues.hue(id);
            layer = layer.child(bar((from, to), BAND, hue.unwrap_or(Paint::Edge)));
            let mark = words::mark(&words::name(self.run, id));
            if to - from > 14.0 + 9.0 * mark.len() as f64 {
                let paint =
                    if hue.is_some() && self.hues.is_for_all() { Paint::on_node(id) } else { Paint::Paper };
                layer = layer.child(
                    Element::text(f64::midpoint(from, to), BAND.0 + 22.0, mark)
                        .with("font-size", "16")
                        .with("font-weight", "700")
                        .with("text-anchor", "middle")
                        .with("fill", paint),
                );
            }
        }
        let halo = Element::path(lines.0.clone(), Paint::None)
            .with("stroke", Paint::Paper)
            .with("stroke-width", "3.5");
        layer
            .child(halo)
            .child(Element::path(lines.0, Paint::None).with("stroke", Paint::Ink).with("stroke-width", "1.5"))
    }

    /// What moved above the band, what it was taken from below.
    fn change(&self) -> Element {
        let mut layer = Element::group();
        for range in &self.run.movement().ranges {
            let Some(span) = self.scale.span(range.start, range.end) else { continue };
            layer = layer.child(bar(span, MOVED, self.hues.paint(range.to))).child(bar(
                span,
                TAKEN,
                self.hues.paint(range.from),
            ));
        }
        layer
    }

    /// The key, the line of the walk, its copies and what it passes over.
    fn walk(&self) -> Element {
        let followed = self.run.followed();
        let key = self.scale.x(followed.value.point());
        let ring = self.run.ring();
        let end = followed.walk.last().map_or(key, |step| self.scale.x(ring.token(step.at)));
        let passes_drawn = followed.walk.len() <= MOST_PASSES;
        let mut layer = Element::group()
            .with("class", "key")
            .child(Element::line((key, KEY + 6.0), (key, BAND.1), Paint::Ink, 2.0))
            .child(Element::line((key, DISCS), (end, DISCS), Paint::Ink, 2.0))
            .child(diamond((key, KEY - 5.0), 8.0))
            .child(key_label((key + 14.0, KEY), self.run, "start"));
        let sides = sets::sides(self.run);
        let mut copies = 0;
        // Copies are named before what is passed over, and what moved last of all; nothing over what stands there.
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let mut passes = Vec::new();
        for step in &followed.walk {
            let x = self.scale.x(ring.token(step.at));
            if step.is_new {
                copies += 1;
                if copies > MOST_PASSES {
                    continue;
                }
                layer = layer
                    .child(Element::line((x, DISCS + 12.0), (x, BAND.1 + 1.0), Paint::Ink, 2.0))
                    .child(copy_disc((x, DISCS), copies))
                    .children(sets::outlines_of(
                        sides.get(copies - 1),
                        (x - 12.0, DISCS - 12.0),
                        (24.0, 24.0),
                    ))
                    .children(self.copy_name(x, copies, step, &mut taken));
            } else if passes_drawn {
                passes.push((x, step.node));
            }
        }
        for (x, node) in passes {
            let stem = Element::line((x, DISCS + 6.0), (x, BAND.0), Paint::Ink, 1.5)
                .with("stroke-dasharray", "1.5 3");
            let disc = Element::new("circle")
                .with("cx", x)
                .with("cy", DISCS)
                .with("r", 5.0)
                .with("fill", Paint::Paper)
                .with("stroke", Paint::Ink)
                .with("stroke-width", "1.5");
            let skip = words::skip(self.run, node, self.is_wide);
            let half = skip.chars().count() as f64 * 3.5;
            layer =
                layer.child(stem).child(disc).children(self.label(x, half, NAMES, skip, false, &mut taken));
        }
        layer.children(self.change_name(&mut taken))
    }

    /// Whose the first range on the strip was, if it changed hands.
    fn change_name(&self, taken: &mut Vec<(f64, f64)>) -> Option<Element> {
        let ranges = &self.run.movement().ranges;
        let (span, from) =
            ranges.iter().find_map(|range| Some((self.scale.span(range.start, range.end)?, range.from)))?;
        let text = words::taken_from(self.run, from);
        let half = text.chars().count() as f64 * 3.4;
        self.label(span.0 + half, half, NAMES, text, false, taken)
    }

    fn copy_name(
        &self,
        x: f64,
        copy: usize,
        step: &quorate_core::partition::WalkStep,
        taken: &mut Vec<(f64, f64)>,
    ) -> Vec<Element> {
        let name = words::name(self.run, step.node);
        let text = if self.is_wide {
            format!("{copy}: {}", words::short(&name))
        } else {
            format!("{copy}: {}", words::mark(&name))
        };
        let half = text.chars().count() as f64 * 4.4;
        let Some(label) = self.label(x, half, NAMES, text, true, taken) else { return Vec::new() };
        let number = words::token_number(self.run, step.at).filter(|_| self.is_wide);
        let number = number.map(|text| {
            Element::text(words::within(x, half, self.scale.width - half), NAMES + 17.0, text)
                .with("font-size", "13")
                .with("fill", Paint::Soft)
                .with("text-anchor", "middle")
        });
        [label].into_iter().chain(number).collect()
    }

    /// A label under the strip, if there is room for it.
    fn label(
        &self,
        x: f64,
        half: f64,
        y: f64,
        text: String,
        is_copy: bool,
        taken: &mut Vec<(f64, f64)>,
    ) -> Option<Element> {
        let x = words::within(x, half, self.scale.width - half);
        let (from, to) = (x - half - 4.0, x + half + 4.0);
        if taken.iter().any(|other| from < other.1 && to > other.0) {
            return None;
        }
        taken.push((from, to));
        let label = Element::text(x, y, text).with("text-anchor", "middle");
        Some(if is_copy {
            label.with("font-size", "14").with("font-weight", "700").with("fill", Paint::Ink)
        } else {
            label.with("font-size", "13").with("fill", Paint::Soft)
        })
    }
}

fn bar((from, to): (f64, f64), (top, bottom): (f64, f64), paint: Paint) -> Element {
    Element::new("rect")
        .with("x", from)
        .with("y", top)
        .with("width", to - from)
        .with("height", bottom - top)
        .with("fill", paint)
}
