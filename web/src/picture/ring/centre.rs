//! What is said in the middle: the change, or the part that is lit, whose ranges alone keep their hue.

use super::{band, geometry::Geometry, hues::Hues};
use crate::{
    picture::{Element, Paint, Part, Path, within},
    words,
};
use quorate_core::{base::NodeId, run::Run};

/// The number and the words in the middle, and the lit part on the band.
pub fn centre(run: &Run, lit: Option<Part>, geometry: &Geometry) -> Element {
    let node = match lit {
        Some(Part::Node(id)) => Some(id),
        Some(Part::Range(at)) if (at as usize) < run.ring().len() => Some(run.ring().node_at(at as usize)),
        _ => None,
    };
    let layer = Element::group().with("class", "centre");
    match node {
        Some(id) => layer
            .child(spotlight(run, id, lit, geometry))
            .child(told(&words::about_node(run, id, lit), geometry)),
        None => layer.child(told(&words::about_change(run), geometry)),
    }
}

/// The band with one node's ranges in its hue and all others stepped back.
fn spotlight(run: &Run, id: NodeId, lit: Option<Part>, geometry: &Geometry) -> Element {
    let hue = Hues::of(run).hue(id).unwrap_or(Paint::Hue(1));
    let hoop = geometry.sector(Path::default(), geometry.band, 0.0, 1.0);
    let mut layer = Element::group().child(Element::path(hoop.0, Paint::Line)).child(band::ranges_of(
        run.ring(),
        id,
        geometry,
        hue,
    ));
    if let Some(Part::Range(at)) = lit {
        let at = at as usize;
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
    let scale = within(geometry.taken.0 / 201.0, 0.5, 1.0);
    let line = |dy: f64, size: f64| {
        Element::text(x, y + dy, "")
            .with("text-anchor", "middle")
            .with("font-size", f64::max(size * scale, 13.0))
            .with("fill", Paint::Ink)
    };
    let mut lines = Element::group().child(
        Element::text(x, y - 5.0 * scale, centre.number.clone())
            .with("text-anchor", "middle")
            .with("font-size", 60.0 * scale.max(0.6))
            .with("font-weight", "700")
            .with("fill", Paint::Ink),
    );
    for (at, (plain, strong)) in centre.lines.iter().enumerate() {
        let strong = Element::new("tspan").with("font-weight", "700").say(strong.clone());
        lines = lines.child(
            line(28.0 * scale.max(0.75) + f64::max(24.0 * scale, 17.0) * at as f64, 16.0)
                .say(plain.clone())
                .child(strong),
        );
    }
    lines
}
