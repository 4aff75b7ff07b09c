use super::Placed;
use crate::{
    quorum::{Level, Operation},
    survival::{Breaking, Counted, Grain},
};
use alloc::vec::Vec;

/// Which sets of nodes and racks a write at a level cannot lose, of all that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Single nodes.
    pub nodes: Sets,
    /// Single racks.
    pub racks: Sets,
    /// Pairs of nodes; none where there are no two.
    pub pairs: Option<Sets>,
    /// Triples of nodes, where no pair breaks it.
    pub triples: Option<Sets>,
    /// The first of the smallest sets of nodes that break it, by their places; empty where none does.
    pub smallest: Vec<u32>,
}

/// Sets of one size: how many there are, and how many of them break a level for at least one partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sets {
    /// All.
    pub total: u64,
    /// Those that break it.
    pub breaking: u64,
}

impl Broken {
    /// With these nodes down; what they refuse already is not counted again.
    pub(super) fn new(placed: &Placed, level: Level, down: &[bool]) -> Self {
        let of = |grain| {
            let cluster = (placed.topology(), placed.table(), placed.copies());
            let asked = (level, Operation::Write);
            if down.is_empty() {
                return Breaking::new(cluster, grain, asked, down);
            }
            Breaking::further(cluster, grain, asked, down)
        };
        let (nodes, racks) = (of(Grain::Nodes), of(Grain::Racks));
        let pairs = sets(&nodes, 2).filter(|sets| sets.total > 0);
        let is_deeper = pairs.is_some_and(|pairs| pairs.breaking == 0);
        Broken {
            nodes: sets(&nodes, 1).unwrap_or_default(),
            racks: sets(&racks, 1).unwrap_or_default(),
            pairs,
            triples: is_deeper.then(|| sets(&nodes, 3)).flatten().filter(|sets| sets.total > 0),
            smallest: nodes.smallest().unwrap_or_default().to_vec(),
        }
    }
}

/// None where they are only estimated.
fn sets(breaking: &Breaking, size: u32) -> Option<Sets> {
    let of_size = breaking.of_size(size, 0);
    match (of_size.count, of_size.total) {
        (Counted::Exact(count), Some(total)) => Some(Sets { total: total as u64, breaking: count as u64 }),
        _ => None,
    }
}
