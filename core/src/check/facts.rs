use super::{Breach, Fates, Rule, Verdict, fates, sight::Sight};
use crate::trace::{Event, Names, OpAt, Outcome, Trace, What, time_text};
use alloc::{string::String, vec, vec::Vec};

/// No event: later than all.
pub(super) const NEVER: u32 = u32::MAX;

/// What the rules have in common, found once.
pub(super) struct Facts<'a> {
    pub(super) trace: &'a Trace,
    pub(super) names: Names<'a>,
    pub(super) fates: Fates,
    pub(super) sight: Sight,
    /// By operation: the event at which its client knew, or [`NEVER`].
    pub(super) returned: Vec<u32>,
    /// By operation: the event that lost it, if it was acknowledged.
    lost: Vec<u32>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        let mut began = vec![NEVER; trace.operations.len()];
        let mut returned = began.clone();
        let mut lost = began.clone();
        let note = |list: &mut Vec<u32>, op: OpAt, event| {
            if let Some(first) = list.get_mut(op.at()).filter(|first| **first == NEVER) {
                *first = event;
            }
        };
        for (at, event) in (0..).zip(&trace.events) {
            match event.what {
                What::Invoked(op) => note(&mut began, op, at),
                What::Returned(op) => note(&mut returned, op, at),
                _ => {}
            }
        }
        let fates = fates(trace);
        for gone in &fates.lost {
            note(&mut lost, gone.op, gone.event);
        }
        let sight = Sight::new(trace, &began, &returned);
        Facts { trace, names: Names::new(trace), fates, sight, returned, lost }
    }

    /// Whether an acknowledged write is lost when an event happens.
    pub(super) fn is_lost_at(&self, op: OpAt, event: u32) -> bool {
        self.lost.get(op.at()).is_some_and(|lost| *lost <= event)
    }

    /// The writes that clients know to be done, with the event at which they knew, in this order.
    pub(super) fn done(&self) -> impl Iterator<Item = (u32, OpAt)> {
        let told = |(at, event): (u32, &Event)| match event.what {
            What::Returned(op) if self.returned.get(op.at()) == Some(&at) => Some((at, op)),
            _ => None,
        };
        (0..).zip(&self.trace.events).filter_map(told).filter(|(_, op)| is_done(self.trace, *op))
    }

    /// When an event happened, ns.
    pub(super) fn time(&self, event: u32) -> u64 {
        self.trace.events.get(event as usize).map_or(self.trace.end_ns, |event| event.at_ns)
    }

    /// When an event happened, in words.
    pub(super) fn when(&self, event: u32) -> String {
        time_text(self.time(event))
    }
}

/// Whether a client knows that a write took effect.
pub(super) fn is_done(trace: &Trace, op: OpAt) -> bool {
    let operation = trace.operation(op);
    operation.kind.is_write() && operation.matched && operation.outcome == Outcome::Ok
}

impl Verdict {
    pub(super) fn kept(rule: Rule, sentence: &str) -> Self {
        Verdict { rule, breach: None, sentence: sentence.into() }
    }

    pub(super) fn broken(rule: Rule, breach: Breach, sentence: String) -> Self {
        Verdict { rule, breach: Some(breach), sentence }
    }
}
