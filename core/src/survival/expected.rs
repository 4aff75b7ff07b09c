use super::{
    Grain,
    patterns::Patterns,
    tally::{Tally, placed_of},
};
use crate::{
    base::{Count, sort_few},
    placement::{Copies, Table},
    quorum::{Group, Level, Need, Operation, availability::living},
    topology::Topology,
};
use alloc::{vec, vec::Vec};

/// How much of the data is to be expected to be available when nodes and racks fail by themselves.
///
/// A node is on if it does not fail and its rack does not. Racks fail independently, so how many replicas are on is
/// convolved over the racks of a partition, once for all partitions that lie alike in racks.
pub struct Expected {
    /// A data centre and the copies in one rack of it, of each rack of a kind of partition.
    kinds: Patterns,
    weights: Vec<f64>,
    copies: Copies,
    /// Nodes of each rack.
    racks: Vec<u32>,
}

/// How likely things fail, each by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// That a node fails, in [0, 1].
    pub node: f64,
    /// That a rack fails with all its nodes, in [0, 1].
    pub rack: f64,
}

impl Expected {
    /// Of a cluster with all nodes on. There is a weight for each partition, or each weighs one.
    pub fn new(topology: &Topology, table: &Table, copies: &Copies, weights: Option<&[Count]>) -> Self {
        let mut racks = vec![0; topology.racks().len()];
        for rack in Grain::Racks.units(topology) {
            racks[rack as usize] += 1;
        }
        let (mut kinds, mut sums) = (Patterns::new(), Vec::new());
        let (mut tally, mut kind) = (Tally::<2>::new(), Vec::new());
        for (partition, replicas) in table.iter().enumerate() {
            tally.clear();
            for node in replicas {
                tally.entry(topology.rack_of(*node))[1] += 1;
            }
            let in_racks = tally.numbers().as_chunks::<2>().0;
            kind.clear();
            kind.extend(in_racks.iter().map(|[rack, copies]| [topology.racks()[*rack as usize].dc, *copies]));
            sort_few(&mut kind);
            let id = kinds.id_of(kind.as_flattened());
            if id == sums.len() {
                sums.push(Count::ZERO);
            }
            sums[id] = sums[id] + weights.map_or(Count::from(1), |weights| weights[partition]);
        }
        let weights = sums.into_iter().map(Count::approx).collect();
        Expected { kinds, weights, copies: copies.clone(), racks }
    }

    /// The share of the data for which an operation at a level is answered, as it is to be expected, in [0, 1]. 0 if
    /// there is no data.
    pub fn share(&self, level: Level, operation: Operation, chances: Chances) -> f64 {
        let of = |kind: &[u32]| self.of_kind(kind, level, operation, chances);
        let available: f64 =
            self.kinds.iter().zip(&self.weights).map(|(kind, weight)| of(kind) * weight).sum();
        let all: f64 = self.weights.iter().sum();
        if all > 0.0 { available / all } else { 0.0 }
    }

    /// How likely a partition of this kind is available. The groups of its needs have no rack in common, so that each is
    /// met independently of the others.
    fn of_kind(&self, kind: &[u32], level: Level, operation: Operation, chances: Chances) -> f64 {
        let mut placed = placed_of::<2>(kind);
        placed.dedup_by(|later, first| {
            let is_same = later.0 == first.0;
            first.1 += if is_same { later.1 } else { 0 };
            is_same
        });
        let Some(needs) = level.needs(operation, &self.copies, &placed) else { return 0.0 };
        needs.iter().map(|need| self.of_need(kind, *need, chances)).product()
    }

    fn of_need(&self, kind: &[u32], need: Need, chances: Chances) -> f64 {
        let racks = kind.as_chunks::<2>().0;
        let of_racks = |racks: &mut dyn Iterator<Item = u32>| {
            living_in(racks, chances).iter().skip(need.count as usize).sum()
        };
        match need.group {
            Group::Cluster => of_racks(&mut self.racks.iter().copied()),
            Group::Replicas => of_racks(&mut racks.iter().map(|rack| rack[1])),
            Group::Dc(dc) => of_racks(&mut racks.iter().filter(|rack| rack[0] == dc).map(|rack| rack[1])),
        }
    }
}

/// The chances that 0, 1, … and all nodes are on, in racks of so many each.
fn living_in(racks: &mut dyn Iterator<Item = u32>, chances: Chances) -> Vec<f64> {
    let mut on = vec![1.0];
    for nodes in racks {
        let mut here: Vec<f64> =
            living(nodes, chances.node).iter().map(|chance| chance * (1.0 - chances.rack)).collect();
        here[0] += chances.rack;
        let mut sum = vec![0.0; on.len() + nodes as usize];
        for (before, chance) in on.iter().enumerate() {
            for (more, also) in here.iter().enumerate() {
                sum[before + more] += chance * also;
            }
        }
        on = sum;
    }
    on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::sample::{across, cluster, table};
    use Operation::{Read, Write};

    #[track_caller]
    fn assert_near(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-14, "{actual}, not {expected}");
    }

    #[test]
    fn copies_in_one_rack_fail_with_it_and_copies_in_three_do_not() {
        let topology = cluster(&[0, 0, 0, 1, 2]);
        let (together, apart) = (table(&[&[0, 1, 2]]), table(&[&[0, 3, 4]]));
        let share = |table, chances| {
            Expected::new(&topology, table, &Copies::Each(3), None).share(Level::Quorum, Read, chances)
        };
        let racks = Chances { node: 0.0, rack: 0.1 };
        assert_near(share(&together, racks), 0.9);
        assert_near(share(&apart, racks), 0.972);
        let nodes = Chances { node: 0.1, rack: 0.0 };
        assert_near(share(&together, nodes), 0.972);
        assert_near(share(&apart, nodes), 0.972);
        assert_near(share(&together, Chances { node: 0.1, rack: 0.5 }), 0.972 / 2.0);
    }

    #[test]
    fn weights_weigh_and_every_data_centre_is_asked_by_itself() {
        let topology = across(&[(0, 0), (0, 1), (1, 0)]);
        let table = table(&[&[0, 1], &[0, 2]]);
        let weights = [3, 1].map(|weight: u128| Count::from(weight));
        let expected = Expected::new(&topology, &table, &Copies::AsPlaced, Some(&weights));
        let chances = Chances { node: 0.2, rack: 0.0 };
        assert_near(expected.share(Level::LocalQuorum(0), Write, chances), (3.0 * 0.64 + 0.8) / 4.0);
        assert_near(expected.share(Level::EachQuorum, Write, chances), 0.64);
        assert_near(expected.share(Level::Any, Write, chances), 1.0 - 0.008);
        assert_near(expected.share(Level::Any, Read, chances), 0.0);
        let empty = Expected::new(&topology, &Table::default(), &Copies::AsPlaced, None);
        assert_near(empty.share(Level::One, Read, chances), 0.0);
    }
}
