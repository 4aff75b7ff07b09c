//! `cargo xtask test`: every check, in the order in which they fail soonest.

use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::run::{Run, timed};
use crate::setup::{self, For};
use crate::{build, root, size, tools};

/// One check: its name, what it is, what to do when it fails, and the work.
struct Step {
    name: &'static str,
    says: &'static str,
    next: &'static str,
    work: fn() -> Outcome,
}

const STEPS: [Step; 14] = [
    Step { name: "fmt", says: "the code is formatted", next: "cargo fmt", work: fmt },
    Step { name: "clippy", says: "lints, native", next: "mend what it names", work: clippy },
    Step {
        name: "clippy-wasm",
        says: "lints, as compiled for the page",
        next: "mend what it names",
        work: clippy_wasm,
    },
    Step {
        name: "doc",
        says: "the documentation builds without warnings",
        next: "mend what it names",
        work: doc,
    },
    Step {
        name: "deny",
        says: "licences, bans and sources of all dependencies",
        next: "drop the dependency, or add a reasoned line to deny.toml",
        work: deny,
    },
    Step { name: "unit", says: "native tests", next: GOLDEN, work: unit },
    Step {
        name: "no-std",
        says: "core builds where there is no std",
        next: "use core and alloc only",
        work: no_std,
    },
    Step { name: "digest-node", says: "the same digests in node", next: DIGEST, work: digest_node },
    Step { name: "wasm", says: "wasm tests and digests in Chromium", next: DIGEST, work: wasm },
    Step {
        name: "build",
        says: "the release build, 1 to 2 minutes at first",
        next: "see above",
        work: release,
    },
    Step { name: "size", says: "what a visitor downloads", next: "see what grew", work: sizes },
    Step { name: "node", says: "the JavaScript module in node", next: "mend what it names", work: node },
    Step {
        name: "trap",
        says: "a build of the page that can be made to panic",
        next: "see above",
        work: trap,
    },
    Step { name: "browser", says: "the page in Chromium", next: BROWSER, work: browser },
];

const GOLDEN: &str =
    "mend the code; where a golden file changed on purpose, `cargo xtask bless` and review the diff";
const DIGEST: &str = "a result differs between machines: look for std floats, usize or HashMap on its way";
const BROWSER: &str = "`cargo xtask serve` and look; one test alone: \
    cargo test -p quorate-tests --features browser --test browser <name>";

/// Sets up and runs all steps, or the named ones, up to the first that fails.
pub fn run(only: &[String]) -> Outcome {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        return Err(Failure::new(format!("there is no step `{unknown}`"))
            .or_next(format!("choose from: {}", names())));
    }
    let start = Instant::now();
    println!(
        "cargo xtask test: under a minute when everything is warm, about 5 minutes when nothing is compiled"
    );
    setup::run(For::Testing)?;
    let chosen: Vec<_> =
        STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect();
    for step in &chosen {
        timed(step.name, step.says, step.work)
            .map_err(|failure| failure.or_next(step.next))
            .map_err(|failure| Failure::new(format!("{}: {failure}", step.name)))?;
    }
    println!("\n{} steps passed, 0 failed, in {:.1} s", chosen.len(), start.elapsed().as_secs_f32());
    Ok(())
}

/// The names of the steps, in order.
pub fn names() -> String {
    STEPS.map(|step| step.name).join(" ")
}

fn fmt() -> Outcome {
    Run::cargo("fmt --all --check").go()
}

fn clippy() -> Outcome {
    Run::cargo("clippy --workspace --all-targets --features quorate-tests/browser -- -D warnings").go()
}

/// Core is linted on its way, as a dependency of both.
fn clippy_wasm() -> Outcome {
    Run::cargo(
        "clippy -p quorate-web -p quorate-tests --lib --tests --target wasm32-unknown-unknown -- -D warnings",
    )
    .go()
}

fn doc() -> Outcome {
    Run::cargo("doc --no-deps").env("RUSTDOCFLAGS", "-D warnings").go()
}

fn deny() -> Outcome {
    Run::cargo("deny --log-level warn check licenses bans sources").go()
}

fn unit() -> Outcome {
    Run::cargo("test").go()
}

fn no_std() -> Outcome {
    Run::cargo("build -p quorate-core --target wasm32v1-none").go()
}

fn digest_node() -> Outcome {
    wasm_test("-p quorate-tests --test digest").go()
}

fn wasm() -> Outcome {
    let driver = tools::chromedriver().ok_or_else(|| Failure::new("chromedriver has gone"))?;
    wasm_test("-p quorate-web -p quorate-tests --lib --test digest")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().join("tests/webdriver.json"))
        .env("CHROMEDRIVER", driver)
        .go()
}

/// Runs in node unless told otherwise. Not `-q`: the runner does not know it.
fn wasm_test(words: &str) -> Run {
    Run::cargo(&format!("test --target wasm32-unknown-unknown {words}"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
}

fn release() -> Outcome {
    build::site_into_dist(None)
}

fn sizes() -> Outcome {
    release()?;
    size::report()
}

fn node() -> Outcome {
    release()?;
    let tests = build::files_under(&root().join("tests/node"))?;
    Run::new("node", ["--test"])
        .args(tests.iter().filter(|file| file.extension().is_some_and(|e| e == "mjs")))
        .go()
}

fn trap() -> Outcome {
    build::trap().map(|_| ())
}

fn browser() -> Outcome {
    release()?;
    Run::cargo("test -p quorate-tests --features browser --test browser").go()
}
