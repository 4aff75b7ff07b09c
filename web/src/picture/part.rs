use quorate_core::base::{NodeId, PartitionId, Unit};

/// What a drawn thing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A node, a rack, a data centre or a region.
    Unit(Unit),
    /// A closer look at a rack or a node.
    Look(Unit),
    /// The range that ends at a token: its place clockwise from 0°.
    Range(u32),
    /// A partition, by its number from 1.
    Partition(PartitionId),
    /// The followed key.
    Key,
}

impl Part {
    /// A node.
    pub const fn node(id: NodeId) -> Part {
        Part::Unit(Unit::Node(id))
    }

    /// The partition at a place from 0.
    pub const fn partition(place: usize) -> Part {
        Part::Partition(PartitionId(place as u32 + 1))
    }
}
