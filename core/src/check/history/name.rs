use super::{Cell, History, HistoryOp, Kind};
use crate::trace::{Outcome, time_text};
use alloc::{format, string::String, vec, vec::Vec};

/// How the operations of a history are called: what can write is w1, w2 and so on and reads are r1, r2, in the order in which
/// they were begun, as in a trace.
#[derive(Clone, Debug)]
pub struct HistoryNames<'a> {
    history: &'a History,
    /// Each operation's number among those of its sort.
    numbers: Vec<u32>,
}

impl<'a> HistoryNames<'a> {
    /// The names of all operations.
    pub fn new(history: &'a History) -> Self {
        let operations = history.operations();
        let mut order: Vec<(u64, u32)> = (0..).zip(operations).map(|(at, op)| (op.start, at)).collect();
        order.sort_unstable();
        let mut numbers = vec![0; operations.len()];
        let mut counts = [0; 2];
        for (_, at) in order {
            let at = at as usize;
            let count = &mut counts[usize::from(operations[at].kind.is_write())];
            *count += 1;
            numbers[at] = *count;
        }
        HistoryNames { history, numbers }
    }

    /// The short name: "w3".
    pub fn op(&self, at: u32) -> String {
        let number = self.numbers.get(at as usize).copied().unwrap_or(0);
        let is_write = self.get(at).is_some_and(|operation| operation.kind.is_write());
        format!("{}{number}", if is_write { 'w' } else { 'r' })
    }

    /// What was asked, and of reads what was found: "write x=1", "read x=2".
    pub fn asked(&self, at: u32) -> String {
        let Some(operation) = self.get(at) else { return String::new() };
        let said = |value: Cell| self.history.said(operation.key, value);
        match operation.kind {
            Kind::Read => format!("read {}", said(operation.value)),
            Kind::Write => format!("write {}", said(operation.value)),
            Kind::Append => format!("append {}", said(operation.value)),
            Kind::Increment if operation.value == Cell::Unknown => "increment".into(),
            Kind::Increment => format!("increment to {}", said(operation.value)),
            Kind::Cas => {
                let mark = if operation.matched { "" } else { ", not matched" };
                let to = self.history.said(None, operation.value);
                format!("cas {}→{to}{mark}", said(operation.expected))
            }
        }
    }

    /// Both: "w3 (write x=3)".
    pub fn full(&self, at: u32) -> String {
        format!("{} ({})", self.op(at), self.asked(at))
    }

    /// "4 ms after" where times are ns, and "after" where they are of no unit.
    pub(super) fn after(&self, later: u64, earlier: u64) -> String {
        if self.history.is_in_ns() && later > earlier {
            return format!("{} after", time_text(later - earlier));
        }
        "after".into()
    }

    /// What an end is called: of a write that its client knows to be done "was acknowledged".
    pub(super) fn ended(&self, at: u32) -> &'static str {
        match self.get(at) {
            Some(operation) if operation.kind.is_write() && operation.outcome == Outcome::Ok => {
                "was acknowledged"
            }
            _ => "had ended",
        }
    }

    fn get(&self, at: u32) -> Option<&'a HistoryOp> {
        self.history.operations().get(at as usize)
    }
}
