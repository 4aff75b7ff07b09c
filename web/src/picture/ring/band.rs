//! Ranges as paths: one path an owner and layer, however many ranges there are.

use super::{geometry::Geometry, hues::Hues};
use crate::picture::{Element, Paint, Path, has_slit};
use quorate_core::{
    base::{Count, IdMap, NodeId, Point},
    partition::Ring,
    run::Run,
};

/// More ranges than these on a pixel's length are not drawn one by one.
const RANGES_A_PIXEL: f64 = 2.0;
/// A spike is never narrower, or it could not be seen.
const LEAST_PX: f64 = 0.75;

/// A piece of the circle and whose it is: turns from and to, `to` at most one turn more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) node: NodeId,
}

impl Piece {
    fn of(start: Point, end: Point, node: NodeId) -> Self {
        let (from, to) = (start.turn(), end.turn());
        Piece { from, to: if start >= end { to + 1.0 } else { to }, node }
    }
}

/// The band of owners now.
pub(super) fn band(run: &Run, geometry: &Geometry, hues: Hues) -> Element {
    let ring = run.ring();
    let layer = Element::group();
    if ring.is_empty() {
        let hoop = geometry.sector(Path::default(), geometry.band, 0.0, 1.0);
        return layer.child(
            Element::path(hoop.0, Paint::None).with("stroke", Paint::Edge).with("stroke-dasharray", "4 4"),
        );
    }
    if hues.is_for_all() {
        return layer.children(painted(&pieces_of(ring, geometry), geometry, geometry.band, hues));
    }
    if ring.len() as f64 > geometry.circumference() / 3.0 {
        return layer
            .child(Element::path(geometry.sector(Path::default(), geometry.band, 0.0, 1.0).0, Paint::Edge));
    }
    layer.children(alternating(&pieces_of(ring, geometry), geometry, hues))
}

/// What moved outside the band, what it was taken from inside.
pub(super) fn change(run: &Run, geometry: &Geometry, hues: Hues) -> [Element; 2] {
    let ranges = &run.movement().ranges;
    let pieces = |node: fn(&quorate_core::partition::movement::MovedRange<NodeId>) -> NodeId| {
        let pieces = ranges.iter().map(|range| Piece::of(range.start, range.end, node(range)));
        let pieces = if ranges.len() as f64 > geometry.circumference() * RANGES_A_PIXEL {
            binned(pieces, geometry)
        } else {
            pieces.collect()
        };
        widened(pieces, geometry)
    };
    let layer = |name, pieces: &[Piece], radii| {
        Element::group().with("class", name).children(painted(pieces, geometry, radii, hues))
    };
    [
        layer("taken", &pieces(|range| range.from), geometry.taken),
        layer("moved", &pieces(|range| range.to), geometry.moved),
    ]
}

/// The ranges of one node, for when it is chosen.
pub(super) fn ranges_of(ring: &Ring, id: NodeId, geometry: &Geometry, paint: Paint) -> Element {
    let tokens = ring.ring_nodes().iter().find(|node| node.id == id).map(|node| node.tokens.iter());
    let path = tokens.into_iter().flatten().fold(Path::default(), |path, token| {
        let at = ring.successor(*token);
        // Of equal tokens only the first has a range.
        if ring.node_at(at) != id {
            return path;
        }
        let piece = Piece::of(ring.token(ring.previous(at)), *token, id);
        geometry.sector(path, geometry.band, piece.from, piece.to)
    });
    Element::path(path.0, paint)
}

/// All ranges of a ring, neighbours of one owner joined; by the pixel where there are too many.
fn pieces_of(ring: &Ring, geometry: &Geometry) -> Vec<Piece> {
    let all = (0..ring.len()).filter(|at| {
        ring.len() == 1
            || ring.token(*at) != ring.token(ring.previous(*at))
            || ring.range_len(*at) != Count::ZERO
    });
    let pieces = all.map(|at| Piece::of(ring.token(ring.previous(at)), ring.token(at), ring.node_at(at)));
    if ring.len() as f64 > geometry.circumference() * RANGES_A_PIXEL {
        binned(pieces, geometry)
    } else {
        joined(pieces)
    }
}

fn joined(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.node == piece.node && (last.to - piece.from).abs() < 1e-12 => {
                last.to = piece.to;
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// For each half pixel the node that has most of it.
fn binned(pieces: impl Iterator<Item = Piece>, geometry: &Geometry) -> Vec<Piece> {
    let bins = (geometry.circumference() * 2.0) as usize;
    let mut most: Vec<Option<(f64, NodeId)>> = vec![None; bins];
    let mut offer = |from: f64, to: f64, node: NodeId| {
        let (first, last) = ((from * bins as f64) as usize, (to * bins as f64) as usize);
        for (bin, most) in most.iter_mut().enumerate().take(last + 1).skip(first) {
            let (start, end) = (bin as f64 / bins as f64, (bin + 1) as f64 / bins as f64);
            let here = to.min(end) - from.max(start);
            match most {
                Some((there, owner)) if *owner == node => *there += here,
                Some((there, _)) if *there >= here => {}
                _ => *most = Some((here, node)),
            }
        }
    };
    for piece in pieces {
        offer(piece.from, piece.to.min(1.0), piece.node);
        if piece.to > 1.0 {
            offer(0.0, piece.to - 1.0, piece.node);
        }
    }
    let bin = |bin: usize| bin as f64 / bins as f64;
    joined(
        most.into_iter()
            .enumerate()
            .filter_map(|(at, most)| most.map(|(_, node)| Piece { from: bin(at), to: bin(at + 1), node })),
    )
}

/// No piece so narrow that it could not be seen: the number beside it is the true share.
fn widened(pieces: Vec<Piece>, geometry: &Geometry) -> Vec<Piece> {
    let least = LEAST_PX / geometry.circumference();
    let widen = |piece: Piece| {
        let lack = (least - (piece.to - piece.from)).max(0.0) / 2.0;
        Piece { from: piece.from - lack, to: piece.to + lack, ..piece }
    };
    pieces.into_iter().map(widen).collect()
}

/// One path for each node; nodes 7 to 12 with a slit along the middle.
fn painted(pieces: &[Piece], geometry: &Geometry, radii: (f64, f64), hues: Hues) -> Vec<Element> {
    let mut paths: IdMap<(Path, Path)> = IdMap::default();
    let (third, fifth) = ((radii.0 * 3.0 + radii.1 * 2.0) / 5.0, (radii.0 * 2.0 + radii.1 * 3.0) / 5.0);
    for piece in pieces {
        let whose = if hues.hue(piece.node).is_some() { piece.node } else { NodeId(0) };
        let (path, slit) = paths.get_or_default(whose);
        *path = geometry.sector(core::mem::take(path), radii, piece.from, piece.to);
        if hues.is_for_all() && has_slit(piece.node) {
            *slit = geometry.sector(core::mem::take(slit), (third, fifth), piece.from, piece.to);
        }
    }
    let mut layer = Vec::new();
    for (node, (path, slit)) in paths.iter() {
        layer.push(Element::path(path.0.clone(), hues.paint(node)));
        if !slit.0.is_empty() {
            layer.push(Element::path(slit.0.clone(), Paint::Paper));
        }
    }
    layer
}

/// Ranges without hue in two greys by turns, so that one can be told from the next.
fn alternating(pieces: &[Piece], geometry: &Geometry, hues: Hues) -> Vec<Element> {
    let (mut greys, mut hued) = ([Path::default(), Path::default()], Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        if let Some(hue) = hues.hue(piece.node) {
            hued.push(Element::path(
                geometry.sector(Path::default(), geometry.band, piece.from, piece.to).0,
                hue,
            ));
        } else {
            let grey = &mut greys[at % 2];
            *grey = geometry.sector(core::mem::take(grey), geometry.band, piece.from, piece.to);
        }
    }
    let [dark, light] = greys;
    let mut layer = vec![Element::path(dark.0, Paint::Edge), Element::path(light.0, Paint::Line)];
    layer.extend(hued);
    layer
}
