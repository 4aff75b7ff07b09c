//! What is said in the middle: the change, or the part that is lit, whose ranges alone keep their hue.

use super::{band, geometry::Geometry, hues::Hues};
use crate::{
    picture::{Element, Paint, Part, Path},
    words,
};
use quorate_core::{
    base::{NodeId, Unit},
    run::Run,
};

/// The number and the words in the middle, and the lit part on the band.
pub fn centre(run: &Run, lit: Option<Part>, geometry: &Geometry) -> Element {
    let range = match lit {
        Some(Part::Range(at)) if (at as usize) < run.ring().len() => Some(at as usize),
        _ => None,
    };
    let node = match lit {
        Some(Part::Unit(Unit::Node(id))) => Some(id),
        _ => range.map(|at| run.ring().node_at(at)),
    };
    let layer = Element::group().with("class", "centre");
    match node {
        Some(id) => layer
            .child(spotlight(run, id, range, geometry))
            .child(told(&words::about_node(run, id, range), geometry)),
        None => layer.child(told(&words::about_change(run), geometry)),
    }
}

/// The band with one node's ranges in its hue and all others stepped back.
fn spotlight(run: &Run, id: NodeId, range: Option<usize>, geometry: &Geometry) -> Element {
    let hue = Hues::of(run).hue(id).unwrap_or(Paint::Hue(1));
    let hoop = geometry.sector(Path::default(), geometry.band, 0.0, 1.0);
    let mut layer = Element::group().child(Element::path(hoop.0, Paint::Line)).child(band::ranges_of(
        run.ring(),
        id,
        geometry,
        hue,
    ));
    if let Some(at) = range {
        let (from, to) = (run.ring().token(run.ring().previous(at)).turn(), run.ring().token(at).turn());
        let to = if to <= from { to + 1.0 } else { to };
        // An outline that is wide enough to be seen however narrow the range.
        let lack = (6.0 / geometry.circumference() - (to - from)).max(0.0) / 2.0;
        let radii = (geometry.band.0 - 3.0, geometry.band.1 + 3.0);
        let outline = geometry.sector(Path::default(), radii, from - lack, to + lack);
        layer = layer.child(
            Element::path(outline.0, Paint::None).with("stroke", Paint::Ink).with("stroke-width", "2.5"),
        );
    }
    if geometry.has_discs { layer.child(super::nodes::discs(run, geometry)) } else { layer }
}

fn told(centre: &words::Centre, geometry: &Geometry) -> Element {
    let (x, y) = geometry.centre;
    let radius = geometry.taken.0 - 8.0;
    let scale = words::within(geometry.taken.0 / 201.0, 0.5, 1.0);
    // Digits are about .6 of their size wide; the number keeps to four fifths of the room.
    let digits = centre.number.chars().count().max(3) as f64;
    let size = words::within(radius * 1.6 / (digits * 0.6), 20.0, 60.0);
    let number = Element::text(x, y - 5.0 * scale, centre.number.clone())
        .with("font-size", size)
        .with("font-weight", "700");
    let step = f64::max(24.0 * scale, 17.0);
    let line = |(at, (plain, strong)): (usize, &(String, String))| {
        let down = f64::max(28.0 * scale, 19.0) + step * at as f64;
        let letters = (plain.chars().count() + strong.chars().count()) as f64;
        let room = 2.0 * libm::sqrt(f64::max(radius * radius - down * down, 0.0));
        let size = f64::max(16.0 * scale, 13.0);
        let strong = Element::new("tspan").with("font-weight", "700").say(strong.clone());
        // What has no room is left out, never shrunk.
        (letters * size * 0.5 <= room)
            .then(|| Element::text(x, y + down, plain.clone()).with("font-size", size).child(strong))
    };
    let lines = centre.lines.iter().enumerate().filter_map(line);
    Element::group().with("text-anchor", "middle").with("fill", Paint::Ink).child(number).children(lines)
}
