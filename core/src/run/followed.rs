use super::Run;
use crate::{
    base::{Digest, Encode, NodeId},
    hash::HashValue,
    partition::{Ring, WalkStep},
};
use alloc::vec::Vec;

/// The followed key: its hash value, and its walk to as many different nodes as it has copies.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Its hash value.
    pub value: HashValue,
    /// The tokens that the walk meets, the last copy's included.
    pub walk: Vec<WalkStep>,
    /// The nodes that hold it, the owner first; fewer than the copies wanted if fewer nodes are on.
    pub replicas: Vec<NodeId>,
    /// The nodes that held it before the change shown.
    pub replicas_before: Vec<NodeId>,
}

impl Followed {
    pub(super) fn new(run: &Run) -> Self {
        let (now, before) = (run.scenario().now(), run.scenario().before());
        let key = run.scenario().pick().as_str().as_bytes();
        let value = now.hash().hash(key);
        let walk = walk(run.ring(), value, now.replicas());
        let copies =
            |walk: &[WalkStep]| walk.iter().filter(|step| step.is_new).map(|step| step.node).collect();
        let walk_before = self::walk(run.ring_before(), before.hash().hash(key), before.replicas());
        Followed { value, replicas: copies(&walk), replicas_before: copies(&walk_before), walk }
    }

    /// The first copy's node.
    pub fn owner(&self) -> Option<NodeId> {
        self.replicas.first().copied()
    }
}

fn walk(ring: &Ring, value: HashValue, replicas: u32) -> Vec<WalkStep> {
    let mut copies = 0;
    let mut steps = Vec::new();
    for step in ring.walk(value.point()) {
        copies += u32::from(step.is_new);
        steps.push(step);
        if copies == replicas {
            break;
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
