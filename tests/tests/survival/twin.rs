//! A cluster as lists, and every question answered by trying all sets.

use quorate_core::{
    base::{Count, NodeId},
    placement::{Copies, Table},
    quorum::{Level, Operation},
    topology::{Member, Topology},
};

/// Nodes by data centre and rack, and the replicas of each partition.
#[derive(Clone, Debug)]
pub(crate) struct Twin {
    pub(crate) places: Vec<(u32, u32)>,
    pub(crate) partitions: Vec<Vec<u32>>,
    pub(crate) copies: Copies,
    pub(crate) weights: Option<Vec<u64>>,
}

impl Twin {
    pub(crate) fn topology(&self) -> Topology {
        let mut topology = Topology::new();
        // All data centres are there, in order, so that a level may ask for one without nodes.
        for dc in 0..2 {
            topology.dc(&format!("d{dc}"));
        }
        for (id, (dc, rack)) in (1..).zip(&self.places) {
            let rack = topology.rack(*dc, Some(&format!("r{rack}")));
            topology.push(Member { id: NodeId(id), rack, weight: 100, is_fenced: false });
        }
        topology
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::default();
        for replicas in &self.partitions {
            table.push(replicas);
        }
        table
    }

    pub(crate) fn weights(&self) -> Option<Vec<Count>> {
        let count = |weight: &u64| Count::from(u128::from(*weight));
        self.weights.as_ref().map(|weights| weights.iter().map(count).collect())
    }

    pub(crate) fn weight(&self, partition: usize) -> u64 {
        self.weights.as_ref().map_or(1, |weights| weights[partition])
    }

    pub(crate) fn nodes(&self) -> u32 {
        self.places.len() as u32
    }

    /// Whether an operation is answered while the nodes in `down` are, bit by bit.
    pub(crate) fn is_answered(
        &self,
        partition: usize,
        level: Level,
        operation: Operation,
        down: u32,
    ) -> bool {
        let replicas = &self.partitions[partition];
        let is_on = |node: u32| down >> node & 1 == 0;
        let in_dc = |node: u32, dc: u32| self.places[node as usize].0 == dc;
        let on = replicas.iter().filter(|node| is_on(**node)).count();
        let on_in = |dc| replicas.iter().filter(|node| is_on(**node) && in_dc(**node, dc)).count();
        let placed_in = |dc| replicas.iter().filter(|node| in_dc(**node, dc)).count();
        let configured_in = |dc: u32| match &self.copies {
            Copies::PerDc(copies) => copies.get(dc as usize).map_or(0, |copies| *copies as usize),
            _ => placed_in(dc),
        };
        let configured = match &self.copies {
            Copies::Each(copies) => *copies as usize,
            Copies::PerDc(copies) => copies.iter().map(|copies| *copies as usize).sum(),
            Copies::AsPlaced => replicas.len(),
        };
        let has_local_quorum = |dc| 2 * on_in(dc) > configured_in(dc);
        match level {
            Level::One | Level::AcksAll { .. } if operation == Operation::Read => on >= 1,
            Level::One => on >= 1,
            Level::Two => on >= 2,
            Level::Three => on >= 3,
            Level::Quorum | Level::Raft => 2 * on > configured,
            Level::All => on >= configured && on > 0,
            Level::Any => operation == Operation::Write && (0..self.nodes()).any(is_on),
            Level::LocalOne(dc) => on_in(dc) >= 1,
            Level::LocalQuorum(dc) => has_local_quorum(dc),
            Level::EachQuorum => {
                let asked: Vec<u32> = (0..3).filter(|dc| configured_in(*dc) > 0).collect();
                !asked.is_empty() && asked.into_iter().all(has_local_quorum)
            }
            Level::AcksAll { min_insync } => on >= 1 && on >= min_insync as usize,
        }
    }

    pub(crate) fn leader(&self, partition: usize, down: u32) -> Option<u32> {
        self.partitions[partition].iter().copied().find(|node| down >> node & 1 == 0)
    }
}

/// Every level there is, with a data centre that has no node, and every operation.
pub(crate) fn asked() -> Vec<(Level, Operation)> {
    let mut levels = vec![Level::One, Level::Two, Level::Three, Level::Quorum, Level::All, Level::Any];
    levels.extend([0, 1, 2].map(Level::LocalOne));
    levels.extend([0, 1, 2].map(Level::LocalQuorum));
    levels.extend([0, 2].map(|min_insync| Level::AcksAll { min_insync }));
    levels.extend([Level::EachQuorum, Level::Raft]);
    levels.into_iter().flat_map(|level| Operation::BOTH.map(|operation| (level, operation))).collect()
}
