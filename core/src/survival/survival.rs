use super::{
    Held,
    patterns::Patterns,
    tally::{Tally, placed_of},
};
use crate::{
    base::{Count, Share},
    placement::{Copies, Table},
    quorum::{Group, Level, Operation},
    topology::Topology,
};
use alloc::{vec, vec::Vec};

/// What is left of each partition when some nodes are down.
///
/// Availability follows from how many replicas a partition has and how many live in each data centre, and no more, so
/// partitions are grouped by that, and a level is looked at once a group.
#[derive(Clone, Debug)]
pub struct Survival {
    partitions: Vec<Left>,
    /// A data centre, replicas placed and replicas living in it, of each data centre of a kind of partition.
    kinds: Patterns,
    /// How many partitions are of each kind.
    counted: Vec<u32>,
    /// And what they weigh.
    weighed: Vec<Count>,
    copies: Copies,
    dcs: u32,
    nodes_on: u32,
}

/// What is left of one partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its replicas.
    pub placed: u32,
    /// Those on nodes that are on.
    pub living: u32,
    /// The first living replica in order of preference: a node, by its place.
    pub leader: Option<u32>,
    kind: u32,
}

/// How a partition fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All its replicas live.
    Fine,
    /// Some do.
    Fewer,
    /// None does.
    Lost,
}

impl Left {
    /// How it fares. A partition that never had a replica is lost.
    pub const fn state(self) -> State {
        match (self.living, self.placed) {
            (0, _) => State::Lost,
            (living, placed) if living < placed => State::Fewer,
            _ => State::Fine,
        }
    }
}

impl Survival {
    /// With these nodes down, by their place; a node beyond the list is on. There is a weight for each partition, or each
    /// weighs one. The replicas of a partition are different nodes of the topology.
    pub fn new(
        topology: &Topology,
        table: &Table,
        copies: &Copies,
        weights: Option<&[Count]>,
        down: &[bool],
    ) -> Self {
        let dcs: Vec<u32> = (0..topology.len() as u32).map(|node| topology.dc_of(node)).collect();
        let is_on = |node: u32| !down.get(node as usize).is_some_and(|is_down| *is_down);
        let mut survival = Survival {
            partitions: Vec::with_capacity(table.len()),
            kinds: Patterns::new(),
            counted: Vec::new(),
            weighed: Vec::new(),
            copies: copies.clone(),
            dcs: topology.dcs().len() as u32,
            nodes_on: (0..topology.len() as u32).filter(|node| is_on(*node)).count() as u32,
        };
        let mut tally = Tally::<3>::new();
        for (partition, replicas) in table.iter().enumerate() {
            tally.clear();
            for node in replicas {
                let [_, placed, living] = tally.entry(dcs[*node as usize]);
                *placed += 1;
                *living += u32::from(is_on(*node));
            }
            let leader = replicas.iter().copied().find(|node| is_on(*node));
            survival.push(&tally, leader, weights.map(|weights| weights[partition]));
        }
        if weights.is_none() {
            survival.weighed = survival.counted.iter().map(|n| Count::from(u128::from(*n))).collect();
        }
        survival
    }

    fn push(&mut self, tally: &Tally<3>, leader: Option<u32>, weight: Option<Count>) {
        let kind = self.kinds.id_of(tally.numbers());
        if kind == self.counted.len() {
            self.counted.push(0);
            self.weighed.push(Count::ZERO);
        }
        self.counted[kind] += 1;
        if let Some(weight) = weight {
            self.weighed[kind] = self.weighed[kind] + weight;
        }
        let entries = tally.numbers().as_chunks::<3>().0;
        self.partitions.push(Left {
            placed: entries.iter().map(|entry| entry[1]).sum(),
            living: entries.iter().map(|entry| entry[2]).sum(),
            leader,
            kind: kind as u32,
        });
    }

    /// What is left of each partition in turn.
    pub fn partitions(&self) -> &[Left] {
        &self.partitions
    }

    /// How many nodes are on.
    pub const fn nodes_on(&self) -> u32 {
        self.nodes_on
    }

    /// The node that leads a partition: its first living replica in order of preference.
    pub fn led_by(&self, partition: usize) -> Option<u32> {
        self.partitions[partition].leader
    }

    /// Partitions of which no replica lives, and what share of all weight they have.
    pub fn lost(&self) -> (u32, Share) {
        self.sum(|living, _| living == 0)
    }

    /// Partitions of which some replica lives and some does not, and what share of all weight they have.
    pub fn under_replicated(&self) -> (u32, Share) {
        self.sum(|living, placed| 0 < living && living < placed)
    }

    /// Partitions, by their place, that have another leader than in `other`, or only in one of the two.
    pub fn leaders_changed(&self, other: &Survival) -> Vec<u32> {
        let pairs = self.partitions.iter().zip(&other.partitions);
        (0..)
            .zip(pairs)
            .filter(|(_, (one, other))| one.leader != other.leader)
            .map(|(place, _)| place)
            .collect()
    }

    /// Whether an operation on a partition is answered.
    pub fn is_available(&self, partition: usize, level: Level, operation: Operation) -> bool {
        self.is_kind_available(self.kinds.get(self.partitions[partition].kind as usize), level, operation)
    }

    /// The same of many partitions: a level is looked at once for each kind of them.
    pub fn available(&self, level: Level, operation: Operation) -> impl Fn(usize) -> bool {
        let of_kind = |kind| self.is_kind_available(self.kinds.get(kind), level, operation);
        let kinds: Vec<bool> = (0..self.kinds.len()).map(of_kind).collect();
        move |partition| kinds[self.partitions[partition].kind as usize]
    }

    /// What a level still has.
    pub fn at(&self, level: Level) -> Held {
        let held = |operation| {
            self.sum_of_kinds(|kind| self.is_kind_available(self.kinds.get(kind), level, operation))
        };
        let (readable, readable_share) = held(Operation::Read);
        let (writable, writable_share) = held(Operation::Write);
        Held { level, readable, writable, readable_share, writable_share }
    }

    /// What each level still has: ONE, TWO, THREE, QUORUM, ALL, `LOCAL_QUORUM` of each data centre, `EACH_QUORUM`,
    /// acks=all with so many in sync, Raft.
    pub fn held(&self, min_insync: u32) -> Vec<Held> {
        let mut levels = vec![Level::One, Level::Two, Level::Three, Level::Quorum, Level::All];
        levels.extend((0..self.dcs).map(Level::LocalQuorum));
        levels.extend([Level::EachQuorum, Level::AcksAll { min_insync }, Level::Raft]);
        levels.into_iter().map(|level| self.at(level)).collect()
    }

    fn is_kind_available(&self, kind: &[u32], level: Level, operation: Operation) -> bool {
        let entries = kind.as_chunks::<3>().0;
        let on = |group| match group {
            Group::Replicas => entries.iter().map(|entry| entry[2]).sum(),
            Group::Dc(dc) => entries.iter().find(|entry| entry[0] == dc).map_or(0, |entry| entry[2]),
            Group::Cluster => self.nodes_on,
        };
        level
            .needs(operation, &self.copies, &placed_of::<3>(kind))
            .is_some_and(|needs| needs.iter().all(|need| on(need.group) >= need.count))
    }

    fn sum(&self, is_meant: impl Fn(u32, u32) -> bool) -> (u32, Share) {
        let of = |kind: usize, at: usize| {
            self.kinds.get(kind).as_chunks::<3>().0.iter().map(|entry| entry[at]).sum()
        };
        self.sum_of_kinds(|kind| is_meant(of(kind, 2), of(kind, 1)))
    }

    /// Partitions of the kinds meant, and their share of all weight.
    fn sum_of_kinds(&self, is_meant: impl Fn(usize) -> bool) -> (u32, Share) {
        let (mut partitions, mut weight) = (0, Count::ZERO);
        for kind in 0..self.kinds.len() {
            if is_meant(kind) {
                partitions += self.counted[kind];
                weight = weight + self.weighed[kind];
            }
        }
        let all: Count = self.weighed.iter().copied().sum();
        (partitions, Share { num: weight, den: all.max(Count::from(1)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survival::sample::{across, cluster, table};

    #[test]
    fn the_first_living_replica_leads_and_a_partition_without_one_is_lost() {
        let topology = cluster(&[0, 0, 0]);
        let table = table(&[&[0, 1], &[2, 0], &[1, 0], &[]]);
        let down = [true, false, false];
        let survival = Survival::new(&topology, &table, &Copies::Each(2), None, &down);
        assert_eq!(
            [0, 1, 2, 3].map(|partition| survival.led_by(partition)),
            [Some(1), Some(2), Some(1), None]
        );
        let states: Vec<State> = survival.partitions().iter().map(|left| left.state()).collect();
        assert_eq!(states, [State::Fewer, State::Fewer, State::Fewer, State::Lost]);
        assert_eq!(
            (survival.lost(), survival.under_replicated()),
            ((1, Share::of(1, 4)), (3, Share::of(3, 4)))
        );
        let before = Survival::new(&topology, &table, &Copies::Each(2), None, &[]);
        assert_eq!(survival.leaders_changed(&before), [0]);
    }

    #[test]
    fn shares_are_of_weight_and_numbers_of_partitions() {
        let weights = [5, 3, 0].map(|weight: u128| Count::from(weight));
        let survival = Survival::new(
            &cluster(&[0, 0, 1]),
            &table(&[&[0, 1], &[1, 2], &[2, 0]]),
            &Copies::Each(2),
            Some(&weights),
            &[true],
        );
        let all = survival.at(Level::All);
        assert_eq!((all.readable, all.readable_share), (1, Share::of(3, 8)));
        let one = survival.at(Level::One);
        assert_eq!((one.writable, one.writable_share), (3, Share::of(8, 8)));
    }

    #[test]
    fn every_level_is_told_once() {
        let survival =
            Survival::new(&across(&[(0, 0), (1, 0)]), &table(&[&[0, 1]]), &Copies::Each(2), None, &[]);
        let levels: Vec<&str> = survival.held(1).iter().map(|held| held.level.label()).collect();
        let local = ["LOCAL_QUORUM", "LOCAL_QUORUM", "EACH_QUORUM", "acks=all", "Raft majority"];
        assert_eq!(levels[..5], ["ONE", "TWO", "THREE", "QUORUM", "ALL"]);
        assert_eq!(levels[5..], local);
        let nothing = Survival::new(&Topology::new(), &Table::default(), &Copies::Each(2), None, &[]);
        assert_eq!(nothing.at(Level::One).readable_share, Share::of(0, 1));
    }
}
