use super::Survival;
use crate::{base::Count, placement::Table, topology::Topology};
use alloc::{vec, vec::Vec};

/// What nodes and racks carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loads {
    /// Replicas on each node, whether or not it is on.
    pub copies: Vec<u32>,
    /// Partitions that each node leads.
    pub leaders: Vec<u32>,
    /// The weight of all replicas on each node.
    pub weight: Vec<Count>,
    /// Replicas in each rack.
    pub by_rack: Vec<u32>,
}

impl Loads {
    /// Of the partitions of `table`, each of which weighs one where no weights are given, led as `survival` says.
    pub fn new(topology: &Topology, table: &Table, weights: Option<&[Count]>, survival: &Survival) -> Self {
        let nodes = topology.len();
        let mut loads = Loads {
            copies: vec![0; nodes],
            leaders: vec![0; nodes],
            weight: vec![Count::ZERO; nodes],
            by_rack: vec![0; topology.racks().len()],
        };
        for (partition, replicas) in table.iter().enumerate() {
            for node in replicas {
                let node = *node as usize;
                loads.copies[node] += 1;
                if let Some(weights) = weights {
                    loads.weight[node] = loads.weight[node] + weights[partition];
                }
            }
            if let Some(leader) = survival.led_by(partition) {
                loads.leaders[leader as usize] += 1;
            }
        }
        for (node, copies) in (0..).zip(&loads.copies) {
            loads.by_rack[topology.rack_of(node) as usize] += copies;
        }
        if weights.is_none() {
            loads.weight = loads.copies.iter().map(|copies| Count::from(u128::from(*copies))).collect();
        }
        loads
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        placement::Copies,
        survival::sample::{cluster, table},
    };

    #[test]
    fn every_replica_loads_its_node_and_rack_and_only_living_ones_lead() {
        let topology = cluster(&[0, 1, 0]);
        let table = table(&[&[0, 1], &[1, 2], &[0, 2]]);
        let weights = [1, 10, 100].map(|weight: u128| Count::from(weight));
        let survival = Survival::new(&topology, &table, &Copies::Each(2), Some(&weights), &[true]);
        let loads = Loads::new(&topology, &table, Some(&weights), &survival);
        assert_eq!((loads.copies, loads.leaders, loads.by_rack), (vec![2, 2, 2], vec![0, 2, 1], vec![4, 2]));
        assert_eq!(loads.weight, [101, 11, 110].map(|weight: u128| Count::from(weight)));
        let loads = Loads::new(&topology, &table, None, &survival);
        assert_eq!(loads.weight, [2, 2, 2].map(|weight: u128| Count::from(weight)));
    }
}
