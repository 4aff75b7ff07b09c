use super::{
    glyph,
    plan::{Detail, NODE_HEAD, Place, Plan, RACK_HEAD},
};
use crate::{
    picture::{Element, Paint, Part},
    words,
};
use quorate_core::{
    base::Unit,
    run::{Health, Racks},
    topology::Site,
};

/// The hint stands in the picture from this width on.
const HINTED: f64 = 640.0;

/// A node without its chips: a box that can be pressed, its name, and what it carries.
pub(super) fn node(racks: &Racks, plan: &Plan, node: u32, place: Place) -> Element {
    let id = racks.node(node);
    let is_on = racks.is_on(node);
    let label = words::racks::node_label(racks, node);
    let outline = Element::rect(place.at, place.size).with("rx", "4").with("fill", Paint::Paper);
    let outline = if is_on {
        outline.with("stroke", Paint::Edge)
    } else {
        outline.with("stroke", Paint::Edge).with("stroke-dasharray", "3 3")
    };
    let name = words::short(&racks.cluster().name(id));
    let base = place.at.1 + 18.5;
    let title = Element::text(place.at.0 + 9.0, base, name.clone())
        .with("font-size", "14")
        .with("font-weight", "700")
        .with("fill", Paint::Ink);
    let title = if is_on { title } else { title.with("text-decoration", "line-through") };
    // A rack that is off says so itself.
    let says_off = !is_on && racks.cluster().is_off(Unit::Node(id));
    let off = says_off.then(|| {
        let x = place.at.0 + 17.0 + name.chars().count() as f64 * 8.4;
        Element::text(x, base, "off").with("font-size", "13").with("fill", Paint::Soft)
    });
    let carries = Element::text(place.right() - 7.0, base, words::racks::carries(racks, node, place.size.0))
        .with("font-size", "13")
        .with("text-anchor", "end")
        .with("fill", Paint::Soft);
    let counts = (plan.detail == Detail::Counts).then(|| {
        let at = (place.at.0 + 8.0, place.at.1 + NODE_HEAD + 11.0);
        let counts = counts(&counts_of(racks, [node].into_iter()), at, place.size.0 - 16.0, is_on);
        counts.child(look(Unit::Node(id), &name, place, NODE_HEAD))
    });
    let height = if plan.detail == Detail::Counts { NODE_HEAD } else { place.size.1 };
    let hit = Place { at: place.at, size: (place.size.0, height) };
    Element::group()
        .child(outline.keyed("box"))
        .child(title.keyed("name"))
        .children(off.map(|off| off.keyed("off")))
        .child(carries.keyed("carries"))
        .child(press(Part::Unit(Unit::Node(id)), label, false, hit).keyed("press"))
        .children(counts.map(|counts| counts.keyed("counts")))
}

/// A rack without its nodes.
pub(super) fn rack(racks: &Racks, plan: &Plan, site: Site, place: Place, is_first: bool) -> Element {
    let unit = Unit::Rack(site.rack);
    let is_on = racks.has_power(unit);
    let outline = Element::rect(place.at, place.size).with("rx", "6");
    let outline = if is_on {
        outline.with("fill", Paint::Well).with("stroke", Paint::Line)
    } else {
        outline
            .with("fill", Paint::Paper)
            .with("stroke", Paint::Ink)
            .with("stroke-width", "1.5")
            .with("stroke-dasharray", "6 4")
    };
    let base = place.at.1 + 21.0;
    let name = Element::text(place.at.0 + 10.0, base, words::racks::rack_title(racks, site))
        .with("font-size", "15")
        .with("font-weight", "700")
        .with("fill", Paint::Ink);
    let shared = racks.shared_in(site);
    let shared = (shared > 0).then(|| {
        Element::text(place.right() - 42.0, base, format!("same rack: {shared}"))
            .with("font-size", "13")
            .with("text-anchor", "end")
            .with("fill", Paint::Bad)
    });
    let counts = (plan.detail == Detail::Rack).then(|| {
        let nodes = super::plan::nodes_at(racks, site, plan.view);
        let at = (place.at.0 + 12.0, place.at.1 + RACK_HEAD + 13.0);
        let counts = counts(&counts_of(racks, nodes), at, place.size.0 - 20.0, is_on);
        counts.child(look(unit, &words::racks::rack_title(racks, site), place, RACK_HEAD))
    });
    let head = Place { at: place.at, size: (place.size.0, RACK_HEAD) };
    Element::group()
        .child(outline)
        .child(name)
        .children(shared)
        .children(button((place.right() - 19.0, place.at.1 + 16.0)))
        .child(press(Part::Unit(unit), words::racks::rack_label(racks, site), is_first, head))
        .children(counts)
}

/// The heading of a data centre; it can be pressed where there are several.
pub(super) fn dc(racks: &Racks, plan: &Plan, site: Site, place: Place, is_first: bool) -> Element {
    let unit = Unit::Dc(site.dc);
    let base = place.at.1 + 19.0;
    let title = words::racks::dc_title(racks, site.dc);
    let note_x = 8.0 + title.chars().count() as f64 * 8.9;
    let is_many = racks.placed().topology().dcs().len() > 1;
    let words = Element::group()
        .child(
            Element::text(place.at.0, base, title)
                .with("font-size", "16")
                .with("font-weight", "700")
                .with("fill", Paint::Ink),
        )
        .children(
            words::racks::dc_note(
                racks,
                site.dc,
                place.size.0 - note_x - 40.0 - if is_first { 290.0 } else { 0.0 },
            )
            .map(|note| {
                Element::text(place.at.0 + note_x, base, note)
                    .with("font-size", "13")
                    .with("fill", Paint::Soft)
            }),
        );
    let hint_end = place.right() - if is_many { 34.0 } else { 0.0 };
    let has_hint = is_first && plan.view == super::View::All && place.size.0 >= HINTED;
    let words = words.children(has_hint.then(|| {
        Element::text(hint_end, base, words::racks::HINT)
            .with("font-size", "13")
            .with("text-anchor", "end")
            .with("fill", Paint::Soft)
    }));
    if !is_many {
        return words;
    }
    let hit = Place { at: place.at, size: (place.size.0, place.size.1 - 2.0) };
    words.children(button((place.right() - 14.0, place.at.1 + 14.0))).child(press(
        Part::Unit(unit),
        words::racks::dc_label(racks, site.dc),
        is_first,
        hit,
    ))
}

/// What can be pressed: it lies over what it stands for and has the words for who cannot see that. All are one tab stop;
/// arrow keys go from one to the next.
pub(super) fn press(part: Part, label: String, is_first: bool, place: Place) -> Element {
    Element::rect(place.at, place.size)
        .with("role", "button")
        .with("tabindex", if is_first { "0" } else { "-1" })
        .with("class", "press")
        .with("rx", "4")
        .with("fill", "transparent")
        .with("aria-label", label)
        .stands_for(part)
}

/// The part of a box below its heading, which shows more when it is pressed.
fn look(unit: Unit, name: &str, place: Place, head: f64) -> Element {
    let below = Place { at: (place.at.0, place.at.1 + head), size: (place.size.0, place.size.1 - head) };
    press(Part::Look(unit), format!("Look closer at {name}"), false, below)
}

fn button((x, y): (f64, f64)) -> [Element; 2] {
    let outline = Element::rect((x - 12.0, y - 12.0), (24.0, 24.0))
        .with("rx", "6")
        .with("fill", Paint::Paper)
        .with("stroke", Paint::Edge);
    [outline, glyph::power((x, y + 1.0), Paint::Ink)]
}

/// How many copies of these nodes belong to partitions that fare so.
fn counts_of(racks: &Racks, nodes: impl Iterator<Item = u32>) -> [u32; 4] {
    let mut counts = [0; 4];
    for partition in nodes.flat_map(|node| racks.partitions_on(node)) {
        counts[racks.health(partition) as usize] += 1;
    }
    counts
}

/// Four counts with their glyphs, from worst to best, those of nothing left out.
fn counts(counts: &[u32; 4], (x, y): (f64, f64), width: f64, is_on: bool) -> Element {
    let shown: Vec<Health> =
        Health::ALL.into_iter().rev().filter(|health| counts[*health as usize] > 0).collect();
    let step = (width / shown.len().max(1) as f64).min(76.0);
    let entry = |(at, health): (usize, &Health)| {
        let x = x + at as f64 * step;
        let number = words::counted(counts[*health as usize].into());
        Element::group().child(glyph::health(*health, (x + 6.0, y), None)).child(
            Element::text(x + 16.0, y + 5.0, number)
                .with("font-size", "14")
                .with("fill", if is_on { Paint::Ink } else { Paint::Soft }),
        )
    };
    Element::group().children(shown.iter().enumerate().map(entry))
}
