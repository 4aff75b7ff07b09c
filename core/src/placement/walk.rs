//! A walk clockwise round a ring that takes nodes until there are enough: what Cassandra calls `SimpleStrategy`.
//!
//! - Source: Apache Cassandra 4.1, `locator/SimpleStrategy.java`, `calculateNaturalReplicas`; the same since 0.7, and
//!   Dynamo's preference list (DeCandia et al., SOSP 2007, section 4.3).
//! - It is blind to racks and data centres. Partitions are the ring's tokens in ring order: partition i is the range that
//!   ends at token i.
//! - An rf beyond the nodes that have tokens gives all of these, as Cassandra does with a warning.
//! - Left out: transient replicas (`3/1`).

use super::{Copies, Placement, PlacementError, Table};
use crate::{partition::Ring, topology::Topology};
use alloc::vec::Vec;

/// A placement made ready for many walks: what does not depend on where they begin is computed once.
pub trait RingWalk {
    /// Puts the replicas of the range that ends at the token at place `at` into `replicas`, the preferred leader first,
    /// as places in the topology. The ring must have that token.
    fn replicas_from(&mut self, at: usize, replicas: &mut Vec<u32>);
}

/// The replicas of every range of a ring.
pub(super) fn all_ranges(ring: &Ring, rf: usize, walk: &mut dyn RingWalk) -> Table {
    let mut table = Table::with_room(ring.len(), rf.min(ring.tokened()));
    let mut replicas = Vec::new();
    for at in 0..ring.len() {
        walk.replicas_from(at, &mut replicas);
        table.push(&replicas);
    }
    table
}

/// The next nodes that differ. The nodes of the ring and the members of the topology stand in the same order.
#[derive(Clone, Copy, Debug)]
pub struct SimpleStrategy<'a> {
    /// The ring that is walked.
    pub ring: &'a Ring,
}

impl<'a> SimpleStrategy<'a> {
    /// The walk for so many copies.
    pub fn walk(self, copies: &Copies) -> Result<SimpleWalk<'a>, PlacementError> {
        Ok(SimpleWalk { ring: self.ring, rf: copies.each()? as usize })
    }
}

impl Placement for SimpleStrategy<'_> {
    fn place(&self, _: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let mut walk = self.walk(copies)?;
        Ok(all_ranges(self.ring, walk.rf, &mut walk))
    }
}

/// `SimpleStrategy` for one number of copies.
#[derive(Clone, Copy, Debug)]
pub struct SimpleWalk<'a> {
    ring: &'a Ring,
    rf: usize,
}

impl RingWalk for SimpleWalk<'_> {
    fn replicas_from(&mut self, at: usize, replicas: &mut Vec<u32>) {
        self.ring.replicas_from(at, self.rf, replicas);
    }
}
