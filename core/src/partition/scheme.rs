use crate::base::{NodeId, Share};
use alloc::vec::Vec;

/// A rule that gives every key an owner and an ordered list of replicas.
pub trait Scheme {
    /// What the rule reads of a key: its hash value, or its bytes where it keeps their order.
    type Reads<'a>;

    /// The nodes in list order, those without any share included.
    fn nodes(&self) -> Vec<NodeId>;

    /// The owner of a key: the first of its replicas. None where there is no node, or none with a token.
    fn owner(&self, key: Self::Reads<'_>) -> Option<NodeId> {
        let mut owner = Vec::with_capacity(1);
        self.replicas(key, 1, &mut owner);
        owner.first().copied()
    }

    /// Puts the first `rf` different nodes for a key into `replicas`, the owner first; all there are if `rf` is more.
    fn replicas(&self, key: Self::Reads<'_>, rf: usize, replicas: &mut Vec<NodeId>);

    /// The share of all keys that each node owns, in list order: of all hash values, or of all ranges where nothing is
    /// known of how many keys each has. The shares add up to the whole.
    fn ownership(&self) -> Vec<Share>;
}
