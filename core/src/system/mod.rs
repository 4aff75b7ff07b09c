//! Real systems as rows of a table: which of their rules are modelled here, in which version, after which source, and what
//! is not. The page shows the row of the placement that it uses; [`replication`] has those that a leader and followers make.

pub mod leaderless;
pub mod replication;
mod row;

pub use row::Row;

use crate::scenario::PlacementKind;

/// A real system, or a rule of a paper.
#[derive(Debug, PartialEq, Eq)]
pub struct System {
    /// The name in the JavaScript module.
    pub id: &'static str,
    /// The name on the page.
    pub name: &'static str,
    /// Which versions do as is modelled.
    pub version: &'static str,
    /// The placement that is its own; none for a table that the reader writes.
    pub placement: Option<PlacementKind>,
    /// What is modelled, in a sentence.
    pub modelled: &'static str,
    /// What is not: never empty.
    pub not_modelled: &'static str,
    /// Where it is written: a paper and section, or a file of the source.
    pub source: &'static str,
}

/// All rows. A placement has one row.
pub const ALL: [System; 13] = [
    System {
        id: "cassandra-simple",
        name: "Cassandra, SimpleStrategy",
        version: "1.0 to 5.0",
        placement: Some(PlacementKind::Walk),
        modelled: "A token owns the range before it, and copies go to the next different nodes of the ring, whatever rack they stand in. Levels count copies as the coordinator does.",
        not_modelled: "Cassandra has no leader: the first copy that is on is marked as one. Hints, repair, joining nodes and transient copies are not modelled.",
        source: "apache/cassandra, locator/SimpleStrategy.java and db/ConsistencyLevel.java",
    },
    System {
        id: "cassandra",
        name: "Cassandra, NetworkTopologyStrategy",
        version: "3.0 to 5.0",
        placement: Some(PlacementKind::Nts),
        modelled: "Copies per data centre, in as many racks as there are, in the order that the coordinator sees. One number of copies counts for every data centre, as since 4.0.",
        not_modelled: "Cassandra has no leader: the first copy that is on is marked as one. Hints, repair, joining nodes, transient copies and the token allocator are not modelled.",
        source: "apache/cassandra, locator/NetworkTopologyStrategy.java and db/ConsistencyLevel.java",
    },
    System {
        id: "cassandra-2",
        name: "Cassandra 2, NetworkTopologyStrategy",
        version: "1.2 to 2.2",
        placement: Some(PlacementKind::Nts2),
        modelled: "The same copies as later versions, in the older order: nodes of a rack that was met wait until all racks were.",
        not_modelled: "Cassandra has no leader: the first copy that is on is marked as one. Hints, repair and joining nodes are not modelled.",
        source: "apache/cassandra, locator/NetworkTopologyStrategy.java of 2.1",
    },
    System {
        id: "kafka-zookeeper",
        name: "Kafka with ZooKeeper",
        version: "0.10 to 3.9, and the reassignment tool",
        placement: Some(PlacementKind::Kafka),
        modelled: "Brokers of all racks in turn, a random first broker and shift, the first copy preferred as leader. Copies in sync are those that are on; min.insync.replicas bounds writes at acks=all.",
        not_modelled: "Lag, the order in which copies fall out of sync, unclean election, and preferred leaders that wait to be elected again.",
        source: "apache/kafka, admin/AdminUtils.java (4.0 sources), assignReplicasToBrokers",
    },
    System {
        id: "kafka",
        name: "Kafka with KRaft",
        version: "3.3 and later",
        placement: Some(PlacementKind::Kraft),
        modelled: "The striped placer: racks in turn from a random offset, in a rack the brokers in turn, the first copy preferred as leader. min.insync.replicas bounds writes at acks=all.",
        not_modelled: "Fenced brokers on the page, lag, the order in which copies fall out of sync, unclean election and eligible leader replicas.",
        source: "apache/kafka, metadata/placement/StripedReplicaPlacer.java (4.0 sources)",
    },
    System {
        id: "redis-cluster",
        name: "Redis Cluster",
        version: "redis-cli 7.0",
        placement: Some(PlacementKind::Redis),
        modelled: "redis-cli --cluster create: masters spread over hosts, even slot ranges, replicas on another host if one is left, and the optimiser that swaps replicas which share a host. Each rack here stands for a host. A partition is a master with its slots; a key’s slot is that of its hash tag.",
        not_modelled: "The optimiser draws lots from the clock there and from the seed here, so its swaps differ. Replication is asynchronous: a write waits for the master alone, so what is writable here can still be lost. Elections need a majority of masters, which is not counted.",
        source: "redis 7.0.15, redis-cli.c clusterManagerCommandCreate and cluster.c keyHashSlot",
    },
    System {
        id: "hdfs",
        name: "HDFS",
        version: "3.x, the default policy",
        placement: Some(PlacementKind::Hdfs),
        modelled: "The first copy on the writer’s node, the second in another rack, the third in the rack of the second, more at random within the limit a rack. Writers take turns.",
        not_modelled: "Disk space, load, storage types, and the name node, which places copies anew when nodes stay away. A partition here is a block; HDFS has no leader and reads any copy.",
        source: "apache/hadoop, blockmanagement/BlockPlacementPolicyDefault.java",
    },
    System {
        id: "elasticsearch",
        name: "Allocation awareness, as in Elasticsearch",
        version: "7 and 8, awareness of one attribute",
        placement: Some(PlacementKind::Awareness),
        modelled: "The attribute is the rack: copies of one shard are capped in each rack at the even count, and shards and primaries are balanced over nodes.",
        not_modelled: "The real balancer weighs disk, indices and write load and moves shards one by one, so the nodes of a shard differ; forced awareness.",
        source: "Elasticsearch guide, shard allocation awareness; AwarenessAllocationDecider.java",
    },
    System {
        id: "copysets",
        name: "Copysets",
        version: "the paper’s, scatter width twice the copies less two",
        placement: Some(PlacementKind::Copysets),
        modelled: "Random permutations of the nodes are cut into sets, and each partition lies on one set: far fewer sets whose loss loses data.",
        not_modelled: "Racks: sets are cut without looking at them. Nodes that join or leave draw all sets anew.",
        source: "Cidon et al., Copysets, USENIX ATC 2013, section 4",
    },
    System {
        id: "random",
        name: "Uniformly random",
        version: "a model",
        placement: Some(PlacementKind::Random),
        modelled: "Each partition lies on different nodes drawn uniformly, whatever rack they stand in.",
        not_modelled: "Balance: some nodes get more than others by chance. No system that is known places quite like this.",
        source: "Cidon et al., Copysets, USENIX ATC 2013, section 2",
    },
    System {
        id: "spread",
        name: "Rack-aware spread",
        version: "a model",
        placement: Some(PlacementKind::Spread),
        modelled: "Copies of each partition in as many data centres and racks as there are, nodes and leaders as even as can be.",
        not_modelled: "What it costs to get there from another placement: it is computed anew for each cluster.",
        source: "core/src/placement/spread.rs, which says what it promises and what it only aims at",
    },
    System {
        id: "list",
        name: "Next nodes of the list",
        version: "as study guides draw it",
        placement: None,
        modelled: "Fixed partitions and ranges of keys are cut into equal blocks, reassigned with as few moves as can be when nodes come or go, and copied to the next nodes of the list.",
        not_modelled: "How fast partitions move and what that costs; racks, which the list does not know.",
        source: "core/src/partition/assignment.rs, which says what is kept and what is given away",
    },
    System {
        id: "table",
        name: "A table of your own",
        version: "as written",
        placement: None,
        modelled: "Each partition lies on the nodes that the address lists; the first that is on leads. Levels count the copies that a partition has.",
        not_modelled: "How the table came about, and what a system would do to mend it.",
        source: "the address, field assign",
    },
];

/// The row of a placement; none is a table of the reader's.
pub fn of(placement: Option<PlacementKind>) -> &'static System {
    let [.., table] = &ALL;
    let is_it = |system: &&System| system.placement.is_some() && system.placement == placement;
    ALL.iter().find(is_it).unwrap_or(table)
}

/// The row of partitions that walk the list of nodes.
pub fn list() -> &'static System {
    let [.., list, _] = &ALL;
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placement_has_a_row_and_no_row_claims_to_model_all() {
        for (word, placement) in PlacementKind::WORDS {
            assert_eq!(of(Some(placement)).placement, Some(placement), "{word}");
        }
        assert_eq!((of(None).id, list().id), ("table", "list"));
        for system in &ALL {
            let said = [system.name, system.version, system.modelled, system.not_modelled, system.source];
            assert!(said.iter().all(|text| text.len() > 3), "{}", system.id);
        }
    }
}
