//! How long writes take: for each time the share of writes that took no longer.

use super::backend::Stroke;
use super::curves::{Curve, Curves, LOOKS, Measure, Shown};
use crate::{
    picture::{Element, Paint},
    words,
};
use quorate_core::base::sort_numbers;

/// The quantiles that are marked.
const QUANTILES: [f64; 2] = [0.5, 0.99];

/// The share of writes by the time that they took, ns, for each mode; beside them what formulas say of some.
pub fn latency(modes: &[Curve], formulas: &[Curve], width: f64) -> Element {
    let mut shown: Vec<Shown> =
        modes.iter().zip(LOOKS.iter().cycle()).map(|(mode, look)| measured(mode, *look)).collect();
    shown.extend(formulas.iter().map(|formula| Shown {
        points: formula.points.clone(),
        paint: Paint::Soft,
        stroke: Stroke::Dashed,
        said: formula.name.clone(),
        marks: Vec::new(),
        band: Vec::new(),
    }));
    run_on(&mut shown);
    let said: Vec<String> = shown.iter().map(|shown| shown.said.clone()).collect();
    let curves = Curves { shown, alerts: &[], y: Measure::Share, x_says: words::time::TIME_OF_A_WRITE };
    let (size, drawn) = curves.draw(width);
    Element::svg(size, words::time::LATENCY.into(), words::time::sentences(&said)).children(drawn)
}

fn measured(mode: &Curve, (paint, stroke): (Paint, Stroke)) -> Shown {
    let marks: Vec<(f64, f64)> =
        QUANTILES.iter().filter_map(|share| quantile(&mode.points, *share)).collect();
    let times: Vec<f64> = marks.iter().map(|(x, _)| *x).collect();
    let said = words::time::quantiles(&mode.name, &times);
    Shown { points: mode.points.clone(), paint, stroke, said, marks, band: Vec::new() }
}

/// Every curve goes on to the right edge, a little beyond the slowest write: what all took no longer than, they took no
/// longer than later.
fn run_on(shown: &mut [Shown]) {
    let last = |shown: &Shown| shown.points.last().map_or(0.0, |(x, _)| *x);
    let edge = shown.iter().map(last).fold(0.0, f64::max) * 1.06;
    for shown in shown {
        shown.points.extend(shown.points.last().map(|(_, y)| (edge, *y)));
    }
}

/// The first point that has at least this share.
fn quantile(points: &[(f64, f64)], share: f64) -> Option<(f64, f64)> {
    points.iter().find(|(_, y)| *y >= share - 1e-9).copied()
}

/// The share of all by size: for each time the share of those that are no longer.
pub fn distribution(mut times_ns: Vec<u64>) -> Vec<(f64, f64)> {
    sort_numbers(&mut times_ns);
    let all = times_ns.len() as f64;
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut share = 0.0;
    for (at, ns) in times_ns.iter().enumerate() {
        if times_ns.get(at + 1) == Some(ns) {
            continue;
        }
        // A step: nothing is between two times.
        points.push((*ns as f64, share));
        share = (at + 1) as f64 / all;
        points.push((*ns as f64, share));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};

    #[test]
    fn a_distribution_steps_where_something_took_so_long() {
        let points = distribution(vec![3, 1, 1, 2]);
        assert_eq!(points, [(1.0, 0.0), (1.0, 0.5), (2.0, 0.5), (2.0, 0.75), (3.0, 0.75), (3.0, 1.0)]);
        assert!(distribution(Vec::new()).is_empty());
    }

    #[test]
    fn each_mode_says_its_quantiles() {
        let times = |from: u64| distribution((from..from + 100).map(|ms| ms * 1_000_000).collect());
        let curve = |name: &str, points| Curve { name: name.into(), points };
        let modes = [curve("Asynchronous", times(1)), curve("Synchronous", times(21))];
        let svg = to_svg(&latency(&modes, &[curve("By the formula", times(2))], 416.0), Palette::Light);
        assert!(
            svg.contains("Asynchronous: half within 50\u{202f}ms, 99\u{202f}% within 99\u{202f}ms"),
            "{svg}"
        );
        assert!(svg.contains("By the formula") && svg.contains("stroke-dasharray"));
        assert_eq!(svg.matches("<circle").count(), 4);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
