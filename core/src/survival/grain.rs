use crate::topology::Topology;
use alloc::vec::Vec;

/// What fails as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A node.
    Nodes,
    /// A rack with all its nodes.
    Racks,
    /// A data centre with all its nodes.
    Dcs,
}

impl Grain {
    /// Each node's unit, as a place in the list of nodes, racks or data centres of the topology.
    pub(super) fn units(self, topology: &Topology) -> Vec<u32> {
        let of = |node| match self {
            Grain::Nodes => node,
            Grain::Racks => topology.rack_of(node),
            Grain::Dcs => topology.dc_of(node),
        };
        (0..topology.len() as u32).map(of).collect()
    }
}
