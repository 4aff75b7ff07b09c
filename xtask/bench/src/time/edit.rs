//! From an edit of what happens over time to its picture as text, natively: the run anew, the layout, the writing.

use quorate::picture::{
    Palette,
    sequence::{Lane, Options, Spans, View, sequence},
    to_svg,
};
use quorate_core::{
    run::Course,
    scenario::{Scenario, parse},
};
use xtask::failure::{Failure, Outcome};

use super::SMALL;
use crate::case::Samples;
use crate::page::verdict;
use crate::report::{aligned, digits, row};
use crate::rounds::{Contestant, rounds};

/// Milliseconds from an edit to its picture that we allow ourselves.
const MOST: f64 = 16.0;

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\nfrom an edit to its picture, natively: some seconds");
    let parsed = parse(&SMALL.address());
    if let Some(problem) = parsed.problems.first() {
        return Err(Failure::new(format!("{}: {problem:?}", SMALL.address())));
    }
    let scenario = parsed.scenario;
    let until_ns = scenario.experiment().until_ns();
    let mut rows = vec![
        row(["run", "shown", "from the edit", "quartiles", "goal"]),
        row(["---", "---", "--:", "--:", "---"]),
    ];
    let parts = [("its last 20 ms", until_ns - 20_000_000), ("all of it", 0)];
    let contestants = parts.map(|(shown, from_ns)| {
        Contestant::new(shown, {
            let scenario = &scenario;
            move || draw(scenario, from_ns).len() as u64
        })
    });
    for samples in rounds(1, contestants.into()) {
        rows.push(line(&samples));
    }
    let table = aligned(&rows);
    println!("\n{table}");
    Ok(format!("### From an edit to its picture, natively\n\n{table}\n"))
}

fn line(samples: &Samples) -> Vec<String> {
    let spread = samples.spread();
    let ms = |ns: f64| digits(ns / 1e6);
    let quartiles = format!("{} – {}", ms(spread.lower_quartile), ms(spread.upper_quartile));
    let median = format!("{} ms", ms(spread.median));
    row([SMALL.what, &samples.name, &median, &quartiles, &verdict(spread.median / 1e6, MOST)])
}

/// The picture of a run from an instant on, 1,000 pixels high.
fn draw(scenario: &Scenario, from_ns: u64) -> String {
    let Ok(course) = Course::new(scenario, 0) else { return String::new() };
    let spans = Spans::new(course.trace());
    let lane = Lane { title: "Semi".into(), subtitle: String::new(), trace: course.trace(), spans: &spans };
    let view = View { from_ns, to_ns: scenario.experiment().until_ns(), height: 1_000.0 };
    to_svg(&sequence(&[lane], view, Options::default(), 744.0), Palette::Light)
}
