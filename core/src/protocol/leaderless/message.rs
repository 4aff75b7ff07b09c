use crate::{
    base::PartitionId,
    conflict::Few,
    sim::{Label, Parcel, Wish},
    trace::{ActorAt, OpAt, Style, TextAt, Topic, VersionAt},
    version::Vector,
};
use alloc::{boxed::Box, rc::Rc};

/// What clients and nodes send each other.
#[derive(Clone, Debug)]
pub struct Message {
    /// Which group of replicas it speaks of, by its place in the list of those that are simulated.
    pub(super) group: u16,
    /// Its partition.
    pub(super) partition: PartitionId,
    pub(super) body: Body,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    /// A client asks, and says what it has read of the key.
    Request { op: OpAt, attempt: u16, wish: Wish, context: Option<Rc<Vector<ActorAt>>> },
    /// What was written, or read, and what the client is told.
    Done { op: OpAt, attempt: u16, versions: Few, result: Option<TextAt> },
    /// Whether it is sure that nothing was done.
    Refused { op: OpAt, attempt: u16, is_sure: bool },
    /// To be kept by a replica, or for it.
    Write { ask: Ask, version: VersionAt },
    /// It is kept.
    Stored { ask: Ask, version: Option<VersionAt> },
    /// What is there under a key?
    Read { ask: Ask, key: TextAt, is_digest: bool },
    /// This. Of a digest a coordinator sees only whether it is that of the other.
    Found { ask: Ask, versions: Few },
    /// What an answer lacked; who answers is told so.
    Repair { ask: Ask, versions: Few, is_awaited: bool },
    /// What was kept for another.
    Handoff { hint: u32, version: VersionAt },
    /// It has it.
    Taken { hint: u32, version: VersionAt },
    /// Hashes of some nodes of a level of its tree, each with its place in the level.
    Tree { sweep: u32, level: u32, hashes: Box<[(u32, u64)]> },
    /// Which of them differ.
    Difference { sweep: u32, level: u32, differing: Box<[u32]> },
    /// All that it has in leaves that differ.
    Exchange { leaves: Box<[u32]>, versions: Box<[VersionAt]>, is_answer: bool },
    /// Are you there? Stands for what nodes tell each other all the time about who is.
    Ping,
    /// Yes.
    Pong,
}

/// What a coordinator asks of a replica, or of who stands in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// Which of the coordinator's jobs it belongs to.
    pub(super) job: u32,
    /// Which round of it.
    pub(super) round: u8,
    pub(super) op: OpAt,
    /// The replica whose copy it is.
    pub(super) whom: ActorAt,
}

impl Parcel for Message {
    fn label(&self) -> Label {
        let (topic, style, op, version) = match &self.body {
            Body::Request { op, .. } => (Topic::Request, Style::Call, Some(*op), None),
            Body::Done { op, versions, .. } => (Topic::Done, Style::Reply, Some(*op), versions.alone()),
            Body::Refused { op, .. } => (Topic::Refused, Style::Reply, Some(*op), None),
            Body::Write { ask, version } => (Topic::Write, Style::Call, Some(ask.op), Some(*version)),
            Body::Stored { ask, version } => (Topic::Stored, Style::Reply, Some(ask.op), *version),
            Body::Read { ask, is_digest: false, .. } => (Topic::Read, Style::Call, Some(ask.op), None),
            Body::Read { ask, .. } => (Topic::DigestRead, Style::Call, Some(ask.op), None),
            Body::Found { ask, versions, .. } => (Topic::Found, Style::Reply, Some(ask.op), versions.alone()),
            Body::Repair { ask, versions, is_awaited } => {
                let style = if *is_awaited { Style::Call } else { Style::OneWay };
                (Topic::Repair, style, Some(ask.op), versions.alone())
            }
            Body::Handoff { version, .. } => (Topic::Handoff, Style::Call, None, Some(*version)),
            Body::Taken { version, .. } => (Topic::Stored, Style::Reply, None, Some(*version)),
            Body::Tree { .. } => (Topic::Tree, Style::Call, None, None),
            Body::Difference { .. } => (Topic::Difference, Style::Reply, None, None),
            Body::Exchange { versions, is_answer, .. } => {
                let style = if *is_answer { Style::Reply } else { Style::Call };
                let alone = if let [one] = **versions { Some(one) } else { None };
                (Topic::Exchange, style, None, alone)
            }
            Body::Ping => (Topic::Heartbeat, Style::Call, None, None),
            Body::Pong => (Topic::HeartbeatHeard, Style::Reply, None, None),
        };
        Label { topic, style, partition: self.partition, op, version, positions: [0, 0], epoch: 0, bytes: 0 }
    }
}
