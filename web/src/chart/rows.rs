//! What charts of one bar a row have in common: which rows there are, text, areas of bars, and rows that are buttons.

use super::backend::{PictureBackend, Stroke, colour};
use crate::{
    picture::{Element, Paint, Part},
    words,
};
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use quorate_core::base::Count;
use std::{cmp::Reverse, convert::Infallible, ops::Range};

pub(super) const ROW: u32 = 30;
pub(super) const BAR: f64 = 16.0;
/// The line below the rows.
pub(super) const FOOT: u32 = 24;
/// Things of which each has a row; of more the ten most and the ten least.
const ALL_ROWS: usize = 12;
const ENDS: usize = 10;

/// Where pixels are.
pub(super) type Root<'a> = DrawingArea<PictureBackend<'a>, Shift>;
/// Where a bar's length is its value, and its height is in pixels.
pub(super) type Area<'a> = DrawingArea<PictureBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
pub(super) type Fault = DrawingAreaErrorKind<Infallible>;
pub(super) type Drawn = Result<(), Fault>;

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A thing, by its place in the list.
    At(usize),
    /// So many things that have no row.
    Rest(usize),
}

/// A row for each thing in order, or for the most and the least by size, the largest first; between them the special ones
/// and a count of the rest.
pub(super) fn rows(sizes: &[Option<Count>], is_special: &dyn Fn(usize) -> bool) -> Vec<Row> {
    let mut all: Vec<usize> = (0..sizes.len()).collect();
    if all.len() <= ALL_ROWS {
        return all.into_iter().map(Row::At).collect();
    }
    // Few are wanted of many, so they are picked one by one.
    let size = |at: usize| (sizes[at], Reverse(at));
    let mut most = Vec::new();
    let mut least = Vec::new();
    for _ in 0..ENDS.min(all.len() / 2) {
        let top = all.iter().enumerate().max_by_key(|(_, at)| size(**at));
        most.extend(top.map(|(place, _)| place).map(|place| all.remove(place)));
        let bottom = all.iter().enumerate().min_by_key(|(_, at)| size(**at));
        least.extend(bottom.map(|(place, _)| place).map(|place| all.remove(place)));
    }
    least.reverse();
    let left = all.len();
    all.retain(|at| is_special(*at));
    let rest = left - all.len();
    most.extend(all);
    let mut rows: Vec<Row> = most.into_iter().map(Row::At).collect();
    rows.extend((rest > 0).then_some(Row::Rest(rest)));
    rows.extend(least.into_iter().map(Row::At));
    rows
}

/// The middle of a row.
pub(super) const fn middle(row: usize) -> i32 {
    (row as u32 * ROW + ROW / 2) as i32
}

/// The part of a chart where bars are drawn: to the largest value, between two edges.
pub(super) fn area<'a>(root: &Root<'a>, most: f64, bars: Range<u32>, height: u32) -> Area<'a> {
    // However narrow the chart is, its bars have some room.
    let bars = bars.start as i32..bars.end.max(bars.start + 10) as i32;
    let (values, pixels) = (0.0..most, 0.0..f64::from(height));
    root.apply_coord_spec(Cartesian2d::new(values, pixels, (bars, 0..height as i32)))
}

/// A bar between two values about the middle of a row, smaller by some pixels above and below.
pub(super) fn bar(
    area: &Area<'_>,
    (from, to): (f64, f64),
    middle: i32,
    inset: f64,
    style: ShapeStyle,
) -> Drawn {
    let half = BAR / 2.0 - inset;
    let middle = f64::from(middle);
    area.draw(&Rectangle::new([(from, middle - half), (to, middle + half)], style))
}

/// Text that hangs at its left, centre or right, in the middle of a row.
pub(super) fn say(root: &Root<'_>, said: String, at: (i32, i32), style: TextStyle<'static>) -> Drawn {
    root.draw(&Text::new(said, at, style))
}

/// How text looks.
pub(super) fn text(size: f64, paint: Paint, side: HPos, is_bold: bool) -> TextStyle<'static> {
    text_like(size, colour(paint, Stroke::Solid), side, is_bold)
}

/// Text that is struck through.
pub(super) fn struck(size: f64, paint: Paint) -> TextStyle<'static> {
    text_like(size, colour(paint, Stroke::Struck), HPos::Left, false)
}

fn text_like(size: f64, colour: RGBColor, side: HPos, is_bold: bool) -> TextStyle<'static> {
    let style = if is_bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::SansSerif, size, style);
    TextStyle { font, color: colour.to_backend_color(), pos: Pos::new(side, VPos::Center) }
}

/// The row that counts those without one.
pub(super) fn rest(root: &Root<'_>, count: usize, things: &str, at: (i32, i32)) -> Drawn {
    let said = format!("{} more {things} between", words::counted(count as u64));
    say(root, said, at, text(13.0, Paint::Soft, HPos::Left, false))
}

/// What makes a row a button: it stands for a node.
pub(super) fn press(row: usize, width: u32, part: Part, label: String) -> Element {
    // One tab stop for all rows: arrow keys go from row to row.
    Element::new("rect")
        .with("role", "button")
        .with("tabindex", if row == 0 { "0" } else { "-1" })
        .with("x", 0.0)
        .with("y", f64::from(row as u32 * ROW))
        .with("width", f64::from(width))
        .with("height", f64::from(ROW))
        .with("class", "press")
        .with("fill", "transparent")
        .with("aria-label", label)
        .stands_for(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(count: u64) -> Vec<Option<Count>> {
        (0..count).map(|at| Some(Count::from(u128::from(at * 7 % count)))).collect()
    }

    #[test]
    fn few_things_have_a_row_each_in_order() {
        let rows = rows(&sizes(12), &|_| false);
        assert_eq!(rows, (0..12).map(Row::At).collect::<Vec<_>>());
    }

    #[test]
    fn of_many_the_most_the_least_and_the_special_ones_have_rows() {
        let sizes = sizes(100);
        let rows = rows(&sizes, &|at| at == 50);
        let largest = |row: &Row| matches!(row, Row::At(at) if sizes[*at] >= Some(Count::from(90)));
        assert!(rows[..10].iter().all(largest), "{rows:?}");
        assert_eq!(rows[10..12], [Row::At(50), Row::Rest(79)]);
        assert_eq!(rows.len(), 22);
    }

    #[test]
    fn thirteen_things_leave_no_more_than_they_are() {
        let rows = rows(&sizes(13), &|_| false);
        assert_eq!((rows.len(), rows[6]), (13, Row::Rest(1)));
    }
}
