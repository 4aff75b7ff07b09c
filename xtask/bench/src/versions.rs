//! Where and with what was measured.

use std::fs;

use xtask::failure::{Outcome, read};
use xtask::root;
use xtask::run::Run;

/// A paragraph on the date, the machine and the versions of other rings.
pub(crate) fn ring() -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let of_crate = |name: &str| format!("{name} {}", locked(&lock, name).unwrap_or("of no known version"));
    let of_npm = npm()?;
    Ok(format!(
        "{}; crates {} and {}; npm's {} and {}.\n\n",
        start()?,
        of_crate("hashring"),
        of_crate("consistent_hash"),
        of_npm("hashring"),
        of_npm("consistent-hash"),
    ))
}

/// The same beside racks.
pub(crate) fn racks() -> Outcome<String> {
    Ok(format!("{}; npm's {}.\n\n", start()?, npm()?("cassandra-driver")))
}

/// The same beside simulators.
pub(crate) fn time() -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let nexosim = locked(&lock, "nexosim").unwrap_or("of no known version");
    Ok(format!("{}; crate nexosim {nexosim}; npm's {}.\n\n", start()?, npm()?("simjs")))
}

/// The same beside plain JavaScript.
pub(crate) fn staleness() -> Outcome<String> {
    Ok(format!("{}.\n\n", start()?))
}

/// The same beside another judge of histories.
pub(crate) fn linear() -> Outcome<String> {
    let lock = read(&root().join("Cargo.lock"))?;
    let stateright = locked(&lock, "stateright").unwrap_or("of no known version");
    Ok(format!("{}; crate stateright {stateright}.\n\n", start()?))
}

/// Date, machine, and the programs that compile and run.
fn start() -> Outcome<String> {
    let answer = |program: &str| Run::new(program, ["--version"]).answer().unwrap_or_default();
    let date = Run::new("node", ["-p", "new Date().toISOString().slice(0, 10)"]).output()?;
    Ok(format!(
        "Measured on {date}, on {machine} ({system}); {rustc}; node {node}",
        date = date.trim(),
        machine = machine(),
        system = format_args!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        rustc = answer("rustc"),
        node = answer("node"),
    ))
}

/// What tells the versions of npm's packages.
fn npm() -> Outcome<impl Fn(&str) -> String> {
    let packages = read(&root().join("xtask/bench/package-lock.json"))?;
    Ok(move |name: &str| {
        format!("{name} {}", locked_by_npm(&packages, name).unwrap_or("of no known version"))
    })
}

/// Processor and cores, as far as the system tells.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, m)| m);
    format!("{cores} cores of {}", model.unwrap_or("a processor that does not tell its name"))
}

/// The version of a crate in Cargo.lock.
fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version)
}

/// The version of a package in package-lock.json.
fn locked_by_npm<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("\"node_modules/{name}\""))?;
    let (_, version) = rest.split_once("\"version\": \"")?;
    version.split_once('"').map(|(version, _)| version)
}
