use crate::base::NodeId;
use alloc::{string::String, vec::Vec};

/// Nodes with their racks and data centres. A node, a rack or a data centre is spoken of by its place in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topology {
    members: Vec<Member>,
    racks: Vec<Rack>,
    dcs: Vec<Dc>,
}

/// A node and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its number, which systems that number their nodes (Kafka) read.
    pub id: NodeId,
    /// The place of its rack.
    pub rack: u32,
    /// In per cent of an ordinary node.
    pub weight: u32,
    /// Whether the controller keeps it from serving (Kafka's fenced brokers).
    pub is_fenced: bool,
}

/// A rack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rack {
    /// The name that systems see and sort by; none where nodes stand in no rack.
    pub name: Option<String>,
    /// The place of its data centre.
    pub dc: u32,
}

/// A data centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dc {
    /// Its name.
    pub name: String,
}

impl Topology {
    /// No node yet.
    pub fn new() -> Self {
        Topology::default()
    }

    /// Adds a data centre, if there is none of this name; its place.
    pub fn dc(&mut self, name: &str) -> u32 {
        if let Some(at) = self.dcs.iter().position(|dc| dc.name == name) {
            return at as u32;
        }
        self.dcs.push(Dc { name: name.into() });
        self.dcs.len() as u32 - 1
    }

    /// Adds a rack of a data centre, if there is none of this name in it; its place. Racks of the same name in two data
    /// centres are two racks.
    pub fn rack(&mut self, dc: u32, name: Option<&str>) -> u32 {
        let is_it = |rack: &Rack| rack.dc == dc && rack.name.as_deref() == name;
        if let Some(at) = self.racks.iter().position(is_it) {
            return at as u32;
        }
        self.racks.push(Rack { name: name.map(Into::into), dc });
        self.racks.len() as u32 - 1
    }

    /// Adds a node at the end of the list. Its rack must be there.
    pub fn push(&mut self, member: Member) {
        debug_assert!((member.rack as usize) < self.racks.len(), "a node stands in a rack that is there");
        self.members.push(member);
    }

    /// The nodes in list order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The racks in order of their first mention.
    pub fn racks(&self) -> &[Rack] {
        &self.racks
    }

    /// The data centres in order of their first mention.
    pub fn dcs(&self) -> &[Dc] {
        &self.dcs
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The place of a node's rack.
    pub fn rack_of(&self, node: u32) -> u32 {
        self.members[node as usize].rack
    }

    /// The place of a node's data centre.
    pub fn dc_of(&self, node: u32) -> u32 {
        self.racks[self.rack_of(node) as usize].dc
    }
}
