use super::super::{
    cluster::{Cluster, NodeSpec, Nodes, Rule, Scheme},
    error::{ApiError, Code},
    given::Given,
};
use super::{
    list::List,
    options::{Known, Options, Within, given},
};
use quorate_core::{
    base::{Point, limit},
    hash::HashFn,
};
use std::{rc::Rc, sync::Arc};

/// The options that all functions of clusters have in common.
pub(super) struct ClusterOptions<'a> {
    options: &'a Options<'a>,
    rule: Rule,
}

impl<'a> ClusterOptions<'a> {
    /// Reads the rule.
    pub(super) fn new(options: &'a Options<'a>) -> Result<Self, ApiError> {
        let rule = Rule {
            scheme: options.given("scheme")?.word("scheme", &Scheme::WORDS, None)?,
            hash: options.given("hash")?.function("hash")?,
            vnodes: options.given("vnodes")?.whole("vnodes", 1..=limit::API_VNODES, Some(Rule::VNODES))?,
        };
        Ok(ClusterOptions { options, rule })
    }

    /// Reads the rule of `assign`, whose rings need not say how they hash.
    pub(super) fn of_assign(options: &'a Options<'a>) -> Result<Self, ApiError> {
        let hash = match options.given("hash")? {
            Given::Missing => HashFn::Murmur3Cassandra,
            hash => hash.function("hash")?,
        };
        let vnodes = options.given("vnodes")?.whole("vnodes", 1..=limit::API_VNODES, Some(Rule::VNODES))?;
        Ok(ClusterOptions { options, rule: Rule { scheme: Scheme::Ring, hash, vnodes } })
    }

    /// The rule.
    pub(super) const fn rule(&self) -> Rule {
        self.rule
    }

    /// Reads a list of nodes and builds their cluster.
    pub(super) fn cluster(&self, field: &str) -> Result<Rc<Cluster>, ApiError> {
        Ok(Cluster::new(self.rule, self.nodes(field)?))
    }

    /// Reads a list of nodes.
    pub(super) fn nodes(&self, field: &str) -> Result<Nodes, ApiError> {
        let what = "a list of nodes, each {id, tokens?, weight?}";
        let list = List::new(self.options.get(field)?, field, what, limit::API_NODES, |len| {
            let cause = format!("are {len} nodes, and {} is the most: give fewer", limit::API_NODES);
            ApiError::new(Code::Limit, field, &cause).near(&limit::API_NODES)
        })?;
        let known = Known::new(&["id", "tokens", "weight", "dc", "rack", "host", "fenced"]);
        let mut room = limit::API_TOKENS;
        let mut nodes = Vec::with_capacity(list.len() as usize);
        for at in 0..list.len() {
            let value = list.item(at, field)?;
            let node = Options::new(&value, &known, Within::Item { list: field, at })?;
            nodes.push(self.node(&node, &mut room)?);
        }
        Nodes::new(field, self.rule, nodes)
    }

    /// Reads a node.
    fn node(&self, node: &Options<'_>, room: &mut u32) -> Result<NodeSpec, ApiError> {
        let site = |name| node.text(name, limit::API_ID_BYTES);
        // Where the field stands is written out only where there is one.
        let weight = match node.given("weight")? {
            Given::Missing => NodeSpec::WEIGHT,
            weight => weight.whole(&node.field("weight"), 1..=limit::WEIGHT_PERCENT, None)?,
        };
        Ok(NodeSpec {
            id: node.required_text("id", limit::API_ID_BYTES)?,
            tokens: self.tokens(node, room)?,
            weight,
            dc: site("dc")?,
            rack: site("rack")?,
            host: site("host")?,
            is_fenced: node.flag("fenced")?,
        })
    }

    /// Reads the tokens of a node, if any are given, as far as there is room on the ring.
    fn tokens(&self, node: &Options<'_>, room: &mut u32) -> Result<Option<Arc<[Point]>>, ApiError> {
        let value = node.get("tokens")?;
        if value.is_undefined() {
            return Ok(None);
        }
        let field = node.field("tokens");
        let what = "a list of hash values in decimal digits, as strings";
        let list = List::new(value, &field, what, *room, |len| {
            let cause = format!(
                "are {len}, and a ring takes {} tokens of all nodes at most: give fewer",
                limit::API_TOKENS
            );
            ApiError::new(Code::Limit, &field, &cause).near(&limit::API_TOKENS)
        })?;
        *room -= list.len();
        let mut tokens = Vec::with_capacity(list.len() as usize);
        for at in 0..list.len() {
            let token = given(&list.item(at, &field)?);
            let value = token.hash_value(|| format!("{field}[{at}]"), self.rule.hash)?;
            tokens.push(value.point());
        }
        Ok(Some(tokens.into()))
    }
}
