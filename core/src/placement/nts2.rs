//! Cassandra's `NetworkTopologyStrategy` as 2.x orders the replicas: the same nodes as [`nts`](super::NetworkTopology),
//! in another order.
//!
//! - Source: Apache Cassandra 1.2 to 2.2, `locator/NetworkTopologyStrategy.java`, `calculateNaturalEndpoints`. The
//!   drivers' own token maps (Java driver 3 and 4) keep this order.
//! - A node of a rack already met is put aside. When the walk has met every rack of the data centre, the nodes put
//!   aside follow at once, as many as are wanted.
//! - Copies and tokens count as in the later versions.

use super::{
    Copies, Placement, PlacementError, RingWalk, Table,
    nts::{DcMap, Wanted, next_stamp},
    walk::all_ranges,
};
use crate::{partition::Ring, topology::Topology};
use alloc::{vec, vec::Vec};

/// So many replicas in each data centre, in different racks while there are any, in the order of Cassandra 2.x.
#[derive(Clone, Copy, Debug)]
pub struct NetworkTopology2<'a> {
    /// The ring that is walked.
    pub ring: &'a Ring,
}

impl<'a> NetworkTopology2<'a> {
    /// The walk in this topology for so many copies.
    pub fn walk(self, topology: &Topology, copies: &Copies) -> Result<NetworkWalk2<'a>, PlacementError> {
        let map = DcMap::new(self.ring, topology, copies)?;
        Ok(NetworkWalk2 {
            ring: self.ring,
            left: map.dcs.clone(),
            skipped: vec![Vec::new(); map.dcs.len()],
            nodes: vec![0; map.nodes.len()],
            racks: vec![0; topology.racks().len()],
            stamp: 0,
            map,
        })
    }
}

impl Placement for NetworkTopology2<'_> {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let mut walk = self.walk(topology, copies)?;
        Ok(all_ranges(self.ring, walk.map.total(), &mut walk))
    }
}

/// `NetworkTopologyStrategy` of 2.x in one topology; it marks what it met as [`NetworkWalk`](super::NetworkWalk) does.
#[derive(Clone, Debug)]
pub struct NetworkWalk2<'a> {
    ring: &'a Ring,
    map: DcMap,
    /// What the data centres want in this walk, and how many of their racks it has not met.
    left: Vec<Wanted>,
    /// Nodes put aside in each data centre.
    skipped: Vec<Vec<u32>>,
    /// The last walk that took a node or put it aside.
    nodes: Vec<u32>,
    /// The last walk that met a rack.
    racks: Vec<u32>,
    stamp: u32,
}

impl NetworkWalk2<'_> {
    /// A walk meets a node of a data centre that wants more. A node is met for the first time only once: it is either
    /// taken then or put aside.
    #[inline]
    fn meet(&mut self, node: usize, rack: usize, dc: usize, replicas: &mut Vec<u32>) {
        if core::mem::replace(&mut self.nodes[node], self.stamp) == self.stamp {
            return;
        }
        let wanted = &mut self.left[dc];
        let is_new_rack = core::mem::replace(&mut self.racks[rack], self.stamp) != self.stamp;
        if !is_new_rack && wanted.racks > 0 {
            self.skipped[dc].push(node as u32);
            return;
        }
        replicas.push(node as u32);
        wanted.left -= 1;
        if is_new_rack {
            wanted.racks -= 1;
            if wanted.racks == 0 {
                let skipped = &self.skipped[dc];
                let taken = skipped.len().min(wanted.left as usize);
                replicas.extend_from_slice(&skipped[..taken]);
                wanted.left -= taken as u32;
            }
        }
    }
}

impl RingWalk for NetworkWalk2<'_> {
    fn replicas_from(&mut self, mut at: usize, replicas: &mut Vec<u32>) {
        replicas.clear();
        self.stamp = next_stamp(self.stamp, [&mut self.nodes, &mut self.racks]);
        self.left.copy_from_slice(&self.map.dcs);
        self.skipped.iter_mut().for_each(Vec::clear);
        let mut unfilled = self.map.unfilled;
        for _ in 0..self.ring.len() {
            if unfilled == 0 {
                break;
            }
            let node = self.ring.owner_at(at);
            let (dc, rack) = self.map.nodes[node];
            if self.left[dc as usize].left > 0 {
                self.meet(node, rack as usize, dc as usize, replicas);
                unfilled -= usize::from(self.left[dc as usize].left == 0);
            }
            at = self.ring.next(at);
        }
    }
}
