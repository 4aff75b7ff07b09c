use super::{marks, plan::Plan};
use crate::picture::{Element, Paint, Path, px, racks::hatch, text_width};
use quorate_core::trace::Keeps;

const ROW: f64 = 26.0;
const GAP: f64 = 22.0;

/// Where it begins: under the lanes, or at the very edge where there is little room.
pub(super) fn left(gutter: f64, width: f64) -> f64 {
    if width > 500.0 { gutter } else { 0.0 }
}

/// How high the legend is in so many pixels.
pub(super) fn height(keeps: Keeps, left: f64, width: f64) -> f64 {
    (places(keeps, left, width).last().map_or(0.0, |(_, y)| *y / ROW) + 1.0) * ROW + 12.0
}

type Entry = (Mark, f64, &'static str);

/// What each mark means, where a leader leads.
const OF_LOGS: [Entry; 9] = [
    (Mark::Call, 32.0, "call"),
    (Mark::OneWay, 32.0, "nobody waits"),
    (Mark::Reply, 32.0, "reply"),
    (Mark::Lost, 12.0, "never arrives"),
    (Mark::Disk, 12.0, "on disk"),
    (Mark::Acknowledged, 17.0, "acknowledged"),
    (Mark::Leads, 8.0, "leads"),
    (Mark::Waits, 7.0, "client waits"),
    (Mark::Exposed, 28.0, "acknowledged, on one node only"),
];

/// The same where nobody does.
const OF_VERSIONS: [Entry; 9] = [
    (Mark::Call, 32.0, "call"),
    (Mark::OneWay, 32.0, "nobody waits"),
    (Mark::Reply, 32.0, "reply"),
    (Mark::Decides, 32.0, "the answer that decided"),
    (Mark::Lost, 12.0, "never arrives"),
    (Mark::Disk, 12.0, "on disk"),
    (Mark::Acknowledged, 17.0, "acknowledged"),
    (Mark::Coordinates, 22.0, "coordinates"),
    (Mark::Waits, 7.0, "client waits"),
];

const fn entries(keeps: Keeps) -> &'static [Entry] {
    match keeps {
        Keeps::Log => &OF_LOGS,
        Keeps::Versions => &OF_VERSIONS,
    }
}

#[derive(Clone, Copy)]
enum Mark {
    Call,
    OneWay,
    Reply,
    Lost,
    Disk,
    Acknowledged,
    Leads,
    Waits,
    Exposed,
    Decides,
    Coordinates,
}

/// Where each entry stands: from the left edge and from the first row.
fn places(keeps: Keeps, left: f64, width: f64) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (left, 0.0);
    let mut places = Vec::new();
    for (_, wide, said) in entries(keeps) {
        let all = wide + 9.0 + text_width(said, 14.0, false) * 0.92;
        if x > left && x + all > width {
            (x, y) = (left, y + ROW);
        }
        places.push((x, y));
        x += all + GAP;
    }
    places
}

/// What the marks mean, in rows as the width allows.
pub(super) fn legend(plan: &Plan, keeps: Keeps) -> Element {
    let left = left(plan.gutter, plan.size.0);
    let top = plan.size.1 - height(keeps, left, plan.size.0) + ROW / 2.0 + 5.0;
    let mut layer = Element::group().with("aria-hidden", "true").with("class", "legend");
    for ((mark, wide, said), (x, y)) in entries(keeps).iter().zip(places(keeps, left, plan.size.0)) {
        let at = format!("translate({} {})", px(x), px(top + y));
        let text = Element::text(wide + 9.0, 5.0, *said).with("font-size", "14").with("fill", Paint::Ink);
        layer = layer.child(Element::group().with("transform", at).child(draw(*mark)).child(text));
    }
    layer
}

fn draw(mark: Mark) -> Element {
    let line = |to: f64| Element::line((0.0, 0.0), (to, 0.0), Paint::Ink, 1.6);
    let head = || Element::path("M32 0L23 3.6L23 -3.6Z".into(), Paint::Ink);
    match mark {
        Mark::Call => Element::group().child(line(26.0)).child(head()),
        Mark::OneWay => Element::group().child(line(32.0)).child(
            Element::path("M23 5L32 0L23 -5".into(), Paint::None)
                .with("stroke", Paint::Ink)
                .with("stroke-width", "1.6"),
        ),
        Mark::Reply => Element::group().child(line(26.0).with("stroke-dasharray", "5 4")).child(head()),
        Mark::Decides => Element::group()
            .child(Element::line((0.0, 0.0), (26.0, 0.0), Paint::Ink, 2.8).with("stroke-dasharray", "5 4"))
            .child(head()),
        Mark::Coordinates => marks::coordinator((11.0, 0.0)),
        Mark::Lost => marks::cross((6.0, 0.0), Paint::Ink),
        Mark::Disk => Element::rect((0.0, -6.0), (12.0, 12.0)).with("fill", Paint::Ink),
        Mark::Acknowledged => {
            let (rings, checks) = marks::acknowledged(Path::default(), Path::default(), (8.5, 0.0));
            marks::ringed(rings, checks, Paint::Ink)
        }
        Mark::Leads => Element::rect((0.0, -9.0), (8.0, 18.0)).with("fill", Paint::Lead),
        Mark::Waits => Element::rect((0.0, -9.0), (7.0, 18.0)).with("fill", Paint::Soft),
        Mark::Exposed => Element::group().child(hatch((0.0, -8.0), (28.0, 16.0))).child(
            Element::rect((0.0, -8.0), (28.0, 16.0))
                .with("fill", Paint::None)
                .with("stroke", Paint::Bad)
                .with("stroke-width", "1.5"),
        ),
    }
}
