//! Shards as Elasticsearch allots them with allocation awareness: no value of an attribute holds more than its share of
//! a shard's copies, and nodes hold about as many shards.
//!
//! - Source: Elasticsearch 7 and `OpenSearch`, `AwarenessAllocationDecider` (the limit is the number of copies divided
//!   by the number of values, rounded up), `SameShardAllocationDecider` (no node twice) and, in spirit, the weight of
//!   `BalancedShardsAllocator` for one index: each copy goes to the node with the fewest shards, and thereafter replicas
//!   move as long as one can go to a node with at least two fewer.
//! - The attribute is the rack. Where some nodes have none, they hold nothing; where none has one, awareness is off. A
//!   copy that no node may take stays unassigned, as in a cluster whose health is yellow.
//! - Primaries are allotted before all replicas, so they are balanced within one; Elasticsearch promises that not even
//!   so, as it counts no primaries.
//! - Left out: forced values, disk watermarks, several indices, and moves of primaries. It knows no data
//!   centres and no weights.

use super::{Copies, Placement, PlacementError, Table};
use crate::topology::Topology;
use alloc::{vec, vec::Vec};

/// Allocation awareness by rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awareness {
    /// How many shards are placed.
    pub shards: u32,
}

impl Placement for Awareness {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let copies = copies.each()?;
        let mut nodes = Nodes::new(topology, copies);
        let mut rows =
            vec![Vec::with_capacity(copies.min(topology.len() as u32) as usize); self.shards as usize];
        // First all primaries, then the first replica of each shard, and so on.
        for _ in 0..copies.min(topology.len() as u32) {
            for row in &mut rows {
                if let Some(node) = nodes.least_loaded(row) {
                    nodes.shards[node as usize] += 1;
                    row.push(node);
                }
            }
        }
        while nodes.rebalance(&mut rows) {}
        let mut table = Table::with_room(rows.len(), copies as usize);
        for row in &rows {
            table.push(row);
        }
        Ok(table)
    }
}

/// What nodes hold so far.
#[derive(Debug)]
struct Nodes {
    /// The value of each node's attribute; without awareness all have one.
    values: Vec<Option<u32>>,
    shards: Vec<u32>,
    /// The most copies of a shard that one value may hold.
    most: usize,
}

impl Nodes {
    fn new(topology: &Topology, copies: u32) -> Self {
        let has_name = |rack: u32| topology.racks()[rack as usize].name.is_some();
        let is_aware = topology.members().iter().any(|member| has_name(member.rack));
        let value = |rack: u32| if is_aware { has_name(rack).then_some(rack) } else { Some(0) };
        let values: Vec<Option<u32>> = topology.members().iter().map(|member| value(member.rack)).collect();
        let mut is_there = vec![0_u32; topology.racks().len()];
        values.iter().flatten().for_each(|value| is_there[*value as usize] = 1);
        let most = copies.div_ceil(is_there.iter().sum::<u32>().max(1)) as usize;
        Nodes { shards: vec![0; values.len()], values, most }
    }

    /// Moves each replica that can go to a node with at least two fewer shards; whether any could. Each move makes the
    /// shards more even, so that there comes an end.
    fn rebalance(&mut self, rows: &mut [Vec<u32>]) -> bool {
        let mut has_moved = false;
        // No move brings a node below the least there was, so most replicas need not be looked at.
        let least = self.shards.iter().min().copied().unwrap_or(0);
        for row in rows {
            for at in 1..row.len() {
                if self.shards[row[at] as usize] < least + 2 {
                    continue;
                }
                let from = row.swap_remove(at);
                let to = self.least_loaded(row).unwrap_or(from);
                let is_better = self.shards[to as usize] + 2 <= self.shards[from as usize];
                has_moved |= is_better;
                if is_better {
                    self.shards[from as usize] -= 1;
                    self.shards[to as usize] += 1;
                }
                // Back to its own place in the order.
                row.push(if is_better { to } else { from });
                let last = row.len() - 1;
                row.swap(at, last);
            }
        }
        has_moved
    }

    /// The node with the fewest shards that may take another copy of the shard held by `holders`, if there is one.
    fn least_loaded(&self, holders: &[u32]) -> Option<u32> {
        let mut best: Option<usize> = None;
        for (node, shards) in self.shards.iter().enumerate() {
            if best.is_none_or(|best| *shards < self.shards[best]) && self.may_hold(node, holders) {
                best = Some(node);
            }
        }
        best.map(|node| node as u32)
    }

    fn may_hold(&self, node: usize, holders: &[u32]) -> bool {
        let value = self.values[node];
        let same = holders.iter().filter(|holder| self.values[**holder as usize] == value).count();
        value.is_some() && same < self.most && !holders.contains(&(node as u32))
    }
}
