//! The pinned toolchain, its targets and components, and the programs that `cargo install` brings.

use crate::failure::{Failure, Outcome, read};
use crate::root;
use crate::run::Run;
use crate::tools::Tool;

/// The page's target, and one without std that proves core needs none.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32v1-none"];

/// The compiler that rust-toolchain.toml pins.
pub(super) fn toolchain() -> Outcome {
    let pinned = channel()?;
    let version = Run::new("rustc", ["--version"]).answer().unwrap_or_default();
    if version.split_whitespace().any(|word| word == pinned) {
        return Ok(());
    }
    println!("setup: installing Rust {pinned} (about 1 minute, once)");
    // Without --no-self-update rustup itself may be replaced.
    rustup(&["toolchain", "install", &pinned, "--profile", "minimal", "--no-self-update"])
}

/// The compiled standard libraries for WebAssembly.
pub(super) fn targets() -> Outcome {
    let missing: Vec<_> = TARGETS.into_iter().filter(|target| !has_target(target)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("setup: adding {} (a few seconds, once)", missing.join(" and "));
    rustup(&[&["target", "add"], missing.as_slice()].concat())
}

/// rustfmt and clippy.
pub(super) fn components() -> Outcome {
    let there = |program| Run::new("cargo", [program, "--version"]).answer().is_some();
    if there("fmt") && there("clippy") {
        return Ok(());
    }
    println!("setup: adding rustfmt and clippy (a few seconds, once)");
    rustup(&["component", "add", "rustfmt", "clippy"])
}

/// A program from crates.io at its one version, unless PATH or our cache has it.
pub(super) fn tool(tool: &Tool) -> Outcome {
    if tool.is_there() {
        return Ok(());
    }
    let home = tool.home();
    println!(
        "setup: installing {} {} into {} ({}, once)",
        tool.package,
        tool.version,
        home.display(),
        tool.takes
    );
    // The tools' own release profiles take three times as long and gain us nothing.
    Run::new("cargo", ["install", tool.package, "--version", &tool.version, "--force", "--root"])
        .args([&home])
        .args(tool.flags.split_whitespace())
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .go()
        .map_err(|failure| {
            failure.or_next(format!(
                "it needs crates.io and a C compiler (Debian: apt-get install build-essential); or put {} {} on PATH",
                tool.package, tool.version
            ))
        })
}

fn has_target(target: &str) -> bool {
    Run::new("rustc", ["--print", "target-libdir", "--target", target])
        .answer()
        .is_some_and(|folder| std::path::Path::new(&folder).is_dir())
}

fn rustup(args: &[&str]) -> Outcome {
    Run::new("rustup", args).go().map_err(|failure| {
        failure.or_next(
            "install rustup from https://rustup.rs, check the network, then run the same command again",
        )
    })
}

fn channel() -> Outcome<String> {
    let file = read(&root().join("rust-toolchain.toml"))?;
    file.lines()
        .find_map(|line| line.strip_prefix("channel = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("rust-toolchain.toml names no channel").or_next("restore it from git"))
}
