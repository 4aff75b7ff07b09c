use super::{geometry::Geometry, hues::Hues};
use crate::{
    picture::{Element, Paint, Part, has_slit},
    words,
};
use quorate_core::run::Run;

/// One disc on each token, with the node's mark.
pub(super) fn discs(run: &Run, geometry: &Geometry) -> Element {
    let (ring, hues) = (run.ring(), Hues::of(run));
    let middle = f64::midpoint(geometry.band.0, geometry.band.1);
    let disc = |at: usize| {
        let id = ring.node_at(at);
        let (x, y) = geometry.at(ring.token(at).turn(), middle);
        let hue = hues.hue(id);
        let circle = |radius: f64, fill| {
            Element::new("circle").with("cx", x).with("cy", y).with("r", radius).with("fill", fill)
        };
        let slit = hues.is_for_all() && has_slit(id);
        let ring_of_paper =
            slit.then(|| circle(13.5, Paint::None).with("stroke", Paint::Paper).with("stroke-width", "1.5"));
        let letter = Element::text(x, y + 5.5, words::mark(&words::name(run, id)))
            .with("font-size", "15")
            .with("font-weight", "700")
            .with("text-anchor", "middle")
            .with("fill", if hue.is_some() { Paint::on_node(id) } else { Paint::Paper });
        Element::group()
            .stands_for(Part::node(id))
            .child(
                circle(17.0, hue.unwrap_or(Paint::Soft))
                    .with("stroke", Paint::Paper)
                    .with("stroke-width", "3"),
            )
            .children(ring_of_paper)
            .child(letter)
    };
    Element::group().with("aria-hidden", "true").children((0..ring.len()).map(disc))
}
