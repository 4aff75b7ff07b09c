//! Partition → replicas: one file a [`Placement`]. Each names the system, the version and the source that it follows.
//!
//! A new placement is a new file and one line here.

mod affinity;
mod awareness;
mod copies;
mod copysets;
mod draws;
mod error;
mod explicit;
mod hdfs;
mod kafka;
mod kraft;
mod leaders;
mod named;
mod nts;
mod nts2;
mod random;
mod redis;
mod spread;
mod table;
mod walk;

pub use affinity::{AntiAffinity, anti_affinity};
pub use awareness::Awareness;
pub use copies::Copies;
pub use copysets::Copysets;
pub use draws::{Draws, Zeros};
pub use error::PlacementError;
pub use explicit::Explicit;
pub use hdfs::{HdfsDefault, HdfsWriter};
pub use kafka::{KafkaAdminUtils, KafkaStart};
pub use kraft::KraftStriped;
pub use nts::{NetworkTopology, NetworkWalk};
pub use nts2::{NetworkTopology2, NetworkWalk2};
pub use random::UniformRandom;
pub use redis::{RedisCli, RedisPlan};
pub use spread::Spread;
pub use table::Table;
pub use walk::{RingWalk, SimpleStrategy, SimpleWalk};

use crate::topology::Topology;

/// A rule that puts the replicas of partitions on nodes.
pub trait Placement {
    /// The replicas of each partition, the preferred leader first.
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError>;
}
