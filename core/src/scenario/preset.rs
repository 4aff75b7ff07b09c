//! Where an address starts from: running examples, each written in the grammar itself.
//!
//! A new preset is one row. `v=1` pins what a row means for ever: to change one, add another.

use super::{
    Cluster, Deal, Experiment, Generated, Keys, LevelKind, Naming, PlacementKind, Replicas, Scenario,
    SchemeKind, Show, Text, TextSize, Theme, address,
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
pub const ALL: [Preset; 28] = [
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
    Preset {
        id: "two-dcs",
        title: "Two data centres, three racks each",
        about: "Nodes n2 and n12 are off, and rack r2 loses power: 1 of 24 partitions is lost and 4 are unavailable at QUORUM, where rack r2 alone would have cost nothing.",
        naming: Naming::Numbers("n"),
        params: "nodes=d1.r1.n1_d1.r1.n2_d1.r2.n3_d1.r2.n4_d1.r3.n5_d1.r3.n6_d2.r4.n7_d2.r4.n8_d2.r5.n9_d2.r5.n10_d2.r6.n11_d2.r6.n12&vnodes=2&place=nts&rf=d1.2_d2.1&down=r2-n2-n12&down0=n2-n12&keys=10000&kpre=user-3A&show=racks",
    },
    Preset {
        id: "node-loss",
        title: "Guide 000: node 2 dies",
        about: "Drawn as if all partitions were alike: P1 to P3 have three copies, P4 to P6 two. None is lost with node 2.",
        naming: Naming::Numbers("N"),
        params: "nodes=4&assign=p1.n1.n2.n4_p2.n2.n1.n3_p3.n3.n2.n4_p4.n4.n3_p5.n4.n3_p6.n4.n1&down=n2&down0=none&show=racks&level=one",
    },
    Preset {
        id: "rack-loss",
        title: "Guide 000: rack 1 loses power",
        about: "Each partition has one copy in each of three racks, so every one keeps two of three: a majority.",
        naming: Naming::Numbers("N"),
        params: "nodes=d1.r1.n1_d1.r1.n2_d1.r2.n3_d1.r2.n4_d1.r3.n5_d1.r3.n6&assign=p1.n1.n3.n5_p2.n3.n2.n5_p3.n6.n1.n4&down=r1&down0=none&show=racks&level=raft",
    },
    Preset {
        id: "three-by-three",
        title: "Guide 002: three partitions, three copies",
        about: "Each node leads one partition and follows in the two others: any one node may go, and no two at a majority.",
        naming: Naming::Numbers("Node "),
        params: "nodes=3&assign=p1.n1.n2.n3_p2.n2.n1.n3_p3.n3.n1.n2&show=racks&level=raft",
    },
    Preset {
        id: "thousand-parts",
        title: "Guide 002: 1,000 partitions, a fourth node",
        about: "250 partitions need to move and do; cutting equal blocks anew, as the guide draws it, would move 501.",
        naming: Naming::Letters("Node-"),
        params: "nodes=4&nodes0=3&scheme=slots&hash=md5&parts=1000&rf=1&show=racks",
    },
    Preset {
        id: "shard-grid",
        title: "Guide 003: replica A2 dies",
        about: "Three shards of three replicas each: without A2 nothing is lost, and shard A keeps a majority, two of three: with one fewer it has none.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&names=n1.A1_n2.A2_n3.A3_n4.B1_n5.B2_n6.B3_n7.C1_n8.C2_n9.C3&scheme=range&splits=k4_k7&assign=p1.n1.n2.n3_p2.n4.n5.n6_p3.n7.n8.n9&keys=10&kpre=k&pick=k5&down=n2&down0=none&show=racks",
    },
    Preset {
        id: "shard-lost",
        title: "Guide 003: all of shard C dies",
        about: "Shard C holds the keys 7 to 9: 3 of 10 are lost, 30 % and not a third of the data.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&names=n1.A1_n2.A2_n3.A3_n4.B1_n5.B2_n6.B3_n7.C1_n8.C2_n9.C3&scheme=range&splits=k4_k7&assign=p1.n1.n2.n3_p2.n4.n5.n6_p3.n7.n8.n9&keys=10&kpre=k&pick=k8&down=n7-n8-n9&down0=none&show=racks",
    },
    Preset {
        id: "rack-blind",
        title: "Rack-aware beside rack-blind",
        about: "The same 12 nodes, copies and rack off. Spread over racks nothing is unavailable; placed at random 6 of 24 partitions are, which had several copies in that rack.",
        naming: Naming::Numbers("n"),
        params: "nodes=12&racks=3&scheme=slots&parts=24&place=spread&place2=random&down=r1&down0=none&show=racks",
    },
    Preset {
        id: "local-quorum",
        title: "A data centre is off: LOCAL_QUORUM",
        about: "Three copies in each of two data centres. With d2 gone QUORUM, four of six, is met nowhere, and LOCAL_QUORUM in d1 everywhere.",
        naming: Naming::Numbers("n"),
        params: "nodes=12&racks=3&dcs=2&vnodes=2&place=nts&rf=d1.3_d2.3&level=local-quorum&down=d2&down0=none&show=racks",
    },
    Preset {
        id: "read-all",
        title: "Reads at ALL, writes at QUORUM: strong",
        about: "Any read meets any write in two copies at least, so the pair is strong, though a read waits for all three copies and one node off stops some.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&racks=3&vnodes=2&place=nts&rl=all&wl=quorum&down=n5&down0=none&keys=10000&kpre=user-3A&show=racks",
    },
    Preset {
        id: "cassandra-racks",
        title: "Cassandra: ring and racks",
        about: "Nine nodes in three racks with four tokens each: the copies of a key lie in three racks, so the walk passes over nodes whose rack has one.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&racks=3&vnodes=4&place=nts&keys=10000&kpre=user-3A&show=ring_racks",
    },
    Preset {
        id: "kafka-racks",
        title: "Kafka: acks=all with min.insync.replicas 2",
        about: "Six brokers in three racks. Without a rack every partition has two copies in sync; without a rack and a broker 12 of 24 have one, and refuse writes.",
        naming: Naming::Numbers("Broker "),
        params: "nodes=6&racks=3&hash=murmur2&scheme=slots&parts=24&place=kraft&isr=2&level=acks-all&down=r1-n2&down0=r1&keys=10000&kpre=order-3A&show=racks",
    },
    Preset {
        id: "redis-cluster",
        title: "Redis Cluster: six nodes on three hosts",
        about: "Three masters share the 16,384 slots, each with a replica on another host: any one host may go.",
        naming: Naming::Numbers("n"),
        params: "nodes=6&racks=3&hash=crc16&scheme=slots&place=redis&rf=2&level=one&keys=10000&kpre=user-3A&show=racks",
    },
    Preset {
        id: "hdfs-racks",
        title: "HDFS: two racks a block",
        about: "The second and the third copy stand in one rack, so without that rack a block has one copy of three: HDFS reads it all the same, but a majority of copies, which a guide promises, is not left. That happens to 9 of 24 blocks here.",
        naming: Naming::Numbers("dn"),
        params: "nodes=9&racks=3&scheme=slots&parts=24&place=hdfs&down=r3&down0=none&level=one&show=racks",
    },
    Preset {
        id: "copysets",
        title: "Copysets beside random placement",
        about: "30 nodes, 1,000 partitions. Three nodes that fail at once lose data in 22.1 % of all cases if copies lie at random, in 0.49 % with copysets.",
        naming: Naming::Numbers("n"),
        params: "nodes=30&racks=3&scheme=slots&parts=1000&place=copysets&place2=random&level=one&show=racks",
    },
    Preset {
        id: "three-hundred",
        title: "300 nodes in ten racks",
        about: "4,800 ranges with three copies each, in three racks each: racks show counts, and a press shows more.",
        naming: Naming::Numbers("n"),
        params: "nodes=300&racks=10&vnodes=16&place=nts&down=r4&down0=none&keys=10000&kpre=user-3A&show=racks",
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
            experiment: Experiment::start(),
            keys: Keys::Generated(Generated { count: 1_000, prefix: text("user:"), seed: 0 }),
            pick: text("user:42"),
            show: Show::Ring,
            level: LevelKind::Quorum,
            level_dc: None,
            reads: None,
            writes: None,
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
