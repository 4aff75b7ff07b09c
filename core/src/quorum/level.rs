use super::{Group, Need, Operation};
use crate::placement::Copies;
use alloc::{vec, vec::Vec};

/// What a request waits for. A data centre is spoken of by its place in the topology.
///
/// Counted as Cassandra 5.0 does (`ConsistencyLevel.blockFor`): a quorum is one of the copies that are configured, even
/// where there are fewer nodes. The last two are Kafka's and Raft's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One replica.
    One,
    /// Two.
    Two,
    /// Three.
    Three,
    /// More than half of all.
    Quorum,
    /// All.
    All,
    /// For writes: any node at all, which keeps a hint for the replicas. Reads are refused.
    Any,
    /// One replica in this data centre.
    LocalOne(u32),
    /// More than half of those in this data centre.
    LocalQuorum(u32),
    /// More than half in every data centre that is to have some.
    EachQuorum,
    /// Kafka: a write waits for all replicas in sync, of which there must be at least so many (`min.insync.replicas`); a
    /// read is served by the leader. Replicas that are off leave the set in sync, so a write needs no more than these.
    AcksAll {
        /// Replicas that must be in sync, itself at least 1.
        min_insync: u32,
    },
    /// Raft: a majority, for reads as for writes.
    Raft,
}

impl Level {
    /// Every level once: local ones of the first data centre, acks=all with so many in sync.
    pub const fn all(min_insync: u32) -> [Level; 11] {
        [
            Level::One,
            Level::Two,
            Level::Three,
            Level::Quorum,
            Level::All,
            Level::Any,
            Level::LocalOne(0),
            Level::LocalQuorum(0),
            Level::EachQuorum,
            Level::AcksAll { min_insync },
            Level::Raft,
        ]
    }

    /// How it is spelled in an address and in the JavaScript module. A local level's data centre is not part of it.
    pub const fn id(self) -> &'static str {
        self.words().0
    }

    /// How people write it.
    pub const fn label(self) -> &'static str {
        self.words().1
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Level::One => ("one", "ONE"),
            Level::Two => ("two", "TWO"),
            Level::Three => ("three", "THREE"),
            Level::Quorum => ("quorum", "QUORUM"),
            Level::All => ("all", "ALL"),
            Level::Any => ("any", "ANY"),
            Level::LocalOne(_) => ("local-one", "LOCAL_ONE"),
            Level::LocalQuorum(_) => ("local-quorum", "LOCAL_QUORUM"),
            Level::EachQuorum => ("each-quorum", "EACH_QUORUM"),
            Level::AcksAll { .. } => ("acks-all", "acks=all"),
            Level::Raft => ("raft", "Raft majority"),
        }
    }

    /// The same level for a client of another data centre: only local levels differ.
    #[must_use]
    pub const fn at(self, dc: u32) -> Self {
        match self {
            Level::LocalOne(_) => Level::LocalOne(dc),
            Level::LocalQuorum(_) => Level::LocalQuorum(dc),
            other => other,
        }
    }

    /// What it asks of a partition that has `placed` replicas: a data centre and how many, each data centre once.
    /// None if the operation is refused at this level, or no data centre is to have copies that could be asked.
    pub fn needs(self, operation: Operation, copies: &Copies, placed: &[(u32, u32)]) -> Option<Vec<Need>> {
        let all = |count| vec![Need { group: Group::Replicas, count }];
        let total = || copies.total(placed.iter().map(|(_, replicas)| replicas).sum());
        Some(match (self, operation) {
            (Level::Any, Operation::Read) => return None,
            (Level::Any, Operation::Write) => vec![Need { group: Group::Cluster, count: 1 }],
            (Level::One, _) | (Level::AcksAll { .. }, Operation::Read) => all(1),
            (Level::Two, _) => all(2),
            (Level::Three, _) => all(3),
            (Level::Quorum | Level::Raft, _) => all(majority(total())),
            // Where no copy is to be, there is none to wait for and nothing is answered.
            (Level::All, _) => all(total().max(1)),
            (Level::AcksAll { min_insync }, Operation::Write) => all(min_insync.max(1)),
            (Level::LocalOne(dc), _) => vec![Need { group: Group::Dc(dc), count: 1 }],
            (Level::LocalQuorum(dc), _) => vec![local_quorum(dc, copies, placed)],
            (Level::EachQuorum, _) => return each_quorum(copies, placed),
        })
    }
}

/// The least number that is more than half.
const fn majority(of: u32) -> u32 {
    of / 2 + 1
}

fn local_quorum(dc: u32, copies: &Copies, placed: &[(u32, u32)]) -> Need {
    let here = placed.iter().find(|(at, _)| *at == dc).map_or(0, |(_, replicas)| *replicas);
    Need { group: Group::Dc(dc), count: majority(copies.in_dc(dc, here)) }
}

fn each_quorum(copies: &Copies, placed: &[(u32, u32)]) -> Option<Vec<Need>> {
    let dcs: Vec<u32> = match copies {
        Copies::PerDc(copies) => {
            (0..).zip(copies).filter(|(_, copies)| **copies > 0).map(|(dc, _)| dc).collect()
        }
        Copies::Each(_) | Copies::AsPlaced => {
            placed.iter().filter(|(_, n)| *n > 0).map(|(dc, _)| *dc).collect()
        }
    };
    let needs = || dcs.iter().map(|dc| local_quorum(*dc, copies, placed)).collect();
    (!dcs.is_empty()).then(needs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: [Level; 11] = Level::all(2);

    fn write_counts(level: Level, copies: &Copies, placed: &[(u32, u32)]) -> Vec<(Group, u32)> {
        let needs = level.needs(Operation::Write, copies, placed).expect("no write is refused");
        needs.into_iter().map(|need| (need.group, need.count)).collect()
    }

    #[test]
    fn no_two_levels_share_an_id_or_a_label() {
        for (i, one) in LEVELS.iter().enumerate() {
            for other in &LEVELS[..i] {
                assert!(one.id() != other.id() && one.label() != other.label(), "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn a_quorum_is_one_of_the_copies_that_are_configured_not_of_those_placed() {
        let placed = [(0, 2)];
        assert_eq!(write_counts(Level::Quorum, &Copies::Each(5), &placed), [(Group::Replicas, 3)]);
        assert_eq!(write_counts(Level::All, &Copies::Each(5), &placed), [(Group::Replicas, 5)]);
        assert_eq!(write_counts(Level::Raft, &Copies::AsPlaced, &placed), [(Group::Replicas, 2)]);
        assert_eq!(write_counts(Level::Quorum, &Copies::PerDc(vec![3, 3]), &placed), [(Group::Replicas, 4)]);
    }

    #[test]
    fn each_quorum_asks_every_data_centre_that_is_to_have_copies() {
        let copies = Copies::PerDc(vec![3, 0, 5]);
        let asked = [(Group::Dc(0), 2), (Group::Dc(2), 3)];
        assert_eq!(write_counts(Level::EachQuorum, &copies, &[(0, 3)]), asked);
        assert_eq!(write_counts(Level::EachQuorum, &Copies::Each(3), &[(1, 3)]), [(Group::Dc(1), 2)]);
        assert_eq!(Level::EachQuorum.needs(Operation::Write, &Copies::PerDc(vec![0]), &[(0, 3)]), None);
    }

    #[test]
    fn a_local_quorum_where_no_copies_are_asks_for_one_that_is_not_there() {
        let copies = Copies::PerDc(vec![3, 0]);
        assert_eq!(write_counts(Level::LocalQuorum(1), &copies, &[(0, 3)]), [(Group::Dc(1), 1)]);
        assert_eq!(write_counts(Level::LocalQuorum(0), &copies, &[(0, 3)]), [(Group::Dc(0), 2)]);
    }

    #[test]
    fn kafka_reads_from_one_and_writes_to_as_many_as_must_be_in_sync() {
        let level = |min_insync| Level::AcksAll { min_insync };
        let copies = Copies::Each(3);
        assert_eq!(write_counts(level(2), &copies, &[(0, 3)]), [(Group::Replicas, 2)]);
        assert_eq!(write_counts(level(0), &copies, &[(0, 3)]), [(Group::Replicas, 1)]);
        let read = level(2).needs(Operation::Read, &copies, &[(0, 3)]);
        assert_eq!(read, Some(vec![Need { group: Group::Replicas, count: 1 }]));
    }

    #[test]
    fn any_takes_a_write_on_every_node_and_refuses_a_read() {
        assert_eq!(write_counts(Level::Any, &Copies::Each(3), &[(0, 3)]), [(Group::Cluster, 1)]);
        assert_eq!(Level::Any.needs(Operation::Read, &Copies::Each(3), &[(0, 3)]), None);
    }

    #[test]
    fn only_local_levels_move_with_their_client() {
        for level in LEVELS {
            let is_local = matches!(level, Level::LocalOne(_) | Level::LocalQuorum(_));
            assert_eq!(level.at(3) != level, is_local, "{level:?}");
        }
    }
}
