use super::{ActorAt, MessageAt, OpAt, TextAt};
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
            | What::Incompatible(partition) => Some(partition),
            _ => None,
        }
    }
}
