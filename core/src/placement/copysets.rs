//! Copyset replication: few different sets of nodes, so that when some nodes fail at once it is unlikely that all copies
//! of anything are among them.
//!
//! - Source: Cidon, Rumble, Stutsman, Katti, Ousterhout and Rosenblum, "Copysets: Reducing the Frequency of Data Loss in
//!   Cloud Storage", USENIX ATC 2013, section 4: P = S / (R − 1) permutations of the nodes, rounded up, each cut into
//!   sets of R; then each partition takes a random node and, of the sets with that node, a random one.
//! - The scatter width S is the number of nodes that can help to restore one; more than all others it cannot be. Where R
//!   does not divide the number of nodes, the rest of a permutation is in no set of it.
//! - An rf beyond the nodes gives every node. Left out: racks (the paper redraws sets within one), weights, and nodes
//!   that come and go.

use super::{Copies, Placement, PlacementError, Table};
use crate::{base::Random, topology::Topology};
use alloc::{vec, vec::Vec};

/// Replicas in the sets of a few permutations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copysets {
    /// How many partitions are placed.
    pub partitions: u32,
    /// S: how many others are to share partitions with each node.
    pub scatter_width: u32,
    /// What is drawn from.
    pub seed: u64,
}

impl Copysets {
    /// P: how many permutations make the sets, for so many copies on so many nodes.
    pub fn permutations(&self, copies: u32, nodes: u32) -> u32 {
        let others = copies.min(nodes).saturating_sub(1).max(1);
        self.scatter_width.min(nodes.saturating_sub(1)).div_ceil(others).max(1)
    }
}

impl Placement for Copysets {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let nodes = topology.len() as u32;
        let copies = copies.each()?.min(nodes);
        let mut random = Random::new(self.seed, "copysets");
        let mut table = Table::with_room(self.partitions as usize, copies as usize);
        if nodes == 0 {
            (0..self.partitions).for_each(|_| table.push(&[]));
            return Ok(table);
        }
        let sets = permuted_sets(self.permutations(copies, nodes), copies, nodes, &mut random);
        let mut sets_of = vec![Vec::new(); nodes as usize];
        for (number, set) in sets.chunks_exact(copies as usize).enumerate() {
            for node in set {
                sets_of[*node as usize].push(number);
            }
        }
        let mut replicas = Vec::with_capacity(copies as usize);
        while table.len() < self.partitions as usize {
            let first = random.below(nodes);
            let choice = &sets_of[first as usize];
            // A node that is in the rest of every permutation holds nothing; another is drawn.
            if choice.is_empty() {
                continue;
            }
            let number = choice[random.below(choice.len() as u32) as usize];
            let set = &sets[number * copies as usize..][..copies as usize];
            replicas.clear();
            replicas.push(first);
            replicas.extend(set.iter().filter(|node| **node != first));
            table.push(&replicas);
        }
        Ok(table)
    }
}

/// The sets one after the other, each of as many nodes as there are copies.
fn permuted_sets(permutations: u32, copies: u32, nodes: u32, random: &mut Random) -> Vec<u32> {
    let mut order: Vec<u32> = (0..nodes).collect();
    let mut sets = Vec::new();
    for _ in 0..permutations {
        random.shuffle(&mut order);
        sets.extend_from_slice(&order[..(nodes - nodes % copies) as usize]);
    }
    sets
}
