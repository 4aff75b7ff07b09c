use quorate_core::{
    base::{NodeId, PartitionId, Unit},
    trace::{ActorAt, MessageAt, OpAt},
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
    /// Who acts in such a lane.
    Actor(u8, ActorAt),
    /// A cell of the matrix: the copies that a write and a read wait for.
    Quorum {
        /// Copies that a write waits for.
        w: u32,
        /// Copies that a read waits for.
        r: u32,
    },
    /// A node of a Merkle tree, by its level from the root, 0, and its place in it from 0.
    Hash(u8, u32),
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

    /// The name of a part of a sequence, for writers and for who is told what was pressed.
    pub fn of_sequence(name: &str) -> Option<Part> {
        let (kind, rest) = name.split_once('-')?;
        let (lane, number) = rest.split_once('-')?;
        let (lane, number) = (lane.parse().ok()?, number.parse::<u32>().ok()?);
        Some(match kind {
            "message" => Part::Message(lane, MessageAt(number)),
            "operation" => Part::Operation(lane, OpAt(number)),
            "actor" => Part::Actor(lane, ActorAt(u16::try_from(number).ok()?)),
            _ => return None,
        })
    }

    /// The name of a cell of the matrix, the other way round: `quorum-3-1` is W=3 and R=1.
    pub fn of_matrix(name: &str) -> Option<Part> {
        let (w, r) = name.strip_prefix("quorum-")?.split_once('-')?;
        Some(Part::Quorum { w: w.parse().ok()?, r: r.parse().ok()? })
    }

    /// The name of a node of a Merkle tree, for who is told what was pressed.
    pub fn of_tree(name: &str) -> Option<Part> {
        let (level, index) = name.strip_prefix("hash-")?.split_once('-')?;
        Some(Part::Hash(level.parse().ok()?, index.parse().ok()?))
    }
}
