//! Starting other programs, with the project's tools first on PATH and failures as sentences.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::{root, tools};

/// A program about to run in the root of the checkout.
pub struct Run {
    command: Command,
    shown: String,
}

impl Run {
    /// A program by name, with its arguments.
    pub fn new<I>(program: &str, args: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        let mut command = Command::new(program);
        // The toolchain that rust-toolchain.toml pins, even under `cargo +other xtask`.
        command.current_dir(root()).env("PATH", tools::path()).env_remove("RUSTUP_TOOLCHAIN");
        Self { command, shown: program.to_owned() }.args(args)
    }

    /// `cargo` with words separated by spaces.
    pub fn cargo(words: &str) -> Self {
        Self::new("cargo", words.split_whitespace())
    }

    /// One more environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// More arguments.
    #[must_use]
    pub fn args<I>(mut self, args: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Runs it with its output on the terminal.
    pub fn go(mut self) -> Outcome {
        let status = self.command.status().map_err(|e| self.not_started(&e))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{}` failed ({status})", self.shown)))
        }
    }

    /// Runs it and returns what it prints; its complaints go to the terminal.
    pub fn output(mut self) -> Outcome<String> {
        let output = self.command.stderr(Stdio::inherit()).output().map_err(|e| self.not_started(&e))?;
        if !output.status.success() {
            return Err(Failure::new(format!("`{}` failed ({})", self.shown, output.status)));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| Failure::new(format!("`{}` printed no text", self.shown)))
    }

    /// What it prints, or nothing if it cannot run or fails: for asking what is there.
    pub fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        let program = self.command.get_program().to_string_lossy();
        Failure::new(format!("`{}` could not be started: {error}", self.shown))
            .or_next(format!("install {program}, or put it on PATH, then run the same command again"))
    }
}

/// Announces a piece of work, does it, and tells how long it took.
pub fn timed<T>(name: &str, says: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n▸ {name}: {says}");
    let start = Instant::now();
    let result = work()?;
    println!("✓ {name} ({:.1} s)", start.elapsed().as_secs_f32());
    Ok(result)
}
