//! What nodes carry: a bar a node as long as the data of its copies, what it leads solid and the rest outlined.

use super::{
    backend::{PictureBackend, Stroke, filled, outlined},
    rows::{self, Area, Drawn, FOOT, ROW, Root, Row, bar, middle, say, struck, text},
};
use crate::{
    picture::{Element, Paint, Part, text_width},
    words,
};
use plotters::{prelude::*, style::text_anchor::HPos};
use quorate_core::{
    base::{Count, NodeId},
    run::Racks,
};

/// The chart, `width` pixels wide; as high as its rows. `chosen` has a row in any case.
pub fn loads(racks: &Racks, chosen: Option<NodeId>, width: f64) -> Element {
    // Where partitions weigh alike but for a value or two, copies decide who holds the most.
    let sizes: Vec<_> = if words::loads::weigh_alike(racks) {
        racks.loads().copies.iter().map(|copies| Some(Count::from(u128::from(*copies)))).collect()
    } else {
        racks.loads().weight.iter().map(|weight| Some(*weight)).collect()
    };
    let rows = rows::rows(&sizes, &|at| Some(racks.node(at as u32)) == chosen);
    let width = words::within(width, 200.0, 2_000.0) as u32;
    let height = rows.len() as u32 * ROW + FOOT;
    let mut drawn = Vec::new();
    // The backend cannot fail, and nothing else here can.
    let _ = draw(racks, &rows, (width, height), &mut drawn);
    let press = |(row, kind): (usize, &Row)| {
        let Row::At(at) = *kind else { return None };
        let label = words::loads::label(racks, at as u32);
        Some(rows::press(row, width, Part::node(racks.node(at as u32)), label))
    };
    let presses: Vec<Element> = rows.iter().enumerate().filter_map(press).collect();
    let title = words::loads::TITLE.into();
    Element::svg((width.into(), height.into()), title, words::loads::description(racks))
        .children(drawn)
        .children(presses)
}

fn draw(racks: &Racks, rows: &[Row], (width, height): (u32, u32), drawn: &mut Vec<Element>) -> Drawn {
    let root = PictureBackend::new((width, height), drawn).into_drawing_area();
    let shown = || rows.iter().filter_map(|row| if let Row::At(at) = row { Some(*at as u32) } else { None });
    let names = shown().map(|at| text_width(&name(racks, at), 15.0, false)).fold(0.0, f64::max);
    let values =
        shown().map(|at| text_width(&words::loads::value(racks, at), 15.0, true)).fold(0.0, f64::max);
    let most = shown().map(|at| racks.loads().weight[at as usize].approx()).fold(1e-9, f64::max);
    let (names, values) = (names as u32 + 10, values as u32 + 8);
    let area = rows::area(&root, most, names..width.saturating_sub(values), height);
    for (row, kind) in rows.iter().enumerate() {
        match kind {
            Row::At(at) => draw_node(racks, &root, &area, *at as u32, (middle(row), width))?,
            Row::Rest(count) => rows::rest(&root, *count, "nodes", (names as i32, middle(row)))?,
        }
    }
    let note = words::loads::note(racks).into();
    let foot = (0, (height - FOOT / 2) as i32 + 2);
    say(&root, note, foot, text(13.0, Paint::Soft, HPos::Left, false))
}

fn name(racks: &Racks, place: u32) -> String {
    words::short(&racks.cluster().name(racks.node(place)))
}

fn draw_node(
    racks: &Racks,
    root: &Root<'_>,
    area: &Area<'_>,
    place: u32,
    (middle, width): (i32, u32),
) -> Drawn {
    let is_on = racks.is_on(place);
    let style = if is_on { text(15.0, Paint::Ink, HPos::Left, false) } else { struck(15.0, Paint::Soft) };
    say(root, name(racks, place), (0, middle), style)?;
    let stroke = if is_on { Stroke::Solid } else { Stroke::Dashed };
    let held = racks.loads().weight[place as usize];
    if held != Count::ZERO {
        bar(area, (0.0, held.approx()), middle, 1.0, outlined(Paint::Edge, stroke))?;
    }
    let led = led(racks, place);
    if led != Count::ZERO {
        bar(area, (0.0, led.approx()), middle, 0.0, filled(Paint::Lead))?;
    }
    let paint = if is_on { Paint::Ink } else { Paint::Soft };
    let value = words::loads::value(racks, place);
    say(root, value, (width as i32 - 1, middle), text(15.0, paint, HPos::Right, is_on))
}

/// The data of the partitions that a node leads.
fn led(racks: &Racks, place: u32) -> Count {
    let weights = racks.placed().weights();
    let led = racks.partitions_on(place).filter(|partition| racks.leader(*partition) == Some(place));
    led.map(|partition| weights[partition]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};
    use quorate_core::{run::Run, scenario::parse};

    fn drawn(address: &str, width: f64) -> (Run, String) {
        let run = Run::new(parse(address).scenario);
        let svg = to_svg(&loads(run.racks().expect("racks"), None, width), Palette::Light);
        (run, svg)
    }

    #[test]
    fn every_node_says_what_it_holds_and_leads() {
        let (run, svg) = drawn("v=1&nodes=6&racks=3&down=n2&show=racks", 400.0);
        let racks = run.racks().expect("racks");
        for place in 0..6 {
            assert!(svg.contains(&format!(">{}<", words::loads::value(racks, place))), "{place}");
        }
        assert_eq!(svg.matches("role=\"button\"").count(), 6);
        assert_eq!(svg.matches("line-through").count(), 1);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn many_nodes_have_few_rows_even_where_there_is_no_room() {
        let (_, svg) = drawn("v=1&nodes=100&racks=5&show=racks", 200.0);
        assert_eq!(svg.matches("role=\"button\"").count(), 20);
        assert!(svg.contains("80 more nodes between"));
    }
}
