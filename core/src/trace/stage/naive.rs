//! What a replica has, told a second time and as simply as can be: the whole trace is read again for every question.

use super::{ActorAt, OpAt, TextAt, Topic, Trace, What};
use crate::base::PartitionId;
use alloc::collections::BTreeMap;

/// What one node has of one partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) is_off: bool,
    /// By position: the write, and the epoch in which a leader took it.
    pub(crate) log: BTreeMap<u64, (OpAt, u64)>,
    /// By position: what was applied.
    pub(crate) applied: BTreeMap<u64, (TextAt, Option<TextAt>)>,
    pub(crate) flushing: u64,
    pub(crate) persisted: u64,
}

impl State {
    pub(crate) fn applied_to(&self) -> u64 {
        self.applied.keys().last().copied().unwrap_or(0)
    }

    pub(crate) fn has(&self, op: OpAt) -> bool {
        self.log.values().any(|(other, _)| *other == op)
    }

    /// Whether reads see a write.
    pub(crate) fn sees(&self, op: OpAt) -> bool {
        self.applied.keys().any(|position| self.log.get(position).is_some_and(|(other, _)| *other == op))
    }

    /// The write that left what reads see under a key.
    pub(crate) fn newest(&self, key: TextAt) -> Option<OpAt> {
        let mut of_key = self.applied.iter().filter(|(_, (other, _))| *other == key);
        Some(self.log.get(of_key.next_back()?.0)?.0)
    }

    pub(crate) fn data(&self, until: u64) -> BTreeMap<TextAt, Option<TextAt>> {
        self.applied.range(..=until).map(|(_, (key, value))| (*key, *value)).collect()
    }

    fn cut(&mut self, last: u64) {
        self.log.retain(|position, _| *position <= last);
        self.flushing = self.flushing.min(last);
        self.persisted = self.persisted.min(last);
    }
}

/// What a node has of a partition when so many events have happened.
pub(crate) fn state(trace: &Trace, events: usize, node: ActorAt, partition: PartitionId) -> State {
    let mut state_now = State::default();
    let mut offered = State::default();
    for (at, event) in trace.events[..events].iter().enumerate().filter(|(_, event)| event.actor == node) {
        let now = &mut state_now;
        match event.what {
            What::Crashed => {
                now.is_off = true;
                now.cut(now.persisted);
            }
            What::Killed => {
                now.is_off = true;
                let reached = now.persisted.max(now.flushing);
                now.log.retain(|position, _| *position <= reached);
            }
            What::Restarted => {
                now.is_off = false;
                now.cut(now.persisted);
                now.applied.clear();
            }
            What::Arrived(message) => {
                let message_sent = trace.message(message);
                if message_sent.topic == Topic::Snapshot && message_sent.partition == partition {
                    let sent = trace.events.iter().position(|event| event.what == What::Sent(message));
                    let sent = sent.expect("what arrives was sent");
                    assert!(sent < at);
                    offered = state(trace, sent, message_sent.from, partition);
                }
            }
            what if what.partition() == Some(partition) => fold(now, &offered, what),
            _ => {}
        }
    }
    state_now
}

fn fold(now: &mut State, offered: &State, what: What) {
    match what {
        What::Accepted { position, epoch, op, .. } | What::Received { position, epoch, op, .. } => {
            now.log.insert(position, (op, epoch));
        }
        What::Flushing { position, .. } => now.flushing = position,
        What::Persisted { position, .. } => now.persisted = position,
        What::Applied { position, key, value, .. } => {
            now.applied.insert(position, (key, value));
        }
        What::Discarded { position, .. } => {
            now.cut(position - 1);
            now.applied.retain(|other, _| *other < position);
        }
        What::Installed { position, .. } => {
            now.log = offered.log.clone();
            now.log.retain(|other, _| *other <= position);
            now.applied = offered.applied.clone();
            now.applied.retain(|other, _| *other <= position);
        }
        _ => {}
    }
}
