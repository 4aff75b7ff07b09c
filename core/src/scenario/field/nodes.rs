//! The nodes of a cluster, where they stand, how they are called, what they weigh, and what is off.

use super::{
    NONE, Strictness,
    tokens::within_token_limit,
    value::{absent, node_id, number, prefixed, read_map, text, unit},
};
use crate::{
    base::{AreaId, DcId, IdMap, IdSet, NodeId, RackId, Unit, limit},
    scenario::{Cluster, Code, Deal, Node, Problem},
    topology::Site,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) fn read_nodes(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let count = number(value, 1..=limit::NODES)?;
        cluster.deal_nodes(count, cluster.deal.unwrap_or(Deal::ONE));
    } else {
        cluster.nodes = listed_nodes(value)?;
        cluster.deal = None;
        cluster.prune();
    }
    Ok(())
}

pub(super) fn read_deal(cluster: &mut Cluster, value: &str, set: fn(&mut Deal, u32)) -> Result<(), Problem> {
    let Some(mut deal) = cluster.deal else {
        let message = "goes with a count of nodes, and here each node has a place of its own: leave it out";
        return if value == NONE { Ok(()) } else { Err(Problem::new(Code::Node, value, message)) };
    };
    set(&mut deal, number(value, 1..=limit::RACKS)?);
    cluster.deal_nodes(cluster.nodes.len() as u32, deal);
    Ok(())
}

pub(super) fn write_deal(cluster: &Cluster, get: fn(Deal) -> u32) -> String {
    cluster.deal.map_or_else(|| NONE.into(), |deal| get(deal).to_string())
}

pub(super) fn listed_nodes(value: &str) -> Result<Vec<Node>, Problem> {
    let mut nodes = IdMap::default();
    for item in value.split('_') {
        if nodes.len() >= limit::NODES as usize {
            let message = format!("lists more than {} nodes: list fewer", limit::NODES);
            return Err(Problem::new(Code::Range, value, message).near(&limit::NODES));
        }
        let Node { id, site } = node_path(item)?;
        if !nodes.insert(id, site) {
            return Err(Problem::new(Code::Node, value, format!("lists {id} twice: list it once")));
        }
    }
    Ok(nodes.iter().map(|(id, site)| Node { id, site: *site }).collect())
}

/// `n1`, `r2.n1`, `d1.r2.n1` or `g1.d1.r2.n1`.
pub(super) fn node_path(item: &str) -> Result<Node, Problem> {
    let mut atoms = item.rsplit('.');
    let id = atoms.next().map_or_else(|| prefixed("", 'n'), |atom| prefixed(atom, 'n'))?;
    let rack = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'r'))?;
    let dc = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'd'))?;
    let area = atoms.next().map_or(Ok(1), |atom| prefixed(atom, 'g'))?;
    match atoms.next() {
        Some(_) => {
            Err(Problem::new(Code::Node, item, "is no path to a node: write it as d1.r1.n1").near("n1"))
        }
        None => {
            Ok(Node { id: NodeId(id), site: Site { area: AreaId(area), dc: DcId(dc), rack: RackId(rack) } })
        }
    }
}

pub(super) fn write_nodes(cluster: &Cluster) -> String {
    if cluster.deal.is_some() && !cluster.nodes.is_empty() {
        return cluster.nodes.len().to_string();
    }
    let at_first = cluster.nodes.iter().all(|node| node.site == Site::FIRST);
    let has_areas = cluster.nodes.iter().any(|node| node.site.area != Site::FIRST.area);
    let path = |node: &Node| match node.site {
        _ if at_first => node.id.to_string(),
        Site { area, dc, rack } if has_areas => format!("{area}.{dc}.{rack}.{}", node.id),
        Site { dc, rack, .. } => format!("{dc}.{rack}.{}", node.id),
    };
    cluster.nodes.iter().map(path).collect::<Vec<_>>().join("_")
}

pub(super) fn read_names(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    cluster.names = read_map(value, strictness, unit, |unit| cluster.has_unit(unit), text)?;
    let naming = cluster.naming;
    cluster.names.retain(|unit, name| match unit {
        Unit::Node(id) => naming.name(id) != name.as_str(),
        _ => true,
    });
    Ok(())
}

pub(super) fn read_weights(
    cluster: &mut Cluster,
    value: &str,
    strictness: Strictness,
) -> Result<(), Problem> {
    let weight = |weight: &str| number(weight, 1..=limit::WEIGHT_PERCENT);
    cluster.weights = read_map(value, strictness, node_id, |id| cluster.has(id), weight)?;
    cluster.weights.retain(|_, weight| *weight != 100);
    within_token_limit(cluster, value)
}

pub(super) fn read_down(cluster: &mut Cluster, value: &str, strictness: Strictness) -> Result<(), Problem> {
    let mut down = IdSet::default();
    for atom in value.split('-').filter(|_| value != NONE) {
        let unit = unit(atom)?;
        if cluster.has_unit(unit) {
            down.insert(unit, ());
        } else if strictness == Strictness::Strict {
            return Err(absent(value, &unit));
        }
    }
    cluster.down = down;
    Ok(())
}

pub(super) fn write_down(cluster: &Cluster) -> String {
    if cluster.down.is_empty() {
        return NONE.into();
    }
    cluster.down.ids().map(|unit| unit.to_string()).collect::<Vec<_>>().join("-")
}

impl Cluster {
    /// So many nodes, dealt over racks.
    pub(in crate::scenario) fn deal_nodes(&mut self, count: u32, deal: Deal) {
        self.nodes = (1..=count).map(|id| deal.node(NodeId(id))).collect();
        self.deal = Some(deal);
        self.prune();
    }
}
