//! Replicas spread over racks as far as they go, nodes loaded by their weights, leaders balanced: what most rack-aware
//! systems aim at, without the habits of any one of them. It draws nothing.
//!
//! Guaranteed:
//! - No partition has a node twice, and an rf beyond the nodes gives every node.
//! - A partition's replicas are in as many racks as there are replicas or racks, and no rack takes a second one while
//!   another rack has a node left that could take its first. Of racks equally good, one of the data centre with fewest
//!   replicas is taken. With copies per data centre all of this holds in each.
//! - Leaders are as even by weight as these replicas allow: no chain of partitions could pass the lead on from a node to
//!   one that leads less. With equal weights they differ by at most one wherever any choice of leaders does.
//!
//! Only aimed at: that nodes hold replicas in proportion to their weights. Data centres, racks and nodes are each taken
//! by the fewest replicas for their weight, which is exact to one replica where all racks and data centres are alike;
//! where they are not, the small ones hold more, because racks come first.

use super::{Copies, Placement, PlacementError, Table, leaders::lead_evenly};
use crate::topology::Topology;
use alloc::{vec, vec::Vec};

/// An even spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many partitions are placed.
    pub partitions: u32,
}

impl Placement for Spread {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        // Each data centre by itself, or all at once.
        let wanted: Vec<(Option<u32>, u32)> = match copies {
            Copies::PerDc(copies) => (0..).map(Some).zip(copies.iter().copied()).collect(),
            _ => [(None, copies.each()?)].into(),
        };
        let mut levels = Levels::new(topology);
        let mut rows = Vec::with_capacity(self.partitions as usize);
        for _ in 0..self.partitions {
            let mut row = Vec::new();
            levels.begin();
            for (dc, copies) in &wanted {
                for _ in 0..(*copies).min(topology.len() as u32) {
                    row.extend(levels.next(*dc, &row));
                }
            }
            rows.push(row);
        }
        lead_evenly(&mut rows, topology);
        let mut table = Table::with_room(rows.len(), rows.first().map_or(0, Vec::len));
        for row in &rows {
            table.push(row);
        }
        Ok(table)
    }
}

/// Something that takes replicas: a node, a rack, or a data centre.
#[derive(Clone, Copy, Debug, Default)]
struct Holder {
    /// Replicas of all partitions.
    load: u64,
    weight: u64,
    /// Replicas of the partition in hand.
    here: u32,
    /// Nodes in it.
    nodes: u32,
}

impl Holder {
    /// Whether it would have fewer replicas for its weight than another, if each took one more.
    fn is_lighter(self, other: Holder) -> Option<bool> {
        let (mine, other) = ((self.load + 1) * other.weight, (other.load + 1) * self.weight);
        (mine != other).then_some(mine < other)
    }

    fn take(&mut self) {
        self.load += 1;
        self.here += 1;
    }
}

#[derive(Debug)]
struct Levels<'a> {
    topology: &'a Topology,
    nodes: Vec<Holder>,
    racks: Vec<Holder>,
    dcs: Vec<Holder>,
    /// The nodes of each rack.
    members: Vec<Vec<u32>>,
}

impl<'a> Levels<'a> {
    fn new(topology: &'a Topology) -> Self {
        let mut levels = Levels {
            topology,
            nodes: Vec::with_capacity(topology.len()),
            racks: vec![Holder::default(); topology.racks().len()],
            dcs: vec![Holder::default(); topology.dcs().len()],
            members: vec![Vec::new(); topology.racks().len()],
        };
        for (node, member) in (0..).zip(topology.members()) {
            let weight = u64::from(member.weight.max(1));
            levels.nodes.push(Holder { weight, nodes: 1, ..Holder::default() });
            let dc = topology.racks()[member.rack as usize].dc;
            for holder in [&mut levels.racks[member.rack as usize], &mut levels.dcs[dc as usize]] {
                holder.weight += weight;
                holder.nodes += 1;
            }
            levels.members[member.rack as usize].push(node);
        }
        levels
    }

    /// The next partition.
    fn begin(&mut self) {
        for holder in self.racks.iter_mut().chain(&mut self.dcs) {
            holder.here = 0;
        }
    }

    /// Another node for a partition that has `row`, in one data centre or in any; none where it has all of them.
    fn next(&mut self, dc: Option<u32>, row: &[u32]) -> Option<u32> {
        let mut best: Option<usize> = None;
        for at in 0..self.racks.len() {
            let is_meant = dc.is_none_or(|dc| self.topology.racks()[at].dc == dc);
            if is_meant
                && self.racks[at].here < self.racks[at].nodes
                && best.is_none_or(|best| self.is_better(at, best))
            {
                best = Some(at);
            }
        }
        let rack = best?;
        let free = self.members[rack].iter().copied().filter(|node| !row.contains(node));
        let node = free.reduce(|best, node| {
            let is_lighter = self.nodes[node as usize].is_lighter(self.nodes[best as usize]);
            if is_lighter == Some(true) { node } else { best }
        })?;
        self.nodes[node as usize].take();
        self.racks[rack].take();
        self.dcs[self.topology.racks()[rack].dc as usize].take();
        Some(node)
    }

    /// Whether a rack is a better place than another that stands before it.
    fn is_better(&self, rack: usize, other: usize) -> bool {
        let dc = |rack: usize| self.dcs[self.topology.racks()[rack].dc as usize];
        let here = |rack: usize| (self.racks[rack].here, dc(rack).here);
        if here(rack) != here(other) {
            return here(rack) < here(other);
        }
        let by_dc = dc(rack).is_lighter(dc(other));
        by_dc.or_else(|| self.racks[rack].is_lighter(self.racks[other])).unwrap_or(false)
    }
}
