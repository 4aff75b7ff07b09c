use super::{
    facts::Facts,
    sight::{Sight, View},
};
use crate::{
    base::IdMap,
    trace::{ActorAt, OpAt},
};
use alloc::vec::Vec;

/// Writes that reads must see, each from an event on.
///
/// Reads are asked about in the order in which they were served. Within one life of a node's data what is seen once is seen
/// for ever, so each node has a cursor before which it has everything: a run without a breach costs each write once a node.
#[derive(Debug, Default)]
pub(super) struct Owed {
    /// By event.
    writes: Vec<(u32, OpAt)>,
    /// Of each node, the life of its data and how many of the writes it has.
    cursors: IdMap<(u32, usize), ActorAt>,
}

impl Owed {
    /// From an event on, which is no earlier than those before, reads must see a write.
    pub(super) fn push(&mut self, since: u32, write: OpAt) {
        if self.writes.last().is_none_or(|(_, last)| *last != write) {
            self.writes.push((since, write));
        }
    }

    /// The newest write that a read must see, owed before an event, and does not see. Those that are lost when it is served
    /// are owed no more.
    pub(super) fn missing(&mut self, facts: &Facts, view: &View, before: u32) -> Option<OpAt> {
        let has = |sight: &Sight, write| sight.sees(view, write) || facts.is_lost_at(write, view.served);
        let owed = &self.writes[..self.writes.partition_point(|(since, _)| *since < before)];
        let cursor = self.cursors.get_or_default(view.node);
        if cursor.0 != view.life {
            *cursor = (view.life, 0);
        }
        while owed.get(cursor.1).is_some_and(|(_, write)| has(&facts.sight, *write)) {
            cursor.1 += 1;
        }
        let left = owed.get(cursor.1..)?;
        left.iter().rev().map(|(_, write)| *write).find(|write| !has(&facts.sight, *write))
    }
}
