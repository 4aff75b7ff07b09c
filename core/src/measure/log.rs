use crate::{
    base::{PartitionId, distinct},
    trace::{ActorAt, Event, OpAt, Trace, What},
};
use alloc::{vec, vec::Vec};

/// What one node has of the log of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    /// By position, from 1; none where it is not known what stands there.
    entries: Vec<Option<OpAt>>,
    /// Up to where it is applied.
    pub(super) applied: u64,
    /// Up to where it is on disk.
    persisted: u64,
    /// Up to where it was handed to the disk.
    flushing: u64,
}

impl Log {
    /// How far it reaches.
    pub(super) fn head(&self) -> u64 {
        self.entries.len() as u64
    }
}

/// The logs of all nodes as a trace tells of them, event by event: what any copy of an entry is counted by.
///
/// A crash leaves what is on disk, a kill also what was handed to it. Who takes all data at once has what the leader has, on
/// disk. A node that is off still has what it has.
#[derive(Debug)]
pub(super) struct Logs {
    partitions: Vec<PartitionId>,
    actors: usize,
    /// By partition, then by actor.
    each: Vec<Log>,
    /// By partition: who led last.
    leaders: Vec<Option<ActorAt>>,
    /// By operation: how many logs it is in.
    copies: Vec<u16>,
    /// Whose number of copies the last event changed.
    pub(super) changed: Vec<OpAt>,
}

impl Logs {
    /// Empty logs of these partitions, ascending; events of others are passed over.
    pub(super) fn of(trace: &Trace, partitions: Vec<PartitionId>) -> Self {
        let actors = trace.actors.len();
        Logs {
            each: vec![Log::default(); partitions.len() * actors],
            leaders: vec![None; partitions.len()],
            partitions,
            actors,
            copies: vec![0; trace.operations.len()],
            changed: Vec::new(),
        }
    }

    /// Of all partitions that were written.
    pub(super) fn of_all(trace: &Trace) -> Self {
        Logs::of(trace, distinct(trace.operations.iter().map(|op| op.partition)))
    }

    /// The log of a partition on a node, if the partition is one of these.
    pub(super) fn log(&self, partition: PartitionId, actor: ActorAt) -> Option<&Log> {
        self.each.get(self.place(partition, actor)?)
    }

    /// Who led a partition last.
    pub(super) fn leader(&self, partition: PartitionId) -> Option<ActorAt> {
        let at = self.partitions.binary_search(&partition).ok()?;
        self.leaders[at]
    }

    /// How many nodes have a write.
    pub(super) fn copies(&self, op: OpAt) -> u16 {
        self.copies.get(op.at()).copied().unwrap_or(0)
    }

    /// What a node has from one position to another, both included.
    pub(super) fn entries(
        &self,
        partition: PartitionId,
        actor: ActorAt,
        [first, last]: [u64; 2],
    ) -> Vec<OpAt> {
        let log = self.log(partition, actor);
        let entries = log.map_or(&[][..], |log| &log.entries[..]);
        let from = (first.saturating_sub(1) as usize).min(entries.len());
        let to = (last as usize).clamp(from, entries.len());
        entries[from..to].iter().copied().flatten().collect()
    }

    fn place(&self, partition: PartitionId, actor: ActorAt) -> Option<usize> {
        let at = self.partitions.binary_search(&partition).ok()?;
        (actor.at() < self.actors).then_some(at * self.actors + actor.at())
    }

    /// What the logs are after an event.
    pub(super) fn step(&mut self, event: &Event) {
        self.changed.clear();
        let actor = event.actor;
        match event.what {
            What::Accepted { partition, position, op, .. }
            | What::Received { partition, position, op, .. } => {
                self.put(partition, actor, position, op);
            }
            What::Flushing { partition, position } => {
                self.note(partition, actor, |log| log.flushing = log.flushing.max(position));
            }
            What::Persisted { partition, position } => {
                self.note(partition, actor, |log| log.persisted = log.persisted.max(position));
            }
            What::Applied { partition, position, .. } => {
                self.note(partition, actor, |log| log.applied = log.applied.max(position));
            }
            What::Discarded { partition, position, .. } => {
                if let Some(place) = self.place(partition, actor) {
                    self.cut(place, position.saturating_sub(1));
                }
            }
            What::Installed { partition, position } => self.install(partition, actor, position),
            What::Leads { partition, .. } => {
                if let Ok(at) = self.partitions.binary_search(&partition) {
                    self.leaders[at] = Some(actor);
                }
            }
            What::Crashed => self.cut_all(actor, |log| log.persisted),
            What::Killed => self.cut_all(actor, |log| log.persisted.max(log.flushing)),
            _ => {}
        }
    }

    fn note(&mut self, partition: PartitionId, actor: ActorAt, change: impl Fn(&mut Log)) {
        if let Some(log) = self.place(partition, actor).and_then(|place| self.each.get_mut(place)) {
            change(log);
        }
    }

    fn put(&mut self, partition: PartitionId, actor: ActorAt, position: u64, op: OpAt) {
        let Some(place) = self.place(partition, actor) else { return };
        let Some(at) = (position as usize).checked_sub(1) else { return };
        let entries = &mut self.each[place].entries;
        if entries.len() <= at {
            entries.resize(at + 1, None);
        }
        let before = entries[at].replace(op);
        if before != Some(op) {
            self.count(before, false);
            self.count(Some(op), true);
        }
    }

    /// Nothing is left beyond a position.
    fn cut(&mut self, place: usize, position: u64) {
        let log = &mut self.each[place];
        log.applied = log.applied.min(position);
        log.persisted = log.persisted.min(position);
        log.flushing = log.flushing.min(position);
        while self.each[place].head() > position {
            let gone = self.each[place].entries.pop().flatten();
            self.count(gone, false);
        }
    }

    fn cut_all(&mut self, actor: ActorAt, left: impl Fn(&Log) -> u64) {
        for place in (actor.at()..self.each.len()).step_by(self.actors.max(1)) {
            let left = left(&self.each[place]);
            self.cut(place, left);
        }
    }

    fn install(&mut self, partition: PartitionId, actor: ActorAt, position: u64) {
        let Some(place) = self.place(partition, actor) else { return };
        let leader = self.leader(partition).and_then(|leader| self.place(partition, leader));
        self.cut(place, position);
        for at in 0..position {
            let op = leader.and_then(|leader| self.each[leader].entries.get(at as usize).copied().flatten());
            if let Some(op) = op {
                self.put(partition, actor, at + 1, op);
            }
        }
        let log = &mut self.each[place];
        log.entries.resize((position as usize).max(log.entries.len()), None);
        (log.applied, log.persisted, log.flushing) = (position, position, position);
    }

    fn count(&mut self, op: Option<OpAt>, is_more: bool) {
        let Some(copies) = op.and_then(|op| self.copies.get_mut(op.at())) else { return };
        *copies = if is_more { copies.saturating_add(1) } else { copies.saturating_sub(1) };
        self.changed.extend(op);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{P1, Story, story};

    fn after(story: &Story) -> Logs {
        let mut logs = Logs::of_all(&story.trace);
        story.trace.events.iter().for_each(|event| logs.step(event));
        logs
    }

    fn two_entries() -> (Story, [OpAt; 2]) {
        let mut story = story(1, 3);
        let ops = [story.put(0, "k", "a"), story.put(0, "k", "b")];
        story.leads(0, 1, 1, 0);
        for (position, op) in (1..).zip(ops) {
            story.accepts(10, 1, position, op);
        }
        story.receives(20, 2, 1, ops[0]);
        (story, ops)
    }

    #[test]
    fn a_crash_leaves_what_is_on_disk_and_a_kill_what_was_handed_to_it() {
        for (end, left) in [(What::Crashed, [2, 0]), (What::Killed, [2, 1]), (What::Paused, [2, 1])] {
            let (mut story, ops) = two_entries();
            story.persists(30, 1, 1);
            story.event(40, 1, What::Flushing { partition: P1, position: 2 });
            story.event(50, 1, end);
            let logs = after(&story);
            assert_eq!(ops.map(|op| logs.copies(op)), left, "{end:?}");
        }
    }

    #[test]
    fn what_is_discarded_or_written_over_is_a_copy_less() {
        let (mut story, [first, second]) = two_entries();
        story.receives(60, 2, 1, second);
        story.event(70, 1, What::Discarded { partition: P1, position: 2, last: 2 });
        let logs = after(&story);
        assert_eq!((logs.copies(first), logs.copies(second)), (1, 1));
        assert_eq!(logs.log(P1, story.node(1)).map(Log::head), Some(1));
    }

    #[test]
    fn all_data_at_once_is_what_the_leader_has() {
        let (mut story, ops) = two_entries();
        story.event(60, 3, What::Installed { partition: P1, position: 2 });
        let logs = after(&story);
        assert_eq!(ops.map(|op| logs.copies(op)), [3, 2]);
        assert_eq!(logs.log(P1, story.node(3)).map(|log| (log.applied, log.head())), Some((2, 2)));
    }
}
