//! In node, our module beside packages of npm and plain JavaScript: `ring.mjs` and `racks.mjs` measure, this reads what
//! they print.

use xtask::failure::{Failure, Outcome, read, write};
use xtask::run::Run;
use xtask::{dist, root};

use crate::case::{Case, Samples};
use crate::report;

/// Measures and prints the rings; the section of the document.
pub(crate) fn ring() -> Outcome<String> {
    println!("\nin node, our module beside npm's hashring and consistent-hash: about a minute");
    section("node", "ring.mjs")
}

/// The same of racks.
pub(crate) fn racks() -> Outcome<String> {
    println!("\nin node, our module beside npm's cassandra-driver and plain JavaScript: about a minute");
    section("racks-node", "racks.mjs")
}

pub(crate) fn section(part: &str, script: &str) -> Outcome<String> {
    packages()?;
    let printed = Run::new("node", [folder().join(script), dist()]).output()?;
    let table = report::table(part, &cases(&printed)?);
    println!("\n{table}");
    Ok(format!("### In node: the module's wasm\n\n{table}\n"))
}

/// The packages of our own package-lock.json, installed only when it has changed.
pub(crate) fn packages() -> Outcome {
    let lock = read(&folder().join("package-lock.json"))?;
    let mark = folder().join("node_modules/.installed-lock");
    if read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("npm ci, for the packages that we are measured beside (a few seconds, once)");
    Run::new("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .args([folder()])
        .go()
        .map_err(|failure| {
            failure.or_next("check the network and npm's registry, then run the same command again")
        })?;
    write(&mark, lock)
}

fn folder() -> std::path::PathBuf {
    root().join("xtask/bench")
}

/// Lines of what is done, nodes, name and times, those of one case together.
fn cases(printed: &str) -> Outcome<Vec<Case>> {
    let mut cases: Vec<Case> = Vec::new();
    for line in printed.lines() {
        let (what, nodes, samples) =
            parse(line).ok_or_else(|| Failure::new(format!("the script printed {line:?}")))?;
        match cases.last_mut() {
            Some(case) if case.what == what && case.nodes == nodes => case.contestants.push(samples),
            _ => cases.push(Case { what: what.to_owned(), nodes, contestants: vec![samples] }),
        }
    }
    Ok(cases)
}

fn parse(line: &str) -> Option<(&str, u32, Samples)> {
    let mut cells = line.split('\t');
    let (what, nodes, name) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.to_owned());
    let times = cells.next()?.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some((what, nodes, Samples { name, times }))
}

#[cfg(test)]
mod tests {
    use super::cases;

    #[test]
    fn lines_of_one_case_are_put_together() {
        let cases = cases("walk\t10\tquorate\t1 2.5\nwalk\t10\thashring\t30 40\nwalk\t100\tquorate\t1")
            .expect("lines");
        assert_eq!((cases.len(), cases[0].contestants.len()), (2, 2));
        assert_eq!(cases[0].contestants[1].times, [30.0, 40.0]);
        assert!(super::cases("walk\tten\tquorate\t1").is_err());
    }
}
