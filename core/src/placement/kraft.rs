//! Kafka's placement of a new topic since its own Raft leads it: stripes over racks.
//!
//! - Source: Apache Kafka 3.0 to 4.0, `metadata`, `placement/StripedReplicaPlacer.java`.
//! - Each partition begins one rack further than the one before, and takes its replicas from the racks in turn; each rack
//!   hands out its brokers in turn, and begins one further for each partition. Leaders are never fenced, and fenced
//!   brokers come last in their racks.
//! - After as many partitions as there are unfenced brokers, racks and brokers are shuffled.
//! - Every offset and shuffle is drawn. With a seed of our own the draws differ from Java's; with the draws of
//!   `java.util.Random` the partitions are the very same, which holds because racks draw in the order of the
//!   `java.util.HashMap` in which Kafka keeps them.
//! - It knows racks by name alone, and neither data centres nor weights.

use super::{
    Copies, Draws, Placement, PlacementError, Table, Zeros,
    named::{hash_map_order, named_racks, sort_by_id, sorted_by_name},
};
use crate::{base::Random, topology::Topology};
use alloc::vec::Vec;

/// The striped placer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KraftStriped {
    /// How many partitions are placed.
    pub partitions: u32,
    /// What offsets and shuffles are drawn from; without a seed every draw is 0.
    pub seed: Option<u64>,
}

impl KraftStriped {
    /// The replicas of each partition, with these draws.
    pub fn place_by(
        &self,
        draws: &mut dyn Draws,
        topology: &Topology,
        copies: &Copies,
    ) -> Result<Table, PlacementError> {
        let (copies, nodes) = (copies.each()?, topology.len() as u32);
        if copies > nodes {
            return Err(PlacementError::TooManyCopies { copies, nodes });
        }
        let mut stripes = Stripes::new(topology, draws);
        if stripes.unfenced == 0 {
            return Err(PlacementError::AllFenced);
        }
        let mut table = Table::with_room(self.partitions as usize, copies as usize);
        let mut replicas = Vec::with_capacity(copies as usize);
        for _ in 0..self.partitions {
            stripes.place(copies as usize, draws, &mut replicas);
            table.push(&replicas);
        }
        Ok(table)
    }
}

impl Placement for KraftStriped {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        match self.seed {
            Some(seed) => self.place_by(&mut Random::new(seed, "kraft"), topology, copies),
            None => self.place_by(&mut Zeros, topology, copies),
        }
    }
}

/// Brokers that are handed out in turn. An epoch is a partition: with each new one the list begins one further.
#[derive(Clone, Debug, Default)]
struct Brokers {
    nodes: Vec<u32>,
    /// How many of them were handed out in this epoch.
    handed: usize,
    offset: usize,
    epoch: u32,
}

impl Brokers {
    fn begin(&mut self, topology: &Topology, draws: &mut dyn Draws) {
        if !self.nodes.is_empty() {
            sort_by_id(&mut self.nodes, topology);
            self.offset = draws.below(self.nodes.len() as u32) as usize;
        }
    }

    fn next(&mut self, epoch: u32) -> Option<u32> {
        let n = self.nodes.len();
        if n > 0 && self.epoch != epoch {
            self.epoch = epoch;
            self.handed = 0;
            self.offset = (self.offset + 1) % n;
        }
        if self.handed >= n {
            return None;
        }
        self.handed += 1;
        Some(self.nodes[(self.handed - 1 + self.offset) % n])
    }
}

#[derive(Clone, Debug, Default)]
struct Rack {
    unfenced: Brokers,
    fenced: Brokers,
}

impl Rack {
    fn next(&mut self, epoch: u32) -> Option<u32> {
        self.unfenced.next(epoch).or_else(|| self.fenced.next(epoch))
    }
}

/// All racks, and where the next partition begins.
#[derive(Debug)]
struct Stripes {
    racks: Vec<Rack>,
    /// The places of racks as they are gone round: by name, until they are shuffled.
    order: Vec<u32>,
    /// The places of racks as they draw.
    draw_order: Vec<u32>,
    unfenced: u32,
    epoch: u32,
    offset: usize,
}

impl Stripes {
    fn new(topology: &Topology, draws: &mut dyn Draws) -> Self {
        let named = named_racks(topology);
        let is_fenced = |node: &u32| topology.members()[*node as usize].is_fenced;
        let mut racks = Vec::with_capacity(named.len());
        for rack in &named {
            let (fenced, unfenced) = rack.nodes.iter().partition(|node| is_fenced(node));
            let brokers = |nodes| Brokers { nodes, ..Brokers::default() };
            racks.push(Rack { unfenced: brokers(unfenced), fenced: brokers(fenced) });
        }
        let draw_order = hash_map_order(&named);
        for at in &draw_order {
            let rack = &mut racks[*at as usize];
            rack.fenced.begin(topology, draws);
            rack.unfenced.begin(topology, draws);
        }
        let order = sorted_by_name(&named);
        let offset = if order.is_empty() { 0 } else { draws.below(order.len() as u32) as usize };
        let unfenced = racks.iter().map(|rack| rack.unfenced.nodes.len() as u32).sum();
        Stripes { racks, order, draw_order, unfenced, epoch: 0, offset }
    }

    fn shuffle(&mut self, draws: &mut dyn Draws) {
        draws.shuffle(&mut self.order);
        for at in &self.draw_order {
            let rack = &mut self.racks[*at as usize];
            draws.shuffle(&mut rack.fenced.nodes);
            draws.shuffle(&mut rack.unfenced.nodes);
        }
    }

    /// The replicas of the next partition. There are enough brokers, and one of them is not fenced.
    fn place(&mut self, copies: usize, draws: &mut dyn Draws, replicas: &mut Vec<u32>) {
        replicas.clear();
        if self.epoch == self.unfenced && self.unfenced > 1 {
            self.shuffle(draws);
            self.epoch = 0;
        }
        let racks = self.order.len();
        if self.offset == racks {
            self.offset = 0;
        }
        let mut at = self.offset;
        while replicas.is_empty() {
            replicas.extend(self.racks[self.order[at] as usize].unfenced.next(self.epoch));
            if replicas.is_empty() {
                at = (at + 1) % racks;
            }
        }
        // The leader's rack has had its turn, once.
        let mut leaders = Some(at);
        at = self.offset;
        while replicas.len() < copies {
            if leaders == Some(at) {
                leaders = None;
            } else {
                replicas.extend(self.racks[self.order[at] as usize].next(self.epoch));
            }
            at = (at + 1) % racks;
        }
        self.epoch += 1;
        self.offset += 1;
    }
}
