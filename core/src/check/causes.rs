use super::{facts::Facts, sight::View};
use crate::base::sort_by_key;
use crate::trace::{ActorAt, OpAt, What};
use alloc::{vec, vec::Vec};

/// What each operation comes after: of each client all that it knew before some event.
///
/// These are vector clocks (Fidge 1988, Mattern 1989) over clients, which count events of the trace: an operation comes
/// after what its client knew when it began, and whoever reads a write comes after all that the write comes after.
pub(super) struct Causes {
    /// By operation, and by the place of a client: an event; 0 where it comes after nothing of the client's.
    clocks: Vec<Vec<u32>>,
    /// By event.
    known: Vec<Known>,
}

/// From an event on a client knows of a write: that its own is done, or that somebody's is, as it has read its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) since: u32,
    pub(super) by: ActorAt,
    pub(super) write: OpAt,
}

impl Causes {
    pub(super) fn new(facts: &Facts) -> Self {
        let trace = facts.trace;
        let known = known(facts);
        let mut clocks: Vec<Vec<u32>> = vec![Vec::new(); trace.operations.len()];
        let mut latest: Vec<Vec<u32>> = vec![Vec::new(); trace.actors.len()];
        let mut left = known.as_slice();
        for (at, event) in (0..).zip(&trace.events) {
            if let [next, others @ ..] = left
                && next.since == at
            {
                left = others;
                merge(&mut latest[next.by.at()], &clocks[next.write.at()]);
            }
            if let What::Invoked(op) = event.what {
                // What a client does comes after all that it knew itself.
                let client = trace.operation(op).client.at();
                let mut now = latest[client].clone();
                now.resize(now.len().max(client + 1), 0);
                now[client] = at;
                clocks[op.at()] = now;
            }
        }
        Causes { clocks, known }
    }

    /// What clients knew, by event.
    pub(super) fn known(&self) -> &[Known] {
        &self.known
    }

    /// What an operation comes after: of each client what it knew before an event.
    pub(super) fn before(&self, op: OpAt) -> impl Iterator<Item = (ActorAt, u32)> {
        let clock = self.clocks.get(op.at()).into_iter().flatten();
        (0..).map(ActorAt).zip(clock.copied()).filter(|(_, before)| *before > 0)
    }

    /// The first read of the same client that made this one come after a write, with what that read returned.
    pub(super) fn effect<'a>(&self, facts: &'a Facts, view: &View, write: OpAt) -> Option<(&'a View, OpAt)> {
        let client = facts.trace.operation(view.op).client;
        let is_before = |version: OpAt| {
            let knows = |(by, before): (ActorAt, u32)| {
                self.known.iter().any(|known| {
                    (known.by, known.write) == (by, write) && known.since < before && by != client
                })
            };
            self.before(version).any(knows)
        };
        let earlier = facts.sight.in_order_of_return().into_iter();
        let earlier = earlier.filter(|other| other.returned < view.began);
        earlier
            .filter(|other| facts.trace.operation(other.op).client == client)
            .filter_map(|other| Some((other, other.version?)))
            .find(|(_, version)| is_before(*version))
    }
}

fn known(facts: &Facts) -> Vec<Known> {
    let client = |op: OpAt| facts.trace.operation(op).client;
    let wrote = facts.done().map(|(since, write)| Known { since, by: client(write), write });
    let read =
        facts.sight.views.iter().filter_map(|view| {
            Some(Known { since: view.returned, by: client(view.op), write: view.version? })
        });
    let mut known: Vec<Known> = wrote.chain(read).collect();
    sort_by_key(&mut known, |known| (known.since.into(), 0));
    known
}

fn merge(into: &mut Vec<u32>, other: &[u32]) {
    into.resize(into.len().max(other.len()), 0);
    for (mine, theirs) in into.iter_mut().zip(other) {
        *mine = (*mine).max(*theirs);
    }
}
