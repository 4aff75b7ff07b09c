//! Who owns what: a bar a node, solid now and dashed before, over a grey band of what chance alone would give.

use super::{
    backend::{PictureBackend, Stroke, filled, outlined},
    rows::{self, Area, Drawn, FOOT, Fault, ROW, Root, Row, bar, middle, say, text},
};
use crate::{
    picture::{Element, Paint, Part, has_slit, ring},
    words,
};
use plotters::{prelude::*, style::text_anchor::HPos};
use quorate_core::{
    base::{NodeId, Share},
    run::{Owned, Run},
};

/// The chart, `width` pixels wide; as high as its rows. `chosen` has a row in any case.
pub fn ownership(run: &Run, chosen: Option<NodeId>, width: f64) -> Element {
    let all = run.ownership();
    let rows = rows(run, &all, chosen);
    let width = words::within(width, 200.0, 2_000.0) as u32;
    let height = rows.len() as u32 * ROW + FOOT;
    let mut drawn = Vec::new();
    // The backend cannot fail, and nothing else here can.
    let _ = draw(run, (&all, &rows), (width, height), &mut drawn);
    let presses = rows
        .iter()
        .enumerate()
        .filter_map(|(row, kind)| owned(&all, *kind).map(|owned| press(run, row, owned, width)));
    Element::svg((width.into(), height.into()), "Who owns what".into(), words::ring_description(run))
        .children(drawn)
        .children(presses)
}

/// The node of a row.
fn owned(all: &[Owned], row: Row) -> Option<&Owned> {
    if let Row::At(at) = row { all.get(at) } else { None }
}

/// The node that joined has a row in any case too.
fn rows(run: &Run, all: &[Owned], chosen: Option<NodeId>) -> Vec<Row> {
    let joined = match words::Change::of(run) {
        words::Change::Joined(ids) | words::Change::CameOn(ids) => ids.first().copied(),
        _ => None,
    };
    let sizes: Vec<_> = all.iter().map(|owned| owned.now.map(|share| share.num)).collect();
    rows::rows(&sizes, &|at| Some(all[at].id) == chosen || Some(all[at].id) == joined)
}

fn draw(
    run: &Run,
    (all, rows): (&[Owned], &[Row]),
    (width, height): (u32, u32),
    drawn: &mut Vec<Element>,
) -> Drawn {
    let root = PictureBackend::new((width, height), drawn).into_drawing_area();
    let names_px: u32 = if width < 380 { 86 } else { 112 };
    let most = most(rows.iter().filter_map(|row| owned(all, *row)));
    let area = rows::area(&root, most, names_px..width - 62, height);
    let fair = draw_fair_share(run, &area, rows.len(), most)?;
    for (row, kind) in rows.iter().enumerate() {
        match kind {
            Row::At(at) => draw_node(run, &root, &area, &all[*at], (middle(row), width))?,
            Row::Rest(count) => rows::rest(&root, *count, "nodes", (names_px as i32, middle(row)))?,
        }
    }
    if let Some(x) = fair {
        let at = (x, (height - FOOT / 2) as i32 + 2);
        say(&root, "fair share ± chance".into(), at, text(13.0, Paint::Soft, HPos::Center, false))?;
    }
    Ok(())
}

/// The largest share of any row: the end of the scale.
fn most<'a>(shown: impl Iterator<Item = &'a Owned>) -> f64 {
    let shares = shown.flat_map(|owned| [owned.now, owned.before]);
    shares.flatten().map(Share::approx).fold(1e-9, f64::max) * 1.02
}

/// The grey band; where its middle lies, for its name.
fn draw_fair_share(run: &Run, area: &Area<'_>, rows: usize, most: f64) -> Result<Option<i32>, Fault> {
    let nodes = run.ring().ring_nodes().len();
    let Some(deviation) = run.expected_deviation().filter(|_| nodes > 1) else { return Ok(None) };
    let fair = 1.0 / nodes as f64;
    let (from, to) = ((fair * (1.0 - deviation)).max(0.0), (fair * (1.0 + deviation)).min(most));
    area.draw(&Rectangle::new([(from, 0.0), (to, f64::from(ROW) * rows as f64)], filled(Paint::Line)))?;
    let middle = area.map_coordinate(&(fair.min(most), 0.0)).0;
    Ok(Some(middle))
}

fn draw_node(
    run: &Run,
    root: &Root<'_>,
    area: &Area<'_>,
    owned: &Owned,
    (middle, width): (i32, u32),
) -> Drawn {
    let name = words::name(run, owned.id);
    let hue = ring::hue(run, owned.id);
    chip(root, &name, owned.id, hue, middle)?;
    say(root, words::short(&name), (30, middle), text(15.0, Paint::Ink, HPos::Left, false))?;
    let paint = hue.unwrap_or(Paint::Edge);
    if let Some(before) = owned.before.filter(|before| owned.now != Some(*before)) {
        bar(area, (0.0, before.approx()), middle, 1.0, outlined(paint, Stroke::Dashed))?;
    }
    if let Some(now) = owned.now {
        bar(area, (0.0, now.approx()), middle, 0.0, filled(paint))?;
    }
    let value = match owned.now {
        Some(now) => words::share(now),
        None if run.scenario().now().has(owned.id) => "off".into(),
        None => "gone".into(),
    };
    say(root, value, (width as i32 - 1, middle), text(15.0, Paint::Ink, HPos::Right, true))
}

fn chip(root: &Root<'_>, name: &str, id: NodeId, hue: Option<Paint>, middle: i32) -> Drawn {
    let mark = words::mark(name);
    let size = [12.0, 12.0, 12.0, 10.0, 8.0][mark.len().min(4)];
    root.draw(&Circle::new((13, middle), 11, filled(hue.unwrap_or(Paint::Soft))))?;
    if hue.is_some() && has_slit(id) {
        root.draw(&Circle::new((13, middle), 9, outlined(Paint::Paper, Stroke::Solid)))?;
    }
    let letter = if hue.is_some() { Paint::on_node(id) } else { Paint::Paper };
    say(root, mark, (13, middle), text(size, letter, HPos::Center, true))
}

/// What makes a row a button: it stands for the node.
fn press(run: &Run, row: usize, owned: &Owned, width: u32) -> Element {
    let state = owned.now.map_or_else(|| "off".into(), words::share);
    let label = format!("{}, {state}", words::name(run, owned.id));
    rows::press(row, width, Part::node(owned.id), label)
}
