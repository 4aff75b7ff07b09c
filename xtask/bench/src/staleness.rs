//! Staleness: our module beside straightforward JavaScript, in node and in Chromium.

use quorate_tests::webdriver::{self, Page};
use xtask::failure::Outcome;

use crate::case::{Case, Samples};
use crate::page::{browser, no_browser};
use crate::report;

const PLAIN: &str = include_str!("../plain_staleness.mjs");
/// Of each case, in the page.
const ROUNDS: u32 = 11;

/// Measures in node and prints; the section of the document.
pub(crate) fn node() -> Outcome<String> {
    println!("\nin node, trials of staleness beside plain JavaScript: half a minute");
    crate::node::section("staleness", "staleness.mjs")
}

/// The same in Chromium.
pub(crate) fn page() -> Outcome<String> {
    println!("\nin Chromium, trials of staleness beside plain JavaScript: half a minute");
    let (browser, cases) = contest().map_err(|failure| no_browser(&failure))?;
    let table = report::table("staleness", &cases);
    println!("\n{table}");
    Ok(format!("### In {browser}: the module's wasm\n\n{table}\n"))
}

/// The browser's name and version, and what was measured. The page's own instance of the module is asked.
fn contest() -> webdriver::Outcome<(String, Vec<Case>)> {
    let page = Page::blank()?;
    page.show("v=1&s=ring")?;
    page.wait("the page has started", "document.querySelector('.page') != null")?;
    let plain = PLAIN.replace("export ", "");
    let script = format!(
        "{plain}\nconst {{ staleness }} = await import(new URL('quorate.js', document.baseURI));\n\
         return contest(staleness, 100_000, {ROUNDS});"
    );
    let lines = page.js_async(&script)?;
    let mut cases: Vec<Case> = Vec::new();
    for line in lines.as_array().into_iter().flatten() {
        let text = |at: usize| line[at].as_str().unwrap_or_default().to_owned();
        let times = (0..ROUNDS as usize).filter_map(|round| line[2][round].as_f64()).collect();
        let samples = Samples { name: text(1), times };
        match cases.last_mut() {
            Some(case) if case.what == text(0) => case.contestants.push(samples),
            _ => cases.push(Case { what: text(0), nodes: 3, contestants: vec![samples] }),
        }
    }
    Ok((browser(&page)?, cases))
}
