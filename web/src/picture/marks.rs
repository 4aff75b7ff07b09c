//! The marks below the scrubber of a player.

use super::{Element, Paint, Path, measure::text_width};
use crate::player::{Film, Kind, Mark};

/// Half the thumb of a native range: its middle never comes nearer to the edge.
const INSET: f64 = 8.0;
const HIGH: f64 = 26.0;
const SIZE: f64 = 13.0;
/// Between two words.
const GAP: f64 = 8.0;
/// Presses within so many pixels of a mark go to it.
const NEAR: f64 = 14.0;

fn x_of(at_ns: u64, until_ns: u64, width: f64) -> f64 {
    INSET + (width - 2.0 * INSET) * (at_ns as f64 / until_ns.max(1) as f64)
}

/// The marks of a film, and their size: ticks for all, words for those that find room, the gravest first.
pub fn marks(film: &Film, width: f64) -> (Element, (f64, f64)) {
    let until_ns = film.until_ns();
    let mut layer = Element::group();
    for (kinds, paint, high) in [
        ([Kind::Committed, Kind::Committed], Paint::Line, 4.0),
        ([Kind::Asked, Kind::Role], Paint::Edge, 6.0),
        ([Kind::Broken, Kind::Broken], Paint::Bad, 8.0),
    ] {
        let mut path = Path::default();
        let mut last = f64::NEG_INFINITY;
        for mark in film.marks().iter().filter(|mark| (kinds[0]..=kinds[1]).contains(&mark.kind)) {
            let x = x_of(mark.at_ns, until_ns, width);
            // What falls on one pixel is one tick.
            if x - last >= 1.0 {
                path = path.to((x, 0.0)).line((x, high));
                last = x;
            }
        }
        if !path.0.is_empty() {
            let ticks = Element::path(path.0, Paint::None).with("stroke", paint).with("stroke-width", "2");
            layer = layer.child(ticks);
        }
    }
    let mut words: Vec<&Mark> = film.marks().iter().filter(|mark| !mark.said.is_empty()).collect();
    words.sort_by_key(|mark| core::cmp::Reverse(mark.kind));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for mark in words {
        let wide = text_width(&mark.said, SIZE, false);
        let middle = x_of(mark.at_ns, until_ns, width);
        let from = crate::words::within(middle - wide / 2.0, 0.0, (width - wide).max(0.0));
        if wide > width || taken.iter().any(|(left, right)| from < right + GAP && *left < from + wide + GAP) {
            continue;
        }
        taken.push((from, from + wide));
        let paint = if mark.kind == Kind::Broken { Paint::Bad } else { Paint::Soft };
        let text = Element::text(from + wide / 2.0, 21.0, mark.said.clone())
            .with("font-size", "13")
            .with("text-anchor", "middle")
            .with("fill", paint);
        layer = layer.child(text);
    }
    (layer, (width, HIGH))
}

/// The instant of the mark that is pressed at `x` of so many pixels, ns.
pub fn mark_at(film: &Film, width: f64, x: f64) -> Option<u64> {
    let away = |mark: &Mark| (x_of(mark.at_ns, film.until_ns(), width) - x).abs();
    let near = film.marks().iter().filter(|mark| !mark.said.is_empty() && away(mark) <= NEAR);
    near.min_by(|a, b| away(a).total_cmp(&away(b))).map(|mark| mark.at_ns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::{run::Run, scenario::parse};

    fn film() -> Film {
        let film = Film::new(&Run::new(parse("v=1&s=crash-modes").scenario));
        film.expect("time").expect("a course")
    }

    #[test]
    fn words_never_touch_and_the_gravest_have_room_first() {
        for width in [150.0, 320.0, 700.0] {
            let (layer, _) = marks(&film(), width);
            let text = crate::picture::to_svg(&layer, crate::picture::Palette::Light);
            assert!(text.contains("w3 is lost"), "{width}: {text}");
            assert!(width < 700.0 || text.contains("n1 dies"), "{text}");
        }
    }

    #[test]
    fn a_press_goes_to_the_nearest_mark_and_beside_all_nowhere() {
        let film = film();
        let x = x_of(35_000_000, film.until_ns(), 700.0);
        assert_eq!(mark_at(&film, 700.0, x + 3.0), Some(35_000_000));
        assert_eq!(mark_at(&film, 700.0, x_of(42_000_000, film.until_ns(), 700.0)), None);
    }
}
