//! `cargo xtask swarm --seeds N [--first N] [--bug NAME] [--family leaderless]`: many small clusters at random, each held to its promises.

use crate::failure::{Failure, Outcome};
use crate::run::{Run, timed};

/// Builds for speed, and tries so many seeds on all cores.
pub fn run(words: &[String]) -> Outcome {
    let mut given = [
        ("--family", "leader".to_owned()),
        ("--seeds", "100000".to_owned()),
        ("--first", "0".to_owned()),
        ("--bug", String::new()),
    ];
    for pair in words.chunks(2) {
        let unknown =
            || Failure::new(format!("`{}` is not known here", pair[0])).or_next("see `cargo xtask help`");
        let place = given.iter_mut().find(|(name, _)| *name == pair[0]).ok_or_else(unknown)?;
        let missing = || Failure::new(format!("{} needs a value", pair[0])).or_next("see `cargo xtask help`");
        place.1.clone_from(pair.get(1).ok_or_else(missing)?);
    }
    if !matches!(given[0].1.as_str(), "leader" | "leaderless") {
        let family = &given[0].1;
        return Err(Failure::new(format!("--family {family}: no family")).or_next("say leader or leaderless"));
    }
    for (name, value) in &given[1..3] {
        if value.parse::<u64>().is_err() {
            return Err(Failure::new(format!("{name} {value}: no number")).or_next("give a whole number"));
        }
    }
    let words =
        given.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty() && value != "leader");
    timed("swarm", "about 1,000 seeds a second and core, after the build", || {
        // The release profile is small for the web.
        Run::cargo("run --profile bench --config profile.bench.opt-level=3 --config profile.bench.lto=false")
            .args(["--config", "profile.bench.package.quorate-core.opt-level=3"])
            .args(["--package", "quorate-tests", "--bin", "swarm", "--"])
            .args(words)
            .go()
            .map_err(|failure| failure.or_next("open an address that it printed, and mend what broke"))
    })
}
