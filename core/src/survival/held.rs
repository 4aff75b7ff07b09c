use crate::{base::Share, quorum::Level};

/// What a level still has of all partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The level.
    pub level: Level,
    /// Partitions that can be read.
    pub readable: u32,
    /// Partitions that can be written to.
    pub writable: u32,
    /// The weight of those that can be read, of all weight.
    pub readable_share: Share,
    /// The weight of those that can be written to, of all weight.
    pub writable_share: Share,
}
