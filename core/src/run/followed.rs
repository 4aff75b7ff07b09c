use super::{Racks, built::Built};
use crate::{
    base::{Digest, Encode, NodeId},
    hash::HashValue,
    partition::{Ring, WalkStep},
    scenario::Scenario,
};
use alloc::vec::Vec;

/// The followed key: its hash value, and its walk to as many different nodes as it has copies.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Its hash value.
    pub value: HashValue,
    /// The tokens that the walk meets, the last copy's included; those alone that bring a new node where there are more
    /// than 4,096.
    pub walk: Vec<WalkStep>,
    /// The nodes that hold it, the owner first; fewer than the copies wanted if fewer nodes are on.
    pub replicas: Vec<NodeId>,
    /// The nodes that held it before the change shown.
    pub replicas_before: Vec<NodeId>,
}

/// A walk of more tokens than these keeps those alone that bring a new node: nobody can look at the others.
const MOST_STEPS: usize = 4_096;

impl Followed {
    /// Follows the key round the rings now and before. Where racks are shown, their placement says which nodes hold it.
    pub(super) fn new(scenario: &Scenario, [ring, ring_before]: [&Built; 2], racks: Option<&Racks>) -> Self {
        let (now, before) = (scenario.now(), scenario.before());
        let key = scenario.pick().as_str().as_bytes();
        let value = now.hash().hash(key);
        let walk_before = walk(&ring_before.ring, before.hash().hash(key), before.replicas());
        let replicas_before = copies(&walk_before);
        if let Some((racks, partition)) = racks.and_then(|racks| Some((racks, racks.followed()?))) {
            let places = racks.table().replicas(partition);
            let replicas: Vec<NodeId> = places.iter().map(|place| racks.node(*place)).collect();
            let walk = walk_to(&ring.ring, value, &replicas);
            return Followed { value, walk, replicas, replicas_before };
        }
        let walk = walk(&ring.ring, value, now.replicas());
        Followed { value, replicas: copies(&walk), replicas_before, walk }
    }

    /// The first copy's node.
    pub fn owner(&self) -> Option<NodeId> {
        self.replicas.first().copied()
    }
}

fn copies(walk: &[WalkStep]) -> Vec<NodeId> {
    walk.iter().filter(|step| step.is_new).map(|step| step.node).collect()
}

/// The walk until all of these nodes are met: it passes over nodes that the placement does not take.
fn walk_to(ring: &Ring, value: HashValue, replicas: &[NodeId]) -> Vec<WalkStep> {
    let mut steps = Vec::new();
    let mut left = replicas.len();
    for step in ring.walk(value.point()).take(if left == 0 { 0 } else { MOST_STEPS }) {
        let is_new = step.is_new && replicas.contains(&step.node);
        steps.push(WalkStep { is_new, ..step });
        left -= usize::from(is_new);
        if left == 0 {
            break;
        }
    }
    steps
}

fn walk(ring: &Ring, value: HashValue, replicas: u32) -> Vec<WalkStep> {
    let mut copies = 0;
    let mut steps = Vec::new();
    let mut is_long = false;
    for step in ring.walk(value.point()) {
        copies += u32::from(step.is_new);
        if step.is_new || !is_long {
            steps.push(step);
        }
        if copies == replicas {
            break;
        }
        if !is_long && steps.len() == MOST_STEPS {
            is_long = true;
            steps.retain(|step: &WalkStep| step.is_new);
        }
    }
    steps
}

impl Encode for Followed {
    fn encode(&self, digest: &mut Digest) {
        self.value.point().encode(digest);
        self.replicas.encode(digest);
        self.replicas_before.encode(digest);
    }
}
