//! Where an address starts from: running examples, each written in the grammar itself.
//!
//! A new preset is one row. `v=1` pins what a row means for ever: to change one, add another.

use super::{
    Cluster, Deal, Experiment, Generated, Keys, LevelKind, Naming, Odds, PlacementKind, Replicas, Scenario,
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
pub const ALL: [Preset; 74] = [
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
    Preset {
        id: "crash-modes",
        title: "Leader crash in three modes",
        about: "One script under three rules. Asynchronous answers in 9 ms and loses w3, which it had acknowledged; semi-synchronous answers in 20 ms and synchronous in 30 ms, and neither loses anything.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&ack2=semi.1&ack3=sync&ship=12ms&ship2=0&ship3=0&link=all.const.4ms_c1.n1.const.3ms_n1.n3.const.9ms_n2.w1.const.250us_n3.w1.const.250us&disk=all.3ms&beat=4ms&detect=timeout.5ms&until=56ms&at=52&seed=7&do=2.put.x.1_13.put.x.2_23.put.x.3_35.kill.n1",
    },
    Preset {
        id: "single-node",
        title: "Guide 000: a single node",
        about: "While the one node is off, four requests of three clients get no answer. What it had on disk is there when it comes back; a write that it had not flushed is not.",
        naming: Naming::Numbers("n"),
        params: "nodes=1&repl=leader&show=time&clients=3&link=all.const.3ms&disk=all.4ms&detect=none&timeout=40ms&until=110ms&do=3.put.x.1.c1_8.put.y.2.c2_18.put.z.3.c3_24.crash.n1_34.get.x.c1_38.get.y.c2_42.put.z.4.c3_90.up.n1_95.get.x.c1_96.get.z.c3",
    },
    Preset {
        id: "leader-follower",
        title: "Guide 000: leader and followers",
        about: "Writes go to the leader, reads to any replica. 48 ms after the leader dies a follower leads, and both go on.",
        naming: Naming::Numbers("n"),
        params: "nodes=4&names=n1.Leader_n2.F1_n3.F2_n4.F3&repl=leader&show=time&clients=2&ack=semi.1&reads=any&link=all.const.4ms&disk=all.2ms&beat=10ms&detect=timeout.30ms&until=180ms&do=4.put.x.1.c1_30.get.x.c2.n2_32.get.x.c2.n3_50.kill.n1_130.put.x.2.c1_160.get.x.c2.n4",
    },
    Preset {
        id: "sync-async",
        title: "Guide 000: INSERT user=bob",
        about: "The same insert twice: synchronous replication answers after 26 ms, when both followers have it on disk; asynchronous after 10 ms, when nobody but the leader has it.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&names=n1.Leader_n2.F1_n3.F2&repl=leader&show=time&ack=sync&ack2=async&link=all.const.4ms_n1.n3.const.7ms&disk=all.2ms&detect=none&ship2=20ms&until=40ms&do=2.put.user.bob",
    },
    Preset {
        id: "slow-follower",
        title: "One slow follower",
        about: "n3 takes 80 ms longer for everything. Asynchronous answers in 10 ms and semi-synchronous in 20 ms, as if nothing were; synchronous waits for n3, 100 ms a write.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&ack2=semi.1&ack3=sync&link=all.const.4ms&disk=all.2ms&detect=none&until=180ms&do=0.slow.n3.80ms_4.put.x.1_30.put.x.2_60.put.x.3",
    },
    Preset {
        id: "cross-region",
        title: "A synchronous standby far away",
        about: "A write that waits for a standby in the next room takes 4 ms; one that waits for a standby 80 ms away by round trip takes 83 ms.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=sync.n2&ack2=sync.n3&link=all.const.500us_n1.n3.const.40ms&disk=all.1ms&detect=none&until=300ms&do=5.put.x.1_100.put.x.2_200.put.x.3",
    },
    Preset {
        id: "both-die",
        title: "Semi-synchronous, and both die",
        about: "n2 alone had confirmed w2 when n1 and n2 died. Promoting the follower that is left loses it; waiting until every acknowledged write is among those that answer loses nothing, and nobody leads.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=semi.1&elect2=safe&link=all.const.4ms&disk=all.2ms&beat=20ms&detect=timeout.60ms&until=400ms&do=4.put.x.1_90.cut.n1.n3_100.put.x.2_126.kill.n1_126.kill.n2",
    },
    Preset {
        id: "false-detection",
        title: "A pause is taken for a death",
        about: "n1 stops for 75 ms and is replaced after 43. When it goes on it hears of a newer epoch, steps down and drops what it took meanwhile: nothing that was acknowledged.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&link=all.const.4ms&disk=all.2ms&beat=5ms&detect=timeout.20ms&timeout=200ms&until=150ms&do=4.put.x.1_20.pause.n1.75ms_30.put.x.2_112.put.x.3_130.get.x",
    },
    Preset {
        id: "split-brain",
        title: "Split brain: unfenced, epochs, a lease",
        about: "n1 is cut off with a client. Unfenced, two leaders take writes for good. Epochs end it when the network heals, and w2 is lost. With a lease n1 refuses w2, so nothing is lost.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&clients=2&ack=async&fence=none&fence2=epoch&fence3=lease.15ms&link=all.const.4ms&disk=all.2ms&beat=5ms&detect=timeout.20ms&timeout=60ms&until=150ms&do=2.put.x.1.c1_16.split.n1-c1.n2-n3-c2_72.put.x.2.c1_80.put.x.3.c2_96.heal_124.get.x.c1_132.get.x.c2",
    },
    Preset {
        id: "lease-too-long",
        title: "A lease that is too long",
        about: "A lease of 15 ms ends before another can lead, and n1 refuses to read. One of 90 ms does not: n1 reads x=1 though x=2 was acknowledged 5 ms before.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&clients=2&ack=semi.1&fence=lease.15ms&fence2=lease.90ms&link=all.const.4ms&disk=all.2ms&beat=5ms&detect=timeout.20ms&timeout=60ms&until=115ms&do=2.put.x.1.c1_20.split.n1-c1.n2-n3-c2_72.put.x.2.c2_97.get.x.c1",
    },
    Preset {
        id: "stonith",
        title: "The other node is powered off",
        about: "Before n2 leads, n1 loses its power by a way that is not the network: it cannot take w2, and c1 gets no answer rather than a false one.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&clients=2&ack=async&fence=stonith&link=all.const.4ms&disk=all.2ms&beat=5ms&detect=timeout.20ms&timeout=40ms&until=120ms&do=2.put.x.1.c1_16.split.n1-c1.n2-n3-c2_72.put.x.2.c1_80.put.x.3.c2",
    },
    Preset {
        id: "reused-ids",
        title: "GitHub 2012: ids given out twice",
        about: "Bob gets id 2, the leader dies before it ships him, and Carol gets id 2 from the next. Who looks up Bob's id finds Carol.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&ship=25ms&link=all.const.4ms&disk=all.2ms&beat=5ms&detect=timeout.15ms&timeout=80ms&until=150ms&do=4.insert.alice_28.insert.bob_42.kill.n1_94.insert.carol_110.up.n1_134.get.2",
    },
    Preset {
        id: "slow-failover",
        title: "Guide 004: a failover of 25 seconds",
        about: "Another leads 24.9 s after the death, but a request sent in between waits its 30 s out and gets no answer: for the last 7 s there was somebody to ask.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&link=all.const.1ms&disk=all.1ms&beat=1s&detect=timeout.25s&timeout=30s&until=36s&do=500.put.x.1_1100.kill.n1_3000.put.x.2_28000.put.x.3",
    },
    Preset {
        id: "planned-transfer",
        title: "Leadership is handed over",
        about: "n1 ships all, stops taking writes and hands over: for 8 ms nobody leads, w3 is sent on to n2, and nothing is lost, though replication is asynchronous.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&link=all.const.4ms&disk=all.2ms&beat=10ms&detect=timeout.40ms&timeout=60ms&retry=3.10ms&until=120ms&do=4.put.x.1_20.put.x.2_31.transfer.p1.n2_40.put.x.3_90.put.x.4",
    },
    Preset {
        id: "read-your-writes",
        title: "Read your writes: broken, and two cures",
        about: "The price is saved at 14 ms, and a refresh at 20 ms reads a follower that has not heard of it. Reading the leader for 100 ms after a write cures it; so does sending the position of the write along.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&reads=sticky&reads2=window.100ms&reads3=position&link=all.const.4ms_n1.n2.const.30ms&disk=all.2ms&detect=none&until=90ms&do=4.put.price.10_20.get.price_70.get.price",
    },
    Preset {
        id: "monotonic-reads",
        title: "Monotonic reads: broken, and the cure",
        about: "c2 sees the post, refreshes, and it is gone: its second read asked a replica that is 60 ms behind. One replica for each client shows it late, and never takes it back.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&clients=2&ack=async&reads=any&reads2=sticky&link=all.const.4ms_n1.n3.const.60ms&disk=all.2ms&detect=none&until=110ms&seed=1&do=4.put.post.hello.c1_24.get.post.c2_38.get.post.c2_90.get.post.c2",
    },
    Preset {
        id: "consistent-prefix",
        title: "Consistent prefix: the effect before its cause",
        about: "Cause and effect lie in two partitions, and the follower of the first is 60 ms behind: c2 reads the effect and then finds no cause. Reads from leaders cure it.",
        naming: Naming::Numbers("n"),
        params: "nodes=4&assign=p1.n1.n2_p2.n3.n4&hash=md5&repl=leader&show=time&clients=2&ack=async&reads=sticky&reads2=leader&link=all.const.4ms_n1.n2.const.60ms&disk=all.2ms&detect=none&until=100ms&do=4.put.cause.question.c1_18.put.effect.answer.c1_40.get.effect.c2_52.get.cause.c2",
    },
    Preset {
        id: "one-partition",
        title: "Consistent prefix: kept together",
        about: "The same reads and writes in one partition: one log carries both in order, so whoever has the effect has the cause.",
        naming: Naming::Numbers("n"),
        params: "nodes=2&repl=leader&show=time&clients=2&ack=async&reads=sticky&link=all.const.4ms_n1.n2.const.60ms&disk=all.2ms&detect=none&until=100ms&do=4.put.cause.question.c1_18.put.effect.answer.c1_40.get.effect.c2_52.get.cause.c2_84.get.cause.c2",
    },
    Preset {
        id: "statement-log",
        title: "NOW() in a statement log",
        about: "Each replica runs the statement by its own clock and dice, so three replicas have three values. A log of rows carries what came of it on the leader.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&log=statement&log2=row&ack=async&link=all.const.4ms_n1.n3.const.30ms&disk=all.2ms&detect=none&until=70ms&do=4.put.t.NOW-28-29_20.put.dice.RAND-28-29_56.get.t",
    },
    Preset {
        id: "lag-alert",
        title: "Guide 001: 30 seconds of lag",
        about: "n3 is cut off for 30 s: its lag passes the warning at 10 s and never the critical 60 s, and is gone a moment after the network heals.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&load=sequential&think=500ms&keys=8&link=all.const.2ms&disk=all.1ms&beat=1s&detect=none&until=60s&do=10000.cut.n1.n3_40000.heal",
    },
    Preset {
        id: "phi-accrual",
        title: "Detection by timeout and by phi",
        about: "Heartbeats every 20 ms over a network of exponential latency. A timeout of 30 ms replaces three living leaders within 3 s, and the dead one 98 ms after its death; phi at 8 replaces the dead one alone, 442 ms after.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leader&show=time&ack=async&detect=timeout.30ms&detect2=phi.8&link=all.exp.12ms&disk=all.1ms&beat=20ms&until=3s&seed=1&do=100.put.x.1_2000.kill.n1",
    },
    Preset {
        id: "slowest-of-three",
        title: "Waiting for the first, the second, the third",
        about: "Each way takes 5 ms in the mean, exponentially. By theory the first of three followers confirms after 4.8 ms in the mean, the second after 9.1 and the third after 16.1; a hundredth of all writes takes longer than 14.5, 22.7 or 39.4 ms.",
        naming: Naming::Numbers("n"),
        params: "nodes=4&repl=leader&show=time&ack=semi.1&ack2=semi.2&ack3=sync&link=all.exp.5ms_c1.n1.const.0&disk=all.0&detect=none&load=uniform&arrive=every.100ms&keys=100&until=60s",
    },
    Preset {
        id: "whose-write",
        title: "Whose partition is this write?",
        about: "Three nodes lead a partition each. When n1 dies only its partition waits for another leader; a write to the third is answered all the while.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3_p2.n2.n3.n1_p3.n3.n1.n2&hash=murmur3-x64-128&repl=leader&show=racks_time&ack=semi.1&link=all.const.4ms&disk=all.2ms&beat=20ms&detect=timeout.60ms&timeout=150ms&until=260ms&do=4.put.a.1_8.put.q.2_12.put.c.3_40.kill.n1_50.put.a.4_54.put.q.5_58.put.c.6_200.put.a.7",
    },
    Preset {
        id: "quorum-repair",
        title: "Guide 000: write, read, repair",
        about: "n3 misses x=5, which two of three acknowledge after 9 ms. The read has its two answers after 8 ms and returns 5; n3 answers 4 ms later with x=3, which is stale, and 6 ms after that it has x=5 as well.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&coord=client&repair=read&link=all.const.4ms_c1.n3.const.6ms&disk=all.1ms&until=80ms&do=2.put.x.3_18.kill.n3_20.put.x.5_38.up.n3_44.get.x",
    },
    Preset {
        id: "read-flips",
        title: "W+R>N, and a read goes back",
        about: "c2 reads x=2 while it is being written, and c3, which begins 12 ms later, x=1. No read misses an acknowledged write, and yet the run is not linearizable. Reads that repair before they answer take 9 ms longer, and then it is.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&coord=client&clients=3&repair=none&repair2=block&link=all.const.4ms_c1.n2.const.40ms_c1.n3.const.40ms_c2.n3.const.30ms_c3.n1.const.30ms&disk=all.1ms&until=130ms&do=2.put.x.1.c2_36.put.x.2.c1_44.get.x.c2_64.get.x.c3",
    },
    Preset {
        id: "failed-write",
        title: "A write that fell short shows, and does not",
        about: "One of the two replicas that w2 needs answers in time, and its client hears that it may be done. The next read returns it; the one after that does not.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&coord=client&clients=3&repair=none&wait=20ms&link=all.const.4ms_c2.n3.const.12ms_c3.n1.const.12ms&disk=all.1ms&until=100ms&do=2.put.x.1.c1_16.kill.n2_16.kill.n3_20.put.x.2.c1_44.up.n2_44.up.n3_50.get.x.c2_70.get.x.c3",
    },
    Preset {
        id: "sloppy",
        title: "A sloppy quorum",
        about: "n2 and n3 are away, others stand in for them, and w2 is done after 27 ms. When the two are back a read of both misses it, until their hints come 76 ms after they started. Without stand-ins w2 gets one answer of two.",
        naming: Naming::Numbers("n"),
        params: "nodes=5&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&sloppy=on&sloppy2=off&repair=hint&hint=3h.100.90ms&wait=20ms&link=all.const.4ms&disk=all.1ms&until=180ms&do=2.put.x.1.c1.n1_20.kill.n2_20.kill.n3_24.put.x.2.c1.n1_60.up.n2_60.up.n3_64.kill.n1_68.get.x.c2.n2_150.get.x.c2.n2",
    },
    Preset {
        id: "lww-skew",
        title: "The last write wins, and a clock is ahead",
        about: "n1's clock is 30 ms ahead: x=a, written through it, beats x=b, which was written after it and is acknowledged. b is lost on all replicas. Where siblings are kept a reader gets both.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&conflict=lww&conflict2=siblings&coord=any&repair=none&skew=n1.30ms&link=all.const.4ms&disk=all.1ms&until=80ms&do=2.put.x.a.c1.n1_20.put.x.b.c2.n2_44.get.x.c2.n2",
    },
    Preset {
        id: "lww-tie",
        title: "Two writes in one microsecond",
        about: "Two clients write through two nodes at the same instant of their clocks. Both are acknowledged, and on every replica the greater value is left, pear and not apple, whichever came first.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&coord=any&repair=none&link=all.const.4ms&disk=all.1ms&until=60ms&do=2.put.x.apple.c1.n1_2.put.x.pear.c2.n2_36.get.x.c1.n1_36.get.x.c2.n2",
    },
    Preset {
        id: "cart",
        title: "Guide 003: Dynamo's cart",
        about: "Node-C is away; Node-D keeps the second write for it, and delivers it. Then one client takes out milk while another adds bread. Two siblings are kept, and their union has the milk again.",
        naming: Naming::Letters("Node-"),
        params: "nodes=4&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&conflict=merge&sloppy=on&repair=hint&hint=3h.100.40ms&wait=20ms&link=all.const.4ms&disk=all.1ms&until=170ms&do=0.kill.n3_2.put.cart.milk.c1.n1_30.put.cart.milk-2Ceggs.c1.n1_50.up.n3_100.get.cart.c1.n1_100.get.cart.c2.n2_120.put.cart.eggs.c1.n1_120.put.cart.milk-2Ceggs-2Cbread.c2.n2_150.get.cart.c1.n3",
    },
    Preset {
        id: "siblings-vectors",
        title: "Two writes through one node",
        about: "Two clients read x=a and write b and c through n1, 1 ms apart. Siblings keep both. Version vectors that count a node, not its clients, take c for the later, and b is gone; where the last write wins it is gone too.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&conflict=siblings&conflict2=vectors&conflict3=lww&repair=none&link=all.const.4ms&disk=all.1ms&until=100ms&do=2.put.x.a.c1.n1_24.get.x.c1.n1_24.get.x.c2.n1_44.put.x.b.c1.n1_45.put.x.c.c2.n1_72.get.x.c1.n2",
    },
    Preset {
        id: "hints",
        title: "Hints",
        about: "n3 is away for three writes. n1 keeps each for it, tries every 30 ms, and delivers them in the order in which they were written: n3 has the last 27 ms after it is back.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&repair=hint&hint=3h.100.30ms&wait=15ms&link=all.const.4ms&disk=all.1ms&until=150ms&do=2.put.x.1.c1.n1_24.kill.n3_26.put.x.2.c1.n1_46.put.y.1.c1.n1_66.put.z.1.c1.n1_100.up.n3",
    },
    Preset {
        id: "hint-window",
        title: "Away for longer than hints are kept",
        about: "Hints are kept for 30 ms of silence: n3 gets x=2 from a hint, and y=2 never. A sweep that compares trees brings it 130 ms after n3 is back.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&repair=hint&repair2=hint-merkle&hint=30ms.100.20ms&sweep=100ms&wait=15ms&link=all.const.4ms&disk=all.1ms&until=300ms&do=2.put.x.1.c1.n1_4.put.y.1.c1.n1_24.kill.n3_26.put.x.2.c1.n1_90.put.y.2.c1.n1_130.up.n3",
    },
    Preset {
        id: "merkle",
        title: "A sweep by Merkle trees",
        about: "Of six keys n3 has missed two writes. It compares trees with n2, a level a round trip: seven of 8 ms lead to two leaves, and with the next it has both writes.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&repair=merkle&sweep=80ms&wait=15ms&link=all.const.4ms&disk=all.1ms&until=180ms&do=2.put.a.1.c1.n1_4.put.b.1.c1.n1_6.put.c.1.c1.n1_8.put.d.1.c1.n1_10.put.e.1.c1.n1_36.kill.n3_40.put.b.2.c1.n1_42.put.f.1.c1.n1_70.up.n3",
    },
    Preset {
        id: "tombstone",
        title: "A deletion comes undone",
        about: "n3 is away when x is deleted, and the others purge the tombstone 60 ms later. n3 comes back with x=1, and a read brings it back to all three. A tombstone that is kept for an hour wins instead.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&repair=read&grace=60ms&grace2=1h&wait=15ms&link=all.const.4ms&disk=all.1ms&until=160ms&do=2.put.x.1.c1.n1_24.kill.n3_26.del.x.c1.n1_110.up.n3_114.get.x.c1.n3_140.get.x.c1.n1",
    },
    Preset {
        id: "far-apart",
        title: "Three data centres, three levels",
        about: "Virginia, Oregon and Ireland, as measured. LOCAL_QUORUM in Virginia writes in 1.8 ms at the median and 4.5 at p99; QUORUM waits for Oregon, 82.3 and 89.8 ms; EACH_QUORUM for Ireland as well, 109.1 and 116.3.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&racks=3&dcs=3&names=d1.Virginia_d2.Oregon_d3.Ireland&vnodes=1&place=nts&rf=d1.3_d2.3_d3.3&repl=leaderless&show=time&wl=local-quorum&rl=local-quorum&wl2=quorum&rl2=quorum&wl3=each-quorum&rl3=each-quorum&link=all.table.aws-2013&disk=all.1ms&load=uniform&arrive=every.50ms&until=20s",
    },
    Preset {
        id: "dc-lost",
        title: "A data centre is lost",
        about: "Oregon is gone. LOCAL_QUORUM in Virginia goes on at 2 ms a write. QUORUM, five of nine, goes on with Ireland: 105 ms where it took 82. EACH_QUORUM has no majority in Oregon, and neither writes nor reads.",
        naming: Naming::Numbers("n"),
        params: "nodes=9&racks=3&dcs=3&names=d1.Virginia_d2.Oregon_d3.Ireland&vnodes=1&place=nts&rf=d1.3_d2.3_d3.3&repl=leaderless&show=time&wl=local-quorum&rl=local-quorum&wl2=quorum&rl2=quorum&wl3=each-quorum&rl3=each-quorum&link=all.table.aws-2013&disk=all.1ms&timeout=500ms&until=520ms&do=5.put.x.1_120.kill.d2_130.put.x.2_400.get.x",
    },
    Preset {
        id: "guide-001",
        title: "Guide 001: three settings of N=3",
        about: "n3 is away for w2. W=R=2 then reads x=2. W=3 fails with two answers of three. W=R=1 takes 9 ms rather than 17 and reads x=1: the guide calls that the default of DynamoDB, where a write waits for two of three.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&clients=2&w=2&r=2&w2=3&r2=1&w3=1&r3=1&repair=none&wait=20ms&link=all.const.4ms&disk=all.1ms&until=90ms&do=2.put.x.1.c1.n1_24.kill.n3_28.put.x.2.c1.n1_60.up.n3_64.get.x.c2.n3",
    },
    Preset {
        id: "guide-004",
        title: "Guide 004: W and R of three",
        about: "A write takes 17 ms with W=R=2 as with W=3, and 9 with W=1; a read 16 ms, with R=1 8, with R=3 16. Without n3 the second refuses the write and the third the read.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&show=time&w=2&r=2&w2=3&r2=1&w3=1&r3=3&repair=none&wait=16ms&link=all.const.4ms&disk=all.1ms&until=110ms&do=2.put.x.1.c1.n1_24.get.x.c1.n1_44.kill.n3_50.put.x.2.c1.n1_80.get.x.c1.n1",
    },
    Preset {
        id: "five",
        title: "Guide 003: five copies",
        about: "With W=R=3 of 5 a read meets a write in one copy, and two nodes may be off. The guide asks for the strongest pair that lets one be off: that is W=R=4, which meet in three.",
        naming: Naming::Numbers("n"),
        params: "nodes=5&rf=5&repl=leaderless&w=3&r=3&show=quorum",
    },
    Preset {
        id: "any",
        title: "Level ANY: a hint stands for a write",
        about: "All three replicas are away. A write at ANY is done with a hint on n4, where no read finds it; 20 ms after the replicas are back they have it. At ONE it is refused.",
        naming: Naming::Numbers("n"),
        params: "nodes=4&assign=p1.n1.n2.n3&repl=leaderless&show=time&wl=any&rl=one&wl2=one&coord=any&repair=hint&hint=3h.100.30ms&wait=12ms&link=all.const.4ms&disk=all.1ms&until=140ms&do=2.kill.n1_2.kill.n2_2.kill.n3_4.get.x.c1.n4_30.put.x.1.c1.n4_50.get.x.c1.n4_64.up.n1_64.up.n2_64.up.n3_110.get.x.c1.n4",
    },
    Preset {
        id: "pbs-ssd",
        title: "PBS: LinkedIn, solid-state disks",
        about: "N=3, R=W=1: 97.4 % of the reads that begin when a write is acknowledged see it, and 99.9 % of those 1.96 ms later, where the paper prints 1.85.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leaderless&w=1&r=1&show=stale&wars=lnkd-ssd",
    },
    Preset {
        id: "pbs-disk",
        title: "PBS: LinkedIn, spinning disks",
        about: "N=3, R=1, W=2: 71.3 % of the reads that begin when a write is acknowledged see it, and 99.9 % of those 47.7 ms later, where the paper prints 43.3.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leaderless&w=2&r=1&show=stale&wars=lnkd-disk",
    },
    Preset {
        id: "pbs-ymmr",
        title: "PBS: Yammer",
        about: "N=3, R=1, W=2: 91.9 % of the reads that begin when a write is acknowledged see it, but 99.9 % only of those 1,430 ms later, where the paper prints 1,352.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leaderless&w=2&r=1&show=stale&wars=ymmr",
    },
    Preset {
        id: "pbs-wan",
        title: "PBS: a wide area",
        about: "N=3, R=W=1: 33.4 % of the reads that begin when a write is acknowledged see it, and 99.9 % of those 116 ms later, where the paper prints 113.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&repl=leaderless&w=1&r=1&show=stale&wars=wan",
    },
    Preset {
        id: "stale-run",
        title: "A stale read, by chance",
        about: "Each way takes 8 ms in the mean. n3 alone acknowledges x=2, and a read that begins 5.8 ms later is answered first by n2, which has yet to hear of it. By theory 12 % of the reads that begin so soon are stale.",
        naming: Naming::Numbers("n"),
        params: "nodes=3&assign=p1.n1.n2.n3&repl=leaderless&w=1&r=1&show=time_stale&wars=own&coord=client&clients=2&repair=none&link=all.exp.8ms&disk=all.0&until=100ms&seed=22&do=2.put.x.1.c1_50.put.x.2.c1_60.get.x.c2",
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
            show: Show::RING,
            level: LevelKind::Quorum,
            level_dc: None,
            odds: Odds::START,
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
