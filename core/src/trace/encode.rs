//! The fingerprint of a trace: every field of every event, message and operation, as numbers of fixed width.

use super::{Actor, ActorAt, Arrival, Ended, Event, Loss, Message, OpAt, Operation, TextAt, Trace, What};
use crate::base::{Digest, Encode};

/// What stands for nothing where a place in a list would stand.
const NONE: u64 = u64::MAX;

fn actor(at: ActorAt) -> u64 {
    u64::from(at.0)
}

fn op(at: Option<OpAt>) -> u64 {
    at.map_or(NONE, |at| u64::from(at.0))
}

fn text(at: Option<TextAt>) -> u64 {
    at.map_or(NONE, |at| u64::from(at.0))
}

impl Encode for Trace {
    fn encode(&self, digest: &mut Digest) {
        (self.actors.len() as u64).encode(digest);
        for actor in &self.actors {
            let (kind, id) = match actor {
                Actor::Client(id) => (0_u32, id.0),
                Actor::Node(id) => (1, id.0),
                Actor::Monitor => (2, 0),
            };
            kind.encode(digest);
            id.encode(digest);
        }
        self.texts.encode(digest);
        // Runs with logs have no versions: their digests are those of before there were any.
        if !self.versions.is_empty() {
            self.versions.encode(digest);
        }
        self.operations.encode(digest);
        self.messages.encode(digest);
        self.events.encode(digest);
        [self.steps, self.end_ns, u64::from(self.ended == Ended::Steps)].as_slice().encode(digest);
    }
}

impl Encode for Operation {
    fn encode(&self, digest: &mut Digest) {
        let numbers = [
            actor(self.client),
            self.kind as u64,
            text(Some(self.key)),
            text(self.value),
            text(self.expected),
            u64::from(self.partition.0),
            self.start_ns,
            self.end_ns.unwrap_or(NONE),
            self.outcome as u64,
            text(self.result),
            u64::from(self.matched),
            self.answered_by.map_or(NONE, actor),
            self.position.unwrap_or(NONE),
            u64::from(self.retries),
        ];
        numbers.as_slice().encode(digest);
    }
}

impl Encode for Message {
    fn encode(&self, digest: &mut Digest) {
        let (arrival, at_ns) = match self.arrival {
            Arrival::Under(ns) => (0, ns),
            Arrival::At(ns) => (1, ns),
            Arrival::Lost(ns, Loss::Network) => (2, ns),
            Arrival::Lost(ns, Loss::Cut) => (3, ns),
            Arrival::Lost(ns, Loss::Off) => (4, ns),
            Arrival::Lost(ns, Loss::Dropped) => (5, ns),
        };
        let numbers = [
            actor(self.from),
            actor(self.to),
            self.topic as u64,
            self.style as u64,
            u64::from(self.partition.0),
            op(self.op),
            self.positions[0],
            self.positions[1],
            self.epoch,
            u64::from(self.bytes),
            self.sent_ns,
            arrival,
            at_ns,
        ];
        numbers.as_slice().encode(digest);
        if let Some(version) = self.version {
            u64::from(version.0).encode(digest);
        }
    }
}

impl Encode for Event {
    fn encode(&self, digest: &mut Digest) {
        [self.at_ns, actor(self.actor)].as_slice().encode(digest);
        self.what.numbers().as_slice().encode(digest);
    }
}

impl What {
    /// What happened as numbers: which, and up to four that go with it.
    fn numbers(self) -> [u64; 5] {
        let of = |tag: u64, rest: [u64; 4]| [tag, rest[0], rest[1], rest[2], rest[3]];
        let one = |tag: u64, number: u64| of(tag, [number, 0, 0, 0]);
        let id = |partition: crate::base::PartitionId| u64::from(partition.0);
        match self {
            What::Invoked(at) => one(0, op(Some(at))),
            What::Returned(at) => one(1, op(Some(at))),
            What::Sent(at) => one(2, u64::from(at.0)),
            What::Arrived(at) => one(3, u64::from(at.0)),
            What::Lost(at) => one(4, u64::from(at.0)),
            What::Accepted { partition, position, epoch, op: at } => {
                of(5, [id(partition), position, epoch, op(Some(at))])
            }
            What::Received { partition, position, epoch, op: at } => {
                of(6, [id(partition), position, epoch, op(Some(at))])
            }
            What::Flushing { partition, position } => of(7, [id(partition), position, 0, 0]),
            What::Persisted { partition, position } => of(8, [id(partition), position, 0, 0]),
            What::Applied { partition, position, key, value } => {
                of(9, [id(partition), position, text(Some(key)), text(value)])
            }
            What::Committed { partition, position } => of(10, [id(partition), position, 0, 0]),
            What::Acknowledged(at) => one(11, op(Some(at))),
            What::Served(at) => one(12, op(Some(at))),
            What::Discarded { partition, position, last } => of(13, [id(partition), position, last, 0]),
            What::Installed { partition, position } => of(14, [id(partition), position, 0, 0]),
            What::Leads { partition, epoch, position } => of(15, [id(partition), epoch, position, 0]),
            What::StepsDown { partition, epoch } => of(16, [id(partition), epoch, 0, 0]),
            What::LeaseEnded(partition) => one(17, id(partition)),
            What::Suspects { whom, partition } => of(18, [actor(whom), id(partition), 0, 0]),
            What::Trusts { whom, partition } => of(19, [actor(whom), id(partition), 0, 0]),
            What::Incompatible(partition) => one(20, id(partition)),
            What::Killed => one(21, 0),
            What::Crashed => one(22, 0),
            What::Restarted => one(23, 0),
            What::Paused => one(24, 0),
            What::Resumed => one(25, 0),
            What::Skewed(ns) => one(26, ns.cast_unsigned()),
            What::Acted(line) => one(27, u64::from(line)),
            What::Stored { partition, version, why } => {
                of(28, [id(partition), u64::from(version.0), why as u64, 0])
            }
            What::Dropped { partition, version, why } => {
                of(29, [id(partition), u64::from(version.0), why as u64, 0])
            }
            What::Hinted { whom, version } => of(30, [actor(whom), u64::from(version.0), 0, 0]),
            What::Unhinted { whom, version, is_delivered } => {
                of(31, [actor(whom), u64::from(version.0), u64::from(is_delivered), 0])
            }
            What::Chosen { op: at, version } => of(32, [op(Some(at)), u64::from(version.0), 0, 0]),
            What::Differs(at) => one(33, op(Some(at))),
            What::Short { op: at, got, need } => of(34, [op(Some(at)), u64::from(got), u64::from(need), 0]),
            What::Sloppy { op: at, whom } => of(35, [op(Some(at)), actor(whom), 0, 0]),
            What::Compared { partition, whom, level, differ } => {
                of(36, [id(partition), actor(whom), u64::from(level), u64::from(differ)])
            }
        }
    }
}
