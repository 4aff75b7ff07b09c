//! Quorate beside other hash rings; started by `cargo xtask bench`.
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
mod native;
mod node;
mod page;
mod report;
mod rounds;
mod versions;

use std::process::ExitCode;

use xtask::failure::{Failure, Outcome};

/// Measures and prints, and returns its section of the document.
type Part = fn() -> Outcome<String>;

/// The parts of `ring`, by the names that run them alone.
const PARTS: [(&str, Part); 3] =
    [("ring-native", native::report), ("ring-node", node::report), ("ring-page", page::report)];

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
        [] => ring(),
        [name] if name == "ring" => ring(),
        [name] => match PARTS.iter().find(|(part, _)| part == name) {
            Some((_, report)) => report().map(drop),
            None => Err(unknown(name)),
        },
        [_, second, ..] => Err(unknown(second)),
    }
}

/// All parts, and their tables into the document.
fn ring() -> Outcome {
    let mut text = versions::report()?;
    for (_, part) in PARTS {
        text.push_str(&part()?);
    }
    report::write(&text)
}

fn unknown(name: &str) -> Failure {
    let parts = PARTS.map(|(part, _)| part).join(", ");
    Failure::new(format!("no benchmark is called {name}"))
        .or_next(format!("name none, or ring; one part alone, which is printed only: {parts}"))
}
