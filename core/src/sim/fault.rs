use crate::base::{ClientId, NodeId};
use alloc::vec::Vec;
use core::fmt;

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// A node.
    Node(NodeId),
    /// A client.
    Client(ClientId),
    /// The monitor.
    Monitor,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Node(id) => id.fmt(f),
            Peer::Client(id) => id.fmt(f),
            Peer::Monitor => f.write_str("w1"),
        }
    }
}

/// Some ends of links; never none.
pub type Ends = Vec<Peer>;

/// What goes wrong at an instant, and what goes right again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process of a node ends; what it had handed to its disk is written yet.
    Kill(NodeId),
    /// A node loses power: what is not on disk is lost.
    Crash(NodeId),
    /// A node that is off starts again, one that pauses goes on.
    Up(NodeId),
    /// A node stops for a while, and keeps all; until `Up`, or for so many ns.
    Pause(NodeId, Option<u64>),
    /// Nothing passes between two sets any more; only from the first to the second where it is one-way.
    Cut {
        /// From these.
        from: Ends,
        /// To these.
        to: Ends,
        /// Whether the other way stays open.
        one_way: bool,
    },
    /// Nothing passes between these groups any more. Who is in none goes with the group of most nodes, the first of
    /// those.
    Split(Vec<Ends>),
    /// All cuts end, or those between two sets.
    Heal(Option<(Ends, Ends)>),
    /// A node takes so many ns longer for everything that it receives from now on; 0 ends it.
    Slow(NodeId, u64),
    /// Messages between two sets are lost at this rate from now on, in ppm.
    Loss(Ends, Ends, u32),
    /// Messages between two sets arrive twice at this rate from now on, in ppm.
    Duplicate(Ends, Ends, u32),
    /// The k-th message from the first to the second after this instant is lost; from 1.
    Lose(Peer, Peer, u32),
    /// The k-th message from the first to the second after this instant takes so many ns longer.
    Delay(Peer, Peer, u64, u32),
    /// The clock of a node is set so many ns ahead of true time, or behind.
    Skew(NodeId, i64),
}
