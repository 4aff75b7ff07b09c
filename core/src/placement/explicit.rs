//! A table that somebody gave: what a real cluster printed, or what the reader typed. Nothing is chosen here; it is
//! checked that the table can be. A partition of which no copy is left, because its nodes were removed, is lost.

use super::{Copies, Placement, PlacementError, Table};
use crate::topology::Topology;
use alloc::vec;

/// The replicas of each partition, as places in the topology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explicit {
    table: Table,
}

impl Explicit {
    /// The placement that gives this table. How many copies are asked for does not change it: they may differ from what
    /// it has, and then quorums are counted of what is asked for.
    pub fn new(table: Table) -> Self {
        Explicit { table }
    }
}

impl Placement for Explicit {
    fn place(&self, topology: &Topology, _: &Copies) -> Result<Table, PlacementError> {
        let mut last = vec![0; topology.len()];
        for (partition, replicas) in (1..).zip(self.table.iter()) {
            for node in replicas {
                match last.get_mut(*node as usize) {
                    None => return Err(PlacementError::NoSuchNode { partition }),
                    Some(last) if *last == partition => return Err(PlacementError::NodeTwice { partition }),
                    Some(last) => *last = partition,
                }
            }
        }
        Ok(self.table.clone())
    }
}
