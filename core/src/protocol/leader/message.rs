use crate::{
    base::PartitionId,
    log::Batch,
    sim::{Label, Parcel, Wish},
    store::Values,
    trace::{ActorAt, OpAt, Style, TextAt, Topic},
};
use alloc::{boxed::Box, rc::Rc};

/// What clients, replicas and the monitor send each other.
#[derive(Clone, Debug)]
pub struct Message {
    /// Which group of replicas it speaks of, by its place in the list of those that are simulated.
    pub(super) group: u16,
    /// Its partition.
    pub(super) partition: PartitionId,
    /// The epoch in which it was sent; 0 where the sender has none.
    pub(super) epoch: u64,
    pub(super) body: Body,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Request { op: OpAt, attempt: u32, wish: Wish, least: Reach },
    Done { op: OpAt, reach: Reach, result: Option<TextAt>, matched: bool },
    Refused { op: OpAt, leader: Option<ActorAt> },
    Entries(Box<Shipment>),
    Confirm { upto: u64 },
    Missing { head: u64, lines: Box<[(u32, u64)]> },
    Snapshot(Rc<Image>),
    Heartbeat { session: u32, sent: u64, mark: Mark },
    HeartbeatHeard(Heard),
    Suspicion { whom: ActorAt },
    Poll { promise: bool },
    Standing { suspects: bool, reach: Reach, leads: bool },
    Promotion { timeline: u32 },
    NewLeader { leader: ActorAt },
    WhoLeads,
    StaleEpoch,
    HandOver { to: ActorAt, round: u32 },
    HandedOver { round: u32 },
}

/// Entries of a log on their way.
#[derive(Clone, Debug)]
pub(super) struct Shipment {
    /// The position of the first.
    pub(super) first: u64,
    pub(super) batch: Batch,
    /// Whether the leader waits for a confirmation.
    pub(super) is_awaited: bool,
    /// Which of its times as leader this is.
    pub(super) session: u32,
    /// The engine's version that wrote it.
    pub(super) version: u32,
    pub(super) mark: Mark,
    /// The leader's timelines, where the follower is to drop whatever it has from `first` on and begin anew.
    pub(super) restart: Option<Box<[(u32, u64)]>>,
}

/// How far a leader's log was when its clock said so much: who has applied as much is as fresh as that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) clock_ns: i64,
    pub(super) position: u64,
}

/// How far a log reaches, or what was done to it: a later timeline is further, whatever the positions, as positions after
/// a failover are given out anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reach {
    pub(super) timeline: u32,
    pub(super) position: u64,
}

/// What a follower tells when it hears that its leader is alive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    /// None while it does not know where its log parts from the leader's: its positions may be those of other entries.
    pub(super) log: Option<HeardLog>,
    /// What the leader had sent it before the heartbeat.
    pub(super) sent: u64,
    /// Until when it lets the leader lead, by its own clock.
    pub(super) lease_ns: i64,
}

/// How far the log of a follower is that has nothing but what its leader has.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeardLog {
    /// How far it reaches, and how far of that is on disk.
    pub(super) head: u64,
    pub(super) persisted: u64,
}

/// All data at once.
#[derive(Clone, Debug)]
pub(super) struct Image {
    pub(super) position: u64,
    pub(super) values: Values,
    pub(super) lines: Box<[(u32, u64)]>,
    pub(super) session: u32,
    pub(super) bytes: u32,
}

impl Parcel for Message {
    fn label(&self) -> Label {
        let none = [0, 0];
        let (topic, style, op, positions, bytes) = match &self.body {
            Body::Request { op, .. } => (Topic::Request, Style::Call, Some(*op), none, 0),
            Body::Done { op, reach, .. } => (Topic::Done, Style::Reply, Some(*op), [reach.position; 2], 0),
            Body::Refused { op, .. } => (Topic::Refused, Style::Reply, Some(*op), none, 0),
            Body::Entries(shipment) => shipment.label(),
            Body::Confirm { upto } => (Topic::Confirm, Style::Reply, None, [*upto, *upto], 0),
            Body::Missing { head, .. } => (Topic::Missing, Style::Call, None, [*head, *head], 0),
            Body::Snapshot(image) => (Topic::Snapshot, Style::Call, None, [1, image.position], image.bytes),
            Body::Heartbeat { .. } => (Topic::Heartbeat, Style::OneWay, None, none, 0),
            Body::HeartbeatHeard(heard) => {
                let persisted = heard.log.map_or(0, |log| log.persisted);
                (Topic::HeartbeatHeard, Style::Reply, None, [persisted; 2], 0)
            }
            Body::Suspicion { .. } => (Topic::Suspicion, Style::OneWay, None, none, 0),
            Body::Poll { .. } => (Topic::Poll, Style::Call, None, none, 0),
            Body::Standing { reach, .. } => (Topic::Standing, Style::Reply, None, [reach.position; 2], 0),
            Body::Promotion { .. } => (Topic::Promotion, Style::Call, None, none, 0),
            Body::NewLeader { .. } => (Topic::NewLeader, Style::OneWay, None, none, 0),
            Body::WhoLeads => (Topic::WhoLeads, Style::Call, None, none, 0),
            Body::StaleEpoch => (Topic::StaleEpoch, Style::Reply, None, none, 0),
            Body::HandOver { .. } => (Topic::HandOver, Style::Call, None, none, 0),
            Body::HandedOver { .. } => (Topic::HandOver, Style::Reply, None, none, 0),
        };
        Label {
            topic,
            style,
            partition: self.partition,
            op,
            version: None,
            positions,
            epoch: self.epoch,
            bytes,
        }
    }
}

impl Shipment {
    fn label(&self) -> (Topic, Style, Option<OpAt>, [u64; 2], u32) {
        let entries = self.batch.entries();
        let style = if self.is_awaited { Style::Call } else { Style::OneWay };
        let op = if let [one] = entries { Some(one.op) } else { None };
        let last = (self.first + entries.len() as u64).saturating_sub(1);
        (Topic::Entries, style, op, [self.first, last], self.batch.bytes())
    }
}
