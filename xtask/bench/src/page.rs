//! In Chromium, from an edit to its picture, and what the page weighs.

use quorate_tests::webdriver::{self, Page};
use xtask::build::files_under;
use xtask::failure::{Failure, Outcome};
use xtask::run::Run;
use xtask::{dist, root};

use crate::case::Spread;
use crate::report::{aligned, digits, row};

const PRESETS: [&str; 3] = ["ring", "cassandra-256", "thousand"];
/// Kinds of edits, as `edits.js` names them, and whether every token must be hashed again.
const EDITS: [(&str, bool); 3] = [("remove a node", false), ("add a node", false), ("another hash", true)];
/// No part of the page: the loader for other people's pages.
const LOADER: &str = "embed.js";
/// Kilobytes of the page's JavaScript and wasm, brotli.
const MOST_KILOBYTES: f64 = 200.0;

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Outcome<String> {
    println!("\nin Chromium, from an edit to its picture: about a minute");
    let (browser, edits) = edits().map_err(|failure| no_browser(&failure))?;
    let sizes = sizes()?;
    println!("\n{edits}\n{sizes}");
    Ok(format!(
        "### In {browser}: from an edit to its picture\n\n{edits}\n### What the page weighs\n\n{sizes}"
    ))
}

/// What to do where the browser fails.
pub(crate) fn no_browser(failure: &webdriver::Failure) -> Failure {
    Failure::new(format!("{failure:?}")).or_next("run `cargo xtask setup`, which brings Chromium or says how")
}

/// The browser's name and version, and the table.
fn edits() -> webdriver::Outcome<(String, String)> {
    let mut rows = vec![
        row(["preset", "edit", "our work", "quartiles", "goal", "until the frame", "quartiles"]),
        row(["---", "---", "--:", "--:", "---", "--:", "--:"]),
    ];
    let page = Page::blank()?;
    for preset in PRESETS {
        page.show(&format!("v=1&s={preset}"))?;
        page.wait("the page's controls", "document.querySelector('button[name=add]')")?;
        let times = page.js_async(concat!(include_str!("../timing.js"), include_str!("../edits.js")))?;
        for (edit, is_anew) in EDITS {
            let column = |column: usize| {
                let times = times[edit].as_array().into_iter().flatten();
                Spread::of(times.filter_map(|pair| pair[column].as_f64()).collect())
            };
            let (work, frame) = (column(0), column(1));
            rows.push(row([
                preset,
                edit,
                &milliseconds(work.median),
                &quartiles(work),
                &verdict(work.median, most(preset, is_anew)),
                &milliseconds(frame.median),
                &quartiles(frame),
            ]));
        }
    }
    Ok((browser(&page)?, aligned(&rows)))
}

/// The browser's name and version.
pub(crate) fn browser(page: &Page) -> webdriver::Outcome<String> {
    let agent = page.js("return navigator.userAgent")?;
    let agent = agent.as_str().unwrap_or_default();
    let version = agent.split_whitespace().find_map(|word| word.split_once("Chrome/")).map_or("", |(_, v)| v);
    Ok(format!("Chromium {version}"))
}

/// Milliseconds that we allow ourselves.
fn most(preset: &str, is_anew: bool) -> f64 {
    match (preset, is_anew) {
        ("thousand", true) => 150.0,
        ("thousand", false) => 16.0,
        _ => 8.0,
    }
}

pub(crate) fn verdict(value: f64, most: f64) -> String {
    if value <= most { format!("≤ {most} met") } else { format!("≤ {most} **missed**") }
}

pub(crate) fn milliseconds(value: f64) -> String {
    format!("{} ms", digits(value))
}

pub(crate) fn quartiles(spread: Spread) -> String {
    format!("{} – {}", digits(spread.lower_quartile), digits(spread.upper_quartile))
}

/// JavaScript and wasm, by file and in all.
fn sizes() -> Outcome<String> {
    let names: Vec<String> = files_under(&dist())?
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "js" || e == "wasm"))
        .filter_map(|file| Some(file.strip_prefix(dist()).ok()?.to_string_lossy().into_owned()))
        .collect();
    let printed = Run::new("node", [root().join("xtask/node/sizes.mjs"), dist()]).args(&names).output()?;
    let mut rows =
        vec![row(["file", "kB", "gzip", "brotli", "goal"]), row(["---", "--:", "--:", "--:", "---"])];
    let mut sum = [0.0; 3];
    for line in printed.lines() {
        let (kilobytes, name) =
            parse(line).ok_or_else(|| Failure::new(format!("sizes.mjs printed {line:?}")))?;
        if name != LOADER {
            sum.iter_mut().zip(kilobytes).for_each(|(sum, size)| *sum += size);
        }
        let [raw, gzip, brotli] = kilobytes.map(digits);
        rows.push(row([name, &raw, &gzip, &brotli, ""]));
    }
    let [raw, gzip, brotli] = sum.map(digits);
    let goal = verdict(sum[2], MOST_KILOBYTES);
    rows.push(row([&format!("**the page** (without {LOADER})"), &raw, &gzip, &brotli, &goal]));
    Ok(aligned(&rows))
}

/// Raw, gzip and brotli in kilobytes, and the name of a file.
fn parse(line: &str) -> Option<([f64; 3], &str)> {
    let mut words = line.splitn(4, ' ');
    let mut size = || words.next()?.parse().ok().map(|bytes: f64| bytes / 1e3);
    Some(([size()?, size()?, size()?], words.next()?))
}
