use super::{
    lines, marks,
    plan::{Plan, ROW, Spot},
};
use crate::picture::{Element, Paint, Part, Path, measure::fitting, px, text_width};
use crate::words::{self, merkle::Seen};

/// What a number of two digits needs.
const NUMBER: f64 = 21.0;

/// The numbers of levels, as many as find room, and what they are.
pub(super) fn scale(plan: &Plan) -> Element {
    let every = libm::ceil(NUMBER / plan.step).max(1.0) as usize;
    let numbers = (0..plan.levels()).step_by(every).map(|level| {
        let middle = plan.mark / 2.0 + 1.0 + f64::from(level) * plan.step;
        let wide = text_width(&level.to_string(), lines::SIZE, false);
        lines::line(((middle - wide / 2.0).max(0.0), plan.head), level.to_string(), false, Paint::Soft)
    });
    let name = lines::line((plan.labels.0, plan.head), "level", false, Paint::Soft);
    Element::group().with("aria-hidden", "true").children(numbers).child(name)
}

/// The lines from nodes to their children: strong to what differs.
pub(super) fn edges(plan: &Plan) -> Element {
    let mut paths = [Path::default(), Path::default()];
    for spot in &plan.spots {
        let Some(child) = spot.child else { continue };
        for child in plan.spots.iter().skip(child).take(2) {
            let path = &mut paths[usize::from(child.is_different)];
            let corner = (spot.at.0, child.at.1);
            *path = std::mem::take(path).to(spot.at).line(corner).line(child.at);
        }
    }
    let [same, different] = paths;
    let drawn = [(same, Paint::Edge, "1"), (different, Paint::Bad, "2")];
    let lines = drawn.into_iter().filter(|(path, ..)| !path.0.is_empty()).map(|(path, paint, width)| {
        Element::path(path.0, Paint::None).with("stroke", paint).with("stroke-width", width)
    });
    Element::group().with("aria-hidden", "true").children(lines)
}

/// The nodes, each a button, with labels where nothing is drawn below them.
pub(super) fn nodes(seen: &Seen<'_>, plan: &Plan, chosen: Option<(u32, u32)>) -> Element {
    let node = |(at, spot): (usize, &Spot)| node(seen, plan, spot, at == 0, chosen);
    Element::group().children(plan.spots.iter().enumerate().map(node))
}

fn node(seen: &Seen<'_>, plan: &Plan, spot: &Spot, is_first: bool, chosen: Option<(u32, u32)>) -> Element {
    let mark = if spot.is_different {
        marks::different(spot.at, plan.mark, spot.is_folded)
    } else {
        marks::same(spot.at, plan.mark)
    };
    let label = spot.child.is_none().then(|| {
        let said = words::merkle::label(seen, spot.level, spot.index);
        let (x, width) = plan.labels;
        let said = fitting(&said, lines::SIZE, spot.is_different, width);
        let paint = if spot.is_different { Paint::Ink } else { Paint::Soft };
        lines::line((x, spot.at.1 + 4.5), said, spot.is_different, paint)
    });
    let is_chosen = chosen == Some((spot.level, spot.index));
    Element::group()
        .with("role", "button")
        .with("class", "hit")
        .with("tabindex", if is_first { "0" } else { "-1" })
        .with("aria-label", words::merkle::full_label(seen, spot.level, spot.index))
        .stands_for(Part::Hash(spot.level as u8, spot.index))
        .keyed(format!("{}-{}", spot.level, spot.index))
        .child(target(plan, spot))
        .children(mark)
        .children(is_chosen.then(|| outline(plan, spot)))
        .children(label)
}

/// What can be pressed of a node, unseen: the mark, and where there is a label that too.
fn target(plan: &Plan, spot: &Spot) -> Element {
    let wide = plan.mark.max(24.0);
    let left = (spot.at.0 - wide / 2.0).max(0.0);
    let right = if spot.child.is_none() { plan.labels.0 + plan.labels.1 } else { left + wide };
    let high = if spot.child.is_none() { ROW } else { wide };
    Element::rect((left, spot.at.1 - high / 2.0), (right - left, high))
        .with("fill", Paint::Paper)
        .with("fill-opacity", "0")
}

fn outline(plan: &Plan, spot: &Spot) -> Element {
    let size = plan.mark + 6.0;
    Element::rect((spot.at.0 - size / 2.0, spot.at.1 - size / 2.0), (size, size))
        .with("rx", px(size / 5.0))
        .with("fill", Paint::None)
        .with("stroke", Paint::Accent)
        .with("stroke-width", "2.5")
}
