use super::{ActorAt, OpAt, VersionAt};
use crate::base::PartitionId;

/// A message's place among all messages of a trace, from 0, in the order in which they were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageAt(pub u32);

impl MessageAt {
    /// As an index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// A message from one actor to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who sent it.
    pub from: ActorAt,
    /// To whom.
    pub to: ActorAt,
    /// What it is about.
    pub topic: Topic,
    /// Who waits for it.
    pub style: Style,
    /// The partition that it speaks of.
    pub partition: PartitionId,
    /// The operation that it belongs to, if it belongs to one alone.
    pub op: Option<OpAt>,
    /// The version that it carries or confirms, if it is one alone.
    pub version: Option<VersionAt>,
    /// The first and last position of the log that it carries or confirms; 0 and 0 where it speaks of none, and a first
    /// above the last where it carries nothing.
    pub positions: [u64; 2],
    /// The leader's epoch in which it was sent; 0 where it has none.
    pub epoch: u64,
    /// Its size as the log kind counts it, in bytes; 0 for what carries no entries.
    pub bytes: u32,
    /// When it was sent, ns.
    pub sent_ns: u64,
    /// What became of it.
    pub arrival: Arrival,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A client asks a node.
    Request,
    /// A node answers that it is done, or what it read.
    Done,
    /// A node answers that it does not do it: another leads, or it is behind.
    Refused,
    /// Entries of the log.
    Entries,
    /// Confirms entries.
    Confirm,
    /// A follower of whom entries are missing asks for them, or says that it cannot take what was sent.
    Missing,
    /// All data at once, as the log no longer has what is missing.
    Snapshot,
    /// The leader is alive.
    Heartbeat,
    /// A follower heard it.
    HeartbeatHeard,
    /// A follower tells the monitor that it no longer hears its leader.
    Suspicion,
    /// The monitor asks followers how far they are.
    Poll,
    /// A follower says how far it is.
    Standing,
    /// The monitor promotes a follower.
    Promotion,
    /// The monitor tells who leads, or that all stays as it was.
    NewLeader,
    /// A node that has just started asks who leads.
    WhoLeads,
    /// A node tells the sender of a stale epoch of the newer one.
    StaleEpoch,
    /// The monitor orders a leader to hand over, and the leader says that it has.
    HandOver,
    /// A coordinator writes a version to a replica.
    Write,
    /// A replica has it.
    Stored,
    /// A coordinator asks a replica what it has under a key.
    Read,
    /// The same, for a digest of it.
    DigestRead,
    /// A replica answers with what it has.
    Found,
    /// A coordinator writes to a replica what its answer lacked.
    Repair,
    /// A node delivers what it kept for another.
    Handoff,
    /// A node sends hashes of its Merkle tree.
    Tree,
    /// A node answers which of them differ.
    Difference,
    /// A node sends the versions that it has under leaves that differ.
    Exchange,
}

impl Topic {
    /// All, with the names in the JavaScript module.
    pub const NAMES: [(&'static str, Topic); 27] = [
        ("request", Topic::Request),
        ("done", Topic::Done),
        ("refused", Topic::Refused),
        ("entries", Topic::Entries),
        ("confirm", Topic::Confirm),
        ("missing", Topic::Missing),
        ("snapshot", Topic::Snapshot),
        ("heartbeat", Topic::Heartbeat),
        ("heartbeat-heard", Topic::HeartbeatHeard),
        ("suspicion", Topic::Suspicion),
        ("poll", Topic::Poll),
        ("standing", Topic::Standing),
        ("promotion", Topic::Promotion),
        ("new-leader", Topic::NewLeader),
        ("who-leads", Topic::WhoLeads),
        ("stale-epoch", Topic::StaleEpoch),
        ("hand-over", Topic::HandOver),
        ("write", Topic::Write),
        ("stored", Topic::Stored),
        ("read", Topic::Read),
        ("digest-read", Topic::DigestRead),
        ("found", Topic::Found),
        ("repair", Topic::Repair),
        ("handoff", Topic::Handoff),
        ("tree", Topic::Tree),
        ("difference", Topic::Difference),
        ("exchange", Topic::Exchange),
    ];

    /// Whether it only keeps the cluster going, and belongs to no write: pictures leave it out unless asked.
    pub const fn is_upkeep(self) -> bool {
        matches!(self, Topic::Heartbeat | Topic::HeartbeatHeard)
    }
}

/// Who waits for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The sender waits for an answer.
    Call,
    /// Nobody waits.
    OneWay,
    /// It is an answer.
    Reply,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is on its way when the run ends: it would arrive then, ns.
    Under(u64),
    /// It arrived, ns.
    At(u64),
    /// It never arrived: when and why.
    Lost(u64, Loss),
}

/// Why a message never arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The network lost it.
    Network,
    /// The link was cut.
    Cut,
    /// Who was to get it was off.
    Off,
    /// The reader dropped it.
    Dropped,
}
