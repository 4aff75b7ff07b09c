use crate::{
    base::{NodeId, Point, Share},
    partition::{Ring, RingNode, Scheme, generated_tokens},
    scenario::{Cluster, SchemeKind},
};
use alloc::{sync::Arc, vec::Vec};

/// A ring, the cluster that it was built for, and what each node owns of it, which nearly everything that is said needs.
#[derive(Debug)]
pub(super) struct Built {
    cluster: Cluster,
    pub(super) ring: Ring,
    pub(super) shares: Vec<Share>,
}

impl Built {
    /// Builds the ring of a cluster's nodes that are on. Of rings made before it takes the tokens that still hold.
    pub(super) fn new(cluster: &Cluster, made: &[&Arc<Built>]) -> Self {
        let node = |id| match made.iter().find_map(|built| built.node_for(cluster, id)) {
            Some(node) => node.clone(),
            None => RingNode::new(id, tokens_of(cluster, id)),
        };
        let ring = Ring::new(cluster.hash().ring_bits(), cluster.live().map(node).collect());
        Built { shares: ring.ownership(), ring, cluster: cluster.clone() }
    }

    /// One of the rings made before, if it is the same; else a new one.
    pub(super) fn again(cluster: &Cluster, made: &[&Arc<Built>]) -> Arc<Self> {
        match made.iter().find(|built| built.is_ring_of(cluster)) {
            Some(built) => Arc::clone(built),
            None => Arc::new(Built::new(cluster, made)),
        }
    }

    fn is_ring_of(&self, cluster: &Cluster) -> bool {
        self.cluster.hash() == cluster.hash()
            && self.cluster.scheme() == cluster.scheme()
            && self.cluster.live().eq(cluster.live())
            && cluster.live().all(|id| self.node_for(cluster, id).is_some())
    }

    /// A node as this ring has it, if another cluster would give it the same tokens.
    fn node_for(&self, cluster: &Cluster, id: NodeId) -> Option<&RingNode> {
        let (mine, hash) = (&self.cluster, cluster.hash());
        let tokens =
            |cluster: &Cluster| (cluster.token_count(id), cluster.given_tokens(id).map(<[_]>::to_vec));
        let same = mine.hash() == hash
            && mine.scheme() == cluster.scheme()
            && tokens(mine) == tokens(cluster)
            && mine.name(id) == cluster.name(id);
        find(&self.ring, id).filter(|_| same).map(|at| &self.ring.ring_nodes()[at])
    }
}

/// The place of a node in a ring whose nodes stand by id.
pub(super) fn find(ring: &Ring, id: NodeId) -> Option<usize> {
    ring.ring_nodes().binary_search_by_key(&id, |node| node.id).ok()
}

fn tokens_of(cluster: &Cluster, id: NodeId) -> Vec<Point> {
    if cluster.scheme() != SchemeKind::Ring {
        return Vec::new();
    }
    match cluster.given_tokens(id) {
        Some(given) => given.iter().map(|token| token.point(cluster.hash())).collect(),
        None => generated_tokens(cluster.hash(), &cluster.name(id), cluster.token_count(id)),
    }
}
