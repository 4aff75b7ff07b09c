use super::{
    error::{ApiError, Code},
    json::Json,
};
use quorate_core::{
    base::{NodeId, Point, Share, limit},
    hash::{HashFn, HashValue},
    partition::{Modulo, Ring, RingNode, Scheme as _, generated_tokens},
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::Arc};

/// How keys are spread over nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// The hash ring.
    Ring,
    /// Hash mod the number of nodes, in list order.
    Mod,
}

impl Scheme {
    /// The schemes by name.
    pub(super) const WORDS: [(&str, Scheme); 2] = [("ring", Scheme::Ring), ("mod", Scheme::Mod)];
}

/// The rule, the same for all nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) scheme: Scheme,
    pub(super) hash: HashFn,
    /// Tokens of a node of weight 100 to which none are given.
    pub(super) vnodes: u32,
}

impl Rule {
    /// Tokens a node, where the caller does not say.
    pub(super) const VNODES: u32 = 16;
}

/// A node as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NodeSpec {
    pub(super) id: String,
    /// None where they are to be generated.
    pub(super) tokens: Option<Arc<[Point]>>,
    /// In per cent.
    pub(super) weight: u32,
    pub(super) dc: Option<String>,
    pub(super) rack: Option<String>,
    pub(super) host: Option<String>,
    pub(super) is_fenced: bool,
}

impl NodeSpec {
    /// The weight of a node of which nothing is said.
    pub(super) const WEIGHT: u32 = 100;

    /// One of which nothing is said but this.
    #[cfg(test)]
    pub(super) fn of(id: &str, tokens: Option<Arc<[Point]>>, weight: u32) -> Self {
        NodeSpec { id: id.into(), tokens, weight, dc: None, rack: None, host: None, is_fenced: false }
    }

    /// How many tokens it has.
    fn token_count(&self, rule: Rule) -> u64 {
        match &self.tokens {
            Some(tokens) => tokens.len() as u64,
            None => (u64::from(rule.vnodes) * u64::from(self.weight) / 100).max(1),
        }
    }

    fn tokens(&self, rule: Rule) -> Arc<[Point]> {
        match &self.tokens {
            Some(tokens) => Arc::clone(tokens),
            None => generated_tokens(rule.hash, &self.id, self.token_count(rule) as u32).into(),
        }
    }
}

/// Places of nodes by their ids. It is filled one by one: collecting brings in a sort of its own, which has 8 KB.
type Places<'a> = BTreeMap<&'a str, u32>;

/// A list of nodes, each id once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nodes(Vec<NodeSpec>);

impl Nodes {
    /// Checks that no id stands twice, and that the tokens are within their limit, before any is made. `field` is the
    /// option that the list was given as.
    pub(super) fn new(field: &str, rule: Rule, nodes: Vec<NodeSpec>) -> Result<Self, ApiError> {
        let mut places = Places::default();
        for (at, node) in (0..).zip(&nodes) {
            if let Some(first) = places.insert(&node.id, at) {
                let cause = format!("is also the id of {field}[{first}]: give each node its own");
                let field = format!("{field}[{at}].id");
                return Err(ApiError::about_text(Code::Duplicate, field, &node.id, &cause));
            }
        }
        let tokens: u64 = nodes.iter().map(|node| node.token_count(rule)).sum();
        if rule.scheme == Scheme::Ring && tokens > u64::from(limit::API_TOKENS) {
            let cause = format!(
                "make {tokens} tokens, and a ring takes {} at most: give fewer nodes, or a smaller vnodes",
                limit::API_TOKENS
            );
            return Err(ApiError::new(Code::Limit, field, &cause).near(&limit::API_TOKENS));
        }
        Ok(Nodes(nodes))
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The nodes in list order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &NodeSpec> {
        self.0.iter()
    }

    /// How many bytes the longest id has.
    pub(super) fn longest_id(&self) -> usize {
        self.0.iter().map(|node| node.id.len()).max().unwrap_or(0)
    }

    /// How many tokens they have in all.
    pub(super) fn token_count(&self, rule: Rule) -> u64 {
        self.0.iter().map(|node| node.token_count(rule)).sum()
    }

    /// Numbers for the nodes: their places.
    pub(super) fn numbers(&self) -> Vec<NodeId> {
        (0..self.0.len() as u32).map(NodeId).collect()
    }

    /// Numbers for the nodes of a later list: those of this list's nodes with the same id, else new ones.
    pub(super) fn numbers_of(&self, after: &Nodes) -> Vec<NodeId> {
        let mut places = Places::default();
        for (place, node) in (0..).zip(&self.0) {
            places.insert(&node.id, place);
        }
        let mut fresh = self.0.len() as u32..;
        after
            .0
            .iter()
            .map(|node| match places.get(node.id.as_str()) {
                Some(place) => NodeId(*place),
                None => NodeId(fresh.next().unwrap_or(u32::MAX)),
            })
            .collect()
    }

    /// The ids as JSON texts, by place.
    pub(super) fn written(&self) -> Vec<String> {
        let written = |node: &NodeSpec| {
            let mut json = Json::default();
            json.text(&node.id);
            json.into_text()
        };
        self.0.iter().map(written).collect()
    }
}

/// What one call may ask for at once: so many ids of such a length.
pub(super) fn check_answer(field: &str, ids: u64, longest_id: usize) -> Result<(), ApiError> {
    if ids > limit::API_ANSWER_IDS {
        let cause = format!(
            "asks for {ids} ids in one answer, and {} is the most: lower rf, or split the call",
            limit::API_ANSWER_IDS
        );
        return Err(ApiError::new(Code::Limit, field, &cause));
    }
    if ids * longest_id as u64 > limit::API_ANSWER_BYTES {
        let cause = format!(
            "asks for {ids} ids of up to {longest_id} bytes, and an answer has room for {} bytes: shorten the ids, or split the call",
            limit::API_ANSWER_BYTES
        );
        return Err(ApiError::new(Code::Limit, field, &cause));
    }
    Ok(())
}

/// Nodes with a rule that places keys on them.
#[derive(Debug)]
pub(super) struct Cluster {
    rule: Rule,
    nodes: Nodes,
    numbers: Vec<NodeId>,
    layout: Layout,
}

/// The rule at work.
#[derive(Debug)]
pub(super) enum Layout {
    Ring(Ring),
    Mod(Modulo),
}

impl Layout {
    /// The ring, if at least `rf` of its nodes have tokens: where each key has `rf` replicas.
    pub(super) fn ring_with(&self, rf: usize) -> Option<&Ring> {
        match self {
            Layout::Ring(ring) => Some(ring).filter(|ring| !ring.is_empty() && rf <= ring.tokened()),
            Layout::Mod(_) => None,
        }
    }
}

thread_local! {
    /// The clusters of the last calls. Callers ask again and again about the same nodes, and a ring of 256,000 tokens
    /// takes longer to build than 100,000 keys to place.
    static LAST: RefCell<Vec<Rc<Cluster>>> = const { RefCell::new(Vec::new()) };
}

impl Cluster {
    /// Clusters that are kept: the two of a movement.
    const KEPT: usize = 2;
    /// Larger ones are not.
    const KEPT_TOKENS: u64 = limit::TOKENS as u64;

    /// The nodes under a rule, numbered by their places.
    pub(super) fn new(rule: Rule, nodes: Nodes) -> Rc<Self> {
        let numbers = nodes.numbers();
        Cluster::numbered(rule, nodes, numbers)
    }

    /// The same, numbered otherwise.
    pub(super) fn numbered(rule: Rule, nodes: Nodes, numbers: Vec<NodeId>) -> Rc<Self> {
        let is_same =
            |kept: &&Rc<Cluster>| kept.rule == rule && kept.numbers == numbers && kept.nodes == nodes;
        let kept = LAST.with_borrow(|last| last.iter().find(is_same).cloned());
        if let Some(kept) = kept {
            return kept;
        }
        let layout = match rule.scheme {
            Scheme::Ring => {
                let tokens = nodes.0.iter().map(|node| node.tokens(rule));
                let nodes = numbers.iter().zip(tokens).map(|(id, tokens)| RingNode::new(*id, tokens));
                Layout::Ring(Ring::new(rule.hash.ring_bits(), nodes.collect()))
            }
            Scheme::Mod => Layout::Mod(Modulo::new(rule.hash, numbers.clone())),
        };
        let cluster = Rc::new(Cluster { rule, nodes, numbers, layout });
        if cluster.nodes.token_count(rule) <= Cluster::KEPT_TOKENS {
            LAST.with_borrow_mut(|last| {
                last.insert(0, Rc::clone(&cluster));
                last.truncate(Cluster::KEPT);
            });
        }
        cluster
    }

    /// The rule.
    pub(super) const fn rule(&self) -> Rule {
        self.rule
    }

    /// The nodes in list order.
    pub(super) const fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The rule at work.
    pub(super) const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Puts the places in the list of the first `rf` nodes for a value into `replicas`, the owner first.
    pub(super) fn replicas(&self, value: HashValue, rf: usize, replicas: &mut Vec<u32>) {
        replicas.clear();
        match &self.layout {
            Layout::Ring(ring) if ring.is_empty() => {}
            Layout::Ring(ring) if rf == 1 => {
                replicas.push(ring.owner_at(ring.successor(value.point())) as u32);
            }
            Layout::Ring(ring) => ring.replicas_from(ring.successor(value.point()), rf, replicas),
            Layout::Mod(_) => {
                let n = self.nodes.len() as u32;
                let first = if n == 0 { 0 } else { self.rule.hash.residue(value, n) };
                let copies = n.min(rf as u32);
                replicas.extend((first..n).chain(0..first).take(copies as usize));
            }
        }
    }

    /// The share of each node, in list order.
    pub(super) fn ownership(&self) -> Vec<Share> {
        match &self.layout {
            Layout::Ring(ring) => ring.ownership(),
            Layout::Mod(modulo) => modulo.ownership(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn rule(scheme: Scheme, hash: HashFn, vnodes: u32) -> Rule {
        Rule { scheme, hash, vnodes }
    }

    pub(crate) fn nodes(rule: Rule, ids: &[&str]) -> Nodes {
        let node = |id: &&str| NodeSpec::of(id, None, NodeSpec::WEIGHT);
        Nodes::new("nodes", rule, ids.iter().map(node).collect()).unwrap()
    }

    #[test]
    fn weights_give_more_tokens_or_fewer_but_never_none() {
        let rule = rule(Scheme::Ring, HashFn::Md5, 10);
        let count = |weight| NodeSpec::of("a", None, weight).token_count(rule);
        assert_eq!([count(100), count(250), count(1), count(99)], [10, 25, 1, 9]);
    }

    #[test]
    fn an_id_that_stands_twice_is_named_with_its_twin() {
        let rule = rule(Scheme::Ring, HashFn::Md5, 1);
        let node = |id: &str| NodeSpec::of(id, None, 100);
        let error = Nodes::new("after", rule, vec![node("a"), node("b"), node("a")]).unwrap_err().json();
        assert!(
            error.contains(r#""field":"after[2].id""#) && error.contains("also the id of after[0]"),
            "{error}"
        );
    }

    #[test]
    fn too_many_tokens_are_refused_before_any_is_made() {
        let many = rule(Scheme::Ring, HashFn::Md5, limit::API_VNODES);
        let heavy = NodeSpec::of("a", None, limit::WEIGHT_PERCENT);
        assert!(Nodes::new("nodes", many, vec![heavy.clone()]).is_err());
        let modulo = rule(Scheme::Mod, HashFn::Md5, limit::API_VNODES);
        assert!(Nodes::new("nodes", modulo, vec![heavy]).is_ok(), "mod N makes no tokens");
    }

    #[test]
    fn the_same_cluster_is_built_once_and_another_anew() {
        let rule = rule(Scheme::Ring, HashFn::Xxh64, 8);
        let first = Cluster::new(rule, nodes(rule, &["a", "b"]));
        assert!(Rc::ptr_eq(&first, &Cluster::new(rule, nodes(rule, &["a", "b"]))));
        assert!(!Rc::ptr_eq(&first, &Cluster::new(rule, nodes(rule, &["b", "a"]))));
        let other = Rule { vnodes: 9, ..rule };
        assert!(!Rc::ptr_eq(&first, &Cluster::new(other, nodes(other, &["a", "b"]))));
    }

    #[test]
    fn later_lists_keep_the_numbers_of_the_nodes_they_share() {
        let rule = rule(Scheme::Ring, HashFn::Md5, 1);
        let before = nodes(rule, &["a", "b", "c"]);
        let numbers = before.numbers_of(&nodes(rule, &["x", "c", "a", "y"]));
        assert_eq!(numbers, [3, 2, 0, 4].map(NodeId));
    }
}
