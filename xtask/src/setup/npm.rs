//! Node, and the two packages that build and tests take from npm: binaryen (wasm-opt) and axe-core.

use crate::failure::{Failure, Outcome, read, write};
use crate::root;
use crate::run::Run;

/// The oldest Node.js that we try.
const NODE: u32 = 20;

/// The packages of package-lock.json in `node_modules`, installed only when the lock file has changed.
pub(super) fn packages() -> Outcome {
    node()?;
    let lock = read(&root().join("package-lock.json"))?;
    let mark = root().join("node_modules/.installed-lock");
    if read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("setup: npm ci, for wasm-opt and axe-core (about 10 seconds, once)");
    Run::new("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]).go().map_err(|failure| {
        failure.or_next("check the network and npm's registry, then run the same command again")
    })?;
    write(&mark, lock)
}

fn node() -> Outcome {
    let version = Run::new("node", ["--version"]).answer().unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE) {
        return Ok(());
    }
    let found = if version.is_empty() { "none".into() } else { version };
    Err(Failure::new(format!("Node.js {NODE} or newer is needed, found {found}"))
        .or_next("install it with npm (Debian: apt-get install nodejs npm; elsewhere: https://nodejs.org)"))
}
