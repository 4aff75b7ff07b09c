//! `cargo xtask build [--site URL]`: the site in `dist/`, ready for any static host under any sub-path.
//!
//! Trunk compiles and gathers into `target/site`, [`crate::page`] finishes the pages there, and only a whole site
//! replaces `dist/`. When nothing it is made of has changed, nothing is made.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, read, write};
use crate::run::{Run, timed};
use crate::setup::{self, For};
use crate::{dist, page, root};

/// What the wasm is compiled to before wasm-bindgen and wasm-opt have seen it.
const COMPILE: &str = "build --package quorate-web --target wasm32-unknown-unknown --release";

/// The command: sets up, then builds.
pub fn run(site: Option<&str>) -> Outcome {
    setup::run(For::Building)?;
    timed("build", "the release build into dist/, 1 to 2 minutes the first time", || site_into_dist(site))
}

/// Builds into `dist/`, unless it is up to date.
pub fn site_into_dist(site: Option<&str>) -> Outcome {
    if let Some(site) = site {
        page::check_site(site)?;
    }
    Run::cargo(COMPILE)
        .go()
        .map_err(|failure| failure.or_next("mend what the compiler names, then build again"))?;
    let mark = root().join("target/site.fingerprint");
    let fingerprint = fingerprint(site)?;
    if read(&mark).is_ok_and(|built| built == fingerprint) && dist().join("quorate_bg.wasm").is_file() {
        println!("dist/ is up to date");
        return Ok(());
    }
    let staged = trunk("target/site", &["--release"])?;
    page::finish(&staged, site)?;
    replace(&dist(), &staged)?;
    write(&mark, fingerprint)
}

/// Builds the site with its trap, unoptimised, into `target/trap`: for the test that a panic does not end the page.
pub fn trap() -> Outcome<PathBuf> {
    let staged = trunk("target/trap", &["--features", "trap"])?;
    page::finish(&staged, None)?;
    Ok(staged)
}

fn trunk(into: &str, flags: &[&str]) -> Outcome<PathBuf> {
    // Trunk reads NO_COLOR as a flag with a value, and other people's "1" is none it knows.
    Run::new("trunk", ["--quiet", "build", "--dist", into])
        .args(flags)
        .env("NO_COLOR", "true")
        .go()
        .map_err(|failure| failure.or_next("see its message above; `cargo xtask setup` renews the tools"))?;
    Ok(root().join(into))
}

/// A number for everything that the site is made of.
fn fingerprint(site: Option<&str>) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    site.hash(&mut hasher);
    let mut files = vec![wasm()];
    files.extend(
        ["index.html", "Trunk.toml", "package-lock.json", "Cargo.lock"].map(|name| root().join(name)),
    );
    files.extend(std::env::current_exe());
    files.extend(files_under(&root().join("www"))?);
    files.extend(files_under(&root().join("xtask/node"))?);
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)
            .map_err(|e| Failure::new(format!("cannot read {}: {e}", file.display())))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn wasm() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("wasm32-unknown-unknown/release/quorate.wasm")
}

/// Every file in a folder and below, in order.
pub fn files_under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let wrong = |e: std::io::Error| Failure::new(format!("cannot list {}: {e}", folder.display()));
    let mut entries: Vec<_> = fs::read_dir(folder)
        .map_err(wrong)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()
        .map_err(wrong)?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() { files.extend(files_under(&path)?) } else { files.push(path) }
    }
    Ok(files)
}

/// Puts a finished site where the old one was.
fn replace(old: &Path, new: &Path) -> Outcome {
    if old.exists() {
        fs::remove_dir_all(old).map_err(|e| Failure::new(format!("cannot remove {}: {e}", old.display())))?;
    }
    for file in files_under(new)? {
        let Ok(name) = file.strip_prefix(new) else { continue };
        let target = old.join(name);
        let folder = target.parent().unwrap_or(old);
        fs::create_dir_all(folder)
            .and_then(|()| fs::copy(&file, &target))
            .map_err(|e| Failure::new(format!("cannot write {}: {e}", target.display())))?;
    }
    Ok(())
}
