use super::{
    band, frame,
    geometry::{Geometry, Size},
    hues::Hues,
    key, names, nodes,
};
use crate::picture::{Element, Paint, Path};
use quorate_core::{run::Run, workload::KeyCloud};

/// What stands still while the reader points at things.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// Where everything lies.
    pub geometry: Geometry,
    /// The layers, in drawing order.
    pub layers: Element,
}

/// Lays out all of a ring but what is said in its centre.
pub fn still(run: &Run, keys: Option<&KeyCloud>, size: Size) -> Still {
    let geometry = Geometry::new(run, size);
    let hues = Hues::of(run);
    let [taken, moved] = band::change(run, &geometry, hues);
    let mut layers = Element::group().child(taken).child(band::band(run, &geometry, hues)).child(moved);
    // A small ring needs its middle for words.
    if let Some(keys) = keys.filter(|keys| !keys.is_empty() && geometry.taken.0 > 90.0) {
        layers = layers.child(key_density(keys, &geometry));
    }
    layers = layers.child(frame::degrees(&geometry));
    if !hues.is_for_all() {
        layers = layers.child(names::names(run, &geometry, hues));
    }
    if geometry.has_discs {
        layers = layers.child(key::walk_outside(run, &geometry)).child(nodes::discs(run, &geometry));
    } else {
        layers = layers.child(key::bracket(run, &geometry));
    }
    if geometry.is_wide {
        layers = layers.child(frame::words(run, &geometry));
    }
    Still { geometry, layers }
}

/// Where the keys lie: dots while there are few, else how many there are in each bin, growing inwards.
fn key_density(keys: &KeyCloud, geometry: &Geometry) -> Element {
    const DOTS: u32 = 300;
    const DEPTH: f64 = 9.0;
    let edge = geometry.taken.0 - 4.0;
    if keys.len() <= DOTS {
        let dot = |path: Path, turn: f64| {
            let (x, y) = geometry.at(turn, edge - 2.0);
            path.to((x - 1.25, y))
                .arc(1.25, false, true, (x + 1.25, y))
                .arc(1.25, false, true, (x - 1.25, y))
                .close()
        };
        let dots = keys.points().fold(Path::default(), |path, point| dot(path, point.turn()));
        return Element::path(dots.0, Paint::Soft).with("class", "keys");
    }
    // Few keys in narrow bins would be noise.
    let bins = if keys.len() < 20_000 { 72 } else { 360 };
    let histogram = keys.histogram(bins);
    let most = f64::from(histogram.iter().copied().max().unwrap_or(1).max(1));
    let bar = |path: Path, (bin, count): (usize, &u32)| {
        let depth = DEPTH * f64::from(*count) / most;
        geometry.sector(path, (edge - depth, edge), bin as f64 / bins as f64, (bin + 1) as f64 / bins as f64)
    };
    let bars = histogram.iter().enumerate().filter(|(_, count)| **count > 0).fold(Path::default(), bar);
    Element::path(bars.0, Paint::Line).with("class", "keys")
}
