//! The long swarm: `cargo xtask swarm --seeds N [--bug NAME]` builds and calls it.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use quorate_core::protocol::leader::Bug;
    use quorate_tests::swarm::run_long;
    use std::process::ExitCode;

    let words: Vec<String> = std::env::args().skip(1).collect();
    // An address instead of a number: its run, to read.
    if let Some(address) = words.first().filter(|word| word.starts_with("v=1")) {
        let scenario = quorate_core::scenario::parse(address).scenario;
        let trace = quorate_core::run::Course::checked(&scenario, 0, None);
        print!("{}", trace.map_or_else(|broken| broken, |trace| quorate_core::check::report(&trace)));
        return ExitCode::SUCCESS;
    }
    if words.first().is_some_and(|word| word == "leaderless") {
        return leaderless(&words[1..]);
    }
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
    let (seeds, first) = (number(0).unwrap_or(100_000), number(1).unwrap_or(0));
    let bug = words.get(2).map(|name| {
        let found = Bug::ALL.into_iter().find(|bug| format!("{bug:?}") == *name);
        found.unwrap_or_else(|| panic!("no bug is called {name}: choose from {:?}", Bug::ALL))
    });
    let (failures, counts) = run_long(first, seeds, bug);
    println!("{seeds} seeds from {first} on, {} broke a promise", counts.values().sum::<u64>());
    for (promise, count) in counts {
        println!("  {promise}: {count}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The same for leaderless replication: how many seeds, the first, and a planted bug.
#[cfg(not(target_arch = "wasm32"))]
fn leaderless(words: &[String]) -> std::process::ExitCode {
    use quorate_core::protocol::leaderless::Bug;
    use quorate_core::trace::describe_all;
    use quorate_tests::swarm::leaderless::{draw, run_long};
    use std::process::ExitCode;

    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
    if words.first().is_some_and(|word| word == "show") {
        // A seed: what it stands for and its run, to read.
        let drawn = draw(number(1).unwrap_or(0), None);
        let trace = drawn.world().run(drawn.until_ns);
        println!("{:#?}\n{}", drawn.setup.rules, describe_all(&trace));
        return ExitCode::SUCCESS;
    }
    let (seeds, first) = (number(0).unwrap_or(100_000), number(1).unwrap_or(0));
    let bug = words.get(2).map(|name| {
        let found = Bug::ALL.into_iter().find(|bug| format!("{bug:?}") == *name);
        found.unwrap_or_else(|| panic!("no bug is called {name}: choose from {:?}", Bug::ALL))
    });
    let (failures, counts) = run_long(first, seeds, bug);
    println!("{seeds} leaderless seeds from {first} on, {} broke a promise", counts.values().sum::<u64>());
    for (promise, count) in counts {
        println!("  {promise}: {count}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
