//! Cassandra's `NetworkTopologyStrategy`, as 3.0 and later order the replicas.
//!
//! - Source: Apache Cassandra 3.11 to 5.0, `locator/NetworkTopologyStrategy.java`, `calculateNaturalReplicas` (before 4.0
//!   `calculateNaturalEndpoints`) and its inner class `DatacenterEndpoints`. `ScyllaDB` places so with vnodes.
//! - One walk round the ring fills all data centres at once, so theirs mix in the order of the list. A rack that is new
//!   is always taken; a rack already met is taken again only as often as there are more copies than racks.
//! - `Copies::Each(n)` means n in every data centre, as `replication_factor` does since 4.0. An rf beyond a data
//!   centre's nodes gives all of them.
//! - Only nodes that have tokens count as nodes of their rack and data centre.
//! - Left out: transient replicas (`3/1`).

use super::{Copies, Placement, PlacementError, RingWalk, Table, walk::all_ranges};
use crate::{partition::Ring, topology::Topology};
use alloc::{vec, vec::Vec};

/// So many replicas in each data centre, in different racks while there are any. The nodes of the ring and the members
/// of the topology stand in the same order.
#[derive(Clone, Copy, Debug)]
pub struct NetworkTopology<'a> {
    /// The ring that is walked.
    pub ring: &'a Ring,
}

impl<'a> NetworkTopology<'a> {
    /// The walk in this topology for so many copies.
    pub fn walk(self, topology: &Topology, copies: &Copies) -> Result<NetworkWalk<'a>, PlacementError> {
        let map = DcMap::new(self.ring, topology, copies)?;
        let nodes = vec![0; map.nodes.len()];
        let racks = vec![0; topology.racks().len()];
        Ok(NetworkWalk { ring: self.ring, left: map.dcs.clone(), map, nodes, racks, stamp: 0 })
    }
}

impl Placement for NetworkTopology<'_> {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let mut walk = self.walk(topology, copies)?;
        Ok(all_ranges(self.ring, walk.map.total(), &mut walk))
    }
}

/// What a data centre still wants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Replicas.
    pub(super) left: u32,
    /// How often a rack may be taken again.
    pub(super) repeats: u32,
    /// Racks with nodes.
    pub(super) racks: u32,
}

/// Where the nodes of a ring stand, and what the data centres want of them.
#[derive(Clone, Debug)]
pub(super) struct DcMap {
    /// The data centre and the rack of each node.
    pub(super) nodes: Vec<(u32, u32)>,
    /// By the place of the data centre, before a walk.
    pub(super) dcs: Vec<Wanted>,
    /// Data centres that want any.
    pub(super) unfilled: usize,
}

impl DcMap {
    pub(super) fn new(ring: &Ring, topology: &Topology, copies: &Copies) -> Result<Self, PlacementError> {
        if *copies == Copies::AsPlaced {
            return Err(PlacementError::NeedsNumber);
        }
        debug_assert_eq!(ring.ring_nodes().len(), topology.len(), "ring and topology have the same nodes");
        let nodes: Vec<(u32, u32)> =
            (0..topology.len() as u32).map(|node| (topology.dc_of(node), topology.rack_of(node))).collect();
        let mut dcs = vec![Wanted { left: 0, repeats: 0, racks: 0 }; topology.dcs().len()];
        let mut is_met = vec![false; topology.racks().len()];
        for (node, (dc, rack)) in ring.ring_nodes().iter().zip(&nodes) {
            if !node.tokens.is_empty() {
                let wanted = &mut dcs[*dc as usize];
                wanted.left += 1;
                wanted.racks += u32::from(!core::mem::replace(&mut is_met[*rack as usize], true));
            }
        }
        for (dc, wanted) in (0..).zip(&mut dcs) {
            let rf = copies.in_dc(dc, copies.total(0));
            wanted.left = wanted.left.min(rf);
            wanted.repeats = rf.saturating_sub(wanted.racks);
        }
        let unfilled = dcs.iter().filter(|wanted| wanted.left > 0).count();
        Ok(DcMap { nodes, dcs, unfilled })
    }

    /// How many replicas every partition will have.
    pub(super) fn total(&self) -> usize {
        self.dcs.iter().map(|wanted| wanted.left as usize).sum()
    }
}

/// `NetworkTopologyStrategy` in one topology. A walk costs as many steps as it makes: what it met is marked with its
/// number, so that nothing has to be cleared before the next.
#[derive(Clone, Debug)]
pub struct NetworkWalk<'a> {
    ring: &'a Ring,
    map: DcMap,
    /// What the data centres want in this walk.
    left: Vec<Wanted>,
    /// The last walk that took a node.
    nodes: Vec<u32>,
    /// The last walk that met a rack.
    racks: Vec<u32>,
    stamp: u32,
}

impl NetworkWalk<'_> {
    /// Whether the walk takes this node.
    #[inline]
    fn takes(&mut self, node: usize, rack: usize, dc: usize) -> bool {
        let wanted = &mut self.left[dc];
        if wanted.left == 0 {
            return false;
        }
        if self.racks[rack] == self.stamp {
            if wanted.repeats == 0 || self.nodes[node] == self.stamp {
                return false;
            }
            wanted.repeats -= 1;
        }
        self.racks[rack] = self.stamp;
        self.nodes[node] = self.stamp;
        wanted.left -= 1;
        true
    }
}

impl RingWalk for NetworkWalk<'_> {
    fn replicas_from(&mut self, mut at: usize, replicas: &mut Vec<u32>) {
        replicas.clear();
        self.stamp = next_stamp(self.stamp, [&mut self.nodes, &mut self.racks]);
        self.left.copy_from_slice(&self.map.dcs);
        let mut unfilled = self.map.unfilled;
        for _ in 0..self.ring.len() {
            if unfilled == 0 {
                break;
            }
            let node = self.ring.owner_at(at);
            let (dc, rack) = self.map.nodes[node];
            if self.takes(node, rack as usize, dc as usize) {
                replicas.push(node as u32);
                unfilled -= usize::from(self.left[dc as usize].left == 0);
            }
            at = self.ring.next(at);
        }
    }
}

/// The number of the next walk, which no mark has yet.
pub(super) fn next_stamp(stamp: u32, marks: [&mut Vec<u32>; 2]) -> u32 {
    if let Some(next) = stamp.checked_add(1) {
        return next;
    }
    for marks in marks {
        marks.fill(0);
    }
    1
}
