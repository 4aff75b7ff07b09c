//! What happens over time: how replicas talk, links, disks, clocks, clients, and the script.

use super::{
    NONE, PageField,
    atoms::{Atoms, read_items},
    latency::{read_links, standing_node, write_links},
    unit::{any_time, rate, signed_time, time, write_rate, write_signed_time, write_time},
    value::{node_id, number, one_of, word_of, write_map},
    verb::{read_script, write_script},
};
use crate::{
    base::{IdMap, limit},
    scenario::{Code, Experiment, Load, Problem, Replication, Scenario},
    workload::Arrival,
};
use alloc::{
    format,
    string::{String, ToString},
};

pub(in crate::scenario) const TIME_FIELDS: [PageField; 14] = [
    PageField {
        key: "repl",
        read: read_replication,
        write: |s| Some(word_of(&Replication::WORDS, s.experiment.replication)),
    },
    PageField { key: "link", read: read_links, write: |s| Some(write_links(&s.experiment.links)) },
    PageField {
        key: "loss",
        read: |s, v| rate(v).map(|ppm| s.experiment.loss_ppm = ppm),
        write: |s| Some(write_rate(s.experiment.loss_ppm)),
    },
    PageField {
        key: "skew",
        read: read_skews,
        write: |s| Some(write_map(&s.experiment.skew_ns, |ns| write_signed_time(*ns))),
    },
    PageField { key: "disk", read: read_disks, write: |s| Some(write_disks(&s.experiment)) },
    PageField {
        key: "timeout",
        read: |s, v| time(v, 1..=limit::SIM_NS).map(|ns| s.experiment.timeout_ns = ns),
        write: |s| Some(write_time(s.experiment.timeout_ns)),
    },
    PageField { key: "retry", read: read_retry, write: |s| Some(write_retry(&s.experiment)) },
    PageField { key: "load", read: read_load, write: |s| Some(write_load(s.experiment.load)) },
    PageField {
        key: "clients",
        read: |s, v| number(v, 1..=limit::SIM_CLIENTS).map(|clients| s.experiment.clients = clients),
        write: |s| Some(s.experiment.clients.to_string()),
    },
    PageField {
        key: "think",
        read: |s, v| any_time(v).map(|ns| s.experiment.think_ns = ns),
        write: |s| Some(write_time(s.experiment.think_ns)),
    },
    PageField { key: "arrive", read: read_arrival, write: |s| Some(write_arrival(s.experiment.arrival)) },
    PageField {
        key: "do",
        read: |s, v| read_script(&mut s.experiment, v),
        write: |s| Some(write_script(&s.experiment.script)),
    },
    PageField {
        key: "until",
        read: |s, v| time(v, 1..=limit::SIM_NS).map(|ns| s.experiment.until_ns = ns),
        write: |s| Some(write_time(s.experiment.until_ns)),
    },
    PageField {
        key: "at",
        read: read_instant,
        write: |s| Some(s.experiment.at_ns.map_or_else(|| END.into(), write_time)),
    },
];

/// Values of fields of time that the grammar has and this version does not model.
pub(in crate::scenario) const NOT_MODELLED: [(&str, &str); 2] = [("repl", "multi"), ("repl", "raft")];

const ALL: &str = "all";
const END: &str = "end";

fn read_replication(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    scenario.experiment.replication = one_of(value, &Replication::WORDS)?;
    Ok(())
}

fn read_instant(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    scenario.experiment.at_ns = if value == END { None } else { Some(any_time(value)?) };
    Ok(())
}

/// How far clocks are ahead; those that are right are left out.
fn read_skews(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let mut skews = IdMap::default();
    if value != NONE {
        for (id, ns) in read_items(value, |item| {
            let mut atoms = Atoms::of(item);
            let id =
                atoms.read(("a node", "n1"), |atom| standing_node(atom, node_id(atom)?, &scenario.now))?;
            let ns = atoms.read(("a time", "30ms"), signed_time)?;
            atoms.end()?;
            Ok((id, ns))
        })? {
            if !skews.insert(id, ns) {
                return Err(Problem::new(Code::Node, value, format!("speaks of {id} twice: once is enough")));
            }
        }
    }
    skews.retain(|_, ns| *ns != 0);
    scenario.experiment.skew_ns = skews;
    Ok(())
}

/// How long a flush takes: of all nodes, where it is given, and of single ones.
fn read_disks(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let items = read_items(value, |item| {
        let mut atoms = Atoms::of(item);
        let node = atoms.read(("a node or all", ALL), |atom| match atom {
            ALL => Ok(None),
            _ if !atom.starts_with('n') => {
                let near = if item == atom { "all.5ms" } else { ALL };
                let message = "is no node: write n1 and a time, or all and a time, as in all.5ms";
                Err(Problem::new(Code::Node, atom, message).near(near))
            }
            _ => standing_node(atom, node_id(atom)?, &scenario.now).map(Some),
        })?;
        let ns = atoms.read(("a time", "5ms"), any_time)?;
        atoms.end()?;
        Ok((node, ns))
    })?;
    let mut disks = IdMap::default();
    for (node, ns) in items {
        match node {
            None => scenario.experiment.disk_ns = ns,
            Some(id) if disks.insert(id, ns) => {}
            Some(id) => {
                return Err(Problem::new(Code::Node, value, format!("speaks of {id} twice: once is enough")));
            }
        }
    }
    scenario.experiment.disks = disks;
    Ok(())
}

fn write_disks(experiment: &Experiment) -> String {
    let all = format!("{ALL}.{}", write_time(experiment.disk_ns));
    experiment.disks.iter().fold(all, |whole, (id, ns)| format!("{whole}_{id}.{}", write_time(*ns)))
}

/// Reads `3.100ms`: so often, after so long; `3` keeps how long.
fn read_retry(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let mut atoms = Atoms::of(value);
    scenario.experiment.retries =
        atoms.read(("a count", "3.100ms"), |atom| number(atom, 0..=limit::RETRIES))?;
    if let Some(ns) = atoms.read_next(any_time)? {
        scenario.experiment.retry_wait_ns = ns;
    }
    atoms.end()
}

fn write_retry(experiment: &Experiment) -> String {
    format!("{}.{}", experiment.retries, write_time(experiment.retry_wait_ns))
}

fn read_load(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Load, Problem>;
    const KINDS: [(&str, Read); 6] = [
        (NONE, |_| Ok(Load::None)),
        ("uniform", |_| Ok(Load::Uniform)),
        ("zipf", |atoms| {
            atoms
                .read(("theta in hundredths", "99"), |atom| number(atom, 1..=limit::ZIPF_THETA))
                .map(Load::Zipf)
        }),
        ("sequential", |_| Ok(Load::Sequential)),
        ("celebrity", load_not_modelled),
        ("tenants", load_not_modelled),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read(("", ""), |atom| one_of(atom, &KINDS))?;
    scenario.experiment.load = read(&mut atoms)?;
    atoms.end()
}

/// `closed`, `every.20ms`, `poisson.20ms`.
fn read_arrival(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    type Read = fn(&mut Atoms<'_>) -> Result<Arrival, Problem>;
    const KINDS: [(&str, Read); 3] = [
        ("closed", |_| Ok(Arrival::Closed)),
        ("every", |atoms| gap(atoms).map(Arrival::Every)),
        ("poisson", |atoms| gap(atoms).map(Arrival::Poisson)),
    ];
    let mut atoms = Atoms::of(value);
    let read = atoms.read(("", ""), |atom| one_of(atom, &KINDS))?;
    scenario.experiment.arrival = read(&mut atoms)?;
    atoms.end()
}

/// What lies between two operations: never nothing, or there would be no end of them.
fn gap(atoms: &mut Atoms<'_>) -> Result<u64, Problem> {
    atoms.read(("the time between two operations", "20ms"), |atom| {
        time(atom, limit::ARRIVAL_NS..=limit::SIM_NS)
    })
}

pub(in crate::scenario) fn write_arrival(arrival: Arrival) -> String {
    match arrival {
        Arrival::Closed => "closed".into(),
        Arrival::Every(ns) => format!("every.{}", write_time(ns)),
        Arrival::Poisson(ns) => format!("poisson.{}", write_time(ns)),
    }
}

fn load_not_modelled(atoms: &mut Atoms<'_>) -> Result<Load, Problem> {
    let message = "is a load that this version of Quorate does not model yet: zipf.99 is near";
    Err(atoms.problem(Code::NotModelled, message).near("zipf.99"))
}

pub(in crate::scenario) fn write_load(load: Load) -> String {
    match load {
        Load::None => NONE.into(),
        Load::Uniform => "uniform".into(),
        Load::Zipf(theta) => format!("zipf.{theta}"),
        Load::Sequential => "sequential".into(),
    }
}
