use consistent_hash::{DefaultHash, Node, StaticHashRing};

use super::{COPIES, TOKENS};

/// The crate `consistent_hash`; a node is a number, as for the crate `hashring`.
pub(super) struct ConsistentHash(StaticHashRing<'static, u32, (), DefaultHash>);

impl ConsistentHash {
    /// A ring of so many nodes.
    pub(super) fn build(nodes: u32) -> Self {
        let nodes = (0..nodes).map(|number| Node::new(number).quantity(TOKENS as usize));
        ConsistentHash(StaticHashRing::new(DefaultHash, nodes))
    }

    /// The number of tokens.
    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// The owners of keys, added up.
    pub(super) fn lookup(&self, keys: &[String]) -> u64 {
        keys.iter().map(|key| u64::from(self.owner(key))).sum()
    }

    /// The replicas of keys, added up.
    pub(super) fn walk(&self, keys: &[String]) -> u64 {
        let replicas = |key| self.0.calc_candidates(key).take(COPIES).map(|node| u64::from(node.key));
        keys.iter().map(|key| replicas(key).sum::<u64>()).sum()
    }

    /// How many keys another ring gives another owner: each is looked up in both.
    pub(super) fn moved(&self, after: &Self, keys: &[String]) -> u64 {
        keys.iter().filter(|key| self.owner(key) != after.owner(key)).count() as u64
    }

    fn owner(&self, key: &String) -> u32 {
        self.0.calc_candidates(key).next().map_or(u32::MAX, |node| node.key)
    }
}
