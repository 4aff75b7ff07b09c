//! Topologies to try, and how cases of the vectors are read.

use proptest::prelude::*;
use quorate_core::{
    base::NodeId,
    placement::Table,
    topology::{Member, Topology},
};
use serde_json::Value;
use std::{fs, path::Path};

/// The cases of one file of vectors.
pub(crate) fn cases(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// A number of a case.
pub(crate) fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_else(|| panic!("{value}"))
}

/// Adds an ordinary node.
pub(crate) fn add(topology: &mut Topology, id: u32, dc: &str, rack: Option<&str>) {
    let dc = topology.dc(dc);
    let rack = topology.rack(dc, rack);
    topology.push(Member { id: NodeId(id), rack, weight: 100, is_fenced: false });
}

/// Nodes numbered from 1, each in a data centre and a rack by their numbers.
pub(crate) fn topology(sites: &[(u32, u32)]) -> Topology {
    let mut topology = Topology::new();
    for (id, (dc, rack)) in (1..).zip(sites) {
        add(&mut topology, id, &format!("d{dc}"), Some(&format!("r{rack}")));
    }
    topology
}

/// Up to three data centres with up to four racks and up to so many nodes, in any order and as uneven as may be.
pub(crate) fn sites(most: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
    (1_u32..=3, 1_u32..=4)
        .prop_flat_map(move |(dcs, racks)| prop::collection::vec((1..=dcs, 1..=racks), 1..=most))
}

/// Some data centres of as many racks each, with as many nodes each.
pub(crate) fn even_sites(dcs: u32, racks: u32, nodes: u32) -> Vec<(u32, u32)> {
    let sites = (1..=dcs).flat_map(|dc| (1..=racks).map(move |rack| (dc, rack)));
    sites.flat_map(|site| vec![site; nodes as usize]).collect()
}

/// How many different racks replicas are in.
pub(crate) fn racks(topology: &Topology, replicas: &[u32]) -> usize {
    let mut racks: Vec<u32> = replicas.iter().map(|node| topology.rack_of(*node)).collect();
    racks.sort_unstable();
    racks.dedup();
    racks.len()
}

/// Whether no node is there twice.
pub(crate) fn are_different(replicas: &[u32]) -> bool {
    (1..replicas.len()).all(|at| !replicas[..at].contains(&replicas[at]))
}

/// By how much the largest of some numbers exceeds the smallest.
pub(crate) fn spread(counts: &[u32]) -> u32 {
    counts.iter().max().map_or(0, |most| most - counts.iter().min().unwrap_or(most))
}

/// How many replicas each node has, and how many it leads.
pub(crate) fn loads(topology: &Topology, table: &Table) -> (Vec<u32>, Vec<u32>) {
    let (mut held, mut led) = (vec![0; topology.len()], vec![0; topology.len()]);
    for replicas in table.iter() {
        for (at, node) in replicas.iter().enumerate() {
            held[*node as usize] += 1;
            led[*node as usize] += u32::from(at == 0);
        }
    }
    (held, led)
}
