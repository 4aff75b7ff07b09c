//! Every set of nodes as likely as every other, blind to racks and data centres: what copysets and rack-aware placements
//! are measured against.
//!
//! - Models the random replication of `RAMCloud` and of HDFS without racks, as Cidon et al. (USENIX ATC 2013, section 2)
//!   describe it.
//! - An rf beyond the nodes gives every node. Weights are left out.

use super::{Copies, Placement, PlacementError, Table};
use crate::{base::Random, topology::Topology};
use alloc::vec::Vec;

/// Nodes that are drawn anew for each partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UniformRandom {
    /// How many partitions are placed.
    pub partitions: u32,
    /// What is drawn from.
    pub seed: u64,
}

impl Placement for UniformRandom {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let nodes = topology.len() as u32;
        let copies = copies.each()?.min(nodes);
        let mut random = Random::new(self.seed, "uniform");
        let mut table = Table::with_room(self.partitions as usize, copies as usize);
        // Any order is a fair beginning for the next draw, so the list is never put back.
        let mut list: Vec<u32> = (0..nodes).collect();
        for _ in 0..self.partitions {
            for at in 0..copies {
                list.swap(at as usize, (at + random.below(nodes - at)) as usize);
            }
            table.push(&list[..copies as usize]);
        }
        Ok(table)
    }
}
