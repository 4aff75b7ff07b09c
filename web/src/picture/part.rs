use quorate_core::{
    base::{NodeId, PartitionId, Unit},
    trace::{MessageAt, OpAt},
};

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
    /// A message of a lane of the sequence, by the lane's number from 0.
    Message(u8, MessageAt),
    /// An operation of such a lane.
    Operation(u8, OpAt),
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
