use crate::{
    base::{NodeId, Share},
    hash::HashValue,
};
use alloc::vec::Vec;

/// A rule that gives every hash value an owner and an ordered list of replicas.
pub trait Scheme {
    /// The nodes in list order, those without any share included.
    fn nodes(&self) -> Vec<NodeId>;

    /// The owner of a value: the first of its replicas. None where there is no node, or none with a token.
    fn owner(&self, value: HashValue) -> Option<NodeId> {
        let mut owner = Vec::with_capacity(1);
        self.replicas(value, 1, &mut owner);
        owner.first().copied()
    }

    /// Puts the first `rf` different nodes for a value into `replicas`, the owner first; all there are if `rf` is more.
    fn replicas(&self, value: HashValue, rf: usize, replicas: &mut Vec<NodeId>);

    /// The share of all hash values that each node owns, in list order. The shares add up to the whole.
    fn ownership(&self) -> Vec<Share>;
}
