use quorate_core::{
    base::NodeId,
    hash::HashFn,
    partition::{Ring, RingNode, generated_tokens, movement},
};

use super::{COPIES, TOKENS};

/// Cassandra's function.
const HASH: HashFn = HashFn::Murmur3Cassandra;

/// Our ring.
pub(super) struct Quorate(Ring);

impl Quorate {
    /// A ring of so many nodes.
    pub(super) fn build(nodes: u32) -> Self {
        Quorate(Ring::new(HASH.ring_bits(), (0..nodes).map(node).collect()))
    }

    /// The ring with one node more, as the page makes it: the others keep their tokens.
    pub(super) fn joined(&self) -> Self {
        let mut nodes = self.0.ring_nodes().to_vec();
        nodes.push(node(nodes.len() as u32));
        Quorate(Ring::new(HASH.ring_bits(), nodes))
    }

    /// The number of tokens.
    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// The owners of keys, added up.
    pub(super) fn lookup(&self, keys: &[String]) -> u64 {
        keys.iter().map(|key| self.0.owner_at(self.0.successor(HASH.point(key.as_bytes()))) as u64).sum()
    }

    /// The replicas of keys, added up.
    pub(super) fn walk(&self, keys: &[String]) -> u64 {
        let mut replicas = Vec::with_capacity(COPIES);
        keys.iter()
            .map(|key| {
                self.0.replicas_from(self.0.successor(HASH.point(key.as_bytes())), COPIES, &mut replicas);
                replicas.iter().copied().map(u64::from).sum::<u64>()
            })
            .sum()
    }

    /// Lists the ranges that move to another ring, and counts them.
    pub(super) fn ranges(&self, after: &Self) -> u64 {
        movement::of_owners(&self.0, &after.0).ranges.len() as u64
    }

    /// The share that moves to another ring.
    pub(super) fn moved_share(&self, after: &Self) -> f64 {
        movement::of_owners(&self.0, &after.0).share.approx()
    }
}

fn node(number: u32) -> RingNode {
    RingNode::new(NodeId(number), generated_tokens(HASH, &format!("node-{number}"), TOKENS))
}
