use super::{Spell, Steps, log::Logs, sizes::Sizes, steps::edges};
use crate::{
    base::PartitionId,
    trace::{ActorAt, Event, Trace, What},
};
use alloc::{vec, vec::Vec};

/// A follower that is further behind than this wants looking after, ns: 10 s.
pub const LAG_WARNING_NS: u64 = 10_000_000_000;
/// A follower that is further behind than this is of no use, ns: 60 s.
pub const LAG_CRITICAL_NS: u64 = 60_000_000_000;

/// How far a follower is behind over time, in three units. None grows with the others: a thousand small entries may be fewer
/// bytes than one, and both may be a second old or an hour.
///
/// A node is behind who led last, by what that has in its log: while nobody leads, by what the dead leader left. A node that
/// leads is not behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lag {
    follower: ActorAt,
    entries: Steps<u64>,
    bytes: Steps<u64>,
    /// When the first entry was committed that it has not applied, ns.
    since: Steps<Option<u64>>,
}

impl Lag {
    /// Of some followers of one partition, in their order.
    pub fn of(trace: &Trace, partition: PartitionId, followers: &[ActorAt]) -> Vec<Self> {
        let sizes = Sizes::of(trace, partition);
        let mut logs = Logs::of(trace, vec![partition]);
        let mut lags: Vec<Lag> = followers.iter().map(|follower| Lag::new(*follower)).collect();
        let mut commits = Vec::new();
        for event in &trace.events {
            logs.step(event);
            if is_of_logs(event.what) {
                commit(&mut commits, event, partition, logs.leader(partition));
                for lag in &mut lags {
                    lag.look(event.at_ns, partition, &logs, &commits, &sizes);
                }
            }
        }
        lags
    }

    fn new(follower: ActorAt) -> Self {
        Lag { follower, entries: Steps::new(0), bytes: Steps::new(0), since: Steps::new(None) }
    }

    /// Who is behind.
    pub fn follower(&self) -> ActorAt {
        self.follower
    }

    /// How many entries of the leader's log it has not applied.
    pub fn entries(&self) -> &Steps<u64> {
        &self.entries
    }

    /// How many bytes these have.
    pub fn bytes(&self) -> &Steps<u64> {
        &self.bytes
    }

    /// How old its data are at an instant, ns: the time since the first entry was committed that it has not applied. 0 where
    /// it has applied all that is committed.
    pub fn behind_ns(&self, at_ns: u64) -> u64 {
        self.since.at(at_ns).map_or(0, |since| at_ns.saturating_sub(since))
    }

    /// The oldest that its data become from an instant up to another, ns.
    pub fn greatest_behind_ns(&self, from_ns: u64, to_ns: u64) -> u64 {
        // It grows until the next change, so it is greatest just before one, or at the end.
        let changes = self.since.within(from_ns, to_ns);
        let ends = self.since.within(from_ns, to_ns).skip(1).map(|(at, _)| at).chain([to_ns.max(from_ns)]);
        let behind =
            changes.zip(ends).filter_map(|((_, since), end)| since.map(|since| end.saturating_sub(since)));
        behind.max().unwrap_or(0)
    }

    /// The oldest that its data become in each of so many equal spans, ns: one for each pixel.
    pub fn behind_sampled(&self, from_ns: u64, to_ns: u64, pixels: u32) -> Vec<u64> {
        edges(from_ns, to_ns, pixels).map(|(from, to)| self.greatest_behind_ns(from, to)).collect()
    }

    /// The spans up to an end in which its data are older than `limit_ns`, such as [`LAG_WARNING_NS`].
    pub fn behind_over(&self, limit_ns: u64, end_ns: u64) -> Vec<Spell> {
        let behind = self.since.changes();
        let ends = behind.iter().skip(1).map(|(at, _)| *at).chain([end_ns]);
        let mut spells: Vec<Spell> = Vec::new();
        for ((from, since), end) in behind.iter().zip(ends) {
            let Some(since) = since else { continue };
            let from_ns = since.saturating_add(limit_ns).saturating_add(1).max(*from);
            let spell = Spell { from_ns, to_ns: end.min(end_ns) };
            match spells.last_mut() {
                _ if spell.length_ns() == 0 => {}
                Some(last) if last.to_ns == from_ns => last.to_ns = spell.to_ns,
                _ => spells.push(spell),
            }
        }
        spells
    }

    fn look(&mut self, at_ns: u64, partition: PartitionId, logs: &Logs, commits: &[u64], sizes: &Sizes) {
        let leader = logs.leader(partition).filter(|leader| *leader != self.follower);
        let head = leader.and_then(|leader| logs.log(partition, leader)).map_or(0, super::log::Log::head);
        let applied = logs.log(partition, self.follower).map_or(0, |log| log.applied);
        self.entries.set(at_ns, head.saturating_sub(applied));
        self.bytes.set(at_ns, sizes.between(applied, head));
        let since = leader.and_then(|_| commits.get(applied as usize).copied());
        self.since.set(at_ns, since);
    }
}

/// Whether an event may change how far anybody is.
fn is_of_logs(what: What) -> bool {
    matches!(
        what,
        What::Accepted { .. }
            | What::Received { .. }
            | What::Applied { .. }
            | What::Committed { .. }
            | What::Discarded { .. }
            | What::Installed { .. }
            | What::Leads { .. }
            | What::Killed
            | What::Crashed
    )
}

/// When each entry was committed, by position from 1: by who led last, as an old leader's word counts no more. A new leader
/// that has fewer entries begins anew from there.
fn commit(commits: &mut Vec<u64>, event: &Event, partition: PartitionId, leader: Option<ActorAt>) {
    match event.what {
        What::Committed { partition: of, position } if of == partition && leader == Some(event.actor) => {
            let known = commits.len();
            commits.resize(known.max(position as usize), event.at_ns);
        }
        What::Leads { partition: of, position, .. } if of == partition => commits.truncate(position as usize),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{P1, Story, story};

    /// Entries 1 to 3 are accepted and committed at 100, 200 and 300; node 2 applies 1 at 150 and 2 and 3 at 500; node 3 none.
    fn behind() -> Story {
        let mut story = story(1, 3);
        story.leads(0, 1, 1, 0);
        for position in 1..=3 {
            let op = story.put(0, "k", "123456789");
            story.accepts(100 * position, 1, position, op);
            story.commits(100 * position, 1, position);
            if position == 1 {
                story.applies(150, 2, 1);
            }
        }
        story.applies(500, 2, 2);
        story.applies(500, 2, 3);
        story
    }

    fn lags(story: &Story) -> [Lag; 2] {
        Lag::of(&story.trace, P1, &[story.node(2), story.node(3)]).try_into().unwrap()
    }

    #[test]
    fn a_follower_is_behind_in_entries_bytes_and_time() {
        let [second, third] = lags(&behind());
        assert_eq!(second.entries().changes(), [(0, 0), (100, 1), (150, 0), (200, 1), (300, 2), (500, 0)]);
        assert_eq!([100, 200, 300, 500].map(|at| second.bytes().at(at)), [10, 10, 20, 0]);
        assert_eq!([120, 150, 200, 299, 499, 500].map(|at| second.behind_ns(at)), [20, 0, 0, 99, 299, 0]);
        assert_eq!([99, 100, 700].map(|at| third.behind_ns(at)), [0, 0, 600]);
        assert_eq!(third.entries().at(1_000), 3);
    }

    #[test]
    fn a_pixel_shows_how_old_data_became_in_it() {
        let [second, third] = lags(&behind());
        assert_eq!(second.behind_sampled(0, 1_000, 4), [50, 300, 0, 0]);
        assert_eq!(third.behind_sampled(0, 1_000, 2), [400, 900]);
        assert_eq!(second.greatest_behind_ns(300, 300), 100);
    }

    #[test]
    fn alarms_last_while_data_are_older_than_the_limit() {
        let [second, third] = lags(&behind());
        assert_eq!(second.behind_over(49, 1_000), [Spell { from_ns: 250, to_ns: 500 }]);
        assert_eq!(third.behind_over(899, 1_000), []);
        assert_eq!(third.behind_over(898, 1_000), [Spell { from_ns: 999, to_ns: 1_000 }]);
    }

    #[test]
    fn a_new_leader_with_fewer_entries_leaves_less_to_catch_up_with() {
        let mut story = behind();
        story.leads(600, 2, 2, 1);
        story.event(600, 2, What::Discarded { partition: P1, position: 2, last: 3 });
        let op = story.put(0, "k", "v");
        story.accepts(700, 2, 2, op);
        story.commits(750, 1, 9);
        story.commits(800, 2, 2);
        let [second, third] = lags(&story);
        assert_eq!((second.entries().at(900), second.behind_ns(900)), (0, 0));
        assert_eq!([650, 900].map(|at| third.behind_ns(at)), [550, 800], "entry 1 was committed at 100");
    }
}
