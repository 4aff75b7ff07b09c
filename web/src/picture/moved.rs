//! What moved, as two bars on one scale: this ring, and hash mod N with the same nodes; an ink tick at what theory expects.

use super::{Element, Paint, Path, ring};
use crate::words;
use quorate_core::run::Run;

const HEIGHT: f64 = 94.0;
const BAR: f64 = 18.0;

/// The two bars, if anything about the ring changed.
pub fn moved(run: &Run, width: f64) -> Option<Element> {
    if run.movement().ranges.is_empty() || run.changed_hash() {
        return None;
    }
    let width = words::within(width, 200.0, 2_000.0);
    let scale = (width - 90.0) * 0.98;
    let (ours, theirs) = (run.movement().share, run.modulo_moved());
    let paint = words::sole(run).and_then(|id| ring::hue(run, id)).unwrap_or(Paint::Accent);
    let label =
        |y: f64, text: &str| Element::text(0.0, y, text).with("font-size", "14").with("fill", Paint::Ink);
    let number = |y: f64, x: f64, text: String| {
        Element::text(x + 8.0, y + 14.0, text)
            .with("font-size", "15")
            .with("font-weight", "700")
            .with("fill", Paint::Ink)
    };
    let bar = |y: f64, length: f64, paint| {
        Element::new("rect")
            .with("x", 0.0)
            .with("y", y)
            .with("width", length.max(0.75))
            .with("height", BAR)
            .with("fill", paint)
    };
    let (ours_px, theirs_px) = (ours.approx() * scale, theirs.approx() * scale);
    let ours_text = words::share(ours);
    let mut picture = Element::svg((width, HEIGHT), "How much moved".into(), words::moved_description(run))
        .child(label(13.0, "this ring"))
        .child(bar(20.0, ours_px, paint))
        .child(label(61.0, "hash mod N, same nodes"))
        .children(hatched(68.0, theirs_px))
        .child(number(68.0, theirs_px, words::share(theirs)));
    let mut end = ours_px;
    if let Some(expected) = run.expected_moved() {
        let x = expected.approx() * scale;
        picture = picture.child(Element::line((x, 16.0), (x, 42.0), Paint::Ink, 2.0));
        end = end.max(x);
        let start = end + 14.0 + ours_text.chars().count() as f64 * 9.0;
        let note = words::expected(run, expected);
        // Where the note does not fit beside the bar it stands over it.
        let note = if start + note.chars().count() as f64 * 6.6 <= width {
            Element::text(start, 34.0, note)
        } else {
            Element::text(width, 13.0, note).with("text-anchor", "end")
        };
        picture = picture.child(note.with("font-size", "13").with("fill", Paint::Soft));
    }
    Some(picture.child(number(20.0, end, ours_text)))
}

/// A bar in the hatch of the other scheme: 1.6 px lines at 45° every 6 px, with an outline.
fn hatched(y: f64, length: f64) -> [Element; 2] {
    let mut lines = Path::default();
    let mut start = -BAR;
    while start < length {
        // The line from (start, bottom) to (start + BAR, top), cut at both ends of the bar.
        let (from, to) = (start.max(0.0), (start + BAR).min(length));
        if to > from {
            lines = lines.to((from, y + BAR - (from - start))).line((to, y + BAR - (to - start)));
        }
        start += 6.0 * core::f64::consts::SQRT_2;
    }
    let hatch = Element::path(lines.0, Paint::None).with("stroke", Paint::Soft).with("stroke-width", "1.6");
    let outline = Element::new("rect")
        .with("x", 0.75)
        .with("y", y + 0.75)
        .with("width", (length - 1.5).max(0.5))
        .with("height", BAR - 1.5);
    [hatch, outline.with("fill", Paint::None).with("stroke", Paint::Soft).with("stroke-width", "1.5")]
}
