//! How long messages take: `all.exp.2ms`, `n1.n2.lognormal.500us.80pct`.

use super::{
    atoms::{Atoms, read_items},
    unit::{any_time, digits_of, time, write_time},
    value::{number, one_of, prefixed, word_of},
};
use crate::{
    base::{ClientId, NodeId, limit},
    scenario::{Cluster, Code, LinkRule, Problem, Scenario},
    sim::{Latency, MeasuredTable, Peer},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

const ALL: &str = "all";
const TIME: (&str, &str) = ("a time", "2ms");
const TABLES: [(&str, MeasuredTable); 1] = [("aws-2013", MeasuredTable::Aws2013)];

type ReadLatency = fn(&mut Atoms<'_>) -> Result<Latency, Problem>;

const KINDS: [(&str, ReadLatency); 6] = [
    ("const", |atoms| atoms.read(TIME, any_time).map(Latency::Constant)),
    ("uniform", read_uniform),
    ("exp", |atoms| atoms.read(TIME, some_time).map(Latency::Exponential)),
    ("lognormal", |atoms| {
        let median = atoms.read(TIME, some_time)?;
        Ok(Latency::LogNormal(
            median,
            atoms.read(("sigma", "80pct"), |atom| percent(atom, limit::SIGMA_PERCENT))?,
        ))
    }),
    ("pareto", |atoms| {
        let least = atoms.read(TIME, some_time)?;
        Ok(Latency::Pareto(
            least,
            atoms.read(("alpha in hundredths", "250"), |atom| number(atom, limit::PARETO_ALPHA))?,
        ))
    }),
    ("table", |atoms| {
        atoms.read(("the table", "aws-2013"), |atom| one_of(atom, &TABLES)).map(Latency::Measured)
    }),
];
const MIX: (&str, ReadLatency) = ("mix", read_mixture);

/// Reads the rules of links. The first is that of all links, which stays what it was if none is given; the others follow
/// by their ends, each pair once.
pub(super) fn read_links(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let rules = read_items(value, |item| read_rule(item, &scenario.now))?;
    let links = &mut scenario.experiment.links;
    links.truncate(1);
    for rule in rules {
        set_link(links, rule);
        if links.len() > limit::LINKS {
            let message = format!("has more than {} rules: leave some out", limit::LINKS);
            return Err(Problem::new(Code::Range, value, message));
        }
    }
    Ok(())
}

/// Later rules override earlier ones.
fn set_link(links: &mut Vec<LinkRule>, rule: LinkRule) {
    let Some(ends) = rule.ends else {
        *links = [rule].into();
        return;
    };
    match links.binary_search_by_key(&Some(ends), |rule| rule.ends) {
        Ok(at) => links[at] = rule,
        Err(at) => links.insert(at, rule),
    }
}

pub(super) fn write_links(links: &[LinkRule]) -> String {
    links.iter().map(write_link).collect::<Vec<_>>().join("_")
}

pub(in crate::scenario) fn write_link(rule: &LinkRule) -> String {
    let latency = write_latency(&rule.latency);
    rule.ends.map_or_else(|| format!("{ALL}.{latency}"), |(a, b)| format!("{a}.{b}.{latency}"))
}

fn read_rule(item: &str, cluster: &Cluster) -> Result<LinkRule, Problem> {
    let mut atoms = Atoms::of(item);
    let ends = if atoms.peek() == Some(ALL) {
        atoms.read(("", ""), |_| Ok(None))?
    } else {
        let one = atoms.read(("an end", "n1"), |atom| standing_peer(atom, cluster))?;
        let other = atoms.read(("the other end", "n2.const.2ms"), |atom| standing_peer(atom, cluster))?;
        if one == other {
            return Err(atoms.problem(Code::Node, format!("is a link from {one} to itself: name two ends")));
        }
        Some((one.min(other), one.max(other)))
    };
    let latency = read_latency(&mut atoms)?;
    atoms.end()?;
    Ok(LinkRule { ends, latency })
}

/// Reads how long messages take, as a rule of links says it after the link: `exp.2ms`.
pub fn latency(text: &str) -> Result<Latency, Problem> {
    let mut atoms = Atoms::of(text);
    let latency = read_latency(&mut atoms)?;
    atoms.end()?;
    Ok(latency)
}

/// A distribution of latencies, as far as its atoms go.
fn read_latency(atoms: &mut Atoms<'_>) -> Result<Latency, Problem> {
    let [constant, uniform, exp, lognormal, pareto, table] = KINDS;
    let kinds = [constant, uniform, exp, lognormal, pareto, table, MIX];
    let read = atoms.read(("a distribution", "const.2ms"), |atom| one_of(atom, &kinds))?;
    read(atoms)
}

fn read_uniform(atoms: &mut Atoms<'_>) -> Result<Latency, Problem> {
    let least = atoms.read(TIME, any_time)?;
    let most = atoms.read(("the longest time", "5ms"), |atom| time(atom, least..=limit::SIM_NS))?;
    Ok(Latency::Uniform(least, most))
}

fn read_mixture(atoms: &mut Atoms<'_>) -> Result<Latency, Problem> {
    let mut parts = Vec::new();
    loop {
        let chance = atoms.read(("a chance", "100pct.const.2ms"), |atom| percent(atom, 100))?;
        let read = atoms.read(("a distribution", "const.2ms"), |atom| one_of(atom, &KINDS))?;
        parts.push((chance, read(atoms)?));
        if parts.len() > limit::MIXTURE {
            let message = format!("mixes more than {} distributions: leave some out", limit::MIXTURE);
            return Err(atoms.problem(Code::Range, message));
        }
        if atoms.peek().is_none() {
            break;
        }
    }
    let sum: u32 = parts.iter().map(|(chance, _)| *chance).sum();
    if sum != 100 {
        let message = format!("has chances of {sum}pct in all: make them 100pct");
        return Err(atoms.problem(Code::Range, message));
    }
    Ok(Latency::Mixture(parts))
}

/// From 1 to the most, with or without `pct`.
fn percent(atom: &str, most: u32) -> Result<u32, Problem> {
    let percent = digits_of(atom.strip_suffix("pct").unwrap_or(atom));
    match percent {
        Some(percent) if (1..=u64::from(most)).contains(&percent) => Ok(percent as u32),
        Some(percent) => {
            let near = format!("{}pct", percent.clamp(1, u64::from(most)));
            let message = format!("is not from 1pct to {most}pct: {near} is nearest");
            Err(Problem::new(Code::Range, atom, message).near(&near))
        }
        None => {
            let message = "is no percentage: write a whole number and pct, as in 80pct";
            Err(Problem::new(Code::Number, atom, message).near("80pct"))
        }
    }
}

/// A time that is not 0, of which there is no distribution.
fn some_time(atom: &str) -> Result<u64, Problem> {
    time(atom, 1..=limit::SIM_NS)
}

fn write_latency(latency: &Latency) -> String {
    match latency {
        Latency::Constant(ns) => format!("const.{}", write_time(*ns)),
        Latency::Uniform(least, most) => format!("uniform.{}.{}", write_time(*least), write_time(*most)),
        Latency::Exponential(mean) => format!("exp.{}", write_time(*mean)),
        Latency::LogNormal(median, sigma) => format!("lognormal.{}.{sigma}pct", write_time(*median)),
        Latency::Pareto(least, alpha) => format!("pareto.{}.{alpha}", write_time(*least)),
        Latency::Measured(table) => format!("table.{}", word_of(&TABLES, *table)),
        Latency::Mixture(parts) => parts.iter().fold(MIX.0.to_string(), |whole, (chance, latency)| {
            format!("{whole}.{chance}pct.{}", write_latency(latency))
        }),
    }
}

/// One end of a link: `n1`, `c1`, or `w1` for the monitor.
pub(super) fn peer(atom: &str) -> Result<Peer, Problem> {
    let is_client = atom.strip_prefix('c').is_some_and(|id| id.starts_with(|c: char| c.is_ascii_digit()));
    match atom {
        "w1" => Ok(Peer::Monitor),
        _ if is_client => client(atom).map(Peer::Client),
        _ => prefixed(atom, 'n').map(|number| Peer::Node(NodeId(number))).map_err(|problem| {
            let message = "is no end of a link: write n1 for a node, c1 for a client or w1 for the monitor";
            Problem { message: message.into(), ..problem }
        }),
    }
}

pub(super) fn client(atom: &str) -> Result<ClientId, Problem> {
    match prefixed(atom, 'c')? {
        number if number <= limit::SIM_CLIENTS => Ok(ClientId(number)),
        _ => {
            let near = ClientId(limit::SIM_CLIENTS);
            let message = format!("is not from c1 to {near}: {near} is nearest");
            Err(Problem::new(Code::Range, atom, message).near(&near))
        }
    }
}

/// An end that is there: clients and the monitor always are.
fn standing_peer(atom: &str, cluster: &Cluster) -> Result<Peer, Problem> {
    match peer(atom)? {
        Peer::Node(id) => standing_node(atom, id, cluster).map(Peer::Node),
        peer => Ok(peer),
    }
}

pub(super) fn standing_node(atom: &str, id: NodeId, cluster: &Cluster) -> Result<NodeId, Problem> {
    if cluster.has(id) {
        return Ok(id);
    }
    Err(Problem::new(Code::Node, atom, "is not in the cluster: add it to nodes, or leave it out"))
}
