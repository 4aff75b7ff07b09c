use alloc::{boxed::Box, vec::Vec};

/// Which timelines a log went through: each with the position at which it began. What PostgreSQL keeps in its timeline
/// history files, and asks for when a standby joins (`src/backend/access/transam/timeline.c`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History(Vec<(u32, u64)>);

impl Default for History {
    /// The first timeline, from position 1.
    fn default() -> Self {
        History([(1, 1)].into())
    }
}

impl History {
    /// The timeline that it is in.
    pub fn timeline(&self) -> u32 {
        self.0.last().map_or(1, |(timeline, _)| *timeline)
    }

    /// The timeline that a position is in.
    pub fn timeline_at(&self, position: u64) -> u32 {
        let begun = self.0.iter().rev().find(|(_, first)| *first <= position);
        begun.or(self.0.first()).map_or(1, |(timeline, _)| *timeline)
    }

    /// Begins a timeline at a position.
    pub fn begin(&mut self, timeline: u32, first: u64) {
        self.0.push((timeline, first));
    }

    /// Forgets the timelines that begin after a position.
    pub fn cut(&mut self, last: u64) {
        while self.0.len() > 1 && self.0.last().is_some_and(|(_, first)| *first > last) {
            self.0.pop();
        }
    }

    /// Its lines, for a message.
    pub fn lines(&self) -> Box<[(u32, u64)]> {
        self.0.clone().into()
    }

    /// From lines.
    pub fn of(lines: &[(u32, u64)]) -> Self {
        History(lines.to_vec())
    }

    /// Up to which position two logs are alike: this one, which reaches to `head`, and one of these lines, which reaches to
    /// `other_head`.
    pub fn common(&self, head: u64, lines: &[(u32, u64)], other_head: u64) -> u64 {
        let mut alike = 0;
        for (place, ours) in self.0.iter().enumerate() {
            if lines.get(place) != Some(ours) {
                break;
            }
            let end = |list: &[(u32, u64)], head: u64| {
                list.get(place + 1).map_or(head, |(_, next)| head.min(next.saturating_sub(1)))
            };
            alike = end(&self.0, head).min(end(lines, other_head));
        }
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_alike_up_to_where_their_histories_part() {
        let mut leader = History::default();
        leader.begin(2, 4);
        // The old leader wrote on to 6 in the first timeline, the new one began the second at 4.
        assert_eq!(leader.common(9, &[(1, 1)], 6), 3);
        assert_eq!(leader.common(9, &[(1, 1)], 2), 2);
        assert_eq!(leader.common(9, &[(1, 1), (2, 4)], 7), 7);
        assert_eq!(leader.common(9, &[(1, 1), (3, 3)], 7), 2);
        assert_eq!(leader.common(9, &[(5, 1)], 7), 0);
    }
}
