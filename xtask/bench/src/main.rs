//! Quorate beside other hash rings, its racks beside plain ways to count, its simulation beside other simulators, its trials
//! of staleness beside plain JavaScript, its judgement of histories beside another's; started by `cargo xtask bench`.
//!
//! ```text
//! native ─┐                                  ┌→ the terminal
//! node   ─┼→ Case: samples round by round → report
//! page   ─┘                                  └→ docs/benchmarks.md
//! ```
//!
//! No time here is a test: only ratios within one run mean something, and [`rounds`] interleaves the contestants so
//! that what else the machine does falls on all of them.

mod case;
mod goal;
mod linear;
mod native;
mod node;
mod page;
mod racks;
mod report;
mod rounds;
mod staleness;
mod time;
mod versions;

use std::process::ExitCode;

use xtask::failure::{Failure, Outcome};

/// Measures and prints, and returns its section of the document.
type Part = fn() -> Outcome<String>;

/// What is measured together, and has a section of the document.
struct Bench {
    name: &'static str,
    /// By the names that run them alone.
    parts: &'static [(&'static str, Part)],
    /// Date, machine, and the versions of what it is measured beside.
    versions: fn() -> Outcome<String>,
}

const BENCHES: [Bench; 5] = [
    Bench {
        name: "ring",
        parts: &[("ring-native", native::report), ("ring-node", node::ring), ("ring-page", page::report)],
        versions: versions::ring,
    },
    Bench {
        name: "racks",
        parts: &[
            ("racks-native", racks::native::report),
            ("racks-node", node::racks),
            ("racks-page", racks::page::report),
        ],
        versions: versions::racks,
    },
    Bench {
        name: "time",
        parts: &[("time-events", time::events), ("time-edit", time::edit)],
        versions: versions::time,
    },
    Bench {
        name: "staleness",
        parts: &[("staleness-node", staleness::node), ("staleness-page", staleness::page)],
        versions: versions::staleness,
    },
    Bench { name: "linear", parts: &[("linear-native", linear::report)], versions: versions::linear },
];

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    match run(&names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(names: &[String]) -> Outcome {
    match names {
        [] => BENCHES.iter().try_for_each(Bench::whole),
        [name] => match BENCHES.iter().find(|bench| bench.name == name) {
            Some(bench) => bench.whole(),
            None => part(name),
        },
        [_, second, ..] => Err(unknown(second)),
    }
}

impl Bench {
    /// All parts, and their tables into the document.
    fn whole(&self) -> Outcome {
        let mut text = (self.versions)()?;
        for (_, part) in self.parts {
            text.push_str(&part()?);
        }
        report::write(self.name, &text)
    }
}

/// One part, which is only printed.
fn part(name: &str) -> Outcome {
    let mut parts = BENCHES.iter().flat_map(|bench| bench.parts.iter().copied());
    let (_, report) = parts.find(|(part, _)| *part == name).ok_or_else(|| unknown(name))?;
    report().map(drop)
}

fn unknown(name: &str) -> Failure {
    let names =
        |of: fn(&Bench) -> Vec<&'static str>| BENCHES.iter().flat_map(of).collect::<Vec<_>>().join(", ");
    let (benches, parts) =
        (names(|bench| vec![bench.name]), names(|bench| bench.parts.iter().map(|(part, _)| *part).collect()));
    Failure::new(format!("no benchmark is called {name}"))
        .or_next(format!("name none, or one of {benches}; one part alone, which is printed only: {parts}"))
}
