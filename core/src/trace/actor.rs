use crate::base::{ClientId, NodeId};
use core::fmt;

/// Who acts: each has a lifeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// Who asks and waits.
    Client(ClientId),
    /// A node of the cluster.
    Node(NodeId),
    /// Who watches over the leaders, and promotes others.
    Monitor,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Client(id) => id.fmt(f),
            Actor::Node(id) => id.fmt(f),
            Actor::Monitor => f.write_str("w1"),
        }
    }
}

/// An actor's place in the list of all actors of a trace, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActorAt(pub u16);

impl ActorAt {
    /// As an index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}
