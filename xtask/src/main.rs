//! `cargo xtask <command>`: reads the command and calls it.

use std::process::ExitCode;

use xtask::failure::{Failure, Outcome};
use xtask::setup::For;
use xtask::{bench, bless, build, check, serve, setup, swarm};

const HELP: &str = "\
cargo xtask <command>

  serve [--port N]     set up, build, and open the playground on 127.0.0.1
  test [step…]         set up, and run every check, or only those named
  build [--site URL]   the site in dist/, for any static host; URL writes absolute addresses into it
  setup                only bring the tools: compiler targets, trunk, wasm-bindgen, wasm-opt, Chromium
  bless                rewrite the golden files of the tests, for review
  bench [name…]        compare with other libraries
  swarm [--seeds N] [--first N] [--bug NAME] [--family leaderless]
                       random small clusters, each held to what it promises
  help                 this text

The first run on a machine takes about 10 minutes for the tools; they are kept in ~/.cache/quorate.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Outcome {
    let (command, rest) = words.split_first().map_or(("help", words), |(first, rest)| (first.as_str(), rest));
    match command {
        "serve" => serve::run(port(option(rest, "--port")?)?),
        "test" => check::run(rest),
        "build" => build::run(option(rest, "--site")?),
        "setup" => none(rest).and_then(|()| setup::run(For::Testing)),
        "bless" => none(rest).and_then(|()| bless::run()),
        "bench" => bench::run(rest),
        "swarm" => swarm::run(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}\n\nsteps of test: {}", check::names());
            Ok(())
        }
        other => Err(unknown(other)),
    }
}

/// The value of the one option that a command has.
fn option<'a>(words: &'a [String], name: &str) -> Outcome<Option<&'a str>> {
    match words {
        [] => Ok(None),
        [word, value] if word == name => Ok(Some(value)),
        [word] if word.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')) => {
            Ok(Some(&word[name.len() + 1..]))
        }
        [word] if word == name => {
            Err(Failure::new(format!("{name} needs a value")).or_next("see `cargo xtask help`"))
        }
        [first, ..] => Err(unknown(first)),
    }
}

fn port(value: Option<&str>) -> Outcome<Option<u16>> {
    let wrong =
        |value| Failure::new(format!("--port {value}: no port")).or_next("give a number from 1 to 65535");
    value.map(|value| value.parse().map_err(|_| wrong(value))).transpose()
}

fn none(words: &[String]) -> Outcome {
    words.first().map_or(Ok(()), |word| Err(unknown(word)))
}

fn unknown(word: &str) -> Failure {
    Failure::new(format!("`{word}` is not known here")).or_next("see `cargo xtask help`")
}
