//! Where an address starts from: running examples, each written in the grammar itself.
//!
//! A new preset is one row. `v=1` pins what a row means for ever: to change one, add another.

use super::{
    Cluster, Deal, Generated, Keys, LevelKind, Naming, PlacementKind, Replicas, Scenario, SchemeKind, Show,
    Text, TextSize, Theme, address,
};
use crate::{
    base::{IdMap, IdSet, NodeId},
    hash::HashFn,
};
use alloc::vec::Vec;

/// A running example.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name in addresses.
    pub id: &'static str,
    /// The name in the list of examples.
    pub title: &'static str,
    /// What it shows, in a sentence; every figure in it is tested.
    pub about: &'static str,
    naming: Naming,
    params: &'static str,
}

/// All presets, in the order of the list; the first is what an empty address shows.
pub const ALL: [Preset; 12] = [
    Preset {
        id: "ring",
        title: "Guide 002: A, B, C and a fourth node",
        about: "Three nodes of 150 tokens each share the ring as 36.2, 34.2 and 29.5 %; the fourth takes a little from each.",
        naming: Naming::Letters("Node-"),
        params: "nodes=4&nodes0=3&hash=md5&vnodes=150&keys=100000&kpre=k&pick=user-3Abob",
    },
    Preset {
        id: "quarter",
        title: "Guide 000: D joins at 180°",
        about: "Three nodes at 90°, 210° and 330°; D at 180° takes a quarter of the ring, all of it from B.",
        naming: Naming::Letters(""),
        params: "nodes=4&nodes0=3&hash=md5&vnodes=1&tokens=n1.90deg_n2.210deg_n3.330deg_n4.180deg&keys=1000&kpre=user-3A&pick=user-3A42",
    },
    Preset {
        id: "four-each",
        title: "Guide 000: “4 vnodes each”",
        about: "The drawing has 4, 3 and 3 tokens, and gives A, B and C 41.7, 27.8 and 30.6 % of the ring, not a third each.",
        naming: Naming::Letters(""),
        params: "nodes=3&hash=md5&vnodes=4&tokens=n1.30deg.140deg.260deg.350deg_n2.60deg.180deg.290deg_n3.100deg.220deg.320deg&keys=1000&kpre=user-3A",
    },
    Preset {
        id: "three-each",
        title: "Guide 002: 3 virtual nodes each",
        about: "With its own MD5 tokens three nodes of 3 tokens own 25.9, 51.8 and 22.3 %: three tokens do not even a ring out.",
        naming: Naming::Letters("Node-"),
        params: "nodes=3&hash=md5&vnodes=3&keys=1000&kpre=user-3A",
    },
    Preset {
        id: "one-each",
        title: "One token a node: lumpy",
        about: "Without virtual nodes chance decides: the largest of five shares is many times the smallest.",
        naming: Naming::Letters("Node-"),
        params: "nodes=5&nodes0=4&hash=xxh64&vnodes=1&keys=10000&kpre=user-3A",
    },
    Preset {
        id: "cassandra-16",
        title: "Cassandra 4 and later: 16 tokens a node",
        about: "Six nodes with 16 random tokens each, the default since 4.0, hashed as Cassandra does.",
        naming: Naming::Numbers("node"),
        params: "nodes=6&nodes0=5&hash=murmur3-cassandra&vnodes=16&keys=100000&kpre=user-3A",
    },
    Preset {
        id: "cassandra-256",
        title: "Cassandra 2 and 3: 256 tokens a node",
        about: "The same with 256 tokens each, the default before 4.0: more even, and more ranges to keep track of.",
        naming: Naming::Numbers("node"),
        params: "nodes=6&nodes0=5&hash=murmur3-cassandra&vnodes=256&keys=100000&kpre=user-3A",
    },
    Preset {
        id: "weights",
        title: "One node twice as strong",
        about: "Node-B has weight 200: twice the tokens, and about twice the ring.",
        naming: Naming::Letters("Node-"),
        params: "nodes=3&weights=n2.200&weights0=none&hash=xxh64&vnodes=128&keys=10000&kpre=user-3A",
    },
    Preset {
        id: "fnv",
        title: "A poor hash: FNV-1a",
        about: "FNV-1a mixes the last bytes of a key little into its leading bits, so tokens lie in clumps, and two of five nodes own two thirds of the ring.",
        naming: Naming::Letters("Node-"),
        params: "nodes=5&hash=fnv1a-32&vnodes=32&keys=10000&kpre=user-3A",
    },
    Preset {
        id: "node-down",
        title: "A node is off",
        about: "Node-B lost power: each of its ranges goes to the next node on the ring, and only its ranges move.",
        naming: Naming::Letters("Node-"),
        params: "nodes=4&down=n2&down0=none&hash=md5&vnodes=64&keys=10000&kpre=user-3A",
    },
    Preset {
        id: "twelve",
        title: "Twelve nodes, 16 tokens each",
        about: "As many nodes as have a colour of their own.",
        naming: Naming::Letters("Node-"),
        params: "nodes=12&nodes0=11&hash=murmur3-x64-128&vnodes=16&keys=100000&kpre=user-3A",
    },
    Preset {
        id: "thousand",
        title: "1,000 nodes, 256 tokens each",
        about: "One node more among a thousand: a thousandth of the ring moves, where hash mod N moves nearly all.",
        naming: Naming::Numbers("n"),
        params: "nodes=1000&nodes0=999&hash=murmur3-cassandra&vnodes=256&keys=100000&kpre=user-3A",
    },
];

/// The preset that an empty address shows.
pub const fn first() -> &'static Preset {
    &ALL[0]
}

/// The preset of this id.
pub fn find(id: &str) -> Option<&'static Preset> {
    ALL.iter().find(|preset| preset.id == id)
}

impl Preset {
    /// What the preset shows.
    pub fn scenario(&'static self) -> Scenario {
        address::parse_preset(self.params, self.start()).scenario
    }

    /// What all presets start from.
    fn start(&'static self) -> Scenario {
        let cluster = Cluster {
            naming: self.naming,
            nodes: (1..=3).map(|id| Deal::ONE.node(NodeId(id))).collect(),
            deal: Some(Deal::ONE),
            names: IdMap::default(),
            weights: IdMap::default(),
            scheme: SchemeKind::Ring,
            hash: HashFn::Murmur3Cassandra,
            vnodes: 16,
            tokens: IdMap::default(),
            parts: 24,
            splits: Vec::new(),
            assigned: Vec::new(),
            placement: PlacementKind::Walk,
            replicas: Replicas::Each(3),
            min_insync: 1,
            down: IdSet::default(),
            seed: 0,
        };
        let text = |text| Text::new(text).expect("a preset's texts are short and plain");
        Scenario {
            preset: self,
            before: cluster.clone(),
            now: cluster,
            other: None,
            keys: Keys::Generated(Generated { count: 1_000, prefix: text("user:"), seed: 0 }),
            pick: text("user:42"),
            show: Show::Ring,
            level: LevelKind::Quorum,
            level_dc: None,
            theme: Theme::Auto,
            text: TextSize::Normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;
    use alloc::{format, vec};

    #[test]
    fn every_preset_is_valid_and_its_address_is_its_name() {
        for preset in &ALL {
            let parsed = address::parse_preset(preset.params, preset.start());
            assert_eq!(parsed.problems, vec![], "{}", preset.id);
            assert_eq!(parsed.scenario.check(), Ok(()), "{}", preset.id);
            let address = parsed.scenario.address();
            assert_eq!(address, format!("v=1&s={}", preset.id));
            assert_eq!(parse(&address).scenario, parsed.scenario);
        }
    }
}
