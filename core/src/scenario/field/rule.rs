//! The rules of a mode: `ack=semi.1`, `reads=bounded.2s`, `detect=phi.8`; those of replication without a leader are beside.

use super::{
    NONE,
    atoms::Atoms,
    quorum::{read_quorum_rule, write_quorum_rule},
    unit::{time, write_time},
    value::{node_id, number, one_of, word_of},
};
use crate::{
    base::limit,
    detect::Detector,
    protocol::leader::{Ack, Elect, Fence, LogKind, Reads, Stage, Waits},
    scenario::{Problem, Rule},
};
use alloc::{
    format,
    string::{String, ToString},
};

const LOGS: [(&str, LogKind); 3] =
    [("statement", LogKind::Statement), ("wal", LogKind::Wal), ("row", LogKind::Row)];
const ELECTS: [(&str, Elect); 3] =
    [("freshest", Elect::Freshest), ("safe", Elect::Safe), ("first", Elect::First)];
const OFF: &str = "off";
const AUTO: &str = "auto";
const ASYNC: &str = "async";
const SEMI: &str = "semi";
const SYNC: &str = "sync";
const QUORUM: &str = "quorum";
const ALL: &str = "all";
/// Levels of PostgreSQL's `synchronous_commit` that wait for less, or for more, than another's disk.
const STAGES: [(&str, Stage); 2] = [("remote-write", Stage::Written), ("remote-apply", Stage::Applied)];

/// Reads the value of a key of [`Rule::KEYS`].
pub(in crate::scenario) fn read_rule(key: &str, value: &str) -> Result<Rule, Problem> {
    match key {
        "ack" => read_ack(value).map(Rule::Ack),
        "log" => one_of(value, &LOGS).map(Rule::Log),
        "reads" => read_reads(value).map(Rule::Reads),
        "detect" => read_detector(value).map(Rule::Detect),
        "fence" => read_fence(value).map(Rule::Fence),
        "elect" => one_of(value, &ELECTS).map(Rule::Elect),
        "ship" => {
            // Zero is at once, which is no period.
            time(value, 0..=limit::SIM_NS)?;
            if time(value, 0..=0).is_ok() { Ok(Rule::Ship(0)) } else { period(value).map(Rule::Ship) }
        }
        "keep" => number(value, 1..=limit::KEEP).map(Rule::Keep),
        "beat" if value == AUTO => Ok(Rule::Beat(0)),
        "beat" => period(value).map(Rule::Beat),
        _ => read_quorum_rule(key, value),
    }
}

pub(in crate::scenario) fn write_rule(rule: Rule) -> String {
    match rule {
        Rule::Ack(ack) => write_ack(ack),
        Rule::Log(log) => word_of(&LOGS, log),
        Rule::Reads(reads) => write_reads(reads),
        Rule::Detect(detector) => write_detector(detector),
        Rule::Fence(fence) => write_fence(fence),
        Rule::Elect(elect) => word_of(&ELECTS, elect),
        Rule::Beat(0) => AUTO.into(),
        Rule::Ship(ns) | Rule::Beat(ns) => write_time(ns),
        Rule::Keep(entries) => entries.to_string(),
        _ => write_quorum_rule(rule),
    }
}

/// A time between two of what happens again and again.
pub(super) fn period(atom: &str) -> Result<u64, Problem> {
    time(atom, limit::PERIOD_NS..=limit::SIM_NS)
}

/// How long something is granted or allowed.
pub(super) fn span(atom: &str) -> Result<u64, Problem> {
    time(atom, 1..=limit::SIM_NS)
}

/// Where nobody is waited for, how far they come does not matter: durable, as of most.
fn read_ack(value: &str) -> Result<Ack, Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Ack, Problem>;
    const fn durable(waits: Waits) -> Ack {
        Ack { waits, stage: Stage::Durable }
    }
    const KINDS: [(&str, Read); 7] = [
        (ASYNC, |_| Ok(durable(Waits::Leader))),
        (OFF, |_| Ok(durable(Waits::Nothing))),
        (SEMI, |atoms| atoms.read(("a number of followers", "1"), followers).map(Waits::Any).map(durable)),
        (SYNC, |atoms| {
            let follower = atoms.read_next(node_id)?;
            Ok(durable(follower.map_or(Waits::All, Waits::Named)))
        }),
        (QUORUM, |_| Ok(durable(Waits::Majority))),
        (STAGES[0].0, |atoms| read_remote(atoms, STAGES[0].1)),
        (STAGES[1].0, |atoms| read_remote(atoms, STAGES[1].1)),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read((ASYNC, ASYNC), |atom| one_of(atom, &KINDS))?;
    let ack = read(&mut atoms)?;
    atoms.end()?;
    Ok(ack)
}

/// Any one follower, this one, any so many, a majority or all.
fn read_remote(atoms: &mut Atoms<'_>, stage: Stage) -> Result<Ack, Problem> {
    let waits = atoms.read_next(|atom| match atom {
        QUORUM => Ok(Waits::Majority),
        ALL => Ok(Waits::All),
        _ if atom.starts_with(|c: char| c.is_ascii_digit() || c == '-') => followers(atom).map(Waits::Any),
        _ => node_id(atom).map(Waits::Named),
    })?;
    Ok(Ack { waits: waits.unwrap_or(Waits::Any(1)), stage })
}

fn followers(atom: &str) -> Result<u32, Problem> {
    number(atom, 1..=limit::SIM_NODES - 1)
}

fn write_ack(ack: Ack) -> String {
    let durable = match ack.waits {
        Waits::Nothing => return OFF.into(),
        Waits::Leader => return ASYNC.into(),
        Waits::Any(followers) => format!("{SEMI}.{followers}"),
        Waits::Named(id) => format!("{SYNC}.{id}"),
        Waits::Majority => QUORUM.into(),
        Waits::All => SYNC.into(),
    };
    let Some((word, _)) = STAGES.iter().find(|(_, stage)| *stage == ack.stage) else {
        return durable;
    };
    match ack.waits {
        Waits::Any(1) => (*word).into(),
        Waits::Any(followers) => format!("{word}.{followers}"),
        Waits::Named(id) => format!("{word}.{id}"),
        Waits::Majority => format!("{word}.{QUORUM}"),
        _ => format!("{word}.{ALL}"),
    }
}

fn read_reads(value: &str) -> Result<Reads, Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Reads, Problem>;
    const KINDS: [(&str, Read); 7] = [
        ("leader", |_| Ok(Reads::Leader)),
        ("any", |_| Ok(Reads::Any)),
        ("sticky", |_| Ok(Reads::Sticky)),
        ("nearest", |_| Ok(Reads::Nearest)),
        ("bounded", |atoms| atoms.read(("a time", "2s"), span).map(Reads::Bounded)),
        ("position", |_| Ok(Reads::Position)),
        ("window", |atoms| atoms.read(("a time", "2s"), span).map(Reads::AfterWrite)),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read(("", ""), |atom| one_of(atom, &KINDS))?;
    let reads = read(&mut atoms)?;
    atoms.end()?;
    Ok(reads)
}

fn write_reads(reads: Reads) -> String {
    match reads {
        Reads::Leader => "leader".into(),
        Reads::Any => "any".into(),
        Reads::Sticky => "sticky".into(),
        Reads::Nearest => "nearest".into(),
        Reads::Bounded(ns) => format!("bounded.{}", write_time(ns)),
        Reads::Position => "position".into(),
        Reads::AfterWrite(ns) => format!("window.{}", write_time(ns)),
    }
}

fn read_detector(value: &str) -> Result<Detector, Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Detector, Problem>;
    const KINDS: [(&str, Read); 5] = [
        ("timeout", |atoms| atoms.read(("a time", "1s"), span).map(Detector::Timeout)),
        ("phi", |atoms| read_phi(atoms).map(Detector::PhiExponential)),
        ("phi-normal", |atoms| read_phi(atoms).map(Detector::PhiNormal)),
        ("phi-logistic", |atoms| read_phi(atoms).map(Detector::PhiLogistic)),
        (NONE, |_| Ok(Detector::None)),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read(("", ""), |atom| one_of(atom, &KINDS))?;
    let detector = read(&mut atoms)?;
    atoms.end()?;
    Ok(detector)
}

/// A threshold in hundredths: `8` is 8, `850pct` is 8.5.
fn read_phi(atoms: &mut Atoms<'_>) -> Result<u32, Problem> {
    atoms.read(("a threshold", "8"), |atom| match atom.strip_suffix("pct") {
        Some(hundredths) => number(hundredths, 1..=limit::PHI)
            .map_err(|problem| Problem { hint: problem.hint.map(|near| near + "pct"), ..problem }),
        None => number(atom, 1..=limit::PHI / 100).map(|threshold| threshold * 100),
    })
}

fn write_detector(detector: Detector) -> String {
    let phi = |word: &str, hundredths: u32| match hundredths {
        _ if hundredths.is_multiple_of(100) => format!("{word}.{}", hundredths / 100),
        _ => format!("{word}.{hundredths}pct"),
    };
    match detector {
        Detector::Timeout(ns) => format!("timeout.{}", write_time(ns)),
        Detector::PhiExponential(threshold) => phi("phi", threshold),
        Detector::PhiNormal(threshold) => phi("phi-normal", threshold),
        Detector::PhiLogistic(threshold) => phi("phi-logistic", threshold),
        Detector::None => NONE.into(),
    }
}

fn read_fence(value: &str) -> Result<Fence, Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Fence, Problem>;
    const KINDS: [(&str, Read); 4] = [
        (NONE, |_| Ok(Fence::None)),
        ("epoch", |_| Ok(Fence::Epoch)),
        ("lease", |atoms| atoms.read(("a time", "2s"), span).map(Fence::Lease)),
        ("stonith", |_| Ok(Fence::Stonith)),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read(("", ""), |atom| one_of(atom, &KINDS))?;
    let fence = read(&mut atoms)?;
    atoms.end()?;
    Ok(fence)
}

fn write_fence(fence: Fence) -> String {
    match fence {
        Fence::None => NONE.into(),
        Fence::Epoch => "epoch".into(),
        Fence::Lease(ns) => format!("lease.{}", write_time(ns)),
        Fence::Stonith => "stonith".into(),
    }
}
