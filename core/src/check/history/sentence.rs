use super::{Cell, History, HistoryNames, HistoryOp, Kind};
use crate::base::limit;
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// What is said of a history that can be explained.
pub(super) fn of_order(_: &HistoryNames<'_>, order: &[u32]) -> String {
    match order.len() {
        0 => "There is nothing to explain.".into(),
        1 => "One operation, done by itself, explains every answer.".into(),
        count => format!("Done one by one in this order, {count} operations explain every answer."),
    }
}

/// What is said where a limit was reached.
pub(super) fn undecided() -> String {
    let steps = limit::HISTORY_STEPS / 1_000_000;
    format!("Not decided within {steps} million steps: check fewer operations, or fewer that overlap.")
}

/// What is said of operations that cannot be explained.
pub(super) fn of_witness(history: &History, operations: &[u32]) -> String {
    let story = Story {
        history,
        names: HistoryNames::new(history),
        ops: operations
            .iter()
            .filter_map(|at| Some((*at, history.operations().get(*at as usize)?)))
            .collect(),
    };
    let told = story.nowhere().or_else(|| story.too_early()).or_else(|| story.stale());
    told.or_else(|| story.step_back()).or_else(|| story.same_base()).unwrap_or_else(|| story.in_general())
}

struct Story<'a> {
    history: &'a History,
    names: HistoryNames<'a>,
    ops: Vec<(u32, &'a HistoryOp)>,
}

type Op<'a> = (u32, &'a HistoryOp);

impl<'a> Story<'a> {
    /// What found a value: reads, and what matched.
    fn finders(&self) -> impl DoubleEndedIterator<Item = (Op<'a>, Cell)> + '_ {
        self.ops.iter().filter_map(|op| Some((*op, found(op.1)?)))
    }

    fn writers(&self, value: Cell) -> impl Iterator<Item = Op<'a>> + '_ {
        self.ops.iter().copied().filter(move |(_, op)| op.kind.is_write() && op.matched && op.value == value)
    }

    /// One alone: what it found was nowhere.
    fn nowhere(&self) -> Option<String> {
        let [(at, op)] = self.ops[..] else { return None };
        let value = found(op)?;
        let found = self.history.said(op.key, value);
        Some(format!("{} found {found}, which nobody had written.", self.names.full(at)))
    }

    /// A read that ended before the write began.
    fn too_early(&self) -> Option<String> {
        let ((at, op), value) = self.finders().next().filter(|_| self.ops.len() == 2)?;
        let (write, writer) = self.writers(value).next().filter(|(write, _)| *write != at)?;
        let end = op.end.filter(|end| *end < writer.start)?;
        let after = self.names.after(writer.start, end);
        Some(format!(
            "{} began {after} {} had ended with its value.",
            self.names.full(write),
            self.names.full(at)
        ))
    }

    /// A read that began after a write was over, and found what was there before it.
    fn stale(&self) -> Option<String> {
        let ((at, op), value) = self.finders().next_back()?;
        let before: Vec<Op<'_>> = self.writers(value).collect();
        let mut others =
            self.ops.iter().filter(|(other, _)| *other != at && !before.iter().any(|(w, _)| w == other));
        let (write, newer) = others.next().filter(|(_, newer)| newer.kind.is_write() && newer.matched)?;
        let is_alone = others.next().is_none() && self.finders().count() == 1;
        let is_older = before.iter().all(|(_, old)| old.end.is_some_and(|end| end < newer.start));
        let end = newer.end.filter(|end| is_alone && is_older && *end < op.start)?;
        let (after, ended) = (self.names.after(op.start, end), self.names.ended(*write));
        let verb = if op.kind == Kind::Read { "returned" } else { "found" };
        Some(format!(
            "{} began {after} {} {ended}, and {verb} the value before it.",
            self.names.full(at),
            self.names.full(*write)
        ))
    }

    /// Two reads, the later of which found what is older.
    fn step_back(&self) -> Option<String> {
        let finders: Vec<_> = self.finders().filter(|((_, op), _)| op.kind == Kind::Read).collect();
        let [((first, a), newer), ((second, b), older)] = finders[..] else { return None };
        let end = a.end.filter(|end| *end < b.start && newer != older)?;
        let is_rest_written = self.ops.len() <= 4 && self.finders().count() == 2;
        let is_older = self.writers(older).all(|(_, op)| op.end.is_some_and(|end| end < a.start));
        (is_rest_written && is_older).then(|| {
            let after = self.names.after(b.start, end);
            format!(
                "{} began {after} {} had ended, and returned an older value.",
                self.names.full(second),
                self.names.full(first)
            )
        })
    }

    /// Two that both replaced a value which was there once.
    fn same_base(&self) -> Option<String> {
        let swaps: Vec<_> = self.finders().filter(|((_, op), _)| op.kind == Kind::Cas).collect();
        let [((first, a), base), ((second, _), other)] = swaps[..] else { return None };
        let writers = self.writers(base).count();
        (base == other && self.finders().count() == 2 && writers <= 1 && self.ops.len() <= 3).then(|| {
            format!(
                "{} and {} both found {}, which was there once.",
                self.names.full(first),
                self.names.full(second),
                self.history.said(a.key, base)
            )
        })
    }

    fn in_general(&self) -> String {
        const MOST: usize = 8;
        let names: Vec<String> = self.ops.iter().take(MOST).map(|(at, _)| self.names.full(*at)).collect();
        let more = self.ops.len().saturating_sub(MOST);
        let list = match (names.split_last(), more) {
            (None, _) => return "No order explains the answers.".to_string(),
            (Some((only, [])), _) => only.clone(),
            (Some((last, rest)), 0) => format!("{} and {last}", rest.join(", ")),
            (Some(_), more) => format!("{} and {more} more", names.join(", ")),
        };
        format!("No order of {list} explains what they were told.")
    }
}

/// The value that an operation found, if it found any.
fn found(op: &HistoryOp) -> Option<Cell> {
    match op.kind {
        Kind::Read => Some(op.value),
        Kind::Cas if op.matched && op.is_done() => Some(op.expected),
        _ => None,
    }
}
