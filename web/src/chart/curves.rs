//! Curves over one measure: what the charts of time have in common.

use super::{
    backend::{PictureBackend, Stroke, filled, outlined},
    rows::{Drawn, Root, say, text},
};
use crate::{
    picture::{Element, Paint, sequence::round_step, text_width},
    words::{self, time::Unit},
};
use plotters::{coord::types::RangedCoordf64, prelude::*, style::text_anchor::HPos};

/// A line of points in a chart, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Whose it is.
    pub name: String,
    /// Where it goes; times in ns.
    pub points: Vec<(f64, f64)>,
}

/// What an axis measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Nanoseconds.
    Time,
    /// From 0 to 1.
    Share,
    /// So many.
    Count,
}

/// A curve and how it looks.
pub(super) struct Shown {
    pub(super) points: Vec<(f64, f64)>,
    pub(super) paint: Paint,
    pub(super) stroke: Stroke,
    /// What is said of it above the chart.
    pub(super) said: String,
    /// Points with a disc.
    pub(super) marks: Vec<(f64, f64)>,
    /// The corners of what lies around the curve, where it may be too.
    pub(super) band: Vec<(f64, f64)>,
}

/// A chart.
pub(super) struct Curves<'a> {
    pub(super) shown: Vec<Shown>,
    /// Level lines, by their height, and what they say.
    pub(super) alerts: &'a [(String, f64)],
    pub(super) y: Measure,
    /// What the lower axis measures, in a few words.
    pub(super) x_says: &'static str,
}

/// Of a row of what is said above, of the curves, and of the numbers below.
const ROW: u32 = 22;
const HIGH: u32 = 180;
const FOOT: u32 = 40;
/// Right of the curves.
const EDGE: i32 = 12;
/// The least distance of two numbers of the lower and of the left axis.
const NUMBERS: (f64, f64) = (70.0, 36.0);
/// The looks of curves, in order: no two are told apart by colour alone, as each is said above with its look.
pub(super) const LOOKS: [(Paint, Stroke); 4] = [
    (Paint::Ink, Stroke::Solid),
    (Paint::Lead, Stroke::Solid),
    (Paint::Lead, Stroke::Dashed),
    (Paint::Edge, Stroke::Solid),
];

impl Curves<'_> {
    /// Draws all of it; the size that it takes.
    pub(super) fn draw(&self, width: f64) -> ((f64, f64), Vec<Element>) {
        let width = words::within(width, 200.0, 2_000.0) as u32;
        let height = self.shown.len() as u32 * ROW + HIGH + FOOT;
        let mut drawn = Vec::new();
        // The backend cannot fail, and nothing else here can.
        let _ = self.draw_in((width, height), &mut drawn);
        ((width.into(), height.into()), drawn)
    }

    fn most(&self) -> (f64, f64) {
        let points = || {
            self.shown.iter().flat_map(|shown| &shown.points).filter(|(x, y)| x.is_finite() && y.is_finite())
        };
        let x = points().map(|(x, _)| *x).fold(1.0, f64::max);
        let alerts = self.alerts.iter().map(|(_, at)| *at);
        let y = points().map(|(_, y)| *y).chain(alerts).fold(0.0, f64::max);
        let y = if self.y == Measure::Share { 1.0 } else { y.max(1.0) * 1.08 };
        (x, y)
    }

    fn draw_in(&self, size: (u32, u32), drawn: &mut Vec<Element>) -> Drawn {
        let root = PictureBackend::new(size, drawn).into_drawing_area();
        let top = (self.shown.len() as u32 * ROW) as i32;
        let most = self.most();
        let numbers = numbers(self.y, most.1, f64::from(HIGH) / NUMBERS.1);
        let widest = numbers.iter().map(|(_, said)| text_width(said, 13.0, false)).fold(0.0, f64::max);
        let (left, right) = (widest as i32 + 10, size.0 as i32 - EDGE);
        let frame = Frame { left, right, top: top + 10, foot: top + HIGH as i32 - 8, most };
        self.draw_axes(&root, &frame, numbers)?;
        let (x, y) = (0.0..most.0, 0.0..most.1);
        let pixels = (frame.left..frame.right, frame.foot..frame.top);
        let area = root.apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, pixels));
        for (row, shown) in self.shown.iter().enumerate() {
            if !shown.band.is_empty() {
                area.draw(&Polygon::new(shown.band.clone(), filled(Paint::Line)))?;
            }
            let points = thinned(&shown.points, most.0, frame.right - frame.left);
            area.draw(&PathElement::new(points, outlined(shown.paint, shown.stroke)))?;
            for mark in &shown.marks {
                area.draw(&Circle::new(*mark, 4, filled(shown.paint)))?;
            }
            explain(&root, row, shown)?;
        }
        Ok(())
    }

    fn draw_axes(&self, root: &Root<'_>, frame: &Frame, numbers: Vec<(f64, String)>) -> Drawn {
        let soft = |side| text(13.0, Paint::Soft, side, false);
        let level = |y: i32, style: ShapeStyle| PathElement::new([(frame.left, y), (frame.right, y)], style);
        for (at, said) in numbers {
            let y = frame.y(at);
            root.draw(&level(y, hairline()))?;
            say(root, said, (frame.left - 8, y), soft(HPos::Right))?;
        }
        let room = f64::from(frame.right - frame.left) / NUMBERS.0;
        for (at, said) in self::numbers(Measure::Time, frame.most.0, room) {
            // The last one stays within the picture.
            let half = (text_width(&said, 13.0, false) / 2.0) as i32;
            let x = frame.x(at).min(frame.right + EDGE - half);
            say(root, said, (x, frame.foot + 14), soft(HPos::Center))?;
        }
        say(root, self.x_says.into(), (frame.right, frame.foot + 33), soft(HPos::Right))?;
        for (said, at) in self.alerts {
            let y = frame.y(*at);
            root.draw(&level(y, outlined(Paint::Bad, Stroke::Dashed)))?;
            say(root, said.clone(), (frame.right, y - 9), text(13.0, Paint::Bad, HPos::Right, true))?;
        }
        Ok(())
    }
}

/// Where curves are drawn, in pixels, and the largest values there.
struct Frame {
    left: i32,
    right: i32,
    top: i32,
    foot: i32,
    most: (f64, f64),
}

impl Frame {
    fn x(&self, value: f64) -> i32 {
        self.left + (value / self.most.0 * f64::from(self.right - self.left)) as i32
    }

    fn y(&self, value: f64) -> i32 {
        self.foot - (value / self.most.1 * f64::from(self.foot - self.top)) as i32
    }
}

/// The look of a curve, and what is said of it.
fn explain(root: &Root<'_>, row: usize, shown: &Shown) -> Drawn {
    let y = (row as u32 * ROW + ROW / 2) as i32;
    root.draw(&PathElement::new([(0, y), (22, y)], outlined(shown.paint, shown.stroke)))?;
    say(root, shown.said.clone(), (30, y), text(14.0, Paint::Ink, HPos::Left, false))
}

fn hairline() -> ShapeStyle {
    ShapeStyle { stroke_width: 1, ..outlined(Paint::Line, Stroke::Solid) }
}

/// Round numbers from 0 up to the most, as many as have room, each with its words.
fn numbers(measure: Measure, most: f64, room: f64) -> Vec<(f64, String)> {
    if measure == Measure::Share {
        return [0.0, 0.5, 0.9, 1.0]
            .map(|share| (share, format!("{}\u{202f}%", libm::round(share * 100.0))))
            .into();
    }
    let step = round_step((most / room.max(1.0)) as u64 + 1);
    let unit = Unit::of(step);
    let say = |at: u64| match measure {
        Measure::Count => words::counted(at),
        _ if at == 0 => "0".into(),
        _ => format!("{}\u{202f}{}", unit.number(at, 1), unit.sign()),
    };
    (0..=(most as u64 / step).min(100)).map(|at| ((at * step) as f64, say(at * step))).collect()
}

/// At most the first, the lowest, the highest and the last point of each pixel: more nobody sees.
fn thinned(points: &[(f64, f64)], most: f64, pixels: i32) -> Vec<(f64, f64)> {
    let points = || points.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
    if points().count() as i32 <= pixels * 4 {
        return points().copied().collect();
    }
    let pixel = |x: f64| (x / most * f64::from(pixels)) as i64;
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut cell: Vec<(f64, f64)> = Vec::new();
    let mut flush = |cell: &mut Vec<(f64, f64)>| {
        let by_height = |one: &&(f64, f64), other: &&(f64, f64)| one.1.total_cmp(&other.1);
        let ends = [cell.first(), cell.iter().min_by(by_height), cell.iter().max_by(by_height), cell.last()];
        kept.extend(ends.into_iter().flatten().copied());
        cell.clear();
    };
    for point in points() {
        if cell.first().is_some_and(|first| pixel(first.0) != pixel(point.0)) {
            flush(&mut cell);
        }
        cell.push(*point);
    }
    flush(&mut cell);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_points_are_thinned_without_losing_a_peak() {
        let mut points: Vec<(f64, f64)> = (0..100_000).map(|at| (f64::from(at), 1.0)).collect();
        points[54_321].1 = 9.0;
        let kept = thinned(&points, 100_000.0, 300);
        assert!(kept.len() <= 1_204 && kept.contains(&(54_321.0, 9.0)), "{}", kept.len());
    }

    #[test]
    fn axes_have_round_numbers() {
        let said =
            |measure, most| numbers(measure, most, 5.0).into_iter().map(|(_, said)| said).collect::<Vec<_>>();
        assert_eq!(
            said(Measure::Time, 41e6),
            ["0", "10\u{202f}ms", "20\u{202f}ms", "30\u{202f}ms", "40\u{202f}ms"]
        );
        assert_eq!(said(Measure::Count, 3.0), ["0", "1", "2", "3"]);
    }
}
