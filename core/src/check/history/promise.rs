//! Weaker promises than linearizability, of registers. All judge each read by what it can have returned, and hold it to what
//! is sure: a version is older than another if it was written before the other began to be written, and of two that overlap
//! neither is. Where a value was written more than once, a read is judged by the version that suits it best. A read of what
//! nobody wrote breaks [`Promise::Regular`] and [`Promise::Safe`], and none of the others. Texts that are appended to have no
//! versions in this sense: their histories are not judged here.

use super::{
    Cell, History, HistoryNames, HistoryOp, Kind, Model,
    sessions::{self, Guarantee},
    versions::{Seen, Version, Versions},
};
use crate::trace::{Outcome, TextAt};
use alloc::{format, string::String, vec, vec::Vec};

/// What may be promised of registers, besides that they are linearizable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// A read that no write overlaps returns what was written last (Lamport, On Interprocess Communication, Distributed
    /// Computing 1, 1986). Of several writers: a value with no newer one that was written when the read began.
    Safe,
    /// The same of every read, which may return what is being written meanwhile, too (Lamport 1986). Of several writers:
    /// each read by itself can be put into an order of all writes (`MWReg1` of Shao, Welch, Pierce and Lee, Multiwriter
    /// Consistency Conditions for Shared Memory Registers, SIAM Journal on Computing 40, 2011). Two reads may see two writes in
    /// different orders.
    Regular,
    /// A process reads what it wrote, or newer (Terry, Demers, Petersen, Spreitzer, Theimer and Welch, Session Guarantees for
    /// Weakly Consistent Replicated Data, PDIS 1994; so the next three).
    ReadYourWrites,
    /// A process never reads what is older than what it has read.
    MonotonicReads,
    /// Who has read a write of a process reads from then on what that process had written before, or newer.
    MonotonicWrites,
    /// Who has read a write of a process reads from then on what that process had read before it, or newer.
    WritesFollowReads,
    /// No two updates are made of the same version (P4 of Berenson, Bernstein, Gray, Melton, O'Neil and O'Neil, A Critique of
    /// ANSI SQL Isolation Levels, SIGMOD 1995). An update is a `cas` that matched, or a read and a write of the same
    /// key that the same process began next.
    NoLostUpdate,
}

impl Promise {
    /// All, with their names.
    pub const NAMES: [(&'static str, Promise); 7] = [
        ("safe", Promise::Safe),
        ("regular", Promise::Regular),
        ("read-your-writes", Promise::ReadYourWrites),
        ("monotonic-reads", Promise::MonotonicReads),
        ("monotonic-writes", Promise::MonotonicWrites),
        ("writes-follow-reads", Promise::WritesFollowReads),
        ("no-lost-update", Promise::NoLostUpdate),
    ];
}

/// Where a promise is broken first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The operations that show it, places in the history; the last is the one that broke it.
    pub operations: Vec<u32>,
    /// In one sentence.
    pub sentence: String,
}

/// How old what a read returned was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staleness {
    /// The read: its place in the history.
    pub read: u32,
    /// How many newer versions were all written when it began. A history of reads with less than k is no proof of
    /// k-atomicity (Aiyer, Alvisi and Bazzi, DISC 2005), which asks for one order of all; one with k or more breaks it.
    pub versions: u32,
    /// How long before the read began the first of them was written, in the clock of the history; 0 where there is none.
    pub since: u64,
}

/// Where a history first breaks a promise; none if it keeps it, or is of texts.
pub fn broken(history: &History, promise: Promise) -> Option<Fault> {
    if history.model() == Model::Kv {
        return None;
    }
    let versions = Versions::new(history);
    match promise {
        Promise::Safe => unfresh(history, &versions, |read| !versions.is_overlapped(read)),
        Promise::Regular => unfresh(history, &versions, |_| true),
        Promise::ReadYourWrites => sessions::broken(history, &versions, Guarantee::OwnWrites),
        Promise::MonotonicReads => sessions::broken(history, &versions, Guarantee::OwnReads),
        Promise::MonotonicWrites => sessions::broken(history, &versions, Guarantee::TheirWrites),
        Promise::WritesFollowReads => sessions::broken(history, &versions, Guarantee::TheirReads),
        Promise::NoLostUpdate => lost_update(history),
    }
}

/// How stale every read was that returned what somebody wrote, in the order in which they began.
pub fn staleness(history: &History) -> Vec<Staleness> {
    let versions = Versions::new(history);
    let of = |read: &Seen, version: &Version| {
        let missed = versions.missed(read, version);
        let (count, first) = missed.fold((0, None), |(count, first): (u32, Option<u64>), newer| {
            (count + 1, Some(first.map_or(u64::MAX, |first| first).min(newer.end.unwrap_or(u64::MAX))))
        });
        let since = first.map_or(0, |first| read.start.saturating_sub(first));
        Staleness { read: read.at, versions: count, since }
    };
    let best = |read: &Seen| {
        versions.of(read).map(|version| of(read, version)).min_by_key(|stale| (stale.versions, stale.since))
    };
    versions.reads.iter().filter_map(best).collect()
}

/// The first of some reads that nothing fresh explains.
fn unfresh(history: &History, versions: &Versions, is_judged: impl Fn(&Seen) -> bool) -> Option<Fault> {
    let is_fresh =
        |read: &Seen| versions.of(read).any(|version| versions.missed(read, version).next().is_none());
    let read = versions.reads.iter().find(|read| is_judged(read) && !is_fresh(read))?;
    let names = HistoryNames::new(history);
    let full = names.full(read.at);
    let Some(version) = versions.of(read).next() else {
        let sentence = format!("{full} returned what nobody had begun to write.");
        return Some(Fault { operations: vec![read.at], sentence });
    };
    let newer = versions.missed(read, version).next()?;
    let place = newer.at?;
    let after = names.after(read.start, newer.end.unwrap_or(read.start));
    let sentence = format!(
        "{full} began {after} {} {}, and returned an older value.",
        names.full(place),
        names.ended(place)
    );
    let operations = version.at.into_iter().chain([place, read.at]).collect();
    Some(Fault { operations, sentence })
}

/// The first two updates that were made of the same version.
fn lost_update(history: &History) -> Option<Fault> {
    let mut updates: Vec<_> = updates(history).collect();
    updates.sort_unstable();
    let operations = history.operations();
    let times_written = |key, value| {
        let can_write = |op: &&HistoryOp| op.kind.is_write() && op.matched && op.outcome != Outcome::Fail;
        let writes = operations.iter().filter(|op| op.key == Some(key)).filter(can_write);
        writes.filter(|op| op.value == value).count() + usize::from(history.initial() == value)
    };
    let pairs = updates.iter().zip(updates.iter().skip(1));
    let mut same = pairs.filter(|(a, b)| (a.0, a.1) == (b.0, b.1));
    let ((key, value, _, first), (_, _, _, second)) =
        same.find(|((key, value, ..), _)| times_written(*key, *value) == 1)?;
    let names = HistoryNames::new(history);
    let sentence = format!(
        "{} and {} were both made of {}, which was there once: one of them is lost.",
        names.full(*first),
        names.full(*second),
        history.said(Some(*key), *value)
    );
    Some(Fault { operations: vec![*first, *second], sentence })
}

type Update = (TextAt, Cell, u64, u32);

/// Each update that was done: its key, what it was made of, when it began, and its place.
fn updates(history: &History) -> impl Iterator<Item = Update> + '_ {
    let operations = history.operations();
    let mut order: Vec<u32> = (0..operations.len() as u32).collect();
    order.sort_by_key(|at| operations.get(*at as usize).map(|op| (op.process, op.start, *at)));
    let before: Vec<Option<u32>> = [None].into_iter().chain(order.iter().copied().map(Some)).collect();
    order.into_iter().zip(before).filter_map(move |(at, before)| {
        let op = operations.get(at as usize).filter(|op| op.is_done())?;
        let base = match op.kind {
            Kind::Cas if op.matched => op.expected,
            Kind::Write => {
                let read = operations.get(before? as usize)?;
                let is_of_it = read.kind == Kind::Read && read.process == op.process && read.key == op.key;
                read.end.filter(|end| is_of_it && read.is_done() && *end <= op.start)?;
                read.value
            }
            _ => return None,
        };
        (base != Cell::Unknown).then_some((op.key?, base, op.start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::history::Given;

    fn history(rows: &[(&str, Kind, &str, u64, u64)]) -> History {
        let mut history = History::new(Model::Register, Some("0"));
        for (process, kind, value, start, end) in rows {
            let given = Given {
                process,
                kind: *kind,
                key: Some("x"),
                value: Some(value),
                is_known: true,
                expected: None,
                matched: true,
                start: *start,
                end: Some(*end),
                outcome: Outcome::Ok,
            };
            history.push(&given).unwrap();
        }
        history
    }

    #[test]
    fn what_two_processes_read_and_then_write_is_lost_once() {
        let mut rows = vec![
            ("a", Kind::Read, "0", 0, 1),
            ("b", Kind::Read, "0", 0, 1),
            ("a", Kind::Write, "1", 2, 3),
            ("b", Kind::Write, "2", 4, 5),
        ];
        let fault = broken(&history(&rows), Promise::NoLostUpdate).unwrap();
        assert_eq!(fault.operations, [2, 3]);
        assert_eq!(
            fault.sentence,
            "w1 (write x=1) and w2 (write x=2) were both made of x=0, which was there once: one of them is lost."
        );
        rows[1].2 = "1";
        assert_eq!(broken(&history(&rows), Promise::NoLostUpdate), None);
    }

    #[test]
    fn sentences_name_what_was_known_and_what_was_read() {
        let rows = [
            ("a", Kind::Write, "1", 0, 1),
            ("a", Kind::Write, "2", 2, 3),
            ("b", Kind::Read, "2", 4, 5),
            ("b", Kind::Read, "1", 6, 7),
            ("a", Kind::Read, "1", 6, 7),
        ];
        let said = |promise| broken(&history(&rows), promise).map(|fault| fault.sentence);
        assert_eq!(
            [Promise::MonotonicReads, Promise::ReadYourWrites, Promise::Regular].map(said),
            [
                "b had read by r1 what w2 (write x=2) wrote, yet r2 (read x=1) returned an older value.",
                "a had written w2 (write x=2), yet r3 (read x=1) returned an older value.",
                "r2 (read x=1) began after w2 (write x=2) was acknowledged, and returned an older value.",
            ]
            .map(|sentence| Some(sentence.into()))
        );
    }
}
