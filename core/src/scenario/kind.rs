//! Words of an address: schemes, placements, what a request needs.

use crate::quorum::Level;

/// What makes partitions of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// The hash ring: a partition is the range of a token.
    Ring,
    /// Fixed partitions: hash mod their number.
    Slots,
    /// Ranges of keys between split points.
    Range,
}

impl SchemeKind {
    /// The words of an address.
    pub const WORDS: [(&str, SchemeKind); 3] =
        [("ring", SchemeKind::Ring), ("slots", SchemeKind::Slots), ("range", SchemeKind::Range)];
}

/// The rule that places copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacementKind {
    /// The next different nodes: Cassandra's `SimpleStrategy`; on fixed partitions, the next nodes of the list.
    Walk,
    /// Cassandra's `NetworkTopologyStrategy` since 3.0.
    Nts,
    /// The same in 2.x, which orders copies otherwise.
    Nts2,
    /// Kafka with `ZooKeeper`, and its reassignment tool.
    Kafka,
    /// Kafka with `KRaft`.
    Kraft,
    /// `redis-cli --cluster create`.
    Redis,
    /// HDFS's default.
    Hdfs,
    /// Allocation awareness as in Elasticsearch.
    Awareness,
    /// Copysets of nodes.
    Copysets,
    /// Uniformly random nodes.
    Random,
    /// Over as many racks as can be, with balanced leaders.
    Spread,
}

impl PlacementKind {
    /// The words of an address.
    pub const WORDS: [(&str, PlacementKind); 11] = [
        ("walk", PlacementKind::Walk),
        ("nts", PlacementKind::Nts),
        ("nts2", PlacementKind::Nts2),
        ("kafka", PlacementKind::Kafka),
        ("kraft", PlacementKind::Kraft),
        ("redis", PlacementKind::Redis),
        ("hdfs", PlacementKind::Hdfs),
        ("awareness", PlacementKind::Awareness),
        ("copysets", PlacementKind::Copysets),
        ("random", PlacementKind::Random),
        ("spread", PlacementKind::Spread),
    ];

    /// Whether it can walk a ring.
    pub const fn walks_ring(self) -> bool {
        matches!(self, PlacementKind::Walk | PlacementKind::Nts | PlacementKind::Nts2)
    }

    /// Whether it counts copies per data centre.
    pub const fn counts_per_dc(self) -> bool {
        matches!(self, PlacementKind::Nts | PlacementKind::Nts2)
    }

    /// Whether it draws lots, so that a seed matters.
    pub const fn draws(self) -> bool {
        use PlacementKind::{Awareness, Nts, Nts2, Spread, Walk};
        !matches!(self, Walk | Nts | Nts2 | Awareness | Spread)
    }

    /// The word of an address.
    pub fn id(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What a request needs, as an address says it: `local-` levels are those of the first data centre unless one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelKind {
    /// One copy.
    One,
    /// Two.
    Two,
    /// Three.
    Three,
    /// More than half.
    Quorum,
    /// All.
    All,
    /// For writes: any node that takes a hint.
    Any,
    /// One copy in the client's data centre.
    LocalOne,
    /// More than half of those in the client's data centre.
    LocalQuorum,
    /// More than half in every data centre.
    EachQuorum,
    /// Kafka's `acks=all`.
    AcksAll,
    /// A Raft majority.
    Raft,
}

impl LevelKind {
    /// The words of an address.
    pub const WORDS: [(&str, LevelKind); 11] = [
        ("one", LevelKind::One),
        ("two", LevelKind::Two),
        ("three", LevelKind::Three),
        ("quorum", LevelKind::Quorum),
        ("all", LevelKind::All),
        ("any", LevelKind::Any),
        ("local-one", LevelKind::LocalOne),
        ("local-quorum", LevelKind::LocalQuorum),
        ("each-quorum", LevelKind::EachQuorum),
        ("acks-all", LevelKind::AcksAll),
        ("raft", LevelKind::Raft),
    ];

    /// The kind of a level; whose data centre it means is not part of it.
    pub(super) const fn of(level: Level) -> Self {
        match level {
            Level::One => LevelKind::One,
            Level::Two => LevelKind::Two,
            Level::Three => LevelKind::Three,
            Level::Quorum => LevelKind::Quorum,
            Level::All => LevelKind::All,
            Level::Any => LevelKind::Any,
            Level::LocalOne(_) => LevelKind::LocalOne,
            Level::LocalQuorum(_) => LevelKind::LocalQuorum,
            Level::EachQuorum => LevelKind::EachQuorum,
            Level::AcksAll { .. } => LevelKind::AcksAll,
            Level::Raft => LevelKind::Raft,
        }
    }

    pub(super) const fn of_any(level: Option<Level>) -> Option<Self> {
        match level {
            Some(level) => Some(LevelKind::of(level)),
            None => None,
        }
    }

    /// The level for whoever coordinates: local ones are placed when that is known, by [`Level::at`].
    pub const fn level(self) -> Level {
        match self {
            LevelKind::One => Level::One,
            LevelKind::Two => Level::Two,
            LevelKind::Three => Level::Three,
            LevelKind::Quorum => Level::Quorum,
            LevelKind::All => Level::All,
            LevelKind::Any => Level::Any,
            LevelKind::LocalOne => Level::LocalOne(0),
            LevelKind::LocalQuorum => Level::LocalQuorum(0),
            LevelKind::EachQuorum => Level::EachQuorum,
            LevelKind::AcksAll => Level::AcksAll { min_insync: 1 },
            LevelKind::Raft => Level::Raft,
        }
    }

    pub(super) const fn level_any(kind: Option<Self>) -> Option<Level> {
        match kind {
            Some(kind) => Some(kind.level()),
            None => None,
        }
    }

    /// The word of an address.
    pub fn id(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}
