use super::{Naming, Text};
use crate::{
    base::{IdMap, IdSet, NodeId, Point, limit},
    hash::{HashFn, HashValue},
    topology::Site,
};
use alloc::{format, string::String, vec::Vec};

/// The nodes of a cluster and the rule that spreads keys over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub(super) naming: Naming,
    /// By id, ascending, each once.
    pub(super) nodes: Vec<Node>,
    pub(super) names: IdMap<Text>,
    /// In per cent of an ordinary node; those of 100 are left out.
    pub(super) weights: IdMap<u32>,
    pub(super) hash: HashFn,
    pub(super) vnodes: u32,
    pub(super) tokens: IdMap<Vec<TokenSpec>>,
    pub(super) replicas: u32,
    pub(super) down: IdSet,
}

/// A node and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// Its place.
    pub site: Site,
}

/// A token as the reader gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSpec {
    /// So many degrees clockwise from the least hash value, 0 to 359.
    Degrees(u32),
    /// This value of the cluster's hash function.
    Value(HashValue),
}

impl TokenSpec {
    /// Where the token lies in the function's space.
    pub fn point(self, function: HashFn) -> Point {
        match self {
            TokenSpec::Degrees(degrees) => Point::from_degrees(degrees, function.ring_bits()),
            TokenSpec::Value(value) => value.point().truncated(function.ring_bits()),
        }
    }
}

impl Cluster {
    /// The nodes by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Whether there is such a node.
    pub fn has(&self, id: NodeId) -> bool {
        self.nodes.binary_search_by_key(&id, |node| node.id).is_ok()
    }

    /// A node's name: the one given, else by the preset's way of naming.
    pub fn name(&self, id: NodeId) -> String {
        match self.names.get(id) {
            Some(name) => name.as_str().into(),
            None => self.naming.name(id),
        }
    }

    /// A node's weight in per cent.
    pub fn weight(&self, id: NodeId) -> u32 {
        self.weights.get(id).copied().unwrap_or(100)
    }

    /// The function that places keys and generated tokens.
    pub const fn hash(&self) -> HashFn {
        self.hash
    }

    /// Tokens of a node of weight 100 to which none are given.
    pub const fn vnodes(&self) -> u32 {
        self.vnodes
    }

    /// Copies of each key.
    pub const fn replicas(&self) -> u32 {
        self.replicas
    }

    /// Whether a node is powered off.
    pub fn is_down(&self, id: NodeId) -> bool {
        self.down.contains(id)
    }

    /// The nodes that are powered on, by id.
    pub fn live(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.iter().map(|node| node.id).filter(|id| !self.is_down(*id))
    }

    /// The tokens given to a node, if any are.
    pub fn given_tokens(&self, id: NodeId) -> Option<&[TokenSpec]> {
        self.tokens.get(id).map(Vec::as_slice)
    }

    /// Whether any node has tokens given.
    pub fn has_given_tokens(&self) -> bool {
        !self.tokens.is_empty()
    }

    /// How many tokens a node has: given ones, else max(1, ⌊vnodes·weight/100⌋).
    pub fn token_count(&self, id: NodeId) -> u32 {
        match self.tokens.get(id) {
            Some(tokens) => tokens.len() as u32,
            None => (u64::from(self.vnodes) * u64::from(self.weight(id)) / 100).max(1) as u32,
        }
    }

    /// Tokens of all nodes together.
    pub fn total_tokens(&self) -> u32 {
        self.nodes.iter().map(|node| self.token_count(node.id)).fold(0, u32::saturating_add)
    }

    /// The node that would be added next: one more than the highest number.
    pub fn next_id(&self) -> NodeId {
        NodeId(self.nodes.last().map_or(1, |node| node.id.0 + 1))
    }

    /// Whether the cluster's tokens are within the limit; else the most tokens a node that are.
    pub(super) fn check_tokens(&self) -> Result<(), u32> {
        if self.total_tokens() <= limit::TOKENS {
            return Ok(());
        }
        let fits = |vnodes| Cluster { vnodes, ..self.clone() }.total_tokens() <= limit::TOKENS;
        let (mut most, mut above) = (1, self.vnodes);
        while most + 1 < above {
            let middle = u32::midpoint(most, above);
            if fits(middle) { most = middle } else { above = middle }
        }
        Err(most)
    }

    /// Forgets what is said of nodes that are not there.
    pub(super) fn prune(&mut self) {
        let Cluster { nodes, names, weights, tokens, down, .. } = self;
        let here = |id: NodeId| nodes.binary_search_by_key(&id, |node| node.id).is_ok();
        names.retain(|id, _| here(id));
        weights.retain(|id, _| here(id));
        tokens.retain(|id, _| here(id));
        down.retain(|id, ()| here(id));
    }

    /// Invariants, asserted by tests after every edit.
    pub fn check(&self) -> Result<(), String> {
        let holds = [
            (self.nodes.is_sorted_by(|a, b| a.id < b.id), "nodes are ascending, each once"),
            (self.nodes.len() <= limit::NODES as usize, "nodes are within their limit"),
            ((1..=limit::VNODES).contains(&self.vnodes), "tokens a node are within their limit"),
            (self.total_tokens() <= limit::TOKENS, "tokens are within their limit"),
            ((1..=limit::REPLICAS).contains(&self.replicas), "copies are within their limit"),
            (
                self.names
                    .ids()
                    .chain(self.weights.ids())
                    .chain(self.tokens.ids())
                    .chain(self.down.ids())
                    .all(|id| self.has(id)),
                "only nodes that are there are spoken of",
            ),
            (self.weights.iter().all(|(_, weight)| *weight != 100), "ordinary weights are left out"),
            (self.tokens.iter().all(|(_, tokens)| !tokens.is_empty()), "tokens that are given are some"),
        ];
        match holds.iter().find(|(holds, _)| !holds) {
            Some((_, rule)) => Err(format!("broken: {rule}")),
            None => Ok(()),
        }
    }
}
