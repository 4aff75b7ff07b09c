//! The rules of replication without a leader: `w=2`, `wl=quorum`, `repair=read-hint`, `hint=3h.10000.1s`.

use super::{
    NONE,
    atoms::Atoms,
    rule::{period, span},
    unit::{long_time, write_long_time, write_time},
    value::{number, one_of, word_of},
};
use crate::{
    base::limit,
    protocol::leaderless::{Ask, Conflict, Coordinate, Hints, ReadRepair, Repair},
    scenario::{Code, LevelKind, Mode, Problem, Rule},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

const ASKS: [(&str, Ask); 2] = [("all", Ask::All), ("digest", Ask::Digest)];
const COORDINATORS: [(&str, Coordinate); 3] =
    [("replica", Coordinate::Replica), ("any", Coordinate::Any), ("client", Coordinate::Client)];
const CONFLICTS: [(&str, Conflict); 4] = [
    ("lww", Conflict::Lww),
    ("siblings", Conflict::Siblings),
    ("vectors", Conflict::Vectors),
    ("merge", Conflict::Merge),
];
const SWITCH: [(&str, bool); 2] = [("on", true), ("off", false)];
const AUTO: &str = "auto";

/// Reads the value of a key of [`Rule::KEYS`] that is not of leaders.
pub(super) fn read_quorum_rule(key: &str, value: &str) -> Result<Rule, Problem> {
    let count = || number(value, 1..=limit::REPLICAS);
    match key {
        "w" => count().map(Rule::WriteCount),
        "r" => count().map(Rule::ReadCount),
        "ask" => one_of(value, &ASKS).map(Rule::Ask),
        "coord" => one_of(value, &COORDINATORS).map(Rule::Coordinate),
        "conflict" => one_of(value, &CONFLICTS).map(Rule::Conflict),
        "repair" => read_repair(value).map(Rule::Repair),
        "sloppy" => one_of(value, &SWITCH).map(Rule::Sloppy),
        "hint" => read_hints(value).map(Rule::Hint),
        "grace" => long_time(value).map(Rule::Grace),
        "sweep" => period(value).map(Rule::Sweep),
        "wait" if value == AUTO => Ok(Rule::Wait(0)),
        "wait" => span(value).map(Rule::Wait),
        "fsync" => one_of(value, &SWITCH).map(Rule::Durable),
        "wl" => split_level(value).map(Rule::WriteLevel),
        "rl" => split_level(value).map(Rule::ReadLevel),
        _ => Err(Problem::new(Code::UnknownField, value, "is of no rule")),
    }
}

pub(super) fn write_quorum_rule(rule: Rule) -> String {
    match rule {
        Rule::WriteCount(count) | Rule::ReadCount(count) => count.to_string(),
        Rule::Ask(ask) => word_of(&ASKS, ask),
        Rule::Coordinate(coordinate) => word_of(&COORDINATORS, coordinate),
        Rule::Conflict(conflict) => word_of(&CONFLICTS, conflict),
        Rule::Repair(repair) => write_repair(repair),
        Rule::Sloppy(is_on) | Rule::Durable(is_on) => word_of(&SWITCH, is_on),
        Rule::Hint(hints) => write_hints(hints),
        Rule::Grace(ns) => write_long_time(ns),
        Rule::Wait(0) => AUTO.into(),
        Rule::Sweep(ns) | Rule::Wait(ns) => write_time(ns),
        Rule::WriteLevel(level) | Rule::ReadLevel(level) => {
            level.map_or_else(|| NONE.into(), |level| word_of(&LevelKind::WORDS, level))
        }
        _ => String::new(),
    }
}

/// A level, or none where it is that of all requests, or a number is.
fn split_level(value: &str) -> Result<Option<LevelKind>, Problem> {
    if value == NONE { Ok(None) } else { level(value).map(Some) }
}

/// The word of a level. Those of Cassandra's light-weight transactions are known, and refused.
pub(super) fn level(value: &str) -> Result<LevelKind, Problem> {
    if matches!(value, "serial" | "local-serial") {
        let near = if value == "serial" { "quorum" } else { "local-quorum" };
        let message = format!(
            "is not modelled: SERIAL needs Paxos, by which replicas agree on each write: {near} is near"
        );
        return Err(Problem::new(Code::NotModelled, value, message).near(near));
    }
    one_of(value, &LevelKind::WORDS)
}

/// What is done, each once, in any order: only one of the two things that a read may do.
fn read_repair(value: &str) -> Result<Repair, Problem> {
    const KINDS: [(&str, usize); 4] = [("read", 0), ("block", 1), ("hint", 2), ("merkle", 3)];
    let mut repair = Repair { read: ReadRepair::None, hint: false, merkle: false };
    if value == NONE {
        return Ok(repair);
    }
    let mut chosen = [false; 4];
    for word in value.split('-') {
        let at = one_of(word, &KINDS).map_err(|problem| of_set(value, word, problem))?;
        if core::mem::replace(&mut chosen[at], true) {
            return Err(Problem::new(Code::Duplicate, value, format!("has {word} twice: once is enough")));
        }
    }
    let [read, block, hint, merkle] = chosen;
    repair.read = match (read, block) {
        (true, true) => {
            let message = "repairs both behind an answer (read) and before it (block): choose one of them";
            let near = value.split('-').filter(|word| *word != "read").collect::<Vec<_>>().join("-");
            return Err(Problem::new(Code::Word, value, message).near(&near));
        }
        (true, false) => ReadRepair::Background,
        (false, true) => ReadRepair::Blocking,
        (false, false) => ReadRepair::None,
    };
    (repair.hint, repair.merkle) = (hint, merkle);
    Ok(repair)
}

/// A problem of one word as one of the set.
#[cold]
fn of_set(value: &str, word: &str, problem: Problem) -> Problem {
    if value == word {
        return problem;
    }
    let hint = problem.hint.map(|near| {
        let words = value.split('-').map(|other| if other == word { near.as_str() } else { other });
        words.collect::<Vec<_>>().join("-")
    });
    let shown: String = word.chars().take(48).collect();
    let message = format!("has «{shown}», which {}", problem.message);
    Problem { hint, ..Problem::new(problem.code, value, message) }
}

fn write_repair(repair: Repair) -> String {
    let read = match repair.read {
        ReadRepair::None => None,
        ReadRepair::Background => Some("read"),
        ReadRepair::Blocking => Some("block"),
    };
    let words = [read, repair.hint.then_some("hint"), repair.merkle.then_some("merkle")];
    let words = words.into_iter().flatten().collect::<Vec<_>>().join("-");
    if words.is_empty() { NONE.into() } else { words }
}

/// Reads `3h.10000.1s`: how long a node may be unheard, how many are kept, how often they are tried. What is left out is as
/// all presets start.
fn read_hints(value: &str) -> Result<Hints, Problem> {
    let mut atoms = Atoms::of(value);
    let window_ns = atoms.read(("a time", "3h"), long_time)?;
    let most = atoms.read_next(|atom| number(atom, 0..=limit::HINTS))?;
    let every_ns = atoms.read_next(period)?;
    atoms.end()?;
    let Hints { most: most_of_start, every_ns: every_of_start, .. } = Mode::HINTS;
    Ok(Hints { window_ns, most: most.unwrap_or(most_of_start), every_ns: every_ns.unwrap_or(every_of_start) })
}

fn write_hints(hints: Hints) -> String {
    let Hints { window_ns, most, every_ns } = hints;
    let window = write_long_time(window_ns);
    match (most == Mode::HINTS.most, every_ns == Mode::HINTS.every_ns) {
        (true, true) => window,
        (false, true) => format!("{window}.{most}"),
        (_, false) => format!("{window}.{most}.{}", write_time(every_ns)),
    }
}
