use super::{Deal, Naming, PlacementKind, Replicas, SchemeKind, Text};
use crate::{
    base::{DcId, IdMap, IdSet, NodeId, Point, Unit, limit},
    hash::{HashFn, HashValue},
    topology::Site,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// The nodes of a cluster, where they stand, and the rules that spread keys and their copies over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub(super) naming: Naming,
    /// By id, ascending, each once.
    pub(super) nodes: Vec<Node>,
    /// How the nodes were dealt over racks; none where each was put by hand.
    pub(super) deal: Option<Deal>,
    /// Of nodes, racks, data centres and regions.
    pub(super) names: IdMap<Text, Unit>,
    /// In per cent of an ordinary node; those of 100 are left out.
    pub(super) weights: IdMap<u32>,
    pub(super) scheme: SchemeKind,
    pub(super) hash: HashFn,
    pub(super) vnodes: u32,
    pub(super) tokens: IdMap<Vec<TokenSpec>>,
    pub(super) parts: u32,
    /// Where ranges of keys are cut, ascending, each once.
    pub(super) splits: Vec<Text>,
    /// Of partition 1 and on, its nodes, the leader first; empty where a placement decides.
    pub(super) assigned: Vec<Vec<NodeId>>,
    pub(super) placement: PlacementKind,
    pub(super) replicas: Replicas,
    /// Kafka's `min.insync.replicas`.
    pub(super) min_insync: u32,
    pub(super) down: IdSet<Unit>,
    /// What placements that draw lots draw from.
    pub(super) seed: u64,
}

/// A node and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// Its place.
    pub site: Site,
}

impl Node {
    /// All that a node stands in, itself included.
    pub const fn units(self) -> [Unit; 4] {
        let Site { area, dc, rack } = self.site;
        [Unit::Area(area), Unit::Dc(dc), Unit::Rack(rack), Unit::Node(self.id)]
    }

    /// Whether it stands in a unit, or is it.
    pub fn is_in(self, unit: Unit) -> bool {
        self.units().contains(&unit)
    }
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
        match self.names.get(Unit::Node(id)) {
            Some(name) => name.as_str().into(),
            None => self.naming.name(id),
        }
    }

    /// The name of a rack, a data centre, a region or a node: the one given, else its id, or a node's by the preset's way.
    pub fn name_of(&self, unit: Unit) -> String {
        match (unit, self.names.get(unit)) {
            (_, Some(name)) => name.as_str().into(),
            (Unit::Node(id), None) => self.naming.name(id),
            (unit, None) => unit.to_string(),
        }
    }

    /// Where a node stands.
    pub fn site(&self, id: NodeId) -> Option<Site> {
        let at = self.nodes.binary_search_by_key(&id, |node| node.id).ok()?;
        Some(self.nodes[at].site)
    }

    /// The racks in which nodes stand, each once, by data centre and number.
    pub fn sites(&self) -> Vec<Site> {
        let mut sites: Vec<Site> = Vec::new();
        for node in &self.nodes {
            if let Err(at) = sites.binary_search(&node.site) {
                sites.insert(at, node.site);
            }
        }
        sites
    }

    /// How the nodes were dealt over racks; none where each was put by hand.
    pub const fn deal(&self) -> Option<Deal> {
        self.deal
    }

    /// Whether nodes stand in a unit.
    pub fn has_unit(&self, unit: Unit) -> bool {
        self.nodes.iter().any(|node| node.is_in(unit))
    }

    /// What makes partitions of the keys. An explicit table speaks of fixed partitions, and so does every placement that
    /// does not walk a ring.
    pub fn scheme(&self) -> SchemeKind {
        match self.scheme {
            SchemeKind::Ring if !self.assigned.is_empty() || !self.placement.walks_ring() => {
                SchemeKind::Slots
            }
            scheme => scheme,
        }
    }

    /// Fixed partitions, where the scheme has them: those of the table, if there is one.
    pub fn parts(&self) -> u32 {
        if self.assigned.is_empty() { self.parts } else { self.assigned.len() as u32 }
    }

    /// Where ranges of keys are cut.
    pub fn splits(&self) -> &[Text] {
        &self.splits
    }

    /// The explicit table: of partition 1 and on, its nodes, the leader first. Empty where a placement decides.
    pub fn assigned(&self) -> &[Vec<NodeId>] {
        &self.assigned
    }

    /// The rule that places copies, where there is no explicit table.
    pub const fn placement(&self) -> PlacementKind {
        self.placement
    }

    /// How many copies there are, in all or per data centre.
    pub const fn copies(&self) -> &Replicas {
        &self.replicas
    }

    /// Kafka's `min.insync.replicas`.
    pub const fn min_insync(&self) -> u32 {
        self.min_insync
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

    /// What placements that draw lots draw from.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Copies of each key as they were written: over all data centres, where they are counted per data centre.
    pub fn replicas(&self) -> u32 {
        self.replicas.total(&self.dcs())
    }

    /// Copies of each key over all data centres, whichever way they were written.
    pub fn copies_meant(&self) -> u32 {
        match &self.replicas {
            Replicas::Each(copies) if self.placement.counts_per_dc() => {
                copies.saturating_mul(self.dcs().len() as u32).min(limit::REPLICAS)
            }
            _ => self.replicas(),
        }
    }

    /// The data centres in which nodes stand, ascending.
    #[inline(never)]
    pub fn dcs(&self) -> Vec<DcId> {
        let mut dcs: Vec<DcId> = Vec::new();
        for node in &self.nodes {
            if let Err(at) = dcs.binary_search(&node.site.dc) {
                dcs.insert(at, node.site.dc);
            }
        }
        dcs
    }

    /// What was powered off: nodes, and whole racks, data centres and regions.
    pub fn off(&self) -> impl Iterator<Item = Unit> {
        self.down.ids()
    }

    /// Whether a unit was powered off as a whole.
    pub fn is_off(&self, unit: Unit) -> bool {
        self.down.contains(unit)
    }

    /// Whether a node has no power: by itself, or with its rack, data centre or region.
    pub fn is_down(&self, id: NodeId) -> bool {
        !self.down.is_empty()
            && self
                .site(id)
                .is_some_and(|site| Node { id, site }.units().iter().any(|unit| self.is_off(*unit)))
    }

    /// The same cluster with everything powered on.
    #[must_use]
    #[inline(never)]
    pub fn all_on(&self) -> Cluster {
        Cluster { down: IdSet::default(), ..self.clone() }
    }

    /// The nodes that are powered on, by id.
    pub fn live(&self) -> impl Iterator<Item = NodeId> {
        self.nodes.iter().map(|node| node.id).filter(|id| !self.is_down(*id))
    }

    /// The same cluster with these units off and nothing else.
    #[must_use]
    pub fn with_only_off(&self, units: &[Unit]) -> Cluster {
        let mut cluster = self.all_on();
        for unit in units.iter().filter(|unit| self.has_unit(**unit)) {
            cluster.down.insert(*unit, ());
        }
        cluster
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
        let Cluster { nodes, names, weights, tokens, down, assigned, replicas, .. } = self;
        let here = |id: NodeId| nodes.binary_search_by_key(&id, |node| node.id).is_ok();
        let stands = |unit: Unit| nodes.iter().any(|node| node.is_in(unit));
        names.retain(|unit, _| stands(unit));
        weights.retain(|id, _| here(id));
        tokens.retain(|id, _| here(id));
        down.retain(|unit, ()| stands(unit));
        for holders in assigned {
            holders.retain(|id| here(*id));
        }
        replicas.prune(|dc| stands(Unit::Dc(dc)));
    }

    /// Invariants, asserted by tests after every edit.
    pub fn check(&self) -> Result<(), String> {
        let holds = [
            (self.nodes.is_sorted_by(|a, b| a.id < b.id), "nodes are ascending, each once"),
            (self.nodes.len() <= limit::NODES as usize, "nodes are within their limit"),
            ((1..=limit::VNODES).contains(&self.vnodes), "tokens a node are within their limit"),
            (self.total_tokens() <= limit::TOKENS, "tokens are within their limit"),
            ((1..=limit::PARTITIONS).contains(&self.parts), "partitions are within their limit"),
            (self.replicas.check(), "copies are within their limit"),
            (
                self.weights.ids().chain(self.tokens.ids()).all(|id| self.has(id))
                    && self.assigned.iter().flatten().all(|id| self.has(*id)),
                "only nodes that are there are spoken of",
            ),
            (
                self.names.ids().chain(self.down.ids()).all(|unit| self.has_unit(unit)),
                "only what is there is named or off",
            ),
            (self.splits.is_sorted_by(|a, b| a < b), "split points are ascending, each once"),
            (
                self.deal.is_none_or(|deal| {
                    (1..).zip(&self.nodes).all(|(id, node)| *node == deal.node(NodeId(id)))
                }),
                "dealt nodes stand where they were dealt",
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
