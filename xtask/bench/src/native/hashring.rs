use hashring::HashRing;

use super::TOKENS;

/// The crate `hashring`, with virtual nodes as its documentation makes them. A node is a number, which it hashes and
/// moves faster than a name. It has no walk over different nodes: `get_with_replicas` gives the next tokens, whosever
/// they are, and copies the ring for it.
pub(super) struct Hashring(HashRing<VirtualNode>);

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct VirtualNode {
    node: u32,
    id: u32,
}

impl Hashring {
    /// A ring of so many nodes.
    pub(super) fn build(nodes: u32) -> Self {
        let mut ring = HashRing::new();
        let of_node = |node| (0..TOKENS).map(move |id| VirtualNode { node, id });
        ring.batch_add((0..nodes).flat_map(of_node).collect());
        Hashring(ring)
    }

    /// The number of tokens.
    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// The owners of keys, added up.
    pub(super) fn lookup(&self, keys: &[String]) -> u64 {
        keys.iter().map(|key| u64::from(self.owner(key))).sum()
    }

    /// The owners of keys.
    pub(super) fn owners(&self, keys: &[String]) -> Vec<u32> {
        keys.iter().map(|key| self.owner(key)).collect()
    }

    /// How many keys another ring gives another owner: each is looked up in both.
    pub(super) fn moved(&self, after: &Self, keys: &[String]) -> u64 {
        keys.iter().filter(|key| self.owner(key) != after.owner(key)).count() as u64
    }

    /// The same where the owners before were kept: each key is looked up in this ring alone.
    pub(super) fn moved_from(&self, before: &[u32], keys: &[String]) -> u64 {
        keys.iter().zip(before).filter(|(key, before)| self.owner(key) != **before).count() as u64
    }

    fn owner(&self, key: &String) -> u32 {
        self.0.get(key).map_or(u32::MAX, |token| token.node)
    }
}
