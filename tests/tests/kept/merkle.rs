//! The pictures of Merkle trees that are kept in `tests/golden`, drawn from replicas written by hand.

#[path = "../../../web/src/picture/merkle/sample.rs"]
mod sample;

use quorate::{
    picture::{Palette, merkle::merkle, to_svg},
    words::merkle::Seen,
};
use sample::Sample;

/// All of them by name.
pub(crate) fn pictures() -> Vec<(&'static str, String)> {
    let one = Sample::new(1_024, &[613], 10, false);
    let few = Sample::new(40, &[3, 4, 10], 4, true);
    let many = Sample::new(400, &(0..60).collect::<Vec<_>>(), 12, false);
    let same = Sample::new(9, &[], 6, false);
    vec![
        ("merkle", draw(&one, None, 744.0, Palette::Light)),
        ("merkle-narrow", draw(&one, Some((10, leaf(&one))), 328.0, Palette::Dark)),
        ("merkle-few", draw(&few, None, 744.0, Palette::Dark)),
        ("merkle-few-narrow", draw(&few, None, 328.0, Palette::Light)),
        ("merkle-many", draw(&many, None, 744.0, Palette::Light)),
        ("merkle-same", draw(&same, None, 328.0, Palette::Light)),
    ]
}

/// One whose keys and values are not what they seem.
pub(crate) fn hostile(text: &str) -> String {
    draw(&Sample::named(9, &[1], 3, true, text), None, 328.0, Palette::Light)
}

fn leaf(sample: &Sample) -> u32 {
    sample.compared.descent.leaves().first().copied().unwrap_or(0)
}

fn draw(sample: &Sample, chosen: Option<(u32, u32)>, width: f64, palette: Palette) -> String {
    let seen = Seen { trace: &sample.trace, moment: &sample.moment, compared: &sample.compared };
    to_svg(&merkle(&seen, chosen, width).with("role", "img"), palette).replace("><", ">\n<") + "\n"
}
