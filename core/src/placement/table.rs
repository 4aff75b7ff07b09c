use crate::base::{Digest, Encode};
use alloc::{vec, vec::Vec};

/// Which nodes hold which partition, as places in a topology, the preferred leader first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Where the replicas of each partition begin; and where those of the last end.
    starts: Vec<u32>,
    replicas: Vec<u32>,
}

impl Default for Table {
    fn default() -> Self {
        Table { starts: vec![0], replicas: Vec::new() }
    }
}

impl Table {
    /// No partition yet, with room for some.
    pub fn with_room(partitions: usize, replicas: usize) -> Self {
        let mut starts = Vec::with_capacity(partitions + 1);
        starts.push(0);
        Table { starts, replicas: Vec::with_capacity(partitions * replicas) }
    }

    /// Adds a partition.
    pub fn push(&mut self, replicas: &[u32]) {
        self.replicas.extend_from_slice(replicas);
        self.starts.push(self.replicas.len() as u32);
    }

    /// How many partitions there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The replicas of a partition, by its place from 0.
    pub fn replicas(&self, partition: usize) -> &[u32] {
        &self.replicas[self.starts[partition] as usize..self.starts[partition + 1] as usize]
    }

    /// The replicas of each partition in turn.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|partition| self.replicas(partition))
    }
}

impl Encode for Table {
    fn encode(&self, digest: &mut Digest) {
        self.starts.encode(digest);
        self.replicas.encode(digest);
    }
}
