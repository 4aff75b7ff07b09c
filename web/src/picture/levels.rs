//! What each level still has: a bar a level, as long as the share of the data that can be written at it; where fewer or
//! more can be read, a bar for each. Their names stand beside the bars where there is room, else above them.

use super::{Element, Paint, measure::fitting, text_width};
use crate::words;
use quorate_core::{base::Share, run::Racks};

const TEXT: f64 = 15.0;
const BAR: f64 = 16.0;
const ROW: f64 = 28.0;
/// A row with its name above its bar.
const TALL_ROW: f64 = 46.0;
/// A line below the rows.
const NOTE: f64 = 20.0;
/// The narrowest picture with names beside the bars.
const BESIDE: f64 = 300.0;
/// The shortest bar that says anything.
const LEAST_BAR: f64 = 70.0;

/// The bars, `width` pixels wide; as high as its rows.
pub fn levels(racks: &Racks, width: f64) -> Element {
    let width = words::within(width, 200.0, 2_000.0);
    let rows = rows(racks);
    let columns = Columns::new(&rows, width);
    let mut bottom = rows.len() as f64 * columns.row;
    let mut notes = Vec::new();
    let data = rows.iter().any(|row| row.data.is_some()).then(|| words::levels::BARS_ARE_DATA.into());
    for note in [data, words::levels::more_dcs(racks)].into_iter().flatten() {
        bottom += NOTE;
        notes.push(Element::text(0.0, bottom - 4.0, note).with("font-size", "13").with("fill", Paint::Soft));
    }
    let drawn = rows.iter().enumerate().map(|(at, row)| draw(row, at as f64 * columns.row, &columns));
    Element::svg((width, bottom), words::levels::TITLE.into(), words::levels::description(racks))
        .children(drawn)
        .children(notes)
}

/// One bar.
struct Row {
    name: String,
    is_chosen: bool,
    count: String,
    share: Share,
    /// The share in words, where the count says another because partitions weigh differently.
    data: Option<String>,
}

fn rows(racks: &Racks) -> Vec<Row> {
    let mut rows = Vec::new();
    for level in words::levels::shown(racks) {
        let held = racks.survival().at(level);
        let name = words::racks::level_with_need(racks, level);
        let mut push = |name: String, count: u32, share: Share| {
            let data = words::share(share);
            let by_count = words::share(Share::of(count.into(), racks.len() as u64));
            rows.push(Row {
                name,
                is_chosen: level == racks.level(),
                count: words::levels::of_all(racks, count),
                share,
                data: (data != by_count).then_some(data),
            });
        };
        if (held.readable, held.readable_share) == (held.writable, held.writable_share) {
            push(name, held.writable, held.writable_share);
        } else {
            push(format!("{name}: reads"), held.readable, held.readable_share);
            push(format!("{name}: writes"), held.writable, held.writable_share);
        }
    }
    rows
}

/// Where things of all rows stand.
struct Columns {
    width: f64,
    /// The height of a row.
    row: f64,
    /// Where bars begin; 0 where names stand above them.
    bars: f64,
    bar: f64,
    /// The right edge of shares in words, where there is room for them beside the bars.
    data: Option<f64>,
}

impl Columns {
    fn new(rows: &[Row], width: f64) -> Self {
        let widest = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
        let names = widest(&|row| text_width(&row.name, TEXT, row.is_chosen)) + 12.0;
        let counts = widest(&|row| text_width(&row.count, TEXT, true)) + 10.0;
        let data = widest(&|row| row.data.as_deref().map_or(0.0, |data| text_width(data, 13.0, false) + 8.0));
        let beside = width - names - counts;
        if width < BESIDE || beside < LEAST_BAR {
            return Columns { width, row: TALL_ROW, bars: 0.0, bar: width - counts, data: None };
        }
        let has_room = data > 0.0 && beside - data >= LEAST_BAR;
        let bar = if has_room { beside - data } else { beside };
        Columns { width, row: ROW, bars: names, bar, data: has_room.then_some(width - counts) }
    }
}

fn draw(row: &Row, top: f64, columns: &Columns) -> Element {
    let is_tall = columns.bars == 0.0;
    let bar_top = if is_tall { top + 22.0 } else { top + (ROW - BAR) / 2.0 };
    let base = bar_top + 13.5;
    let text = |x: f64, y: f64, said: &str, is_bold: bool, paint: Paint| {
        let text = Element::text(x, y, said).with("fill", paint);
        if is_bold { text.with("font-weight", "700") } else { text }
    };
    let name_base = if is_tall { top + 16.0 } else { base };
    let name = fitting(&row.name, TEXT, row.is_chosen, columns.width);
    let name = text(0.0, name_base, &name, row.is_chosen, Paint::Ink).with("font-size", TEXT);
    let count = text(columns.width, base, &row.count, true, Paint::Ink)
        .with("font-size", TEXT)
        .with("text-anchor", "end");
    let data = row.data.as_deref().and_then(|data| {
        let fits = || {
            text_width(&row.name, TEXT, row.is_chosen) + 12.0 + text_width(data, 13.0, false) <= columns.width
        };
        let at = match columns.data {
            Some(x) => (x, base),
            None if is_tall && fits() => (columns.width, name_base),
            None => return None,
        };
        let data = text(at.0, at.1, data, false, Paint::Soft);
        Some(data.with("font-size", "13").with("text-anchor", "end"))
    });
    let length = row.share.approx() * columns.bar;
    // However little there is, it can be seen.
    let length = if length > 0.0 { length.max(0.75) } else { 0.0 };
    let outline = Element::rect((columns.bars + 0.5, bar_top + 0.5), (columns.bar - 1.0, BAR - 1.0))
        .with("fill", Paint::Paper)
        .with("stroke", Paint::Edge);
    let bar = Element::rect((columns.bars, bar_top), (length, BAR)).with("fill", Paint::Ink);
    Element::group().child(name).child(outline).child(bar).children(data).child(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Node, Palette, Value, to_svg};
    use quorate_core::{run::Run, scenario::parse};

    const ADDRESSES: [&str; 4] = [
        "v=1&s=cassandra-16&nodes=12&racks=3&dcs=2&vnodes=2&place=nts&rf=d1.2_d2.1&down=r2-n2&down0=n2&show=racks",
        "v=1&nodes=9&racks=3&place=kafka&parts=24&isr=2&level=acks-all&down=r2-n1&down0=none&show=racks",
        "v=1&nodes=12&racks=6&dcs=2&names=d1.FrankfurtamMain_d2.AmsterdamWest&place=nts&rf=d1.2_d2.1&level=any&down=n2&show=racks",
        "v=1&nodes=6&scheme=slots&place=nts&show=racks",
    ];

    fn number(element: &Element, wanted: &str) -> f64 {
        let value = element.attributes().iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        if let Some(Value::Text(text)) = value { text.parse().unwrap_or(f64::NAN) } else { 0.0 }
    }

    /// The left and right edges of every text and box, and the height of its middle.
    fn spans(element: &Element, out: &mut Vec<(f64, f64, f64)>) {
        let is_end = element.attributes().contains(&("text-anchor", "end".into()));
        let x = number(element, "x");
        if element.tag() == "rect" && number(element, "width") > 0.0 {
            out.push((x, x + number(element, "width"), number(element, "y") + BAR / 2.0));
        }
        for node in element.nodes() {
            match node {
                Node::Element(child) => spans(child, out),
                Node::Text(text) if element.tag() == "text" => {
                    let is_bold = element.attributes().contains(&("font-weight", "700".into()));
                    let width = text_width(text, number(element, "font-size"), is_bold);
                    let left = if is_end { x - width } else { x };
                    out.push((left, left + width, number(element, "y") - 5.5));
                }
                Node::Text(_) => {}
            }
        }
    }

    #[test]
    fn nothing_overlaps_or_leaves_the_picture_at_any_width() {
        for address in ADDRESSES {
            let run = Run::new(parse(address).scenario);
            for width in (260..=460).step_by(4).map(f64::from) {
                let picture = levels(run.racks().expect("racks"), width);
                let mut all = Vec::new();
                spans(&picture, &mut all);
                for (at, (left, right, y)) in all.iter().enumerate() {
                    assert!(
                        *left >= -0.01 && *right <= width + 0.01,
                        "{address} at {width}: {left} to {right}"
                    );
                    // An outline and its bar lie on each other, as they should.
                    for (other_left, other_right, other_y) in &all[..at] {
                        let is_on_bar = (left - other_left).abs() < 0.6;
                        let is_apart =
                            right <= other_left || other_right <= left || (y - other_y).abs() > 12.0;
                        assert!(is_on_bar || is_apart, "{address} at {width}: {left} to {right} at {y}");
                    }
                }
            }
        }
    }

    #[test]
    fn bars_are_as_long_as_the_share_and_numbers_those_of_survival() {
        let run = Run::new(parse(ADDRESSES[0]).scenario);
        let racks = run.racks().expect("racks");
        let svg = to_svg(&levels(racks, 400.0), Palette::Light);
        let rows = rows(racks);
        let columns = Columns::new(&rows, 400.0);
        for (row, level) in rows.iter().zip(words::levels::shown(racks)) {
            let held = racks.survival().at(level);
            assert_eq!(row.count, format!("{} of 24", held.writable));
            assert_eq!(row.share, held.writable_share);
            let length = super::super::px(row.share.approx() * columns.bar);
            assert!(svg.contains(&format!("width=\"{length}\"")), "{length}");
        }
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn reads_and_writes_have_bars_of_their_own_where_they_differ() {
        let run = Run::new(parse(ADDRESSES[1]).scenario);
        let names: Vec<String> = rows(run.racks().expect("racks")).into_iter().map(|row| row.name).collect();
        assert!(
            names.ends_with(&["acks=all, 2 in sync: reads".into(), "acks=all, 2 in sync: writes".into()])
        );
    }

    #[test]
    fn where_nothing_is_placed_every_bar_is_empty() {
        let run = Run::new(parse(ADDRESSES[3]).scenario);
        let racks = run.racks().expect("racks");
        assert!(racks.is_empty() && rows(racks).iter().all(|row| row.count == "0 of 0"));
    }
}
