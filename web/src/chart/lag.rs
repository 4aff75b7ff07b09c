//! What lies between leader and followers over time: how far each follower is behind, and what one death would lose.

use super::curves::{Curve, Curves, LOOKS, Measure, Shown};
use crate::{picture::Element, words};

/// How far each follower is behind, ns, by the time of the run, ns; alerts are level lines with their words.
pub fn lag(followers: &[Curve], alerts: &[(String, f64)], width: f64) -> Element {
    let most = |curve: &Curve| words::time::most_lag(&curve.name, highest(curve));
    over_time(followers, alerts, Measure::Time, words::time::LAG, &most, width)
}

/// How many acknowledged writes are on one node only, by the time of the run, ns, for each mode.
pub fn exposure(modes: &[Curve], width: f64) -> Element {
    let most = |curve: &Curve| words::time::most_exposed(&curve.name, highest(curve));
    over_time(modes, &[], Measure::Count, words::time::EXPOSURE, &most, width)
}

fn highest(curve: &Curve) -> f64 {
    curve.points.iter().map(|(_, y)| *y).filter(|y| y.is_finite()).fold(0.0, f64::max)
}

fn over_time(
    curves: &[Curve],
    alerts: &[(String, f64)],
    y: Measure,
    title: &'static str,
    say: &dyn Fn(&Curve) -> String,
    width: f64,
) -> Element {
    let shown = curves.iter().zip(LOOKS.iter().cycle()).map(|(curve, (paint, stroke))| Shown {
        points: curve.points.clone(),
        paint: *paint,
        stroke: *stroke,
        said: say(curve),
        marks: Vec::new(),
        band: Vec::new(),
    });
    let shown: Vec<Shown> = shown.collect();
    let said: Vec<String> = shown.iter().map(|shown| shown.said.clone()).collect();
    let (size, drawn) = Curves { shown, alerts, y, x_says: words::time::TIME_OF_THE_RUN }.draw(width);
    Element::svg(size, title.into(), words::time::sentences(&said)).children(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, to_svg};

    fn follower(name: &str, most_ms: f64) -> Curve {
        let points = (0..60).map(|at| (f64::from(at) * 1e9, most_ms * 1e6 * f64::from(at % 7) / 6.0));
        Curve { name: name.into(), points: points.collect() }
    }

    #[test]
    fn followers_say_how_far_behind_they_were_and_alerts_stand_beside_them() {
        let followers = [follower("n2", 120.0), follower("n3", 400.0)];
        let alerts = [("alert at 300\u{202f}ms".to_string(), 300e6)];
        let svg = to_svg(&lag(&followers, &alerts, 416.0), Palette::Light);
        assert!(
            svg.contains("n3: at most 400\u{202f}ms behind") && svg.contains("alert at 300\u{202f}ms"),
            "{svg}"
        );
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn exposed_writes_are_counted() {
        let mode = Curve { name: "Asynchronous".into(), points: vec![(0.0, 0.0), (8e6, 1.0), (12e6, 0.0)] };
        let svg = to_svg(&exposure(&[mode], 300.0), Palette::Dark);
        assert!(svg.contains("Asynchronous: at most 1 write on one node only"), "{svg}");
        assert!(!to_svg(&exposure(&[], 0.0), Palette::Dark).contains("NaN"));
    }
}
