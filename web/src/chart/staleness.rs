//! How soon reads see a write: the chance by the time from the acknowledgement to the read.

use super::backend::Stroke;
use super::curves::{Curves, Measure, Shown};
use crate::{
    picture::{Element, Paint, sequence::round_step},
    words::{
        self,
        staleness::{AFTER, TITLE, asked, point, quantile, seen_at, visible},
    },
};
use quorate_core::staleness::{Ask, Findings};

/// Points of the curve.
const POINTS: u32 = 240;

/// The curve with its band, the reader's instant and the quantile `q`, which are discs on it and lines below it.
pub fn staleness(findings: &Findings, ask: Ask, at_ns: f64, q: f64, width: f64) -> Element {
    let visibility = findings.visibility(q);
    let seen_ns = visibility.value;
    let end = end(findings, seen_ns.max(at_ns));
    let estimates = (0..=POINTS).map(|point| {
        let ns = end * f64::from(point) / f64::from(POINTS);
        (ns, findings.consistent_at(ns))
    });
    let estimates: Vec<_> = estimates.collect();
    let low = estimates.iter().map(|(ns, estimate)| (*ns, estimate.low));
    let high = estimates.iter().rev().map(|(ns, estimate)| (*ns, estimate.high));
    let curve = Shown {
        points: estimates.iter().map(|(ns, estimate)| (*ns, estimate.p)).collect(),
        paint: Paint::Ink,
        stroke: Stroke::Solid,
        said: asked(ask, findings.trials()),
        marks: Vec::new(),
        band: low.chain(high).collect(),
    };
    let line = |ns: f64, p: f64, stroke, said: String| Shown {
        points: vec![(ns, 0.0), (ns, p)],
        paint: Paint::Lead,
        stroke,
        said,
        marks: vec![(ns, p)],
        band: Vec::new(),
    };
    let here = findings.consistent_at(at_ns);
    let shown = vec![
        curve,
        line(at_ns, here.p, Stroke::Solid, point(at_ns, here)),
        line(seen_ns, findings.consistent_at(seen_ns).p, Stroke::Dashed, quantile(q, visibility)),
    ];
    let said = [asked(ask, findings.trials()), seen_at(at_ns, here), visible(q, seen_ns)];
    let (size, drawn) = Curves { shown, alerts: &[], y: Measure::Share, x_says: AFTER }.draw(width);
    Element::svg(size, TITLE.into(), words::time::sentences(&said)).children(drawn)
}

/// Where the curve ends, ns: a quarter beyond what is marked; where nothing is, beyond the slowest writes.
fn end(findings: &Findings, marked: f64) -> f64 {
    let shown = if marked > 0.0 { marked } else { findings.write_latency(0.999).value };
    1.25 * shown.max(1.0)
}

/// Where a slider of the reader's instant stops: the round step between stops, ns, and how many steps there are. They reach to
/// the quantile `q`; where each read sees the write, as far as the slowest writes take.
pub fn stops(findings: &Findings, q: f64) -> (u64, u64) {
    let seen_ns = findings.visibility(q).value;
    let span = if seen_ns > 0.0 { seen_ns } else { findings.write_latency(0.999).value };
    let step = round_step((span / 100.0) as u64 + 1);
    (step, (span as u64).div_ceil(step).max(1))
}

/// Instants that show the curve of reads of which the quantile asked for is this, ns: from 0 by round steps to a quarter
/// beyond it. Reads that always see the write have one instant.
pub fn instants(quantile_ns: f64) -> impl Iterator<Item = f64> {
    let step = round_step((quantile_ns * 0.0125) as u64 + 1);
    let count = if quantile_ns > 0.0 { (quantile_ns * 1.25 / step as f64) as u64 } else { 0 };
    (0..=count.min(200)).map(move |at| (at * step) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};
    use quorate_core::staleness::{Model, Sampling};

    fn findings(ask: Ask, model: Model) -> Findings {
        let mut sampling = Sampling::new(&model.legs(), ask, 1);
        sampling.advance(u32::MAX);
        sampling.finish()
    }

    #[test]
    fn the_chart_says_both_marks_and_has_a_band() {
        let ask = Ask::new(3, 1, 1, 20_000).unwrap();
        let svg =
            to_svg(&staleness(&findings(ask, Model::LnkdDisk), ask, 10e6, 0.999, 416.0), Palette::Light);
        assert!(svg.contains("n = 3, r = 1, w = 1, 20,000 trials"), "{svg}");
        assert!(svg.contains("After 10\u{202f}ms 92."), "{svg}");
        assert!(svg.contains("99.9\u{202f}% of reads that begin") && svg.matches("<circle").count() == 2);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn a_quorum_that_overlaps_is_a_straight_line() {
        let ask = Ask::new(3, 2, 2, 2_000).unwrap();
        let svg = to_svg(&staleness(&findings(ask, Model::Wan), ask, 0.0, 0.999, 0.0), Palette::Dark);
        assert!(svg.contains("100\u{202f}% see it after 0\u{202f}ms") && !svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn a_slider_has_a_hundred_round_stops_at_most_and_reaches_the_quantile() {
        for (r, w, model) in [(1, 1, Model::LnkdSsd), (1, 2, Model::Ymmr), (2, 2, Model::Wan)] {
            let found = findings(Ask::new(3, r, w, 5_000).unwrap(), model);
            let (step, count) = stops(&found, 0.999);
            assert!((20..=101).contains(&count) && round_step(step) == step, "{step} {count}");
            assert!((step * count) as f64 >= found.visibility(0.999).value);
        }
    }

    #[test]
    fn instants_are_round_and_reach_beyond_the_quantile() {
        let all: Vec<f64> = instants(51.4e6).collect();
        assert!(all.starts_with(&[0.0, 1e6, 2e6]) && (64e6..65e6).contains(all.last().unwrap()), "{all:?}");
        assert_eq!(instants(0.0).collect::<Vec<_>>(), [0.0]);
    }
}
