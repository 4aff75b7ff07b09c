//! Words of an address: schemes, placements, what a request needs, which pictures.

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
}

/// Which pictures stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// The ring.
    Ring,
    /// Racks.
    Racks,
    /// Both.
    RingAndRacks,
    /// What happens over time.
    Time,
    /// The ring, and time.
    RingAndTime,
    /// Racks, and time.
    RacksAndTime,
    /// All three.
    All,
}

impl Show {
    /// The values of an address.
    pub const WORDS: [(&str, Show); 7] = [
        ("ring", Show::Ring),
        ("racks", Show::Racks),
        ("ring_racks", Show::RingAndRacks),
        ("time", Show::Time),
        ("ring_time", Show::RingAndTime),
        ("racks_time", Show::RacksAndTime),
        ("ring_racks_time", Show::All),
    ];

    /// These pictures; none of them is no choice.
    pub const fn of(ring: bool, racks: bool, time: bool) -> Option<Self> {
        Some(match (ring, racks, time) {
            (true, false, false) => Show::Ring,
            (false, true, false) => Show::Racks,
            (true, true, false) => Show::RingAndRacks,
            (false, false, true) => Show::Time,
            (true, false, true) => Show::RingAndTime,
            (false, true, true) => Show::RacksAndTime,
            (true, true, true) => Show::All,
            (false, false, false) => return None,
        })
    }

    /// Whether the ring is chosen.
    pub const fn has_ring(self) -> bool {
        matches!(self, Show::Ring | Show::RingAndRacks | Show::RingAndTime | Show::All)
    }

    /// Whether racks are chosen.
    pub const fn has_racks(self) -> bool {
        matches!(self, Show::Racks | Show::RingAndRacks | Show::RacksAndTime | Show::All)
    }

    /// Whether time is chosen.
    pub const fn has_time(self) -> bool {
        matches!(self, Show::Time | Show::RingAndTime | Show::RacksAndTime | Show::All)
    }
}
