//! Systems that replicate without a leader: which [`Rules`] each has by default. Where a default is without limit, a limit of
//! the model stands in.

use super::Row;
use crate::protocol::leaderless::{Ask, Conflict, Coordinate, Hints, ReadRepair, Repair, Rules};

const S: u64 = 1_000_000_000;
const HOUR: u64 = 3_600 * S;
/// Hints kept, of every system.
const MOST: u32 = 10_000;

const fn hints(window_ns: u64, every_ns: u64) -> Hints {
    Hints { window_ns, most: MOST, every_ns }
}

/// All rows.
pub const ALL: [Row<Rules>; 4] = [
    Row {
        id: "cassandra",
        name: "Cassandra",
        version: "4.0 to 5.0, QUORUM of a table with the default read_repair = 'BLOCKING'",
        rules: Rules {
            w: 2,
            r: 2,
            write_level: None,
            read_level: None,
            ask: Ask::Digest,
            coordinate: Coordinate::Replica,
            conflict: Conflict::Lww,
            repair: Repair { read: ReadRepair::Blocking, hint: true, merkle: false },
            is_sloppy: false,
            hints: hints(3 * HOUR, 10 * S),
            grace_ns: 864_000 * S,
            sweep_ns: 3_600 * S,
            wait_ns: 2 * S,
            is_durable: false,
        },
        modelled: "The write with the later timestamp wins, of two with the same a tombstone, then the greater value. A read asks as many replicas as it needs, one for the value and the others for a digest, and repairs before it answers. Hints for 3 hours, tombstones for 10 days; a replica answers before its commit log is synced (commitlog_sync: periodic).",
        not_modelled: "Gossip and its failure detector: a coordinator learns who is off from requests without an answer. Timestamps that drivers give; speculative retry; SERIAL (Paxos); batches, counters, rows of several columns; compaction, which purges tombstones some time after their grace; repair by nodetool is a sweep.",
        source: "Apache Cassandra 4.1: service/reads/repair/BlockingReadRepair.java, db/rows/Cells.java, service/StorageProxy.java, conf/cassandra.yaml",
    },
    Row {
        id: "dynamo",
        name: "Dynamo",
        version: "as its paper of 2007 has it, (N, R, W) = (3, 2, 2)",
        rules: Rules {
            w: 2,
            r: 2,
            write_level: None,
            read_level: None,
            ask: Ask::All,
            coordinate: Coordinate::Replica,
            conflict: Conflict::Vectors,
            repair: Repair { read: ReadRepair::Background, hint: true, merkle: true },
            is_sloppy: true,
            hints: hints(24 * HOUR, 10 * S),
            grace_ns: 864_000 * S,
            sweep_ns: 60 * S,
            wait_ns: 0,
            is_durable: true,
        },
        modelled: "Vector clocks with an entry for each coordinator; concurrent versions go to the client. The first healthy nodes of the preference list take writes and hold hints for those that are away; Merkle trees compare the rest.",
        not_modelled: "Gossip of the membership; vector clocks cut to ten entries; one of N written durably and the others from memory; the deletions of which the paper does not speak; the quorum of every data centre.",
        source: "DeCandia et al., Dynamo: Amazon’s Highly Available Key-value Store, SOSP 2007, sections 4.4 to 4.7",
    },
    Row {
        id: "riak",
        name: "Riak KV",
        version: "2.2 to 3.2, a bucket type with allow_mult = true and the default n_val, r and w",
        rules: Rules {
            w: 2,
            r: 2,
            write_level: None,
            read_level: None,
            ask: Ask::All,
            coordinate: Coordinate::Replica,
            conflict: Conflict::Siblings,
            repair: Repair { read: ReadRepair::Background, hint: true, merkle: true },
            is_sloppy: true,
            hints: hints(24 * HOUR, 60 * S),
            grace_ns: 3 * S,
            sweep_ns: 3_600 * S,
            wait_ns: 0,
            is_durable: true,
        },
        modelled: "Dotted version vectors, counted by the replica that coordinates; siblings go to the client. Fallback nodes take writes and answer reads, and hand them off when the node is back; active anti-entropy compares hash trees. A tombstone is reaped after 3 s (delete_mode).",
        not_modelled: "pw, pr and dw; last_write_wins; strong consistency by bucket; vnodes and their handoff when the ring changes; hash trees kept on disk and built anew every week; a tombstone is reaped only where all primaries are up.",
        source: "Riak KV documentation: Replication Properties, Causal Context, Active Anti-Entropy; riak_kv_vnode.erl, riak_object.erl",
    },
    Row {
        id: "voldemort",
        name: "Voldemort",
        version: "1.x, client-side routing, required-writes = required-reads = 2",
        rules: Rules {
            w: 2,
            r: 2,
            write_level: None,
            read_level: None,
            ask: Ask::All,
            coordinate: Coordinate::Client,
            conflict: Conflict::Vectors,
            repair: Repair { read: ReadRepair::Background, hint: true, merkle: false },
            is_sloppy: false,
            hints: hints(24 * HOUR, 600 * S),
            grace_ns: 864_000 * S,
            sweep_ns: 3_600 * S,
            wait_ns: 0,
            is_durable: true,
        },
        modelled: "The client coordinates: it writes to all replicas, waits for as many as are required, takes the newest vector clock of a read and repairs the others.",
        not_modelled: "The put that first goes to one node, whose entry it counts, and to the others only when that succeeded; ObsoleteVersionException, by which a replica refuses an older or equal clock; slops kept by nodes, not by the client; the resolver by time behind that by vector clock; preferred beyond required answers.",
        source: "voldemort/voldemort: store/routed/PipelineRoutedStore.java, versioning/VectorClock.java, server/scheduler/slop",
    },
];

/// The row of these rules, for those in which the rows differ: how conflicts are settled, who coordinates, whether others
/// may stand in.
pub fn like(rules: &Rules) -> Option<&'static Row<Rules>> {
    let kind = |rules: &Rules| {
        let keeps = if rules.conflict == Conflict::Merge { Conflict::Siblings } else { rules.conflict };
        (keeps, rules.coordinate == Coordinate::Client, rules.is_sloppy)
    };
    ALL.iter().find(|row| kind(&row.rules) == kind(rules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_apart_and_each_says_what_it_leaves_out() {
        for (at, row) in ALL.iter().enumerate() {
            assert_eq!(like(&row.rules), Some(row), "{}", row.id);
            assert!(ALL[..at].iter().all(|other| other.id != row.id && other.name != row.name));
            assert!(row.not_modelled.len() > 40 && !row.source.is_empty());
            assert!(row.rules.w + row.rules.r > 3, "{}: the default overlaps", row.id);
        }
    }
}
