//! Partition → replicas: one file a [`Placement`]. Each names the system, the version and the source that it follows.
//!
//! A new placement is a new file and one line here.

mod affinity;
mod copies;
mod draws;
mod error;
mod kafka;
mod kraft;
mod named;
mod nts;
mod nts2;
mod redis;
mod table;
mod walk;

pub use affinity::{AntiAffinity, anti_affinity};
pub use copies::Copies;
pub use draws::{Draws, Zeros};
pub use error::PlacementError;
pub use kafka::{KafkaAdminUtils, KafkaStart};
pub use kraft::KraftStriped;
pub use nts::{NetworkTopology, NetworkWalk};
pub use nts2::{NetworkTopology2, NetworkWalk2};
pub use redis::{RedisCli, RedisPlan};
pub use table::Table;
pub use walk::{RingWalk, SimpleStrategy, SimpleWalk};

use crate::topology::Topology;

/// A rule that puts the replicas of partitions on nodes.
pub trait Placement {
    /// The replicas of each partition, the preferred leader first.
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError>;
}
