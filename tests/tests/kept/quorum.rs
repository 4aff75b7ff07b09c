//! The pictures of quorums that are kept in `tests/golden`: they need no run.

use quorate::picture::{Element, Palette, matrix, sets, to_svg};
use quorate_core::quorum::Quorum;

/// What is drawn of a quorum, in so many pixels.
pub(crate) type Draw = fn(Quorum, f64) -> Element;

/// The pictures of a quorum, by name.
pub(crate) const PICTURES: [(&str, Draw); 2] = [("matrix", matrix::picture), ("sets", sets::picture)];

/// A name, N, W and R, the picture, its width and colours.
type Row = (&'static str, (u32, u32, u32), Draw, f64, Palette);

const ROWS: [Row; 11] = [
    ("matrix", (5, 3, 3), matrix::picture, 744.0, Palette::Light),
    ("matrix-narrow", (5, 3, 1), matrix::picture, 328.0, Palette::Dark),
    ("matrix-three", (3, 2, 2), matrix::picture, 328.0, Palette::Light),
    ("matrix-nine", (9, 5, 5), matrix::picture, 328.0, Palette::Light),
    ("matrix-many", (20, 11, 10), matrix::picture, 360.0, Palette::Light),
    ("sets", (5, 4, 3), sets::picture, 744.0, Palette::Light),
    ("sets-narrow", (5, 3, 3), sets::picture, 328.0, Palette::Dark),
    ("sets-gap", (5, 3, 1), sets::picture, 328.0, Palette::Light),
    ("sets-touch", (4, 2, 2), sets::picture, 328.0, Palette::Light),
    ("sets-all", (3, 3, 3), sets::picture, 328.0, Palette::Light),
    ("sets-many", (100, 60, 51), sets::picture, 360.0, Palette::Light),
];

/// All of them by name, a tag a line.
pub(crate) fn pictures() -> impl Iterator<Item = (&'static str, String)> {
    ROWS.into_iter().map(|(name, (n, w, r), draw, width, palette)| {
        let quorum = Quorum::new(n, w, r).expect("a quorum");
        (name, to_svg(&draw(quorum, width).with("role", "img"), palette).replace("><", ">\n<") + "\n")
    })
}
