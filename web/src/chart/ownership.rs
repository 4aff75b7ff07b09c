//! Who owns what: a bar a node, solid now and dashed before, over a grey band of what chance alone would give.

use super::backend::{PictureBackend, Stroke, colour, filled, outlined};
use crate::{
    picture::{Element, Paint, Part, has_slit, ring},
    words,
};
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use quorate_core::{
    base::{NodeId, Share},
    run::{Owned, Run},
};
use std::{cmp::Reverse, convert::Infallible};

const ROW: u32 = 30;
const FOOT: u32 = 24;
const BAR: f64 = 16.0;
/// Nodes of which each has a row; of more the ten most and the ten least.
const ALL_ROWS: usize = 12;
const ENDS: usize = 10;

type Area<'a> = DrawingArea<PictureBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// The chart, `width` pixels wide; as high as its rows. `chosen` has a row in any case.
pub fn ownership(run: &Run, chosen: Option<NodeId>, width: f64) -> Element {
    let rows = rows(run, chosen);
    let width = words::within(width, 200.0, 2_000.0) as u32;
    let height = rows.len() as u32 * ROW + FOOT;
    let mut drawn = Vec::new();
    // The backend cannot fail, and nothing else here can.
    let _ = draw(run, &rows, (width, height), &mut drawn);
    let presses = rows.iter().enumerate().filter_map(|(row, kind)| press(run, row, kind, width));
    Element::svg((width.into(), height.into()), "Who owns what".into(), words::ring_description(run))
        .children(drawn)
        .children(presses)
}

enum Row {
    Node(Owned),
    /// So many nodes that have no row.
    Rest(usize),
}

fn rows(run: &Run, chosen: Option<NodeId>) -> Vec<Row> {
    let mut all = run.ownership();
    if all.len() <= ALL_ROWS {
        return all.into_iter().map(Row::Node).collect();
    }
    // Few are wanted of many, so they are picked one by one.
    let share = |owned: &Owned| owned.now.map(|share| share.num);
    let mut most = Vec::new();
    let mut least = Vec::new();
    for _ in 0..ENDS.min(all.len() / 2) {
        let top = all.iter().enumerate().max_by_key(|(_, owned)| (share(owned), Reverse(owned.id)));
        most.extend(top.map(|(at, _)| at).map(|at| all.remove(at)));
        let bottom = all.iter().enumerate().min_by_key(|(_, owned)| (share(owned), Reverse(owned.id)));
        least.extend(bottom.map(|(at, _)| at).map(|at| all.remove(at)));
    }
    least.reverse();
    let joined = match words::Change::of(run) {
        words::Change::Joined(ids) | words::Change::CameOn(ids) => ids.first().copied(),
        _ => None,
    };
    let special: Vec<Owned> =
        all.iter().copied().filter(|owned| Some(owned.id) == chosen || Some(owned.id) == joined).collect();
    let rest = all.len() - special.len();
    most.into_iter()
        .map(Row::Node)
        .chain(special.into_iter().map(Row::Node))
        .chain((rest > 0).then_some(Row::Rest(rest)))
        .chain(least.into_iter().map(Row::Node))
        .collect()
}

fn draw(run: &Run, rows: &[Row], (width, height): (u32, u32), drawn: &mut Vec<Element>) -> Drawn {
    let root = PictureBackend::new((width, height), drawn).into_drawing_area();
    let names_px: u32 = if width < 380 { 86 } else { 112 };
    let bars = names_px as i32..(width - 62) as i32;
    let most = most(rows);
    let area: Area<'_> =
        root.apply_coord_spec(Cartesian2d::new(0.0..most, 0.0..f64::from(height), (bars, 0..height as i32)));
    let fair = draw_fair_share(run, &area, rows, most)?;
    for (row, kind) in rows.iter().enumerate() {
        let middle = (f64::from(ROW) * (row as f64 + 0.5)) as i32;
        match kind {
            Row::Node(owned) => draw_node(run, &root, &area, owned, (middle, width))?,
            Row::Rest(count) => root.draw(&Text::new(
                format!("{} more nodes between", words::counted(*count as u64)),
                (names_px as i32, middle),
                text(13.0, Paint::Soft, HPos::Left, false),
            ))?,
        }
    }
    if let Some(x) = fair {
        root.draw(&Text::new(
            "fair share ± chance",
            (x, (height - FOOT / 2) as i32 + 2),
            text(13.0, Paint::Soft, HPos::Center, false),
        ))?;
    }
    Ok(())
}

/// The largest share of any row: the end of the scale.
fn most(rows: &[Row]) -> f64 {
    let shares = rows
        .iter()
        .filter_map(|row| if let Row::Node(owned) = row { Some([owned.now, owned.before]) } else { None });
    shares.flatten().flatten().map(Share::approx).fold(1e-9, f64::max) * 1.02
}

/// The grey band; where its middle lies, for its name.
fn draw_fair_share(
    run: &Run,
    area: &Area<'_>,
    rows: &[Row],
    most: f64,
) -> Result<Option<i32>, DrawingAreaErrorKind<Infallible>> {
    let nodes = run.ring().ring_nodes().len();
    let Some(deviation) = run.expected_deviation().filter(|_| nodes > 1) else { return Ok(None) };
    let fair = 1.0 / nodes as f64;
    let (from, to) = ((fair * (1.0 - deviation)).max(0.0), (fair * (1.0 + deviation)).min(most));
    area.draw(&Rectangle::new([(from, 0.0), (to, f64::from(ROW) * rows.len() as f64)], filled(Paint::Line)))?;
    let middle = area.map_coordinate(&(fair.min(most), 0.0)).0;
    Ok(Some(middle))
}

fn draw_node(
    run: &Run,
    root: &DrawingArea<PictureBackend<'_>, Shift>,
    area: &Area<'_>,
    owned: &Owned,
    (middle, width): (i32, u32),
) -> Drawn {
    let name = words::name(run, owned.id);
    let hue = ring::hue(run, owned.id);
    chip(root, &name, owned.id, hue, middle)?;
    root.draw(&Text::new(words::short(&name), (30, middle), text(15.0, Paint::Ink, HPos::Left, false)))?;
    let (top, bottom) = (f64::from(middle) - BAR / 2.0, f64::from(middle) + BAR / 2.0);
    let paint = hue.unwrap_or(Paint::Edge);
    if let Some(before) = owned.before.filter(|before| owned.now != Some(*before)) {
        area.draw(&Rectangle::new(
            [(0.0, top + 1.0), (before.approx(), bottom - 1.0)],
            outlined(paint, Stroke::Dashed),
        ))?;
    }
    if let Some(now) = owned.now {
        area.draw(&Rectangle::new([(0.0, top), (now.approx(), bottom)], filled(paint)))?;
    }
    let value = match owned.now {
        Some(now) => words::share(now),
        None if run.scenario().now().has(owned.id) => "off".into(),
        None => "gone".into(),
    };
    root.draw(&Text::new(value, (width as i32 - 1, middle), text(15.0, Paint::Ink, HPos::Right, true)))
}

fn chip(
    root: &DrawingArea<PictureBackend<'_>, Shift>,
    name: &str,
    id: NodeId,
    hue: Option<Paint>,
    middle: i32,
) -> Drawn {
    let mark = words::mark(name);
    let size = [12.0, 12.0, 12.0, 10.0, 8.0][mark.len().min(4)];
    root.draw(&Circle::new((13, middle), 11, filled(hue.unwrap_or(Paint::Soft))))?;
    if hue.is_some() && has_slit(id) {
        root.draw(&Circle::new((13, middle), 9, outlined(Paint::Paper, Stroke::Solid)))?;
    }
    let letter = if hue.is_some() { Paint::on_node(id) } else { Paint::Paper };
    root.draw(&Text::new(mark, (13, middle), text(size, letter, HPos::Center, true)))
}

fn text(size: f64, paint: Paint, side: HPos, is_bold: bool) -> TextStyle<'static> {
    let style = if is_bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::SansSerif, size, style);
    TextStyle {
        font,
        color: colour(paint, Stroke::Solid).to_backend_color(),
        pos: Pos::new(side, VPos::Center),
    }
}

/// What makes a row a button: it stands for the node.
fn press(run: &Run, row: usize, kind: &Row, width: u32) -> Option<Element> {
    let Row::Node(owned) = kind else { return None };
    let state = match owned.now {
        Some(now) => words::share(now),
        None => "off".into(),
    };
    // One tab stop for all rows: arrow keys go from row to row.
    let button = Element::new("rect")
        .with("role", "button")
        .with("tabindex", if row == 0 { "0" } else { "-1" })
        .with("x", 0.0)
        .with("y", f64::from(row as u32 * ROW))
        .with("width", f64::from(width))
        .with("height", f64::from(ROW))
        .with("class", "press")
        .with("fill", "transparent")
        .with("aria-label", format!("{}, {state}", words::name(run, owned.id)));
    Some(button.stands_for(Part::node(owned.id)))
}
