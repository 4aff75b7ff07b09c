use super::{glyph, node::press, plan::Place};
use crate::{
    picture::{Element, Paint, Part},
    words,
};
use quorate_core::run::{Health, Racks};

/// A copy of a partition on a node: its role, its number, and how its partition fares.
pub(super) fn chip(racks: &Racks, node: u32, partition: usize, place: Place) -> Element {
    let health = racks.health(partition);
    let is_on = racks.is_on(node);
    let is_leader = racks.leader(partition) == Some(node);
    let number = (partition + 1).to_string();
    let mut chip = Element::group();
    let middle = place.at.1 + place.size.1 / 2.0;
    let glyph_x = place.right() - 7.5;
    match (health, is_on) {
        (Health::Lost, _) => {
            chip = chip
                .child(box_of(place).with("fill", Paint::Lost))
                .child(text(place.at.0 + 12.0, middle, number, Paint::OnLost, true))
                .child(glyph::health(health, (glyph_x - 4.0, middle), Some(Paint::OnLost)).keyed("mark"));
        }
        (_, false) => {
            chip = chip
                .child(
                    box_of(place)
                        .with("fill", Paint::Paper)
                        .with("stroke", Paint::Edge)
                        .with("stroke-dasharray", "3 3"),
                )
                .child(text(place.at.0 + 20.0, middle, number, Paint::Soft, false));
        }
        _ => {
            let trouble = health == Health::Unavailable;
            let stroke = if trouble { Paint::Bad } else { Paint::Line };
            chip = chip.child(box_of(place).with("fill", Paint::Paper).with("stroke", stroke));
            if trouble {
                let plate = 18.0 + number.len() as f64 * 8.6;
                chip = chip
                    .child(
                        glyph::hatch(
                            (place.at.0 + 1.0, place.at.1 + 1.0),
                            (place.size.0 - 2.0, place.size.1 - 2.0),
                        )
                        .keyed("hatch"),
                    )
                    .child(
                        Element::rect((place.at.0 + 2.0, place.at.1 + 4.0), (plate, place.size.1 - 8.0))
                            .with("fill", Paint::Paper)
                            .keyed("plate"),
                    );
            }
            chip = chip.child(if is_leader {
                glyph::leader((place.at.0, place.at.1), place.size.1).keyed("leader")
            } else {
                glyph::follower((place.at.0 + 10.0, middle)).keyed("follower")
            });
            chip = chip.child(text(place.at.0 + 20.5, middle, number, Paint::Ink, is_leader));
            if health != Health::Fine {
                chip = chip.child(glyph::health(health, (glyph_x, middle), None).keyed("mark"));
            }
        }
    }
    if racks.shares_rack(partition, node) && is_on {
        let inner = place.grown(-1.5);
        chip = chip.child(
            box_of(inner)
                .with("fill", Paint::None)
                .with("stroke", Paint::Bad)
                .with("stroke-width", "1")
                .keyed("inner"),
        );
        chip = chip.child(
            box_of(place.grown(1.0))
                .with("fill", Paint::None)
                .with("stroke", Paint::Bad)
                .with("stroke-width", "1")
                .keyed("outer"),
        );
    }
    let label = words::racks::chip_label(racks, node, partition);
    chip.child(press(Part::partition(partition), label, false, place).keyed("press"))
}

fn box_of(place: Place) -> Element {
    Element::rect(place.at, place.size).with("rx", "3").keyed("box")
}

fn text(x: f64, middle: f64, text: String, paint: Paint, is_bold: bool) -> Element {
    let text =
        Element::text(x, middle + 5.0, text).with("font-size", "14").with("fill", paint).keyed("number");
    if is_bold { text.with("font-weight", "700") } else { text }
}
