//! Copies by rack: a bar a rack, those on nodes that are on solid; and how often two copies of a partition share a rack.

use super::{
    backend::{PictureBackend, Stroke, filled, outlined},
    rows::{self, Area, Drawn, FOOT, ROW, Root, Row, bar, middle, say, struck, text},
};
use crate::{
    picture::{Element, Paint, text_width},
    words,
};
use plotters::{prelude::*, style::text_anchor::HPos};
use quorate_core::{base::Count, run::Racks, topology::Site};

/// The chart, `width` pixels wide; as high as its rows.
pub fn replicas(racks: &Racks, width: f64) -> Element {
    let by_rack = &racks.loads().by_rack;
    let sizes: Vec<_> = by_rack.iter().map(|copies| Some(Count::from(u128::from(*copies)))).collect();
    let sites = racks.cluster().sites();
    let lines: Vec<Line> = rows::rows(&sizes, &|_| false)
        .into_iter()
        .map(|row| match row {
            // Racks of the topology stand in the order of their sites.
            Row::At(at) => Line::Rack(Rack::new(racks, sites[at], by_rack[at])),
            Row::Rest(count) => Line::Rest(count),
        })
        .collect();
    let has = |of: fn(&Rack) -> bool| lines.iter().filter_map(Line::rack).any(of);
    let note =
        words::loads::racks_note(has(|rack| !rack.shared.is_empty()), has(|rack| rack.on < rack.copies));
    let width = words::within(width, 200.0, 2_000.0) as u32;
    let height = lines.len() as u32 * ROW + if note.is_some() { FOOT } else { 0 };
    let mut drawn = Vec::new();
    // The backend cannot fail, and nothing else here can.
    let _ = draw(&lines, note, (width, height), &mut drawn);
    let title = words::loads::RACKS_TITLE.into();
    Element::svg((width.into(), height.into()), title, words::loads::racks_description(racks)).children(drawn)
}

enum Line {
    Rack(Rack),
    /// So many racks that have no row.
    Rest(usize),
}

impl Line {
    const fn rack(&self) -> Option<&Rack> {
        if let Line::Rack(rack) = self { Some(rack) } else { None }
    }
}

/// What a row says.
struct Rack {
    name: String,
    copies: u32,
    /// Copies on nodes that are on.
    on: u32,
    /// Whether any of its nodes is on.
    has_power: bool,
    value: String,
    /// "5 twice", where it holds several copies of partitions.
    shared: String,
}

impl Rack {
    fn new(racks: &Racks, site: Site, copies: u32) -> Self {
        let living = || {
            let here = (0..).zip(racks.cluster().nodes()).filter(|(_, node)| node.site == site);
            here.map(|(place, _)| place).filter(|place: &u32| racks.is_on(*place))
        };
        let has_power = living().next().is_some();
        let off = if has_power { "" } else { ", off" };
        let shared = racks.shared_in(site) as u64;
        Rack {
            name: words::loads::rack(racks, site),
            copies,
            on: living().map(|place| racks.loads().copies[place as usize]).sum(),
            has_power,
            value: format!("{}{off}", words::counted(copies.into())),
            shared: if shared > 0 { format!("{} twice", words::counted(shared)) } else { String::new() },
        }
    }
}

fn draw(lines: &[Line], note: Option<&str>, (width, height): (u32, u32), drawn: &mut Vec<Element>) -> Drawn {
    let root = PictureBackend::new((width, height), drawn).into_drawing_area();
    let widest = |of: &dyn Fn(&Rack) -> f64| lines.iter().filter_map(Line::rack).map(of).fold(0.0, f64::max);
    let names = widest(&|rack| text_width(&rack.name, 15.0, false)) as u32 + 10;
    let values = widest(&|rack| text_width(&rack.value, 15.0, true)) as u32 + 8;
    let shared = widest(&|rack| text_width(&rack.shared, 13.0, true)) as u32;
    let shared = if shared > 0 { shared + 10 } else { 0 };
    let most = widest(&|rack| f64::from(rack.copies)).max(1e-9);
    let area = rows::area(&root, most, names..width.saturating_sub(values + shared), height);
    for (row, line) in lines.iter().enumerate() {
        let middle = middle(row);
        match line {
            Line::Rack(rack) => {
                draw_rack(&root, &area, rack, middle)?;
                if !rack.shared.is_empty() {
                    let style = text(13.0, Paint::Bad, HPos::Right, true);
                    say(&root, rack.shared.clone(), ((width - values) as i32, middle), style)?;
                }
                let paint = if rack.has_power { Paint::Ink } else { Paint::Soft };
                let value = text(15.0, paint, HPos::Right, rack.has_power);
                say(&root, rack.value.clone(), (width as i32 - 1, middle), value)?;
            }
            Line::Rest(count) => rows::rest(&root, *count, "racks", (names as i32, middle))?,
        }
    }
    let Some(note) = note else { return Ok(()) };
    let foot = (0, (height - FOOT / 2) as i32 + 2);
    say(&root, note.into(), foot, text(13.0, Paint::Soft, HPos::Left, false))
}

fn draw_rack(root: &Root<'_>, area: &Area<'_>, rack: &Rack, middle: i32) -> Drawn {
    let plain = || text(15.0, Paint::Ink, HPos::Left, false);
    let style = if rack.has_power { plain() } else { struck(15.0, Paint::Soft) };
    say(root, rack.name.clone(), (0, middle), style)?;
    if rack.copies > rack.on {
        bar(area, (0.0, rack.copies.into()), middle, 1.0, outlined(Paint::Edge, Stroke::Dashed))?;
    }
    if rack.on > 0 {
        bar(area, (0.0, rack.on.into()), middle, 0.0, filled(Paint::Ink))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};
    use quorate_core::{run::Run, scenario::parse};

    fn drawn(address: &str, width: f64) -> (Run, String) {
        let run = Run::new(parse(address).scenario);
        let svg = to_svg(&replicas(run.racks().expect("racks"), width), Palette::Light);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        (run, svg)
    }

    #[test]
    fn racks_with_two_copies_of_a_partition_say_so() {
        let (run, svg) = drawn("v=1&nodes=6&racks=2&rf=3&show=racks", 300.0);
        let racks = run.racks().expect("racks");
        for (site, copies) in racks.cluster().sites().into_iter().zip(&racks.loads().by_rack) {
            assert!(svg.contains(&format!(">{}<", words::counted((*copies).into()))), "{site:?}");
            assert!(svg.contains(&format!(">{} twice<", racks.shared_in(site))), "{site:?}");
        }
    }

    #[test]
    fn many_racks_have_few_rows_and_a_rack_that_is_off_says_so() {
        let (_, svg) = drawn("v=1&nodes=100&racks=50&down=r2&down0=none&show=racks", 260.0);
        assert!(svg.contains("30 more racks between"));
        let (_, svg) = drawn("v=1&nodes=6&racks=3&down=r2&down0=none&show=racks", 260.0);
        assert!(svg.contains(", off<") && svg.contains("line-through"));
    }
}
