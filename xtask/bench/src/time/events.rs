//! How long an event takes: natively, in wasm, in other people's simulators, in the same rounds.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use quorate_bench_wasm::Prepared;
use xtask::failure::{Failure, Outcome};

use super::{LARGE, SMALL, Shown, nexosim, node};
use crate::case::{Samples, Spread};
use crate::report::{aligned, digits, row, time};

const ROUNDS: usize = 31;

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\na simulation, natively, in wasm, and in others: about a minute");
    let folder = node::build()?;
    let mut rows = vec![
        row(["run", "in", "is", "takes", "times as long as", "ratio", "quartiles", "goal"]),
        row(["---", "---", "---", "--:", "---", "--:", "--:", "---"]),
    ];
    for shown in [LARGE, SMALL] {
        rows.extend(Measured::new(&folder, &shown)?.rows(&shown));
    }
    let table = aligned(&rows);
    println!("\n{table}");
    Ok(format!("### Simulation\n\n{table}\n"))
}

/// ns a step by contestant, and the steps and events of ours.
struct Measured {
    all: Vec<Samples>,
    steps: f64,
    events: f64,
}

impl Measured {
    fn new(folder: &PathBuf, shown: &Shown) -> Outcome<Self> {
        let mut prepared = Prepared::new(&shown.address());
        prepared.run(true);
        let (steps, events) = (f64::from(prepared.steps()), f64::from(prepared.events()));
        if steps < 1_000.0 || events < steps {
            return Err(Failure::new(format!("{}: {steps} steps, {events} events", shown.address())));
        }
        println!("{}: {steps} steps, {events} events", shown.what);
        let mut rounds = node::Rounds::start(folder, shown)?;
        let mut measured = Measured { all: Vec::new(), steps, events };
        for _ in 0..ROUNDS {
            for (name, is_traced) in [("native", true), ("native untraced", false)] {
                let start = Instant::now();
                let steps = prepared.run(is_traced);
                measured.note(name, start.elapsed(), f64::from(steps));
            }
            let start = Instant::now();
            let events = nexosim::run(Duration::from_millis(shown.until_ms))?;
            measured.note("nexosim", start.elapsed(), events as f64);
            for (name, ns, events) in rounds.next()? {
                measured.note(&name, Duration::from_nanos(ns as u64), events);
            }
        }
        Ok(measured)
    }

    fn note(&mut self, name: &str, time: Duration, count: f64) {
        let sample = time.as_nanos() as f64 / count;
        match self.all.iter_mut().find(|samples| samples.name == name) {
            Some(samples) => samples.times.push(sample),
            None => self.all.push(Samples { name: name.into(), times: vec![sample] }),
        }
    }

    fn of(&self, name: &str) -> Option<&Samples> {
        self.all.iter().find(|samples| samples.name == name)
    }

    fn rows(&self, shown: &Shown) -> Vec<Vec<String>> {
        let per_event =
            self.of("native").map_or(f64::NAN, |ours| ours.spread().median) * self.steps / self.events;
        let met = if per_event <= 100.0 { "≤ 100 ns met" } else { "≤ 100 ns **missed**" };
        let first =
            row([shown.what, "native, traced", "an event of the trace", &time(per_event), "", "", "", met]);
        let lines = [
            ("native", "native, traced", "a step", None),
            ("native untraced", "native, no trace", "a step", None),
            ("traced", "wasm, traced", "a step", Some(("native", Goal::Most(1.5)))),
            ("untraced", "wasm, no trace", "a step", Some(("native untraced", Goal::Most(1.5)))),
            ("nexosim", "nexosim, no trace", "an event", Some(("native", Goal::Least(3.5)))),
            ("plain", "JavaScript, no trace", "an event", Some(("traced", Goal::None))),
            ("simjs", "simjs, no trace", "an event", Some(("traced", Goal::None))),
        ];
        let rest = lines.into_iter().filter_map(|(name, said, is, beside)| {
            let samples = self.of(name)?;
            let takes = time(samples.spread().median);
            let Some((beside, goal)) = beside else {
                return Some(row([shown.what, said, is, &takes, "", "", "", ""]));
            };
            let ratio = samples.over(self.of(beside)?);
            let said_beside =
                lines.iter().find(|(name, ..)| *name == beside).map_or("", |(_, said, ..)| said);
            let quartiles = format!("{} – {}", digits(ratio.lower_quartile), digits(ratio.upper_quartile));
            let ratio_said = format!("{}×", digits(ratio.median));
            Some(row([shown.what, said, is, &takes, said_beside, &ratio_said, &quartiles, &goal.said(ratio)]))
        });
        core::iter::once(first).chain(rest).collect()
    }
}

/// What a ratio should be.
#[derive(Clone, Copy)]
enum Goal {
    None,
    Most(f64),
    Least(f64),
}

impl Goal {
    fn said(self, ratio: Spread) -> String {
        let verdict = |is_met: bool| if is_met { "met" } else { "**missed**" };
        match self {
            Goal::None if ratio.median < 1.0 => "**we are slower**".into(),
            Goal::None => String::new(),
            Goal::Most(most) => format!("≤ {most}× {}", verdict(ratio.median <= most)),
            Goal::Least(least) => format!("≥ {least}× {}", verdict(ratio.median >= least)),
        }
    }
}
