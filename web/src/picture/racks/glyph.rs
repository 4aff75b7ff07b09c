//! The marks of roles and states: shape and letter first, colour last.

use crate::picture::{Element, Paint, Path};
use quorate_core::run::Health;

/// The mark of a state, centred, about 12 px wide. Fine has a check.
pub(super) fn health(state: Health, at: (f64, f64), paint: Option<Paint>) -> Element {
    let (x, y) = at;
    let stroked = |path: Path, colour: Paint, width: f64| {
        Element::path(path.0, Paint::None)
            .with("stroke", colour)
            .with("stroke-width", width)
            .with("stroke-linecap", "round")
            .with("stroke-linejoin", "round")
    };
    match state {
        Health::Fine => {
            let check = Path::default().to((x - 4.5, y)).line((x - 1.5, y + 3.5)).line((x + 4.5, y - 3.5));
            stroked(check, paint.unwrap_or(Paint::Ink), 1.6)
        }
        Health::Fewer => {
            let colour = paint.unwrap_or(Paint::Warn);
            let half = Path::default().to((x, y - 5.0)).arc(5.0, false, false, (x, y + 5.0)).close();
            Element::group()
                .child(
                    Element::disc(at, 5.0)
                        .with("fill", Paint::None)
                        .with("stroke", colour)
                        .with("stroke-width", "1.5"),
                )
                .child(Element::path(half.0, colour))
        }
        Health::Unavailable => {
            let colour = paint.unwrap_or(Paint::Bad);
            let bar = Path::default().to((x - 3.4, y + 3.4)).line((x + 3.4, y - 3.4));
            Element::group()
                .child(
                    Element::disc(at, 5.2)
                        .with("fill", Paint::Paper)
                        .with("stroke", colour)
                        .with("stroke-width", "1.8"),
                )
                .child(stroked(bar, colour, 1.8))
        }
        Health::Lost => {
            let cross = Path::default()
                .to((x - 4.0, y - 4.0))
                .line((x + 4.0, y + 4.0))
                .to((x + 4.0, y - 4.0))
                .line((x - 4.0, y + 4.0));
            stroked(cross, paint.unwrap_or(Paint::Lost), 2.2)
        }
    }
}

/// A leader's square, `L` in it.
pub(super) fn leader((x, y): (f64, f64), size: f64) -> Element {
    Element::group()
        .child(Element::rect((x, y), (16.0, size)).with("rx", "2").with("fill", Paint::Lead))
        .child(letter((x + 8.0, y + size / 2.0 + 4.5), "L", Paint::OnLead).with("font-size", "13"))
}

/// A follower's disc, `F` in it.
pub(super) fn follower(at: (f64, f64)) -> Element {
    let disc = Element::disc(at, 7.5)
        .with("fill", Paint::Paper)
        .with("stroke", Paint::Lead)
        .with("stroke-width", "1.5");
    Element::group().child(disc).child(letter((at.0, at.1 + 4.0), "F", Paint::Lead).with("font-size", "11"))
}

fn letter((x, y): (f64, f64), text: &'static str, paint: Paint) -> Element {
    Element::text(x, y, text).with("font-weight", "700").with("text-anchor", "middle").with("fill", paint)
}

/// The sign of power: a broken ring with a stroke.
pub(super) fn power((x, y): (f64, f64), paint: Paint) -> Element {
    let sign = Path::default().to((x, y - 6.0)).line((x, y - 0.5)).to((x - 3.6, y - 3.6)).arc(
        5.1,
        true,
        false,
        (x + 3.6, y - 3.6),
    );
    Element::path(sign.0, Paint::None)
        .with("stroke", paint)
        .with("stroke-width", "1.8")
        .with("stroke-linecap", "round")
}

/// Lines at 45°, 2.2 on 7 px, cut to a box: what is in trouble.
pub(in crate::picture) fn hatch((x, y): (f64, f64), (width, height): (f64, f64)) -> Element {
    const STEP: f64 = 7.0 * core::f64::consts::SQRT_2;
    let mut lines = Path::default();
    let mut start = -height + STEP / 2.0;
    while start < width {
        // From the lower edge at `start` to the upper one, cut at both sides.
        let (from, to) = (start.max(0.0), (start + height).min(width));
        if to > from {
            lines =
                lines.to((x + from, y + height - (from - start))).line((x + to, y + height - (to - start)));
        }
        start += STEP;
    }
    Element::path(lines.0, Paint::None)
        .with("stroke", Paint::Bad)
        .with("stroke-width", "2.2")
        .with("stroke-opacity", ".35")
}
