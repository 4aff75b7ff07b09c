use super::{
    chip, glyph, node,
    plan::{Detail, Plan, View},
};
use crate::picture::{Element, Paint, Part, sets};
use crate::words;
use quorate_core::{
    base::Unit,
    run::{Health, Racks, Run},
};

/// What changes only with the run.
#[derive(Clone, Debug)]
pub struct Still {
    /// Where everything lies.
    pub plan: Plan,
    /// All of it but what is chosen.
    pub layers: Element,
}

/// Lays racks out: the cluster, or a part of it.
pub fn still(run: &Run, racks: &Racks, view: View, width: f64) -> Still {
    let mut plan = Plan::new(racks, view, width);
    let has_dcs = racks.placed().topology().dcs().len() > 1;
    let dcs = (0..).zip(&plan.dcs).map(|(at, (site, place))| node::dc(racks, &plan, *site, *place, at == 0));
    let boxes = (0..).zip(&plan.racks).map(|(at, (site, place))| {
        let nodes = plan.nodes.iter().filter(|(_, node)| is_inside(node.at, place));
        let node = |(at, place): &(u32, super::plan::Place)| {
            let chips = plan.chips.iter().filter(|(node, ..)| node == at);
            let chips = chips.map(|(node, partition, place)| chip::chip(racks, *node, *partition, *place));
            Element::group().child(node::node(run, racks, &plan, *at, *place)).children(chips)
        };
        node::rack(racks, &plan, *site, *place, at == 0 && !has_dcs).children(nodes.map(node))
    });
    let layers = Element::group().children(dcs).children(boxes);
    let layers = layers.children(quorum(run, racks, &plan));
    let foot = plan.size.1 + 14.0;
    let (legend, height) = legend(run, racks, &plan, foot);
    plan.size.1 = foot + height;
    Still { layers: layers.child(legend), plan }
}

/// The sets of the worst case, around the copies of the followed key.
fn quorum(run: &Run, racks: &Racks, plan: &Plan) -> Option<Element> {
    let (sides, partition) = (sets::sides(run), racks.followed()?);
    let holders = racks.table().replicas(partition);
    let chips = plan.chips.iter().filter(|(_, other, _)| *other == partition);
    let outlined = chips.flat_map(|(node, _, place)| {
        let side = holders.iter().position(|holder| holder == node).and_then(|at| sides.get(at));
        sets::outlines_of(side, place.at, place.size)
    });
    (!sides.is_empty()).then(|| Element::group().with("aria-hidden", "true").children(outlined))
}

fn is_inside((x, y): (f64, f64), place: &super::plan::Place) -> bool {
    x >= place.at.0 && x < place.right() && y >= place.at.1 && y < place.bottom()
}

/// The outlines of all copies of a partition: of its chips, else of the nodes or racks that hold it. And of a node that is
/// lit elsewhere.
pub fn chosen(racks: &Racks, plan: &Plan, partition: Option<usize>, lit: Option<Part>) -> Element {
    let mut layer = Element::group().with("class", "chosen").with("aria-hidden", "true");
    if let Some(Part::Unit(Unit::Node(id))) = lit {
        let place = racks.placed().place_of(id);
        let here = plan.nodes.iter().filter(|(node, _)| Some(*node) == place);
        layer = layer.children(here.map(|(_, place)| {
            let place = place.grown(1.0);
            Element::rect(place.at, place.size)
                .with("rx", "5")
                .with("fill", Paint::None)
                .with("stroke", Paint::Ink)
                .with("stroke-width", "2")
        }));
    }
    let Some(partition) = partition.filter(|partition| *partition < racks.len()) else { return layer };
    let holders = racks.table().replicas(partition);
    let outline = |place: &super::plan::Place, round: f64| {
        let place = place.grown(1.5);
        Element::rect(place.at, place.size)
            .with("rx", round)
            .with("fill", Paint::None)
            .with("stroke", Paint::Accent)
            .with("stroke-width", "2.5")
    };
    match plan.detail {
        Detail::Chips => layer.children(
            plan.chips
                .iter()
                .filter(|(_, other, _)| *other == partition)
                .map(|(.., place)| outline(place, 4.0)),
        ),
        Detail::Counts => layer.children(
            plan.nodes
                .iter()
                .filter(|(node, _)| holders.contains(node))
                .map(|(_, place)| outline(place, 5.0)),
        ),
        Detail::Rack => {
            let holds = |site: &quorate_core::topology::Site| {
                holders.iter().any(|place| racks.cluster().site(racks.node(*place)) == Some(*site))
            };
            layer.children(
                plan.racks.iter().filter(|(site, _)| holds(site)).map(|(_, place)| outline(place, 7.0)),
            )
        }
    }
}

/// What the marks mean, in rows as the width allows; and how high it is.
fn legend(run: &Run, racks: &Racks, plan: &Plan, top: f64) -> (Element, f64) {
    let mut entries: Vec<(Option<Element>, &'static str)> = Vec::new();
    if plan.detail == Detail::Chips {
        entries.push((Some(glyph::leader((0.0, -10.0), 20.0)), words::racks::leader_words(racks)));
        entries.push((Some(glyph::follower((9.0, 0.0))), "follower"));
        entries.push((None, "no mark: fine"));
    } else {
        entries.push((Some(glyph::health(Health::Fine, (9.0, 0.0), None)), "fine"));
    }
    entries.push((Some(glyph::health(Health::Fewer, (9.0, 0.0), None)), "fewer copies"));
    entries.push((Some(glyph::health(Health::Unavailable, (9.0, 0.0), None)), "unavailable"));
    let lost = Element::group()
        .child(Element::rect((1.0, -8.0), (16.0, 16.0)).with("rx", "2").with("fill", Paint::Lost))
        .child(glyph::health(Health::Lost, (9.0, 0.0), Some(Paint::OnLost)));
    entries.push((Some(lost), "lost"));
    if (0..racks.placed().topology().len() as u32).any(|node| !racks.is_on(node)) {
        let off = Element::rect((0.0, -7.0), (24.0, 14.0))
            .with("rx", "3")
            .with("fill", Paint::Paper)
            .with("stroke", Paint::Edge)
            .with("stroke-dasharray", "3 3");
        entries.push((Some(off), "off"));
    }
    if !sets::sides(run).is_empty() && plan.detail == Detail::Chips {
        for (side, said) in words::quorum::SIDES {
            let outline = sets::outlines_of(Some(&side), (6.0, -4.0), (12.0, 8.0));
            entries.push((Some(Element::group().children(outline)), said));
        }
    }
    let (mut x, mut y) = (0.0, top + 12.0);
    let mut layer = Element::group().with("aria-hidden", "true").with("class", "legend");
    for (glyph, text) in entries {
        let glyph_width = match (&glyph, text) {
            (None, _) => 0.0,
            (Some(_), "off") => 31.0,
            (Some(_), _) => 25.0,
        };
        let width = glyph_width + text.len() as f64 * 7.2 + 22.0;
        if x > 0.0 && x + width > plan.size.0 {
            (x, y) = (0.0, y + 24.0);
        }
        let at = format!("translate({} {})", crate::picture::px(x), crate::picture::px(y));
        layer =
            layer.child(Element::group().with("transform", at).children(glyph).child(
                Element::text(glyph_width, 5.0, text).with("font-size", "13").with("fill", Paint::Ink),
            ));
        x += width;
    }
    if plan.unseen > 0 {
        y += 24.0;
        let more = format!("{} more copies are not drawn", words::counted(plan.unseen.into()));
        layer =
            layer.child(Element::text(0.0, y + 5.0, more).with("font-size", "13").with("fill", Paint::Soft));
    }
    (layer, y + 14.0 - top)
}
