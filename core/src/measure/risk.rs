use super::{Spell, Steps, log::Logs};
use crate::base::sort_by_key;
use crate::trace::{OpAt, Trace, What};
use alloc::{vec, vec::Vec};

/// When writes that clients were told of were on one node alone: the loss of that node would lose them. Each window begins
/// with the acknowledgement, or when the second copy is lost, and ends when another node has received the entry, in memory or
/// on disk, or when the last copy is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    alone: Steps<u32>,
    lost: Steps<u32>,
    writes: Vec<(OpAt, Spell)>,
    end_ns: u64,
}

/// How an acknowledged write is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// It is not acknowledged.
    Unsaid,
    /// On several nodes.
    Safe,
    /// On one, since this instant, ns.
    Alone(u64),
    /// On none.
    Lost,
}

impl Risk {
    /// Of all writes of a run.
    pub fn of(trace: &Trace) -> Self {
        let mut risk =
            Risk { alone: Steps::new(0), lost: Steps::new(0), writes: Vec::new(), end_ns: trace.end_ns };
        let mut logs = Logs::of_all(trace);
        let mut kept = vec![Kept::Unsaid; trace.operations.len()];
        for event in &trace.events {
            logs.step(event);
            if let What::Acknowledged(op) = event.what
                && let Some(Kept::Unsaid) = kept.get(op.at())
                && trace.operation(op).kind.is_write()
            {
                kept[op.at()] = Kept::Safe;
                risk.look(event.at_ns, op, &mut kept[op.at()], logs.copies(op));
            }
            for op in &logs.changed {
                risk.look(event.at_ns, *op, &mut kept[op.at()], logs.copies(*op));
            }
        }
        for (at, kept) in kept.into_iter().enumerate() {
            risk.end(trace.end_ns, OpAt(at as u32), kept);
        }
        sort_by_key(&mut risk.writes, |(op, spell)| (spell.from_ns, u64::from(op.0)));
        risk
    }

    /// How many acknowledged writes are on one node alone.
    pub fn at_risk(&self) -> &Steps<u32> {
        &self.alone
    }

    /// How many acknowledged writes are on no node.
    pub fn lost(&self) -> &Steps<u32> {
        &self.lost
    }

    /// The windows of single writes, by their beginning. A write that lost its second copy again has several.
    pub fn writes(&self) -> &[(OpAt, Spell)] {
        &self.writes
    }

    /// The spans in which there was any such write.
    pub fn windows(&self) -> Vec<Spell> {
        self.alone.spells(self.end_ns, |writes| writes > 0)
    }

    /// For how long there was any such write, ns.
    pub fn total_ns(&self) -> u64 {
        Spell::total_ns(&self.windows())
    }

    /// The greatest number of writes that the loss of nodes could have lost at one instant.
    pub fn greatest(&self) -> u32 {
        self.alone.greatest(0, u64::MAX)
    }

    fn look(&mut self, at_ns: u64, op: OpAt, kept: &mut Kept, copies: u16) {
        let now = match (*kept, copies) {
            (Kept::Unsaid, _) => Kept::Unsaid,
            (_, 0) => Kept::Lost,
            (Kept::Alone(since), 1) => Kept::Alone(since),
            (_, 1) => Kept::Alone(at_ns),
            _ => Kept::Safe,
        };
        let before = core::mem::replace(kept, now);
        if now == before {
            return;
        }
        self.end(at_ns, op, before);
        let is = |kept, alone: bool| {
            u32::from(if alone { matches!(kept, Kept::Alone(_)) } else { kept == Kept::Lost })
        };
        for (steps, alone) in [(&mut self.alone, true), (&mut self.lost, false)] {
            let count = steps.at(at_ns) + is(now, alone) - is(before, alone);
            steps.set(at_ns, count);
        }
    }

    fn end(&mut self, at_ns: u64, op: OpAt, kept: Kept) {
        if let Kept::Alone(from_ns) = kept
            && from_ns < at_ns
        {
            self.writes.push((op, Spell { from_ns, to_ns: at_ns }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::story;

    #[test]
    fn the_window_is_from_the_answer_to_the_second_copy() {
        let mut story = story(1, 3);
        let ops = [story.put(0, "k", "a"), story.put(5, "k", "b"), story.put(6, "k", "c")];
        story.leads(0, 1, 1, 0);
        story.accepts(10, 1, 1, ops[0]);
        story.acknowledges(11, 1, ops[0]);
        story.accepts(20, 1, 2, ops[1]);
        story.acknowledges(21, 1, ops[1]);
        story.receives(31, 2, 1, ops[0]);
        story.receives(41, 3, 2, ops[1]);
        story.accepts(50, 1, 3, ops[2]);
        story.receives(60, 2, 3, ops[2]);
        story.acknowledges(70, 1, ops[2]);
        let risk = Risk::of(&story.trace);
        assert_eq!(risk.windows(), [Spell { from_ns: 11, to_ns: 41 }]);
        assert_eq!((risk.total_ns(), risk.greatest(), risk.lost().at(1_000)), (30, 2, 0));
        assert_eq!(
            risk.writes(),
            [(ops[0], Spell { from_ns: 11, to_ns: 31 }), (ops[1], Spell { from_ns: 21, to_ns: 41 })]
        );
    }

    #[test]
    fn a_crash_in_the_window_loses_the_write_and_ends_the_window() {
        let mut story = story(1, 2);
        let op = story.put(0, "k", "a");
        story.leads(0, 1, 1, 0);
        story.accepts(10, 1, 1, op);
        story.acknowledges(10, 1, op);
        story.event(90, 1, What::Crashed);
        let risk = Risk::of(&story.trace);
        assert_eq!(risk.windows(), [Spell { from_ns: 10, to_ns: 90 }]);
        assert_eq!((risk.lost().at(89), risk.lost().at(90)), (0, 1));
    }

    #[test]
    fn a_write_that_nobody_else_gets_is_at_risk_until_the_end() {
        let mut story = story(1, 1);
        let op = story.put(0, "k", "a");
        story.leads(0, 1, 1, 0);
        story.accepts(10, 1, 1, op);
        story.acknowledges(10, 1, op);
        story.acknowledges(20, 1, op);
        let risk = Risk::of(&story.trace);
        assert_eq!((risk.total_ns(), risk.greatest(), risk.writes().len()), (990, 1, 1));
    }
}
