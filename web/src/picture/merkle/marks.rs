//! The marks of nodes: shape first, colour last. What is the same is quiet.

use crate::picture::{Element, Paint, Path};

/// Two bars in a ring: both replicas have the same hash.
pub(super) fn same(at: (f64, f64), size: f64) -> Vec<Element> {
    let ring = Element::disc(at, size / 2.0 - 0.5)
        .with("fill", Paint::Paper)
        .with("stroke", Paint::Edge)
        .with("stroke-width", "1");
    vec![ring, bars(at, size, Path::default(), Paint::Soft)]
}

/// Two bars crossed out on a solid square: their hashes differ. Where more is folded behind it another stands out.
pub(super) fn different((x, y): (f64, f64), size: f64, is_folded: bool) -> Vec<Element> {
    let square = |shift: f64, fill: Paint| {
        let corner = (x - size / 2.0 + shift, y - size / 2.0 + shift);
        Element::rect(corner, (size, size)).with("rx", "2").with("fill", fill)
    };
    let behind = square(3.0, Paint::Paper).with("stroke", Paint::Bad).with("stroke-width", "1.5");
    let slash = Path::default().to((x - size * 0.2, y + size * 0.32)).line((x + size * 0.2, y - size * 0.32));
    let front = [square(0.0, Paint::Bad), bars((x, y), size, slash, Paint::Paper)];
    is_folded.then_some(behind).into_iter().chain(front).collect()
}

fn bars((x, y): (f64, f64), size: f64, path: Path, paint: Paint) -> Element {
    let (half, apart) = (size * 0.24, size * 0.13);
    let path = path
        .to((x - half, y - apart))
        .line((x + half, y - apart))
        .to((x - half, y + apart))
        .line((x + half, y + apart));
    Element::path(path.0, Paint::None).with("stroke", paint).with("stroke-width", "1.5")
}
