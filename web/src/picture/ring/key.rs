//! The followed key on the ring: its walk with numbered copies outside a ring of discs, or a bracket where the walk lies.

use super::{frame::key_corner, geometry::Geometry};
use crate::{
    picture::{Element, FONT, MONO, Paint, Part, Path, sets},
    words,
};
use core::f64::consts::TAU;
use quorate_core::run::Run;

/// A diamond round a place.
pub(super) fn diamond((x, y): (f64, f64), size: f64) -> Element {
    let path =
        Path::default().to((x, y - size)).line((x + size, y)).line((x, y + size)).line((x - size, y)).close();
    Element::path(path.0, Paint::Ink).stands_for(Part::Key)
}

/// A numbered disc: copy 1 is the owner.
pub(super) fn copy_disc((x, y): (f64, f64), number: usize) -> Element {
    let circle = Element::new("circle")
        .with("cx", x)
        .with("cy", y)
        .with("r", 12.0)
        .with("fill", Paint::Paper)
        .with("stroke", Paint::Ink)
        .with("stroke-width", "2");
    let digit = Element::text(x, y + 4.5, number.to_string())
        .with("font-size", "13")
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .with("fill", Paint::Ink);
    Element::group().child(circle).child(digit)
}

/// The key's name, cut where it is long.
pub(super) fn key_label((x, y): (f64, f64), run: &Run, anchor: &'static str) -> Element {
    Element::text(x, y, words::short_key(run.scenario().pick().as_str()))
        .with("font-family", MONO)
        .with("font-size", "15")
        .with("font-weight", "700")
        .with("text-anchor", anchor)
        .with("fill", Paint::Ink)
}

/// Where the walk of a ring with many tokens lies, and the key's name in the nearest corner.
pub(super) fn bracket(run: &Run, geometry: &Geometry) -> Element {
    let followed = run.followed();
    let (key, ring) = (followed.value.point(), run.ring());
    let turn = key.turn();
    let length = followed
        .walk
        .last()
        .map_or(0.0, |step| ring.token(step.at).0.wrapping_sub(key.0) as f64 / 3.402_823_669_209_385e38);
    let lack = (18.0 / (TAU * geometry.outer) - length).max(0.0) / 2.0;
    let arc = geometry.sector(
        Path::default(),
        (geometry.outer + 4.0, geometry.outer + 7.5),
        turn - lack,
        turn + length.min(0.99) + lack,
    );
    let bracket = Element::group().with("class", "key").child(Element::path(arc.0, Paint::Ink));
    if !geometry.is_wide && turn > 0.12 && turn < 0.88 {
        // No room beside a small ring: the walk below has the name.
        return bracket.child(diamond(geometry.at(turn, geometry.taken.0 - 22.0), 6.0));
    }
    bracket.children(label_in_corner(run, geometry))
}

/// A line straight up or down from the bracket, the diamond, and the name on the side where it fits.
fn label_in_corner(run: &Run, geometry: &Geometry) -> Vec<Element> {
    let turn = run.followed().value.point().turn();
    let (is_low, _) = key_corner(run);
    let (x, y) = geometry.at(turn, geometry.outer + 9.0);
    let text_px = words::short_key(run.scenario().pick().as_str()).chars().count() as f64 * 9.3 + 22.0;
    let note = if geometry.is_wide { " magnified below" } else { "" };
    let note_px = note.len() as f64 * 7.0;
    let is_crowded = geometry.is_wide && !is_low && x < 210.0;
    let row = match (is_low, geometry.is_wide) {
        (true, _) => geometry.size.1 - 8.0,
        (false, false) => 14.0,
        (false, true) if is_crowded => 66.0,
        (false, true) => 39.0,
    };
    let goes_right = is_crowded || x + 28.0 + text_px + note_px <= geometry.size.0;
    let side = if goes_right { 1.0 } else { -1.0 };
    let bend = (x + side * 14.0, row - 5.0);
    let leader = Path::default().to((x, y)).line((x, bend.1)).line(bend);
    let name = key_label((bend.0 + side * 18.0, row), run, if goes_right { "start" } else { "end" });
    let note = Element::new("tspan")
        .with("font-family", FONT)
        .with("font-weight", "400")
        .with("fill", Paint::Soft)
        .say(note);
    vec![
        Element::path(leader.0, Paint::None).with("stroke", Paint::Ink).with("stroke-width", "1.5"),
        diamond((bend.0 + side * 8.0, row - 5.0), 7.0),
        if goes_right { name.child(note) } else { name },
    ]
}

/// The walk round a ring of discs: from the key clockwise, a numbered disc at each copy, an arrow on each stretch.
pub(super) fn walk_outside(run: &Run, geometry: &Geometry) -> Element {
    let (ring, followed) = (run.ring(), run.followed());
    let layer = Element::group().with("class", "key");
    let Some(last) = followed.walk.last() else { return layer };
    let key = followed.value.point();
    let start = key.turn();
    let reach = |at: usize| start + ring.token(at).0.wrapping_sub(key.0) as f64 / 3.402_823_669_209_385e38;
    let radius = geometry.outer;
    let mut stops = vec![start];
    let mut marks = Vec::new();
    let sides = sets::sides(run);
    let mut copies = 0;
    for step in &followed.walk {
        let turn = reach(step.at);
        let (from, to) = (geometry.at(turn, geometry.band.1 + 2.0), geometry.at(turn, radius - 11.0));
        if step.is_new {
            copies += 1;
            stops.push(turn);
            marks.push(Element::line(from, to, Paint::Ink, 2.0));
            let (x, y) = geometry.at(turn, radius);
            marks.push(copy_disc((x, y), copies));
            marks.extend(sets::outlines_of(sides.get(copies - 1), (x - 12.0, y - 12.0), (24.0, 24.0)));
        } else {
            let (x, y) = geometry.at(turn, radius);
            marks.push(
                Element::new("circle")
                    .with("cx", x)
                    .with("cy", y)
                    .with("r", 5.0)
                    .with("fill", Paint::Paper)
                    .with("stroke", Paint::Ink)
                    .with("stroke-width", "1.5"),
            );
        }
    }
    let end = reach(last.at);
    let path =
        arc(geometry, Path::default().to(geometry.at(start, radius)), radius, start, end.min(start + 0.999));
    let walk = Element::path(path.0, Paint::None).with("stroke", Paint::Ink).with("stroke-width", "2");
    let arrows = stops
        .windows(2)
        .filter(|pair| (pair[1] - pair[0]) * TAU * radius > 60.0)
        .map(|pair| arrow(geometry, pair[0] * 0.4 + pair[1] * 0.6, radius));
    let spoke =
        Element::line(geometry.at(start, geometry.band.0), geometry.at(start, radius - 6.0), Paint::Ink, 2.0);
    let spoke_halo = Element::line(
        geometry.at(start, geometry.band.0),
        geometry.at(start, radius - 6.0),
        Paint::Paper,
        5.0,
    );
    layer
        .child(walk)
        .children(arrows)
        .children(marks)
        .child(spoke_halo)
        .child(spoke)
        .child(diamond(geometry.at(start, radius), 8.0))
        .child(label_beside(run, geometry, start))
}

/// Arcs of at most a third of a turn, so that none is ambiguous.
fn arc(geometry: &Geometry, mut path: Path, radius: f64, from: f64, to: f64) -> Path {
    let steps = libm::ceil((to - from) * 3.0).max(1.0);
    for step in 1..=steps as u32 {
        path =
            path.arc(radius, false, true, geometry.at(from + (to - from) * f64::from(step) / steps, radius));
    }
    path
}

/// An arrow head that points clockwise.
fn arrow(geometry: &Geometry, turn: f64, radius: f64) -> Element {
    let half = 5.0 / (TAU * radius);
    let path = Path::default()
        .to(geometry.at(turn + half * 1.4, radius))
        .line(geometry.at(turn - half, radius + 5.0))
        .line(geometry.at(turn - half, radius - 5.0))
        .close();
    Element::path(path.0, Paint::Ink)
}

/// The key's name outside its diamond.
fn label_beside(run: &Run, geometry: &Geometry, turn: f64) -> Element {
    let label = words::short_key(run.scenario().pick().as_str());
    let text_px = label.chars().count() as f64 * 9.3;
    let (x, y) = geometry.at(turn, geometry.outer + 16.0);
    let is_right = x >= geometry.centre.0;
    let fits = if is_right { x + text_px <= geometry.size.0 } else { x - text_px >= 0.0 };
    if fits {
        let lift = if libm::fabs(x - geometry.centre.0) < 40.0 {
            if y < geometry.centre.1 { -2.0 } else { 10.0 }
        } else {
            5.0
        };
        return key_label((x, y + lift), run, if is_right { "start" } else { "end" });
    }
    // No room beside a small ring: the name stands in the corner, with a diamond like the one on the walk.
    let name = key_label((18.0, 15.0), run, "start");
    Element::group().child(diamond((8.0, 10.0), 6.0)).child(name)
}
