use super::{Spell, Steps};
use crate::{
    base::PartitionId,
    trace::{ActorAt, Event, Trace, What},
};
use alloc::{vec, vec::Vec};

/// Who led a partition, and when nobody did.
///
/// A node leads from `Leads` on until it steps down or goes off. While it is paused, or its lease has run out, it takes no
/// writes and does not count; it counts again when it goes on, or accepts a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leadership {
    leaders: Steps<u32>,
    failovers: Vec<Failover>,
    end_ns: u64,
}

/// What followed when the only leader of a partition died or paused. A pause that ended before another led is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failover {
    /// Who led.
    pub from: ActorAt,
    /// When it died or paused, ns.
    pub died_ns: u64,
    /// When somebody first suspected it after that, ns. None if nobody did.
    pub suspected_ns: Option<u64>,
    /// Who led next, and from when, ns. None if nobody did before the end.
    pub next: Option<(ActorAt, u64)>,
}

impl Failover {
    /// How long it took from the death to the next leader, ns. None if there was none.
    pub fn length_ns(&self) -> Option<u64> {
        self.next.map(|(_, leads_ns)| leads_ns.saturating_sub(self.died_ns))
    }
}

/// What is known of one node.
#[derive(Clone, Copy, Default)]
struct Standing {
    leads: bool,
    pauses: bool,
    lease_ended: bool,
}

impl Standing {
    fn counts(self) -> bool {
        self.leads && !self.pauses && !self.lease_ended
    }
}

impl Leadership {
    /// Of one partition in a run.
    pub fn of(trace: &Trace, partition: PartitionId) -> Self {
        let mut leadership =
            Leadership { leaders: Steps::new(0), failovers: Vec::new(), end_ns: trace.end_ns };
        let mut nodes = vec![Standing::default(); trace.actors.len()];
        for event in &trace.events {
            leadership.follow(event, partition);
            let Some(node) = nodes.get_mut(event.actor.at()) else { continue };
            let before = *node;
            step(node, event.what, partition);
            let did_count = before.counts();
            if did_count == node.counts() {
                continue;
            }
            let leaders = nodes.iter().filter(|node| node.counts()).count() as u32;
            leadership.leaders.set(event.at_ns, leaders);
            let is_death = matches!(event.what, What::Killed | What::Crashed | What::Paused);
            if leaders == 0 && is_death {
                leadership.failovers.push(Failover {
                    from: event.actor,
                    died_ns: event.at_ns,
                    suspected_ns: None,
                    next: None,
                });
            }
        }
        leadership
    }

    /// How many nodes led: 0 is nobody, 2 and more are a split brain.
    pub fn leaders(&self) -> &Steps<u32> {
        &self.leaders
    }

    /// The spans in which nobody led.
    pub fn unled(&self) -> Vec<Spell> {
        self.leaders.spells(self.end_ns, |leaders| leaders == 0)
    }

    /// For how long nobody led, ns.
    pub fn unled_ns(&self) -> u64 {
        Spell::total_ns(&self.unled())
    }

    /// What followed each death of the only leader, in order.
    pub fn failovers(&self) -> &[Failover] {
        &self.failovers
    }

    /// What an event says of the last failover, if that goes on.
    fn follow(&mut self, event: &Event, partition: PartitionId) {
        let Some(last) = self.failovers.last_mut().filter(|last| last.next.is_none()) else { return };
        match event.what {
            What::Leads { partition: of, .. } if of == partition => {
                last.next = Some((event.actor, event.at_ns));
            }
            What::Suspects { whom, partition: of } if of == partition && whom == last.from => {
                last.suspected_ns.get_or_insert(event.at_ns);
            }
            What::Resumed if event.actor == last.from => {
                self.failovers.pop();
            }
            _ => {}
        }
    }
}

fn step(node: &mut Standing, what: What, partition: PartitionId) {
    match what {
        What::Leads { partition: of, .. } if of == partition => {
            (node.leads, node.lease_ended) = (true, false);
        }
        What::StepsDown { partition: of, .. } if of == partition => node.leads = false,
        What::LeaseEnded(of) if of == partition => node.lease_ended = true,
        What::Accepted { partition: of, .. } if of == partition => node.lease_ended = false,
        What::Killed | What::Crashed => *node = Standing::default(),
        What::Paused => node.pauses = true,
        What::Resumed | What::Restarted => node.pauses = false,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{P1, story};

    #[test]
    fn a_failover_is_from_the_death_to_the_next_leader() {
        let mut story = story(0, 3);
        story.leads(0, 1, 1, 0);
        story.event(100, 1, What::Killed);
        let whom = story.node(1);
        story.event(400, 3, What::Suspects { whom, partition: P1 });
        story.event(420, 2, What::Suspects { whom, partition: P1 });
        story.leads(450, 2, 2, 0);
        story.event(700, 1, What::Restarted);
        let found = Leadership::of(&story.trace, P1);
        let next = Some((story.node(2), 450));
        assert_eq!(found.failovers(), [Failover { from: whom, died_ns: 100, suspected_ns: Some(400), next }]);
        assert_eq!(found.failovers()[0].length_ns(), Some(350));
        assert_eq!(found.unled(), [Spell { from_ns: 100, to_ns: 450 }]);
        assert_eq!(Leadership::of(&story.trace, PartitionId(2)).unled_ns(), 1_000, "nobody ever led it");
    }

    #[test]
    fn who_goes_on_after_a_pause_leads_again_and_makes_two() {
        let mut story = story(0, 2);
        story.leads(0, 1, 1, 0);
        story.event(100, 1, What::Paused);
        story.event(150, 1, What::Resumed);
        story.event(200, 1, What::Paused);
        story.leads(300, 2, 2, 0);
        story.event(400, 1, What::Resumed);
        story.event(500, 1, What::StepsDown { partition: P1, epoch: 1 });
        let found = Leadership::of(&story.trace, P1);
        assert_eq!(
            found.leaders().changes(),
            [(0, 1), (100, 0), (150, 1), (200, 0), (300, 1), (400, 2), (500, 1)]
        );
        assert_eq!((found.failovers().len(), found.unled_ns()), (1, 150));
    }

    #[test]
    fn without_a_lease_nobody_leads_until_a_write_is_accepted() {
        let mut story = story(1, 2);
        let op = story.put(0, "k", "a");
        story.leads(0, 1, 1, 0);
        story.event(100, 1, What::LeaseEnded(P1));
        story.accepts(130, 1, 1, op);
        story.event(600, 1, What::Crashed);
        let found = Leadership::of(&story.trace, P1);
        assert_eq!(found.unled_ns(), 30 + 400);
        assert_eq!(found.failovers().len(), 1);
        assert_eq!(found.failovers()[0].length_ns(), None);
    }
}
