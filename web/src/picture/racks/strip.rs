//! The strip: all partitions by how they fare, the worst first; as chips while there are few, else as a bar with counts.

use super::glyph;
use crate::{
    picture::{Element, Paint, Part},
    words,
};
use quorate_core::run::{Health, Racks, Run};

/// More partitions than these are a bar.
const MOST_CHIPS: usize = 60;
/// A narrower strip is a bar too, unless it stands beside another.
const NARROW: f64 = 340.0;
const CHIP: (f64, f64) = (26.0, 44.0);
const HEAD: f64 = 30.0;

/// The strip in so many pixels, and how high it is.
pub fn strip(_: &Run, racks: &Racks, width: f64) -> (Element, f64) {
    let title = Element::text(0.0, 17.0, words::racks::strip_title(racks))
        .with("font-size", "16")
        .with("font-weight", "700")
        .with("fill", Paint::Ink);
    // On a telephone the strip stays in sight, and so it has to be low.
    let is_few = racks.len() <= MOST_CHIPS && width >= NARROW;
    let (body, height) = if is_few { chips(racks, width) } else { bar(racks, width) };
    (Element::group().child(title).child(body), height)
}

fn label(x: f64, y: f64, racks: &Racks, health: Health) -> (Element, f64) {
    let number = words::counted(racks.count(health).into());
    let text = words::racks::health_words(health);
    let number_width = number.len() as f64 * 9.2 + 4.0;
    let label = Element::group()
        .child(
            Element::text(x, y, number)
                .with("font-size", "15")
                .with("font-weight", "700")
                .with("fill", Paint::Ink),
        )
        .child(Element::text(x + number_width, y, text).with("font-size", "14").with("fill", Paint::Ink));
    (label, number_width + text.len() as f64 * 7.4)
}

fn worst_first(racks: &Racks) -> impl Iterator<Item = Health> {
    Health::ALL.into_iter().rev().filter(|health| racks.count(*health) > 0)
}

fn chips(racks: &Racks, width: f64) -> (Element, f64) {
    let digits = racks.len().max(1).ilog10() as f64 + 1.0;
    let chip_width = CHIP.0.max(8.0 + digits * 8.6);
    let mut layer = Element::group();
    let (mut x, mut y) = (0.0, HEAD);
    for health in worst_first(racks) {
        let count = f64::from(racks.count(health));
        let (_, label_width) = label(0.0, 0.0, racks, health);
        let group_width = (count * (chip_width + 4.0) - 4.0).max(label_width);
        if x > 0.0 && x + group_width > width {
            (x, y) = (0.0, y + CHIP.1 + 34.0);
        }
        let first_row = y + 20.0;
        let said = label(x, y + 12.0, racks, health).0;
        layer = layer.child(said.keyed(words::racks::health_words(health)));
        let start = x;
        let mut at = (x, y + 20.0);
        for partition in (0..racks.len()).filter(|partition| racks.health(*partition) == health) {
            if at.0 > 0.0 && at.0 + chip_width > width {
                at = (0.0, at.1 + CHIP.1 + 5.0);
            }
            layer = layer.child(chip(partition, health, at, chip_width));
            at.0 += chip_width + 4.0;
        }
        y = at.1 - 20.0;
        // Beside a group of several rows there is no room for the next one's words.
        let is_wrapped = at.1 > first_row;
        x = if is_wrapped { width } else { at.0.max(start + label_width) + 16.0 };
    }
    (layer, y + 20.0 + CHIP.1 + 3.0)
}

fn chip(partition: usize, health: Health, (x, y): (f64, f64), width: f64) -> Element {
    let (stroke, ink, mark) = match health {
        Health::Fine => (Paint::Edge, Paint::Ink, None),
        Health::Fewer => (Paint::Warn, Paint::Ink, None),
        Health::Unavailable => (Paint::Bad, Paint::Ink, None),
        Health::Lost => (Paint::Lost, Paint::OnLost, Some(Paint::OnLost)),
    };
    let fill = if health == Health::Lost { Paint::Lost } else { Paint::Paper };
    let hatch = (health == Health::Unavailable)
        .then(|| glyph::hatch((x + 1.0, y + 1.0), (width - 2.0, CHIP.1 - 2.0)));
    let number = (partition + 1).to_string();
    let plate = (health == Health::Unavailable).then(|| {
        let plate = number.len() as f64 * 8.6 + 2.0;
        Element::rect((x + (width - plate) / 2.0, y + 24.0), (plate, 16.0)).with("fill", Paint::Paper)
    });
    Element::group()
        .with("class", "chip")
        .stands_for(Part::partition(partition))
        .keyed(number.clone())
        .child(
            Element::rect((x, y), (width, CHIP.1))
                .with("rx", "3")
                .with("fill", fill)
                .with("stroke", stroke)
                .with("stroke-width", "1.5")
                .keyed("box"),
        )
        .children(hatch.map(|hatch| hatch.keyed("hatch")))
        .children(plate.map(|plate| plate.keyed("plate")))
        .child(glyph::health(health, (x + width / 2.0, y + 13.0), mark).keyed("mark"))
        .child(
            Element::text(x + width / 2.0, y + 36.0, number)
                .with("font-size", "13")
                .with("font-weight", "700")
                .with("text-anchor", "middle")
                .with("fill", ink)
                .keyed("number"),
        )
}

/// One bar over the whole width, its parts as long as they are many.
fn bar(racks: &Racks, width: f64) -> (Element, f64) {
    const HEIGHT: f64 = 24.0;
    let all = racks.len() as f64;
    let mut layer = Element::group();
    let mut x = 0.0;
    let (mut label_x, mut label_y) = (0.0, HEAD + HEIGHT + 20.0);
    for health in worst_first(racks) {
        // However few, they can be seen.
        let length = (f64::from(racks.count(health)) / all * width).max(3.0).min(width - x);
        let place = ((x, HEAD), (length, HEIGHT));
        let (fill, stroke) = match health {
            Health::Fine => (Paint::Well, Paint::Edge),
            Health::Fewer => (Paint::Warn, Paint::Warn),
            Health::Unavailable => (Paint::Paper, Paint::Bad),
            Health::Lost => (Paint::Lost, Paint::Lost),
        };
        layer = layer.child(Element::rect(place.0, place.1).with("fill", fill).with("stroke", stroke));
        if health == Health::Unavailable {
            layer = layer.child(glyph::hatch(place.0, place.1));
        }
        x += length;
        let (_, text_width) = label(0.0, 0.0, racks, health);
        if label_x > 0.0 && label_x + 18.0 + text_width > width {
            (label_x, label_y) = (0.0, label_y + 24.0);
        }
        let (text, _) = label(label_x + 18.0, label_y + 5.0, racks, health);
        layer = layer.child(glyph::health(health, (label_x + 7.0, label_y), None)).child(text);
        label_x += text_width + 42.0;
    }
    (layer, label_y + 14.0)
}
