//! Chromium and chromedriver for the tests in a browser.

use std::fs;

use crate::failure::{Failure, Outcome};
use crate::run::Run;
use crate::tools;

const PACKAGES: &str = "apt-get install -y --no-install-recommends chromium chromium-driver";

/// A browser and the program that steers it; by apt-get where that is possible.
pub(super) fn chrome_and_driver() -> Outcome {
    if is_there() {
        return Ok(());
    }
    if is_debian() && is_root() {
        println!("setup: installing chromium and chromium-driver with apt-get (about 1 minute, once)");
        apt().map_err(|failure| failure.or_next(advice()))?;
    }
    if is_there() {
        Ok(())
    } else {
        Err(Failure::new("no Chromium with chromedriver was found").or_next(advice()))
    }
}

fn is_there() -> bool {
    tools::chrome().is_some() && tools::chromedriver().is_some()
}

fn apt() -> Outcome {
    Run::new("apt-get", ["update", "-qq"]).go()?;
    let mut words = PACKAGES.split_whitespace();
    let program = words.next().unwrap_or_default();
    Run::new(program, words).env("DEBIAN_FRONTEND", "noninteractive").go()
}

fn is_root() -> bool {
    Run::new("id", ["-u"]).answer().is_some_and(|id| id == "0")
}

/// Not Ubuntu, whose package of that name is a stub for a snap.
fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

fn advice() -> String {
    if is_debian() {
        format!(
            "as root: apt-get update && {PACKAGES}; or set CHROME and CHROMEDRIVER to programs of one version"
        )
    } else {
        "install Chrome or Chromium and the chromedriver of the same version \
         (https://googlechromelabs.github.io/chrome-for-testing/), on PATH or named by CHROME and CHROMEDRIVER"
            .into()
    }
}
