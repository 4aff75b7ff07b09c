//! Systems that replicate by a leader and its followers: which [`Rules`] each has under which setting. Times are those that
//! the systems have by default. How much of the log is kept is counted in entries here, and in bytes or time there.

use super::Row;
use crate::{
    detect::Detector,
    protocol::leader::{Ack, Elect, Fence, LogKind, Reads, Rules, Stage, Waits},
};

const S: u64 = 1_000_000_000;
/// Entries kept, of every system.
const KEEP: u32 = 10_000;

const fn ack(waits: Waits, stage: Stage) -> Ack {
    Ack { waits, stage }
}

/// Nobody is promoted by the database itself: whoever watches it does that.
const fn by_hand(ack: Ack, log: LogKind) -> Rules {
    Rules {
        ack,
        log,
        reads: Reads::Leader,
        detect: Detector::None,
        fence: Fence::None,
        elect: Elect::Freshest,
        ship_ns: 0,
        keep: KEEP,
        beat_ns: S,
    }
}

const fn mongodb(ack: Ack) -> Rules {
    Rules {
        ack,
        log: LogKind::Row,
        reads: Reads::Leader,
        detect: Detector::Timeout(10 * S),
        fence: Fence::Epoch,
        elect: Elect::Safe,
        ship_ns: 0,
        keep: KEEP,
        beat_ns: 2 * S,
    }
}

const REDIS: Rules = Rules {
    ack: ack(Waits::Nothing, Stage::Written),
    log: LogKind::Row,
    reads: Reads::Leader,
    detect: Detector::Timeout(30 * S),
    fence: Fence::Epoch,
    elect: Elect::Freshest,
    ship_ns: 0,
    keep: KEEP,
    beat_ns: S,
};

const POSTGRES: &str = "PostgreSQL documentation, synchronous_commit and synchronous_standby_names; src/backend/replication/syncrep.c";
const POSTGRES_LEFT_OUT: &str = "PostgreSQL promotes nobody by itself: failover is pg_promote or a tool such as Patroni. The standby gets only what the primary has flushed; a cancelled wait leaves the transaction committed; replication slots, cascades, and queries that conflict with replay.";
const MYSQL_LEFT_OUT: &str = "MySQL promotes nobody by itself. Group replication, filters, several applier threads, and temporary tables.";
const MONGODB_LEFT_OUT: &str = "A primary that sees no majority for 10 s steps down by itself; elections prefer members of high priority, draw their timeout anew, and let the winner catch up first; secondaries may fetch from each other, read concerns, arbiters, sharding.";
const MONGODB: &str = "MongoDB manual, Write Concern and Replica Set Elections";

/// All rows.
pub const ALL: [Row<Rules>; 12] = [
    Row {
        id: "postgresql-off",
        name: "PostgreSQL, synchronous_commit = off",
        version: "10 to 18, streaming replication",
        rules: by_hand(ack(Waits::Nothing, Stage::Written), LogKind::Wal),
        modelled: "A commit is acknowledged before even the primary has it on disk; standbys replay the same log.",
        not_modelled: POSTGRES_LEFT_OUT,
        source: POSTGRES,
    },
    Row {
        id: "postgresql-local",
        name: "PostgreSQL, synchronous_commit = local",
        version: "10 to 18, streaming replication; also on, where synchronous_standby_names is empty",
        rules: by_hand(ack(Waits::Leader, Stage::Durable), LogKind::Wal),
        modelled: "A commit is acknowledged once it is on the primary’s disk; standbys replay the same log when they get it.",
        not_modelled: POSTGRES_LEFT_OUT,
        source: POSTGRES,
    },
    Row {
        id: "postgresql-remote-write",
        name: "PostgreSQL, synchronous_commit = remote_write",
        version: "10 to 18, synchronous_standby_names = ANY 1 (*)",
        rules: by_hand(ack(Waits::Any(1), Stage::Written), LogKind::Wal),
        modelled: "A commit also waits until one standby has handed it to its operating system: a standby that loses power may lose it.",
        not_modelled: POSTGRES_LEFT_OUT,
        source: POSTGRES,
    },
    Row {
        id: "postgresql-on",
        name: "PostgreSQL, synchronous_commit = on",
        version: "10 to 18, synchronous_standby_names = ANY 1 (*)",
        rules: by_hand(ack(Waits::Any(1), Stage::Durable), LogKind::Wal),
        modelled: "A commit also waits until one standby has it on disk; queries there may not see it yet.",
        not_modelled: POSTGRES_LEFT_OUT,
        source: POSTGRES,
    },
    Row {
        id: "postgresql-remote-apply",
        name: "PostgreSQL, synchronous_commit = remote_apply",
        version: "10 to 18, synchronous_standby_names = ANY 1 (*)",
        rules: by_hand(ack(Waits::Any(1), Stage::Applied), LogKind::Wal),
        modelled: "A commit also waits until one standby has replayed it: queries there see it.",
        not_modelled: POSTGRES_LEFT_OUT,
        source: POSTGRES,
    },
    Row {
        id: "mysql-async",
        name: "MySQL, asynchronous",
        version: "5.7.7 to 9, binlog_format = ROW, sync_binlog = 1",
        rules: by_hand(ack(Waits::Leader, Stage::Durable), LogKind::Row),
        modelled: "A commit is acknowledged once the source has it on disk; replicas apply the rows that changed when they get them.",
        not_modelled: MYSQL_LEFT_OUT,
        source: "MySQL reference manual, 19.2 Replication Implementation",
    },
    Row {
        id: "mysql-semi-sync",
        name: "MySQL, semi-synchronous",
        version: "5.7.7 to 9, rpl_semi_sync_source_wait_point = AFTER_SYNC, one replica (names of 8.0.26)",
        rules: by_hand(ack(Waits::Any(1), Stage::Durable), LogKind::Row),
        modelled: "A commit waits, after the source has it on disk and before anybody sees it, until one replica has it in its relay log on disk.",
        not_modelled: "After rpl_semi_sync_source_timeout, 10 s, the source goes on without waiting until a replica has caught up. MySQL promotes nobody by itself. Several applier threads.",
        source: "MySQL reference manual, 19.4.10 Semisynchronous Replication; plugin/semisync/semisync_source.cc",
    },
    Row {
        id: "mongodb-w1",
        name: "MongoDB, w: 1",
        version: "4.0 to 8.0, j not given",
        rules: mongodb(ack(Waits::Nothing, Stage::Written)),
        modelled: "A write is acknowledged once the primary has it in memory; followers elect another after 10 s of silence.",
        not_modelled: MONGODB_LEFT_OUT,
        source: MONGODB,
    },
    Row {
        id: "mongodb-w1-journaled",
        name: "MongoDB, w: 1, j: true",
        version: "4.0 to 8.0",
        rules: mongodb(ack(Waits::Leader, Stage::Durable)),
        modelled: "A write is acknowledged once it is in the primary’s journal on disk.",
        not_modelled: MONGODB_LEFT_OUT,
        source: MONGODB,
    },
    Row {
        id: "mongodb-majority-applied",
        name: "MongoDB, w: majority, before 8.0",
        version: "4.0 to 7.0, writeConcernMajorityJournalDefault = true",
        rules: mongodb(ack(Waits::Majority, Stage::Applied)),
        modelled: "A write waits until a majority of the members has applied it and has it on disk; a term fences the old primary.",
        not_modelled: MONGODB_LEFT_OUT,
        source: MONGODB,
    },
    Row {
        id: "mongodb-majority",
        name: "MongoDB, w: majority",
        version: "8.0, writeConcernMajorityJournalDefault = true",
        rules: mongodb(ack(Waits::Majority, Stage::Durable)),
        modelled: "A write waits until a majority of the members has its oplog entry on disk, applied or not; a term fences the old primary.",
        not_modelled: MONGODB_LEFT_OUT,
        source: "MongoDB manual, Write Concern and Release Notes for MongoDB 8.0",
    },
    Row {
        id: "redis-sentinel",
        name: "Redis with Sentinel",
        version: "5 to 8, down-after-milliseconds 30000, without WAIT",
        rules: REDIS,
        modelled: "A write is acknowledged from memory; after 30 s of silence the replica that is furthest is promoted. Replicas follow it at once, and the old master goes on answering until it hears of it.",
        not_modelled: "Several Sentinels that agree by quorum, priorities of replicas, min-replicas-to-write, the append-only file. Commands are shipped, those that depend on chance or time as what they did.",
        source: "Redis documentation, High availability with Redis Sentinel; src/sentinel.c, sentinelSelectSlave",
    },
];

/// The row of this id.
pub fn of(id: &str) -> Option<&'static Row<Rules>> {
    ALL.iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_id_and_none_claims_to_model_all() {
        for row in &ALL {
            assert_eq!(of(row.id), Some(row), "{} stands twice", row.id);
            let said = [row.name, row.version, row.modelled, row.not_modelled, row.source];
            assert!(said.iter().all(|text| text.len() > 3), "{}", row.id);
            assert_eq!(row.rules.detect.check(), Ok(()), "{}", row.id);
        }
        assert_eq!(of("oracle"), None);
    }

    #[test]
    fn what_is_lost_with_a_leader_alone_is_what_no_follower_was_waited_for() {
        let alone = |row: &&Row<Rules>| matches!(row.rules.ack.waits, Waits::Nothing | Waits::Leader);
        let ids: alloc::vec::Vec<&str> = ALL.iter().filter(alone).map(|row| row.id).collect();
        assert_eq!(
            ids,
            [
                "postgresql-off",
                "postgresql-local",
                "mysql-async",
                "mongodb-w1",
                "mongodb-w1-journaled",
                "redis-sentinel"
            ]
        );
    }
}
