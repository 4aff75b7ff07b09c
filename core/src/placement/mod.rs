//! Partition → replicas: one file a [`Placement`]. Each names the system, the version and the source that it follows.
//!
//! A new placement is a new file and one line here.

mod copies;
mod error;
mod nts;
mod nts2;
mod table;
mod walk;

pub use copies::Copies;
pub use error::PlacementError;
pub use nts::{NetworkTopology, NetworkWalk};
pub use nts2::{NetworkTopology2, NetworkWalk2};
pub use table::Table;
pub use walk::{RingWalk, SimpleStrategy, SimpleWalk};

use crate::topology::Topology;

/// A rule that puts the replicas of partitions on nodes.
pub trait Placement {
    /// The replicas of each partition, the preferred leader first.
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError>;
}
