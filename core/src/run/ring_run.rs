use super::Followed;
use crate::{
    base::{Digest, Encode, IdSet, NodeId, Point, Share},
    partition::{
        Modulo, Ring, RingNode, Scheme, balance, generated_tokens,
        movement::{self, Movement},
    },
    scenario::{Cluster, Scenario},
};
use alloc::{sync::Arc, vec::Vec};

/// All that follows from a scenario.
#[derive(Clone, Debug)]
pub struct Run {
    scenario: Scenario,
    before: Arc<Built>,
    now: Arc<Built>,
    movement: Arc<Movement<NodeId>>,
    modulo_moved: Share,
    followed: Arc<Followed>,
}

/// A ring, the cluster that it was built for, and what each node owns of it, which nearly everything that is said needs.
#[derive(Debug)]
struct Built {
    cluster: Cluster,
    ring: Ring,
    shares: Vec<Share>,
}

/// What one node owns, now and before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The node.
    pub id: NodeId,
    /// Its share of the ring; none if it is off, or gone.
    pub now: Option<Share>,
    /// Its share before the change; none if it was off, or not there.
    pub before: Option<Share>,
}

impl Run {
    /// Runs a scenario.
    pub fn new(scenario: Scenario) -> Self {
        let before = Arc::new(Built::new(scenario.before(), &[]));
        let now = Built::again(scenario.now(), &[&before]);
        Run::of_rings(scenario, before, now)
    }

    /// Runs what a scenario became. Rings and tokens that it still has are kept.
    #[must_use]
    pub fn next(&self, scenario: Scenario) -> Self {
        let before = Built::again(scenario.before(), &[&self.before, &self.now]);
        let now = Built::again(scenario.now(), &[&self.now, &self.before, &before]);
        if Arc::ptr_eq(&before, &self.before) && Arc::ptr_eq(&now, &self.now) {
            let followed = Arc::new(Followed::new(&scenario, &now.ring, &before.ring));
            return Run { scenario, followed, ..self.clone() };
        }
        Run::of_rings(scenario, before, now)
    }

    fn of_rings(scenario: Scenario, before: Arc<Built>, now: Arc<Built>) -> Self {
        let same_space = before.ring.bits() == now.ring.bits();
        let movement = if same_space && !Arc::ptr_eq(&before, &now) {
            movement::of_owners(&before.ring, &now.ring)
        } else {
            Movement { share: Share::of(0, 1), ranges: Vec::new() }
        };
        let modulo = |cluster: &Cluster| Modulo::new(scenario.now().hash(), cluster.live().collect());
        let modulo_moved = modulo(scenario.before()).moved(&modulo(scenario.now()), 1);
        let followed = Arc::new(Followed::new(&scenario, &now.ring, &before.ring));
        Run { scenario, before, now, movement: Arc::new(movement), modulo_moved, followed }
    }

    /// What the reader chose.
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The ring of the nodes that are on, after the change shown.
    pub fn ring(&self) -> &Ring {
        &self.now.ring
    }

    /// The ring before the change shown.
    pub fn ring_before(&self) -> &Ring {
        &self.before.ring
    }

    /// Whether two runs show the same rings: quick.
    pub fn has_same_rings(&self, other: &Run) -> bool {
        Arc::ptr_eq(&self.now, &other.now) && Arc::ptr_eq(&self.before, &other.before)
    }

    /// Whether the hash function changed: then every key moves in the space, and ranges cannot be compared.
    pub fn changed_hash(&self) -> bool {
        self.scenario.now().hash() != self.scenario.before().hash()
    }

    /// What changed owner.
    pub fn movement(&self) -> &Movement<NodeId> {
        &self.movement
    }

    /// The share that the same change moves under hash mod N.
    pub const fn modulo_moved(&self) -> Share {
        self.modulo_moved
    }

    /// What theory expects to move: the new nodes' part of all tokens when nodes join, the old nodes' when they leave, in
    /// the mean over all rings with random tokens: 1/(N+1) when one joins N. None where more than that changed.
    pub fn expected_moved(&self) -> Option<Share> {
        let (now, before) = (self.ring(), self.ring_before());
        let tokens = |ring: &Ring, other: &Ring| -> (u64, u64) {
            let alone = |node: &&RingNode| find(other, node.id).is_none();
            let count = |node: &RingNode| node.tokens.len() as u64;
            (
                ring.ring_nodes().iter().filter(alone).map(count).sum(),
                ring.ring_nodes().iter().map(count).sum(),
            )
        };
        let unchanged =
            |node: &RingNode| find(before, node.id).is_none_or(|at| before.ring_nodes()[at].is_same(node));
        if self.changed_hash()
            || now.is_empty()
            || before.is_empty()
            || !now.ring_nodes().iter().all(unchanged)
        {
            return None;
        }
        match (tokens(now, before), tokens(before, now)) {
            ((0, _), (0, _)) => None,
            ((joined, all), (0, _)) | ((0, _), (joined, all)) => Some(Share::of(joined, all)),
            _ => None,
        }
    }

    /// What each node of either cluster owns, by id.
    pub fn ownership(&self) -> Vec<Owned> {
        let share = |built: &Built, id| find(&built.ring, id).map(|at| built.shares[at]);
        let mut ids = IdSet::default();
        for cluster in [self.scenario.before(), self.scenario.now()] {
            for node in cluster.nodes() {
                ids.insert(node.id, ());
            }
        }
        ids.ids().map(|id| Owned { id, now: share(&self.now, id), before: share(&self.before, id) }).collect()
    }

    /// The largest share over the mean, of the nodes that are on.
    pub fn max_over_mean(&self) -> f64 {
        balance::max_over_mean(&self.now.shares)
    }

    /// The relative deviation of the shares of the nodes that are on.
    pub fn deviation(&self) -> f64 {
        balance::relative_deviation(&self.now.shares)
    }

    /// What the deviation would be in the mean by chance alone: known where all nodes have as many tokens, all random.
    pub fn expected_deviation(&self) -> Option<f64> {
        let mut counts = self.ring().ring_nodes().iter().map(|node| node.tokens.len() as u32);
        let first = counts.next()?;
        let is_random = !self.scenario.now().has_given_tokens();
        (is_random && counts.all(|count| count == first))
            .then(|| balance::expected_deviation(self.ring().ring_nodes().len() as u32, first))
    }

    /// The followed key's way round the ring.
    pub fn followed(&self) -> &Followed {
        &self.followed
    }
}

impl Built {
    /// Builds the ring of a cluster's nodes that are on. Of rings made before it takes the tokens that still hold.
    fn new(cluster: &Cluster, made: &[&Arc<Built>]) -> Self {
        let node = |id| match made.iter().find_map(|built| built.node_for(cluster, id)) {
            Some(node) => node.clone(),
            None => RingNode::new(id, tokens_of(cluster, id)),
        };
        let ring = Ring::new(cluster.hash().ring_bits(), cluster.live().map(node).collect());
        Built { shares: ring.ownership(), ring, cluster: cluster.clone() }
    }

    /// One of the rings made before, if it is the same; else a new one.
    fn again(cluster: &Cluster, made: &[&Arc<Built>]) -> Arc<Self> {
        match made.iter().find(|built| built.is_ring_of(cluster)) {
            Some(built) => Arc::clone(built),
            None => Arc::new(Built::new(cluster, made)),
        }
    }

    fn is_ring_of(&self, cluster: &Cluster) -> bool {
        self.cluster.hash() == cluster.hash()
            && self.cluster.live().eq(cluster.live())
            && cluster.live().all(|id| self.node_for(cluster, id).is_some())
    }

    /// A node as this ring has it, if another cluster would give it the same tokens.
    fn node_for(&self, cluster: &Cluster, id: NodeId) -> Option<&RingNode> {
        let (mine, hash) = (&self.cluster, cluster.hash());
        let tokens =
            |cluster: &Cluster| (cluster.token_count(id), cluster.given_tokens(id).map(<[_]>::to_vec));
        let same =
            mine.hash() == hash && tokens(mine) == tokens(cluster) && mine.name(id) == cluster.name(id);
        find(&self.ring, id).filter(|_| same).map(|at| &self.ring.ring_nodes()[at])
    }
}

/// The place of a node in a ring whose nodes stand by id.
fn find(ring: &Ring, id: NodeId) -> Option<usize> {
    ring.ring_nodes().binary_search_by_key(&id, |node| node.id).ok()
}

fn tokens_of(cluster: &Cluster, id: NodeId) -> Vec<Point> {
    match cluster.given_tokens(id) {
        Some(given) => given.iter().map(|token| token.point(cluster.hash())).collect(),
        None => generated_tokens(cluster.hash(), &cluster.name(id), cluster.token_count(id)),
    }
}

impl Encode for Run {
    fn encode(&self, digest: &mut Digest) {
        self.scenario.address().as_str().encode(digest);
        self.ring_before().encode(digest);
        self.ring().encode(digest);
        self.movement.encode(digest);
        self.modulo_moved.num.encode(digest);
        self.followed().encode(digest);
    }
}
