//! Small clusters for tests.

use crate::{
    base::NodeId,
    placement::Table,
    topology::{Member, Topology},
};
use alloc::{format, vec::Vec};

/// One data centre with a node a rack mentioned, in this order.
pub(super) fn cluster(racks: &[u32]) -> Topology {
    let places: Vec<(u32, u32)> = racks.iter().map(|rack| (0, *rack)).collect();
    across(&places)
}

/// Nodes in these data centres and racks.
pub(super) fn across(places: &[(u32, u32)]) -> Topology {
    let mut topology = Topology::new();
    for (id, (dc, rack)) in (1..).zip(places) {
        let dc = topology.dc(&format!("d{dc}"));
        let rack = topology.rack(dc, Some(&format!("r{rack}")));
        topology.push(Member { id: NodeId(id), rack, weight: 100, is_fenced: false });
    }
    topology
}

pub(super) fn table(partitions: &[&[u32]]) -> Table {
    let mut table = Table::default();
    for replicas in partitions {
        table.push(replicas);
    }
    table
}
