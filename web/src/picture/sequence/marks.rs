//! The marks of time: roles, acknowledgements, deaths, disks.

use crate::picture::{Element, Paint, Path};
use quorate_core::trace::{Actor, Keeps};

type Point = (f64, f64);

fn letter((x, y): Point, text: &'static str, size: f64, paint: Paint) -> Element {
    Element::text(x, y, text)
        .with("font-size", size)
        .with("font-weight", "700")
        .with("text-anchor", "middle")
        .with("fill", paint)
}

/// A leader's square.
pub(super) fn leader((x, y): Point, size: f64) -> Element {
    let half = size / 2.0;
    Element::group()
        .child(
            Element::rect((x - half, y - half), (size, size))
                .with("rx", "3")
                .with("fill", Paint::Lead)
                .with("stroke", Paint::Paper)
                .with("stroke-width", "4")
                .with("paint-order", "stroke"),
        )
        .child(letter((x, y + 5.0), "L", 14.0, Paint::OnLead))
}

/// A coordinator's pentagon.
pub(super) fn coordinator((x, y): Point) -> Element {
    let shape = Path::default()
        .to((x, y - 11.0))
        .line((x + 10.5, y - 3.4))
        .line((x + 6.5, y + 9.0))
        .line((x - 6.5, y + 9.0))
        .line((x - 10.5, y - 3.4));
    let shape = Element::path(shape.close().0, Paint::Paper).with("stroke", Paint::Lead);
    Element::group().child(shape.with("stroke-width", "1.7")).child(letter(
        (x, y + 4.6),
        "K",
        13.0,
        Paint::Lead,
    ))
}

/// What stands on top of a lifeline: the actor's role, dashed where it is off; where nobody leads, nobody follows.
pub(super) fn role(actor: Actor, keeps: Keeps, leads: bool, is_off: bool, (x, y): Point) -> Element {
    if leads && !is_off {
        return leader((x, y), 24.0);
    }
    let (shape, said, paint, down) = match actor {
        Actor::Client(_) => (house((x, y)), "C", Paint::Ink, 6.5),
        Actor::Node(_) => {
            let said = if keeps == Keeps::Log { "F" } else { "R" };
            (Element::disc((x, y), 12.0), said, Paint::Lead, 4.8)
        }
        Actor::Monitor => {
            (Element::rect((x - 12.0, y - 9.0), (24.0, 18.0)).with("rx", "9"), "M", Paint::Ink, 4.8)
        }
    };
    let paint = if is_off { Paint::Soft } else { paint };
    let shape = shape.with("fill", Paint::Paper).with("stroke", paint).with("stroke-width", "1.7");
    let shape = if is_off { shape.with("stroke-dasharray", "3 3") } else { shape };
    Element::group().child(shape).child(letter((x, y + down), said, 13.0, paint))
}

fn house((x, y): Point) -> Element {
    let roof = Path::default().to((x, y - 12.5)).line((x + 13.0, y - 4.0)).line((x + 13.0, y + 11.0));
    Element::new("path").with("d", roof.line((x - 13.0, y + 11.0)).line((x - 13.0, y - 4.0)).close().0)
}

/// A ring, and in it a check.
pub(super) fn acknowledged(rings: Path, checks: Path, (x, y): Point) -> (Path, Path) {
    let rings = circle(rings, (x, y), 7.5);
    let checks = checks.to((x - 3.6, y + 0.3)).line((x - 1.0, y + 3.0)).line((x + 3.8, y - 2.6));
    (rings, checks)
}

/// A ring, and in it a bar.
pub(super) fn refused(rings: Path, bars: Path, (x, y): Point) -> (Path, Path) {
    (circle(rings, (x, y), 7.5), bars.to((x - 3.5, y)).line((x + 3.5, y)))
}

fn circle(path: Path, (x, y): Point, radius: f64) -> Path {
    path.to((x - radius, y))
        .arc(radius, false, true, (x + radius, y))
        .arc(radius, false, true, (x - radius, y))
        .close()
}

/// Rings with what is in them.
pub(super) fn ringed(rings: Path, inner: Path, paint: Paint) -> Element {
    Element::group()
        .child(Element::path(rings.0, Paint::Paper).with("stroke", paint).with("stroke-width", "1.6"))
        .child(
            Element::path(inner.0, Paint::None)
                .with("stroke", paint)
                .with("stroke-width", "1.7")
                .with("stroke-linecap", "round")
                .with("stroke-linejoin", "round"),
        )
}

/// A ringed cross: it dies.
pub(super) fn death((x, y): Point) -> Element {
    let cross = Path::default()
        .to((x - 5.0, y - 5.0))
        .line((x + 5.0, y + 5.0))
        .to((x + 5.0, y - 5.0))
        .line((x - 5.0, y + 5.0));
    Element::group()
        .child(
            Element::disc((x, y), 11.0)
                .with("fill", Paint::Paper)
                .with("stroke", Paint::Ink)
                .with("stroke-width", "2"),
        )
        .child(
            Element::path(cross.0, Paint::None)
                .with("stroke", Paint::Ink)
                .with("stroke-width", "2.6")
                .with("stroke-linecap", "round"),
        )
}

/// A ring with a stroke upwards: it starts again.
pub(super) fn restart((x, y): Point) -> Element {
    let arrow = Path::default()
        .to((x, y + 5.0))
        .line((x, y - 4.0))
        .to((x - 3.5, y - 1.0))
        .line((x, y - 5.0))
        .line((x + 3.5, y - 1.0));
    ringed(circle(Path::default(), (x, y), 9.0), arrow, Paint::Ink)
}

/// The cross before a count of what is lost.
pub(super) fn cross((x, y): Point, paint: Paint) -> Element {
    let path = Path::default()
        .to((x - 5.0, y - 5.0))
        .line((x + 5.0, y + 5.0))
        .to((x + 5.0, y - 5.0))
        .line((x - 5.0, y + 5.0));
    Element::path(path.0, Paint::None).with("stroke", paint).with("stroke-width", "2.6")
}

/// A box as a path.
pub(super) fn boxed(path: Path, (x, y): Point, (width, height): Point) -> Path {
    path.to((x, y)).line((x + width, y)).line((x + width, y + height)).line((x, y + height)).close()
}
