use super::{Cell, History, HistoryOp, Kind};
use crate::trace::{Outcome, TextAt};
use alloc::{vec, vec::Vec};

/// Something that was written to a key, or what it had at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) key: TextAt,
    pub(super) value: Cell,
    /// The place of the operation; none of what was there at the start.
    pub(super) at: Option<u32>,
    pub(super) process: Option<TextAt>,
    pub(super) start: u64,
    /// None where it may still be written.
    pub(super) end: Option<u64>,
}

impl Version {
    /// Whether it was written for sure when something began.
    pub(super) fn is_before(&self, start: u64) -> bool {
        self.at.is_none() || self.end.is_some_and(|end| end < start)
    }
}

/// A read that was answered.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) at: u32,
    pub(super) key: TextAt,
    pub(super) process: TextAt,
    pub(super) start: u64,
    pub(super) end: u64,
    /// What it can have returned, places of versions: more than one where a value was written more than once, none where
    /// it was written by nobody, or only after the read had ended.
    pub(super) versions: Vec<u32>,
}

/// What was written and what was read, of registers. What matched a `cas` and what an increment made was written, too.
#[derive(Debug)]
pub(super) struct Versions {
    /// By key and start.
    pub(super) all: Vec<Version>,
    /// By start.
    pub(super) reads: Vec<Seen>,
}

impl Versions {
    pub(super) fn new(history: &History) -> Self {
        let mut all: Vec<Version> = history
            .keys()
            .into_iter()
            .map(|key| Version {
                key,
                value: history.initial(),
                at: None,
                process: None,
                start: 0,
                end: None,
            })
            .collect();
        let operations = || (0..).zip(history.operations());
        all.extend(operations().filter_map(|(at, op)| written(at, op)));
        all.sort_by_key(|version| (version.key, version.at.is_some(), version.start, version.at));
        let mut by_value: Vec<(TextAt, Cell, u32)> =
            (0..).zip(&all).map(|(place, version)| (version.key, version.value, place)).collect();
        by_value.sort_unstable();
        let mut reads: Vec<Seen> = operations().filter_map(|(at, op)| seen(at, op)).collect();
        for (read, value) in
            reads.iter_mut().zip(operations().filter_map(|(at, op)| seen(at, op).map(|_| op.value)))
        {
            let from = by_value.partition_point(|(key, known, _)| (*key, *known) < (read.key, value));
            let same =
                by_value[from..].iter().take_while(|(key, known, _)| (*key, *known) == (read.key, value));
            let places = same.map(|(_, _, place)| *place);
            let end = read.end;
            read.versions.extend(places.filter(|place| all[*place as usize].start <= end));
        }
        reads.sort_by_key(|read| (read.start, read.at));
        Versions { all, reads }
    }

    /// What a read can have returned.
    pub(super) fn of<'a>(&'a self, read: &'a Seen) -> impl Iterator<Item = &'a Version> {
        read.versions.iter().filter_map(|place| self.all.get(*place as usize))
    }

    /// The versions of a key that began after an instant and before another.
    fn between(&self, key: TextAt, after: Option<u64>, before: u64) -> &[Version] {
        let place = |start: u64, is_after: bool| {
            self.all.partition_point(|version| {
                (version.key, version.at.is_some()) < (key, true)
                    || (version.key == key && (version.start < start || (is_after && version.start == start)))
            })
        };
        let from = after.map_or_else(|| place(0, false), |after| place(after, true));
        self.all.get(from..place(before, false)).unwrap_or_default()
    }

    /// Newer versions that were all written when a read began, if it returned this one.
    pub(super) fn missed<'a>(
        &'a self,
        read: &'a Seen,
        version: &Version,
    ) -> impl Iterator<Item = &'a Version> {
        let newer: &[Version] = match (version.at, version.end) {
            (Some(_), None) => &[],
            (_, end) => self.between(read.key, end, read.start),
        };
        newer.iter().filter(|newer| newer.is_before(read.start))
    }

    /// Whether a write of its key goes on while a read does.
    pub(super) fn is_overlapped(&self, read: &Seen) -> bool {
        let begun = self.between(read.key, None, read.end.saturating_add(1));
        begun.iter().any(|version| !version.is_before(read.start))
    }
}

fn written(at: u32, op: &HistoryOp) -> Option<Version> {
    let is_written =
        op.kind.is_write() && op.matched && op.outcome != Outcome::Fail && op.value != Cell::Unknown;
    let version = Version {
        key: op.key?,
        value: op.value,
        at: Some(at),
        process: Some(op.process),
        start: op.start,
        end: op.end.filter(|_| op.is_done()),
    };
    is_written.then_some(version)
}

fn seen(at: u32, op: &HistoryOp) -> Option<Seen> {
    let is_seen = op.kind == Kind::Read && op.is_done() && op.value != Cell::Unknown;
    let (key, end) = (op.key?, op.end?);
    is_seen.then(|| Seen { at, key, process: op.process, start: op.start, end, versions: vec![] })
}
