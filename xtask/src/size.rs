//! What a visitor downloads: JavaScript and wasm of the built site, held to the limits we promise.

use crate::build::files_under;
use crate::failure::{Failure, Outcome};
use crate::run::Run;
use crate::{dist, root};

/// What we aim at for JavaScript and wasm of the page together, brotli, in bytes.
const PAGE_GOAL: usize = 200_000;
/// What they may not exceed while the goal is not met, so that they do not grow unnoticed. Time is the most of it: the
/// simulator, its checkers and measures, the sequence with its words, and its page.
const PAGE_LIMIT: usize = 780_000;
/// The loader that a blog post includes, as it is, in bytes.
const EMBED_LIMIT: usize = 6_144;
/// Its name; it is no part of the page.
const EMBED: &str = "embed.js";

struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
    name: String,
}

/// Prints the sizes and fails where one is over its limit.
pub fn report() -> Outcome {
    let sizes = measure()?;
    println!("{:>10} {:>9} {:>9}", "bytes", "gzip", "brotli");
    for Size { raw, gzip, brotli, name } in &sizes {
        println!("{raw:>10} {gzip:>9} {brotli:>9}  {name}");
    }
    let page: usize = sizes.iter().filter(|size| size.name != EMBED).map(|size| size.brotli).sum();
    let embed = sizes.iter().find(|size| size.name == EMBED).map_or(0, |size| size.raw);
    println!("page: {page} of at most {PAGE_LIMIT} bytes brotli; {EMBED}: {embed} of {EMBED_LIMIT} bytes");
    if page > PAGE_GOAL {
        println!("page: {} bytes over the goal of {PAGE_GOAL}", page - PAGE_GOAL);
    }
    within("the page's JavaScript and wasm, brotli", page, PAGE_LIMIT)?;
    within(EMBED, embed, EMBED_LIMIT)
}

fn within(what: &str, size: usize, limit: usize) -> Outcome {
    if size <= limit {
        return Ok(());
    }
    Err(Failure::new(format!("{what}: {size} bytes, {} over the limit of {limit}", size - limit))
        .or_next("see what grew with `cargo tree -p quorate-web` and `node_modules/.bin/wasm-opt --metrics`, and take it out"))
}

fn measure() -> Outcome<Vec<Size>> {
    let names: Vec<String> = files_under(&dist())?
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "js" || e == "wasm"))
        .filter_map(|file| Some(file.strip_prefix(dist()).ok()?.to_string_lossy().into_owned()))
        .collect();
    let script = root().join("xtask/node/sizes.mjs");
    Run::new("node", [script, dist()]).args(&names).output()?.lines().map(parse).collect()
}

fn parse(line: &str) -> Outcome<Size> {
    let unread = || Failure::new(format!("the size report printed {line:?}"));
    let mut words = line.splitn(4, ' ');
    let mut number = || words.next().and_then(|word| word.parse().ok()).ok_or_else(unread);
    let (raw, gzip, brotli) = (number()?, number()?, number()?);
    Ok(Size { raw, gzip, brotli, name: words.next().ok_or_else(unread)?.to_owned() })
}
