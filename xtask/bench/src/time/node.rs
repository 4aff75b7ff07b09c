use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use xtask::failure::{Failure, Outcome};
use xtask::root;
use xtask::run::Run;

use super::Shown;

/// `time.mjs` in node, which does a round whenever it is asked.
pub(super) struct Rounds {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// As the page's own wasm is optimised, in `index.html`.
const WASM_OPT: &str = "-Oz --flatten --rereloop --converge --one-caller-inline-max-function-size=10";

/// Compiles what is timed to wasm, as the page is compiled; the folder of it.
pub(super) fn build() -> Outcome<PathBuf> {
    crate::node::packages()?;
    // Of a generic function a copy lies where it is called, so the caller is compiled for speed, as the core is.
    Run::cargo("build --package quorate-bench-wasm --target wasm32-unknown-unknown --release")
        .args(["--config", "profile.release.package.quorate-bench-wasm.opt-level=3"])
        .go()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let (wasm, folder) =
        (target.join("wasm32-unknown-unknown/release/quorate_bench_wasm.wasm"), target.join("bench-wasm"));
    Run::new("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir"])
        .args([&folder, &wasm])
        .go()?;
    let module = folder.join("quorate_bench_wasm_bg.wasm");
    Run::new("wasm-opt", WASM_OPT.split(' ')).args([&module]).args(["-o"]).args([&module]).go()?;
    Ok(folder)
}

impl Rounds {
    /// Starts it, and waits until it is warm.
    pub(super) fn start(folder: &PathBuf, shown: &Shown) -> Outcome<Self> {
        let mut child = Command::new("node")
            .arg(root().join("xtask/bench/time.mjs"))
            .arg(folder)
            .args([shown.address(), shown.until_ms.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("node does not start: {error}")))?;
        let (Some(ask), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::new("node has no way in or out"));
        };
        let mut rounds = Rounds { child, ask, answers: BufReader::new(answers) };
        rounds.line()?;
        Ok(rounds)
    }

    /// A round: of each contestant its name, its ns and its events.
    pub(super) fn next(&mut self) -> Outcome<Vec<(String, f64, f64)>> {
        writeln!(self.ask).map_err(|error| Failure::new(format!("node takes no more: {error}")))?;
        let line = self.line()?;
        let parse = |cell: &str| {
            let (name, numbers) = cell.split_once('=')?;
            let (ns, events) = numbers.split_once('/')?;
            Some((name.to_owned(), ns.parse().ok()?, events.parse().ok()?))
        };
        let cells: Option<Vec<_>> = line.split_whitespace().map(parse).collect();
        cells.ok_or_else(|| Failure::new(format!("time.mjs printed {line:?}")))
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(1..) => Ok(line),
            _ => Err(Failure::new("node ended: see its message above")),
        }
    }
}

impl Drop for Rounds {
    fn drop(&mut self) {
        // It ends by itself when nothing more can come in; it must not outlive us if it hangs.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
