use super::{
    Courses, Followed, Placed, Racks,
    built::{Built, find},
};
use crate::{
    base::{Digest, Encode, IdSet, NodeId, Share},
    partition::{
        Modulo, Ring, RingNode, balance,
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
    stands: Option<Stands>,
    courses: Option<Arc<Courses>>,
}

/// What the racks show: the cluster now, before the change, and what it is compared with.
#[derive(Clone, Debug)]
struct Stands {
    now: Arc<Racks>,
    before: Arc<Racks>,
    other: Option<Arc<Racks>>,
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
        let before = Arc::new(Built::new(&ring_cluster(&scenario, scenario.before()), &[]));
        let now = Built::again(&ring_cluster(&scenario, scenario.now()), &[&before]);
        let stands = Stands::new(&scenario, [&now, &before], None);
        let courses = courses(&scenario, None);
        Run { courses, ..Run::of_rings(scenario, before, now, stands) }
    }

    /// Runs what a scenario became. Rings, tokens and placements that it still has are kept.
    #[must_use]
    pub fn next(&self, scenario: Scenario) -> Self {
        let before = Built::again(&ring_cluster(&scenario, scenario.before()), &[&self.before, &self.now]);
        let now = Built::again(&ring_cluster(&scenario, scenario.now()), &[&self.now, &self.before, &before]);
        let stands = Stands::new(&scenario, [&now, &before], self.stands.as_ref());
        let courses = courses(&scenario, self.courses.as_ref());
        if Arc::ptr_eq(&before, &self.before) && Arc::ptr_eq(&now, &self.now) {
            let followed =
                Arc::new(Followed::new(&scenario, [&now, &before], stands.as_ref().map(|s| &*s.now)));
            return Run { scenario, followed, stands, courses, ..self.clone() };
        }
        Run { courses, ..Run::of_rings(scenario, before, now, stands) }
    }

    fn of_rings(scenario: Scenario, before: Arc<Built>, now: Arc<Built>, stands: Option<Stands>) -> Self {
        let same_space = before.ring.bits() == now.ring.bits();
        let movement = if same_space && !Arc::ptr_eq(&before, &now) {
            movement::of_owners(&before.ring, &now.ring)
        } else {
            Movement { share: Share::of(0, 1), ranges: Vec::new() }
        };
        let modulo = |cluster: &Cluster| {
            Modulo::new(scenario.now().hash(), ring_cluster(&scenario, cluster).live().collect())
        };
        let modulo_moved = modulo(scenario.before()).moved(&modulo(scenario.now()), 1);
        let followed = Arc::new(Followed::new(&scenario, [&now, &before], stands.as_ref().map(|s| &*s.now)));
        Run {
            scenario,
            before,
            now,
            movement: Arc::new(movement),
            modulo_moved,
            followed,
            stands,
            courses: None,
        }
    }

    /// What happens over time, mode by mode, where time is shown.
    pub fn courses(&self) -> Option<&Courses> {
        self.courses.as_deref()
    }

    /// Whether two runs show the same course of time: quick.
    pub fn has_same_courses(&self, other: &Run) -> bool {
        match (&self.courses, &other.courses) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// The cluster in its racks, with its faults, where racks are shown.
    pub fn racks(&self) -> Option<&Racks> {
        self.stands.as_ref().map(|stands| &*stands.now)
    }

    /// The same before the change shown.
    pub fn racks_before(&self) -> Option<&Racks> {
        self.stands.as_ref().map(|stands| &*stands.before)
    }

    /// The cluster that it is compared with.
    pub fn racks_other(&self) -> Option<&Racks> {
        self.stands.as_ref()?.other.as_deref()
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

impl Stands {
    /// Places what the scenario shows in racks; placements made before are taken over where they still hold.
    fn new(scenario: &Scenario, [now, before]: [&Arc<Built>; 2], made: Option<&Stands>) -> Option<Self> {
        if !scenario.shows_racks() {
            return None;
        }
        let mut kept: Vec<Arc<Racks>> = Vec::new();
        if let Some(made) = made {
            kept.extend([&made.now, &made.before].map(Arc::clone));
            kept.extend(made.other.iter().cloned());
        }
        let mut racks = |cluster: &Cluster, from: &Cluster, ring: &Arc<Built>| {
            let same = kept
                .iter()
                .map(|racks| racks.shared())
                .find(|placed| placed.is_of(cluster, from, scenario.keys()));
            let placed = match same {
                Some(placed) => Arc::clone(placed),
                None => Arc::new(Placed::new(cluster, from, ring, scenario.keys())),
            };
            let racks = Racks::of(scenario, cluster, placed, &kept);
            kept.push(Arc::clone(&racks));
            racks
        };
        let before_racks = racks(scenario.before(), scenario.before(), before);
        let now_racks = racks(scenario.now(), scenario.before(), now);
        let other = scenario.other().map(|cluster| {
            let ring = Built::again(&ring_cluster(scenario, cluster), &[now, before]);
            racks(cluster, cluster, &ring)
        });
        Some(Stands { now: now_racks, before: before_racks, other })
    }
}

/// What happens over time, where that is shown; what was made before is taken over where it still holds.
fn courses(scenario: &Scenario, made: Option<&Arc<Courses>>) -> Option<Arc<Courses>> {
    scenario.shows_time().then(|| Courses::again(scenario, made))
}

/// The cluster whose ring is drawn. By itself a ring shows who is asked when nodes are off, and leaves these out; beside
/// racks nodes keep their ranges and copies while they are off.
fn ring_cluster(scenario: &Scenario, cluster: &Cluster) -> Cluster {
    if scenario.shows_racks() { cluster.all_on() } else { cluster.clone() }
}

impl Encode for Run {
    fn encode(&self, digest: &mut Digest) {
        self.scenario.address().as_str().encode(digest);
        self.ring_before().encode(digest);
        self.ring().encode(digest);
        self.movement.encode(digest);
        self.modulo_moved.num.encode(digest);
        self.followed().encode(digest);
        if let Some(stands) = &self.stands {
            stands.before.encode(digest);
            stands.now.encode(digest);
            if let Some(other) = &stands.other {
                other.encode(digest);
            }
        }
        for course in self.courses().and_then(|courses| courses.all().ok()).unwrap_or_default() {
            course.trace().encode(digest);
        }
    }
}
