//! The chromedriver process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::{Failure, Outcome};

/// A chromedriver of our own on a free port; ended on drop.
pub(super) struct Driver {
    process: Child,
    /// Where it listens.
    pub(super) port: u16,
}

impl Driver {
    pub(super) fn start() -> Outcome<Self> {
        let program = xtask::tools::chromedriver().ok_or_else(|| {
            Failure::new("no chromedriver: run `cargo xtask setup`, which brings it or says how")
        })?;
        let mut process =
            Command::new(program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let said = process.stdout.take().map(BufReader::new);
        // Taken in at once, so that an error below ends it as well.
        let mut driver = Self { process, port: 0 };
        for line in said.ok_or_else(|| Failure::new("chromedriver says nothing"))?.lines() {
            if let Some(port) = port(&line?) {
                driver.port = port;
                return Ok(driver);
            }
        }
        Err(Failure::new("chromedriver ended before it listened"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Already ended is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// From `ChromeDriver was started successfully on port 40781.`
fn port(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
}
