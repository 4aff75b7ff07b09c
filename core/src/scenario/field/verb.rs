//! The script: `150.kill.n3_200.put.x.1`.

use super::{
    NONE,
    atoms::{Atoms, read_items},
    latency::{client, peer},
    quorum::level,
    unit::{any_time, rate, signed_time, time, write_instant, write_rate, write_signed_time, write_time},
    value::{node_id, number, one_of, prefixed, text, unit, word_of},
};
use crate::{
    base::{NodeId, PartitionId, Unit, limit, sort_by_key},
    scenario::{Act, Asked, Code, Experiment, LevelKind, Problem, Text, Verb},
    sim::{Ends, Peer},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

type ReadVerb = fn(&mut Atoms<'_>) -> Result<Verb, Problem>;

/// What a script can do, in the order in which errors list it.
const VERBS: [(&str, ReadVerb); 24] = [
    ("put", |atoms| Ok(Verb::Put(key(atoms)?, value(atoms)?, asked(atoms)?))),
    ("get", |atoms| Ok(Verb::Get(key(atoms)?, asked(atoms)?))),
    ("del", |atoms| Ok(Verb::Delete(key(atoms)?, asked(atoms)?))),
    ("cas", |atoms| Ok(Verb::Cas(key(atoms)?, value(atoms)?, value(atoms)?, asked(atoms)?))),
    ("incr", |atoms| Ok(Verb::Increment(key(atoms)?, asked(atoms)?))),
    ("insert", |atoms| Ok(Verb::Insert(value(atoms)?, asked(atoms)?))),
    ("kill", |atoms| any_unit(atoms).map(Verb::Kill)),
    ("up", |atoms| any_unit(atoms).map(Verb::Up)),
    ("pause", |atoms| Ok(Verb::Pause(node(atoms)?, atoms.read_next(any_time)?))),
    ("crash", |atoms| any_unit(atoms).map(Verb::Crash)),
    ("cut", |atoms| two_sets(atoms).map(|(from, to)| Verb::Cut(from, to, false))),
    ("cut1", |atoms| two_sets(atoms).map(|(from, to)| Verb::Cut(from, to, true))),
    ("split", read_split),
    ("heal", |atoms| Ok(Verb::Heal(if atoms.peek().is_some() { Some(two_sets(atoms)?) } else { None }))),
    ("slow", |atoms| Ok(Verb::Slow(node(atoms)?, atoms.read(TIME, any_time)?))),
    ("loss", |atoms| two_sets_and_rate(atoms).map(|(a, b, ppm)| Verb::Loss(a, b, ppm))),
    ("dup", |atoms| two_sets_and_rate(atoms).map(|(a, b, ppm)| Verb::Duplicate(a, b, ppm))),
    ("lose", |atoms| two_ends(atoms).and_then(|(a, b)| Ok(Verb::Lose(a, b, message_number(atoms)?)))),
    ("delay", |atoms| {
        let (from, to) = two_ends(atoms)?;
        Ok(Verb::Delay(from, to, atoms.read(TIME, any_time)?, message_number(atoms)?))
    }),
    ("transfer", |atoms| {
        let partition = atoms.read(("a partition", "p1.n2"), |atom| prefixed(atom, 'p').map(PartitionId))?;
        Ok(Verb::Transfer(partition, node(atoms)?))
    }),
    ("skew", |atoms| Ok(Verb::Skew(node(atoms)?, atoms.read(TIME, signed_time)?))),
    ("upgrade", |atoms| node(atoms).map(Verb::Upgrade)),
    ("add", not_modelled),
    ("rm", not_modelled),
];

const TIME: (&str, &str) = ("a time", "80ms");

/// Reads a script, and puts it in order; lines of one instant stay in theirs.
pub(super) fn read_script(experiment: &mut Experiment, value: &str) -> Result<(), Problem> {
    if value == NONE {
        experiment.script.clear();
        return Ok(());
    }
    if value.split('_').nth(limit::SCRIPT).is_some() {
        let message = format!("has more than {} lines: leave some out", limit::SCRIPT);
        return Err(Problem::new(Code::Range, value, message));
    }
    experiment.script = read_items(value, read_act)?;
    sort_by_key(&mut experiment.script, |act| (act.at_ns, 0));
    Ok(())
}

pub(super) fn write_script(script: &[Act]) -> String {
    if script.is_empty() {
        return NONE.into();
    }
    script.iter().map(write_act).collect::<Vec<_>>().join("_")
}

pub(in crate::scenario) fn read_act(line: &str) -> Result<Act, Problem> {
    let mut atoms = Atoms::of(line);
    let at_ns = atoms.read(TIME, |atom| time(atom, 0..=limit::SIM_NS))?;
    let read = atoms.read(("a verb", "kill.n1"), |atom| one_of(atom, &VERBS))?;
    let verb = read(&mut atoms)?;
    atoms.end()?;
    Ok(Act { at_ns, verb })
}

pub(in crate::scenario) fn write_act(act: &Act) -> String {
    format!("{}.{}", write_instant(act.at_ns), write_verb(&act.verb))
}

pub(in crate::scenario) fn write_verb(verb: &Verb) -> String {
    match verb {
        Verb::Put(key, value, asked) => {
            format!("put.{}.{}{}", key.escaped(), value.escaped(), write_asked(asked))
        }
        Verb::Get(key, asked) => format!("get.{}{}", key.escaped(), write_asked(asked)),
        Verb::Delete(key, asked) => format!("del.{}{}", key.escaped(), write_asked(asked)),
        Verb::Cas(key, old, new, asked) => {
            format!("cas.{}.{}.{}{}", key.escaped(), old.escaped(), new.escaped(), write_asked(asked))
        }
        Verb::Increment(key, asked) => format!("incr.{}{}", key.escaped(), write_asked(asked)),
        Verb::Insert(value, asked) => format!("insert.{}{}", value.escaped(), write_asked(asked)),
        Verb::Kill(unit) => format!("kill.{unit}"),
        Verb::Up(unit) => format!("up.{unit}"),
        Verb::Pause(id, None) => format!("pause.{id}"),
        Verb::Pause(id, Some(ns)) => format!("pause.{id}.{}", write_time(*ns)),
        Verb::Crash(unit) => format!("crash.{unit}"),
        Verb::Cut(from, to, false) => format!("cut.{}.{}", write_ends(from), write_ends(to)),
        Verb::Cut(from, to, true) => format!("cut1.{}.{}", write_ends(from), write_ends(to)),
        Verb::Split(groups) => {
            groups.iter().fold("split".into(), |whole, ends| format!("{whole}.{}", write_ends(ends)))
        }
        Verb::Heal(None) => "heal".into(),
        Verb::Heal(Some((a, b))) => format!("heal.{}.{}", write_ends(a), write_ends(b)),
        Verb::Slow(id, ns) => format!("slow.{id}.{}", write_time(*ns)),
        Verb::Loss(a, b, ppm) => format!("loss.{}.{}.{}", write_ends(a), write_ends(b), write_rate(*ppm)),
        Verb::Duplicate(a, b, ppm) => format!("dup.{}.{}.{}", write_ends(a), write_ends(b), write_rate(*ppm)),
        Verb::Lose(from, to, nth) => format!("lose.{from}.{to}{}", write_nth(*nth)),
        Verb::Delay(from, to, ns, nth) => {
            format!("delay.{from}.{to}.{}{}", write_time(*ns), write_nth(*nth))
        }
        Verb::Transfer(partition, id) => format!("transfer.{partition}.{id}"),
        Verb::Skew(id, ns) => format!("skew.{id}.{}", write_signed_time(*ns)),
        Verb::Upgrade(id) => format!("upgrade.{id}"),
    }
}

fn not_modelled(atoms: &mut Atoms<'_>) -> Result<Verb, Problem> {
    let message = "adds or removes a node, which is not modelled over time yet: leave it out";
    Err(atoms.problem(Code::NotModelled, message))
}

fn key(atoms: &mut Atoms<'_>) -> Result<Text, Problem> {
    atoms.read(("a key", "x"), text)
}

fn value(atoms: &mut Atoms<'_>) -> Result<Text, Problem> {
    atoms.read(("a value", "1"), text)
}

fn node(atoms: &mut Atoms<'_>) -> Result<NodeId, Problem> {
    atoms.read(("a node", "n1"), node_id)
}

fn any_unit(atoms: &mut Atoms<'_>) -> Result<Unit, Problem> {
    atoms.read(("a node, a rack, a data centre or a region", "n1"), unit)
}

/// A level, a client and the node that is asked, each where it is given. Their letters tell them apart.
fn asked(atoms: &mut Atoms<'_>) -> Result<Asked, Problem> {
    let next_is = |atoms: &Atoms<'_>, letter: char| {
        let digits = atoms.peek().and_then(|atom| atom.strip_prefix(letter));
        digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut asked = Asked::default();
    if !next_is(atoms, 'c') && !next_is(atoms, 'n') {
        asked.level = atoms.read_next(level)?;
    }
    if next_is(atoms, 'c') {
        asked.client = atoms.read_next(client)?;
    }
    if next_is(atoms, 'n') {
        asked.coordinator = atoms.read_next(node_id)?;
    }
    Ok(asked)
}

fn write_asked(asked: &Asked) -> String {
    let level = asked.level.map(|level| word_of(&LevelKind::WORDS, level));
    let client = asked.client.map(|id| id.to_string());
    let node = asked.coordinator.map(|id| id.to_string());
    [level, client, node].into_iter().flatten().fold(String::new(), |whole, atom| format!("{whole}.{atom}"))
}

/// Ids joined by `-`, each once, by id.
fn ends(atom: &str) -> Result<Ends, Problem> {
    let mut ends = Ends::new();
    for id in atom.split('-') {
        let peer = peer(id)?;
        match ends.binary_search(&peer) {
            Ok(_) => {
                return Err(Problem::new(Code::Duplicate, atom, format!("has {peer} twice: once is enough")));
            }
            Err(at) => ends.insert(at, peer),
        }
    }
    Ok(ends)
}

fn write_ends(ends: &Ends) -> String {
    ends.iter().map(Peer::to_string).collect::<Vec<_>>().join("-")
}

fn two_sets(atoms: &mut Atoms<'_>) -> Result<(Ends, Ends), Problem> {
    let one = atoms.read(("two sets", "n1.n2-n3"), ends)?;
    let other = atoms.read(("the other set", "n2-n3"), ends)?;
    apart(atoms, &one, &other)?;
    Ok((one, other))
}

fn apart(atoms: &Atoms<'_>, one: &Ends, other: &Ends) -> Result<(), Problem> {
    match one.iter().find(|peer| other.binary_search(peer).is_ok()) {
        Some(peer) => Err(in_two(atoms, *peer)),
        None => Ok(()),
    }
}

fn in_two(atoms: &Atoms<'_>, peer: Peer) -> Problem {
    atoms.problem(Code::Node, format!("has {peer} in two sets: leave it in one"))
}

fn two_sets_and_rate(atoms: &mut Atoms<'_>) -> Result<(Ends, Ends, u32), Problem> {
    let (one, other) = two_sets(atoms)?;
    Ok((one, other, atoms.read(("a rate", "5pct"), rate)?))
}

fn read_split(atoms: &mut Atoms<'_>) -> Result<Verb, Problem> {
    let mut groups: Vec<Ends> = [atoms.read(("two groups", "n1-n2.n3"), ends)?].into();
    let mut taken: Ends = groups[0].clone();
    while groups.len() < 2 || atoms.peek().is_some() {
        let group = atoms.read(("another group", "n3"), ends)?;
        for peer in &group {
            match taken.binary_search(peer) {
                Ok(_) => return Err(in_two(atoms, *peer)),
                Err(at) => taken.insert(at, *peer),
            }
        }
        groups.push(group);
    }
    Ok(Verb::Split(groups))
}

fn two_ends(atoms: &mut Atoms<'_>) -> Result<(Peer, Peer), Problem> {
    let from = atoms.read(("a sender", "n1.n2"), peer)?;
    let to = atoms.read(("a receiver", "n2"), peer)?;
    if from == to {
        return Err(atoms.problem(Code::Node, format!("is a message from {from} to itself: name two ends")));
    }
    Ok((from, to))
}

/// Which message after the instant; the first if nothing is said.
fn message_number(atoms: &mut Atoms<'_>) -> Result<u32, Problem> {
    let nth = atoms.read_next(|atom| number(atom, 1..=limit::MESSAGE_NUMBER))?;
    Ok(nth.unwrap_or(1))
}

fn write_nth(nth: u32) -> String {
    if nth == 1 { String::new() } else { format!(".{nth}") }
}
