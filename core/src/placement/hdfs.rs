//! The default placement of HDFS: the first replica with the writer, two more together in another rack.
//!
//! - Source: Apache Hadoop 3.3, `server/blockmanagement/BlockPlacementPolicyDefault.java`, `chooseTargetInOrder`,
//!   `getMaxNodesPerRack` and `getPipeline`.
//! - First the writer's node, or any if the writer is none; then one in another rack; then another in the rack of the
//!   second; the rest anywhere. No rack takes more than (copies − 1) / racks + 2, and never all. Where a rule finds no
//!   node it falls back as HDFS does; where nobody is left the block has fewer replicas.
//! - The order is that of the write pipeline: always on to the nearest node left.
//! - An rf beyond the nodes gives as many as the limits of racks allow. Left out: load, space, kinds of storage, stale
//!   and slow nodes, favoured nodes, weights.

use super::{Copies, Placement, PlacementError, Table};
use crate::{base::Random, topology::Topology};
use alloc::{vec, vec::Vec};

/// Who writes the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HdfsWriter {
    /// Each node in turn, in list order.
    InTurn,
    /// The node at this place.
    Node(u32),
    /// A client on no node of the cluster.
    Outside,
}

/// `BlockPlacementPolicyDefault`: a partition is a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HdfsDefault {
    /// How many blocks are placed.
    pub blocks: u32,
    /// Who writes them.
    pub writer: HdfsWriter,
    /// What is drawn from.
    pub seed: u64,
}

impl HdfsDefault {
    fn writer(&self, block: u32, nodes: u32) -> Option<u32> {
        match self.writer {
            HdfsWriter::InTurn => Some(block % nodes),
            HdfsWriter::Node(node) => (node < nodes).then_some(node),
            HdfsWriter::Outside => None,
        }
    }
}

impl Placement for HdfsDefault {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let nodes = topology.len() as u32;
        let copies = copies.each()?.min(nodes);
        let mut table = Table::with_room(self.blocks as usize, copies as usize);
        let mut block = Block::new(topology, copies, Random::new(self.seed, "hdfs"));
        for number in 0..self.blocks {
            if copies > 0 {
                block.choose_all(self.writer(number, nodes), copies as usize);
                block.sort_as_pipeline();
            }
            table.push(&block.chosen);
        }
        Ok(table)
    }
}

/// Where the next replica may go.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Anywhere,
    In(u32),
    NotIn(u32),
}

/// The block in hand.
#[derive(Debug)]
struct Block<'a> {
    topology: &'a Topology,
    random: Random,
    /// The most replicas in one rack.
    most: u32,
    chosen: Vec<u32>,
    /// By node, whether it is among them.
    is_taken: Vec<bool>,
    per_rack: Vec<u32>,
    candidates: Vec<u32>,
}

impl<'a> Block<'a> {
    fn new(topology: &'a Topology, copies: u32, random: Random) -> Self {
        let mut per_rack = vec![0; topology.racks().len()];
        topology.members().iter().for_each(|member| per_rack[member.rack as usize] = 1);
        let most = most_per_rack(copies, per_rack.iter().sum());
        Block {
            topology,
            random,
            most,
            chosen: Vec::new(),
            is_taken: vec![false; topology.len()],
            per_rack,
            candidates: Vec::new(),
        }
    }

    fn choose_all(&mut self, writer: Option<u32>, copies: usize) {
        for node in self.chosen.drain(..) {
            self.is_taken[node as usize] = false;
        }
        self.per_rack.fill(0);
        match writer {
            Some(node) => self.take(node),
            None => _ = self.choose(Scope::Anywhere),
        }
        let Some(first) = self.chosen.first() else { return };
        let home = self.topology.rack_of(*first);
        if copies > 1 && !self.choose(Scope::NotIn(home)) && !self.choose(Scope::In(home)) {
            return;
        }
        if copies > 2 {
            let away = self.topology.rack_of(self.chosen[1]);
            let scopes = if away == home {
                [Scope::NotIn(home), Scope::In(home), Scope::In(home)]
            } else {
                [Scope::In(away), Scope::In(home), Scope::Anywhere]
            };
            if !scopes.into_iter().any(|scope| self.choose(scope)) {
                return;
            }
        }
        while self.chosen.len() < copies && self.choose(Scope::Anywhere) {}
    }

    /// Draws one of those in the scope that hold none yet and whose racks have room, if there are any.
    fn choose(&mut self, scope: Scope) -> bool {
        let Block { topology, most, is_taken, per_rack, candidates, .. } = self;
        candidates.clear();
        candidates.extend((0_u32..).zip(topology.members()).filter_map(|(node, member)| {
            let is_in_scope = match scope {
                Scope::Anywhere => true,
                Scope::In(rack) => member.rack == rack,
                Scope::NotIn(rack) => member.rack != rack,
            };
            let has_room = per_rack[member.rack as usize] < *most;
            (is_in_scope && has_room && !is_taken[node as usize]).then_some(node)
        }));
        if candidates.is_empty() {
            return false;
        }
        let node = candidates[self.random.below(candidates.len() as u32) as usize];
        self.take(node);
        true
    }

    fn take(&mut self, node: u32) {
        self.chosen.push(node);
        self.is_taken[node as usize] = true;
        self.per_rack[self.topology.rack_of(node) as usize] += 1;
    }

    /// From the first on to the nearest of those left, again and again.
    fn sort_as_pipeline(&mut self) {
        for at in 1..self.chosen.len() {
            let from = self.chosen[at - 1];
            let distance = |to: u32| {
                u32::from(self.topology.rack_of(from) != self.topology.rack_of(to))
                    + u32::from(self.topology.dc_of(from) != self.topology.dc_of(to))
            };
            let nearest = (at..self.chosen.len()).min_by_key(|left| distance(self.chosen[*left]));
            self.chosen.swap(at, nearest.unwrap_or(at));
        }
    }
}

/// The most replicas of a block in one rack.
fn most_per_rack(copies: u32, racks: u32) -> u32 {
    if racks <= 1 || copies <= 1 {
        return copies;
    }
    let most = (copies - 1) / racks + 2;
    if most == copies { most - 1 } else { most }
}
