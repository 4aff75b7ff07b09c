use super::geometry::Geometry;
use crate::{
    picture::{Element, Paint, Path},
    words,
};
use quorate_core::run::Run;

/// The outer tag, with a title and a description.
pub(super) fn framed<const N: usize>(run: &Run, geometry: &Geometry, layers: [Element; N]) -> Element {
    Element::svg(geometry.size, words::ring_title(run), words::ring_description(run)).children(layers)
}

/// Ticks and numbers at the four quarters, inside.
pub(super) fn degrees(geometry: &Geometry) -> Element {
    let edge = geometry.taken.0 - 16.0;
    let quarter = |at: u8| {
        let turn = f64::from(at) / 4.0;
        let (from, to) = (geometry.at(turn, edge), geometry.at(turn, edge - 6.0));
        let tick = Element::line(from, to, Paint::Edge, 1.0);
        let (x, y) = geometry.at(turn, edge - 12.0);
        let (x, y, anchor) = match at {
            0 => (x, y + 9.0, "middle"),
            1 => (x + 2.0, y + 4.5, "end"),
            2 => (x, y, "middle"),
            _ => (x - 2.0, y + 4.5, "start"),
        };
        let label = Element::text(x, y, format!("{}°", u32::from(at) * 90))
            .with("font-size", "13")
            .with("fill", Paint::Soft)
            .with("text-anchor", anchor);
        Element::group().child(tick).children((geometry.taken.0 > 150.0).then_some(label))
    };
    Element::group().with("aria-hidden", "true").children((0..4).map(quarter))
}

/// The words round a wide ring: how many there are, what the layers are, what to press. Each takes a corner that the
/// followed key leaves free.
pub(super) fn words(run: &Run, geometry: &Geometry) -> Element {
    let key_is_low = key_corner(run).0;
    let [first, second] = words::ring_caption(run);
    let caption = [
        Element::text(4.0, 22.0, first)
            .with("font-size", "16")
            .with("font-weight", "700")
            .with("fill", Paint::Ink),
        Element::text(4.0, 41.0, second).with("font-size", "13").with("fill", Paint::Soft),
    ];
    let key_is_left = key_corner(run).1;
    let calls_on_right = key_is_low && key_is_left;
    let has_change = !run.movement().ranges.is_empty();
    let calls = (has_change && !geometry.has_discs).then(|| call_outs(run, geometry, calls_on_right));
    let hint_is_high = key_is_low && (!key_is_left || has_change);
    Element::group()
        .with("aria-hidden", "true")
        .children(caption)
        .children(calls)
        .child(hint(geometry, hint_is_high))
}

/// Which corner the followed key's label takes: low, left.
pub(super) fn key_corner(run: &Run) -> (bool, bool) {
    let turn = run.followed().value.point().turn();
    ((0.25..0.75).contains(&turn), turn >= 0.5)
}

fn hint(geometry: &Geometry, is_high: bool) -> Element {
    let (width, height) = geometry.size;
    let y = if is_high { 22.0 } else { height - 24.0 };
    let line = |y, text: &str| {
        Element::text(width - 2.0, y, text)
            .with("font-size", "13")
            .with("fill", Paint::Soft)
            .with("text-anchor", "end")
    };
    Element::group()
        .with("class", "note")
        .child(line(y, "Press any range to see"))
        .child(line(y + 17.0, "its owner and its menu."))
}

/// Three lines that say what the three layers are, each led to the layer's widest place low on the left.
fn call_outs(run: &Run, geometry: &Geometry, on_right: bool) -> Element {
    let side = if on_right { 1.0 } else { -1.0 };
    let (x_text, x_bend) = (geometry.centre.0 + side * 257.0, geometry.centre.0 + side * 215.0);
    let anchor = if on_right { "start" } else { "end" };
    let (to, from) = words::call_out_notes(run);
    let rows = [
        ("moved", to, geometry.moved),
        ("owner now", "of each range".to_string(), geometry.band),
        ("taken from", from, geometry.taken),
    ];
    let bottom = geometry.size.1 - 100.0;
    let call_out = |(row, (title, note, radii)): (usize, (&str, String, (f64, f64)))| {
        let y = bottom + 36.0 * row as f64;
        let turn = spot(run, row, on_right);
        let spot = geometry.at(turn, f64::midpoint(radii.0, radii.1));
        let leader = Path::default().to((x_text - side * 8.0, y - 4.0)).line((x_bend, y - 4.0)).line(spot);
        Element::group()
            .child(
                Element::text(x_text, y, title)
                    .with("font-size", "15")
                    .with("font-weight", "700")
                    .with("fill", Paint::Ink)
                    .with("text-anchor", anchor),
            )
            .child(
                Element::text(x_text, y + 16.0, note)
                    .with("font-size", "13")
                    .with("fill", Paint::Soft)
                    .with("text-anchor", anchor),
            )
            .child(Element::path(leader.0, Paint::None).with("stroke", Paint::Ink).with("stroke-width", "1"))
            .child(
                Element::new("circle")
                    .with("cx", spot.0)
                    .with("cy", spot.1)
                    .with("r", 3.0)
                    .with("fill", Paint::Ink)
                    .with("stroke", Paint::Paper)
                    .with("stroke-width", "1.5"),
            )
    };
    Element::group().with("class", "note").children(rows.into_iter().enumerate().map(call_out))
}

/// A turn low on one side at which there is something to point to: for what moved the widest piece there. Each row
/// has its own stretch, so that the leaders do not cross.
fn spot(run: &Run, row: usize, on_right: bool) -> f64 {
    const STRETCHES: [(f64, f64); 3] = [(0.645, 0.70), (0.60, 0.63), (0.565, 0.60)];
    let mirrored = |turn: f64| if on_right { 1.0 - turn } else { turn };
    let (low, high) = STRETCHES[row];
    let middle = |start: f64, end: f64| (end - start, f64::midpoint(start, end));
    let pieces = run.movement().ranges.iter().filter(|range| row != 1 && range.start < range.end);
    let pieces = pieces.map(|range| middle(range.start.turn(), range.end.turn()));
    let widest =
        pieces.filter(|(_, turn)| (low..high).contains(&mirrored(*turn))).max_by(|a, b| a.0.total_cmp(&b.0));
    widest.map_or_else(|| mirrored(f64::midpoint(low, high)), |(_, turn)| turn)
}
