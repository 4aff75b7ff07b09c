use super::{ActorAt, MessageAt, OpAt, TextAt, VersionAt};
use crate::base::PartitionId;

/// Something that happened to somebody at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, ns.
    pub at_ns: u64,
    /// To whom.
    pub actor: ActorAt,
    /// What.
    pub what: What,
}

/// What happened. Positions of a log count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A client asks for the first time.
    Invoked(OpAt),
    /// A client knows, or gives up: [`Operation`](super::Operation) says what.
    Returned(OpAt),
    /// A message leaves.
    Sent(MessageAt),
    /// A message arrives.
    Arrived(MessageAt),
    /// A message is lost here.
    Lost(MessageAt),
    /// A leader puts a write into its log.
    Accepted {
        /// Which log.
        partition: PartitionId,
        /// Where in it.
        position: u64,
        /// The epoch that it leads in.
        epoch: u64,
        /// Which write.
        op: OpAt,
    },
    /// A follower puts an entry of its leader's into its log.
    Received {
        /// Which log.
        partition: PartitionId,
        /// Where in it.
        position: u64,
        /// The epoch in which a leader accepted it.
        epoch: u64,
        /// Which write.
        op: OpAt,
    },
    /// A flush to disk begins.
    Flushing {
        /// Which log.
        partition: PartitionId,
        /// Up to where.
        position: u64,
    },
    /// The log is on disk up to a position.
    Persisted {
        /// Which log.
        partition: PartitionId,
        /// Up to where.
        position: u64,
    },
    /// An entry is applied: reads of this node see it from now on.
    Applied {
        /// Which log.
        partition: PartitionId,
        /// Where in it.
        position: u64,
        /// Whose value it is.
        key: TextAt,
        /// The value; none where it was deleted.
        value: Option<TextAt>,
    },
    /// The leader knows that as many copies as it waits for have the entry.
    Committed {
        /// Which log.
        partition: PartitionId,
        /// Where in it.
        position: u64,
    },
    /// A node answers a write: it is done.
    Acknowledged(OpAt),
    /// A node answers a read.
    Served(OpAt),
    /// A node discards the entries from a position on.
    Discarded {
        /// Which log.
        partition: PartitionId,
        /// The first that is gone.
        position: u64,
        /// The last that is gone.
        last: u64,
    },
    /// A node takes all data up to a position at once.
    Installed {
        /// Which log.
        partition: PartitionId,
        /// Up to where.
        position: u64,
    },
    /// A node leads from now on.
    Leads {
        /// Which partition.
        partition: PartitionId,
        /// In which epoch.
        epoch: u64,
        /// How far its log reaches.
        position: u64,
    },
    /// A node no longer leads.
    StepsDown {
        /// Which partition.
        partition: PartitionId,
        /// The epoch that it led in.
        epoch: u64,
    },
    /// A leader's lease has run out: it takes no requests until it has another.
    LeaseEnded(PartitionId),
    /// A node no longer hears its leader.
    Suspects {
        /// Whom.
        whom: ActorAt,
        /// Of which partition.
        partition: PartitionId,
    },
    /// A node hears its leader again.
    Trusts {
        /// Whom.
        whom: ActorAt,
        /// Of which partition.
        partition: PartitionId,
    },
    /// A node has a version from now on: its reads see it.
    Stored {
        /// Of which partition.
        partition: PartitionId,
        /// Which.
        version: VersionAt,
        /// How it came to it.
        why: Why,
    },
    /// A node no longer has a version.
    Dropped {
        /// Of which partition.
        partition: PartitionId,
        /// Which.
        version: VersionAt,
        /// Why not.
        why: Gone,
    },
    /// A node keeps a version for another, which missed it.
    Hinted {
        /// For whom.
        whom: ActorAt,
        /// Which.
        version: VersionAt,
    },
    /// A node keeps no longer what it kept for another.
    Unhinted {
        /// For whom.
        whom: ActorAt,
        /// Which.
        version: VersionAt,
        /// Whether the other has it now; else it was kept too long.
        is_delivered: bool,
    },
    /// A coordinator of a read takes a version for its answer: of siblings each.
    Chosen {
        /// Which read.
        op: OpAt,
        /// Which version.
        version: VersionAt,
    },
    /// A coordinator of a read finds that replicas answered with different versions.
    Differs(OpAt),
    /// A coordinator gives up: fewer answered than it waits for. What was written stays written.
    Short {
        /// Which request.
        op: OpAt,
        /// How many answered.
        got: u32,
        /// How many it waits for.
        need: u32,
    },
    /// A coordinator counts the answer of a node that is no replica of the key: that a read meets this write is no longer
    /// sure.
    Sloppy {
        /// Which write.
        op: OpAt,
        /// Who stands in.
        whom: ActorAt,
    },
    /// A node compares a level of its Merkle tree with another's.
    Compared {
        /// Of which partition.
        partition: PartitionId,
        /// With whom.
        whom: ActorAt,
        /// The level, from 0, the root.
        level: u32,
        /// How many of the hashes compared are different.
        differ: u32,
    },
    /// A follower cannot apply what it was sent: its version of the engine reads no log of that kind from the other.
    Incompatible(PartitionId),
    /// It dies: its process ends, and what was handed to the disk is written yet.
    Killed,
    /// It loses power: what is not on disk is lost.
    Crashed,
    /// It starts again, from what is on disk.
    Restarted,
    /// It stops for a while, and keeps all.
    Paused,
    /// It goes on.
    Resumed,
    /// Its clock is set, by so many ns ahead of true time.
    Skewed(i64),
    /// A line of the script happens that is seen on nobody, such as a cut; its place in the script.
    Acted(u32),
}

impl What {
    /// The partition whose log, leader or data it is about, if it is about one.
    pub const fn partition(&self) -> Option<PartitionId> {
        match *self {
            What::Accepted { partition, .. }
            | What::Received { partition, .. }
            | What::Flushing { partition, .. }
            | What::Persisted { partition, .. }
            | What::Applied { partition, .. }
            | What::Committed { partition, .. }
            | What::Discarded { partition, .. }
            | What::Installed { partition, .. }
            | What::Leads { partition, .. }
            | What::StepsDown { partition, .. }
            | What::LeaseEnded(partition)
            | What::Suspects { partition, .. }
            | What::Trusts { partition, .. }
            | What::Stored { partition, .. }
            | What::Dropped { partition, .. }
            | What::Compared { partition, .. }
            | What::Incompatible(partition) => Some(partition),
            _ => None,
        }
    }
}

/// How a node came to a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A coordinator wrote it.
    Write,
    /// A read repaired it.
    Repair,
    /// It was kept for the node, and delivered.
    Hint,
    /// Merkle trees showed that it was missing.
    Sweep,
    /// It was on disk when the node started.
    Disk,
}

/// Why a node no longer has a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Another replaces it.
    Replaced,
    /// It is a tombstone, and was kept long enough.
    Purged,
    /// It was not on disk when the node went off.
    Forgotten,
}
