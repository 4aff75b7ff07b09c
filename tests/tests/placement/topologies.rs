//! Topologies to try, and how cases of the vectors are read.

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use quorate_core::{
    base::NodeId,
    topology::{Member, Topology},
};
use serde_json::Value;
use std::{fs, path::Path};

/// Tries `cases`, the same in every run, unless `PROPTEST_CASES` or `PROPTEST_RNG_SEED` say otherwise.
pub(crate) fn config(cases: u32) -> Config {
    let default = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    Config {
        cases: if is_set { default.cases } else { cases },
        rng_seed,
        failure_persistence: None,
        ..default
    }
}

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
