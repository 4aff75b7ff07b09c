use super::{
    History, HistoryNames,
    promise::Fault,
    versions::{Seen, Version, Versions},
};
use crate::trace::TextAt;
use alloc::{format, string::String, vec::Vec};

/// The four guarantees have one form: from some instant on, a process knows a version of a key, and who reads that key then
/// must not be told an older one. They differ in whose knowledge counts, its own or that of whoever wrote what it read,
/// and in what makes it: what was written, or what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guarantee {
    OwnWrites,
    OwnReads,
    TheirWrites,
    TheirReads,
}

/// From an instant on, a process knows a version of a key.
#[derive(Clone, Copy)]
struct Known {
    process: TextAt,
    key: TextAt,
    since: u64,
    /// When the newest version known by then began to be written, and the operations by which it is known.
    start: u64,
    write: u32,
    by: u32,
}

/// The first read that a guarantee forbids.
pub(super) fn broken(history: &History, versions: &Versions, guarantee: Guarantee) -> Option<Fault> {
    let known = knowledge(versions, guarantee);
    let is_own = matches!(guarantee, Guarantee::OwnWrites | Guarantee::OwnReads);
    let names = HistoryNames::new(history);
    let mut fault = None;
    let mut order: Vec<&Seen> = versions.reads.iter().collect();
    order.sort_by_key(|read| (read.process, read.start, read.at));
    for reads in order.chunk_by(|a, b| a.process == b.process) {
        let mut ended: Vec<&Seen> = reads.to_vec();
        ended.sort_by_key(|read| read.end);
        // Of each process whose write was read: the latest start of such a write, with the write and the read.
        let mut met: Vec<(TextAt, u64, u32, u32)> = Vec::new();
        let mut next = ended.into_iter().peekable();
        for read in reads {
            while let Some(earlier) = next.next_if(|earlier| earlier.end < read.start) {
                meet(versions, earlier, &mut met);
            }
            let Some(bound) = newest_end(versions, read) else { continue };
            let own = [(read.process, read.start, None)].into_iter().filter(|_| is_own);
            let theirs =
                met.iter().map(|(process, start, write, by)| (*process, *start, Some((*write, *by))));
            let mut sources = own.chain(theirs.filter(|_| !is_own));
            let found = sources.find_map(|(process, at, way)| {
                let known = latest(&known, process, read.key, at)?;
                bound.is_none_or(|end| end < known.start).then_some((known, way))
            });
            let is_first = |fault: &Option<(&Seen, _, _)>| {
                fault.as_ref().is_none_or(|(other, _, _)| (read.start, read.at) < (other.start, other.at))
            };
            if let Some((known, way)) = found.filter(|_| is_first(&fault)) {
                fault = Some((*read, known, way));
            }
        }
    }
    fault.map(|(read, known, way)| told(history, &names, read, known, way))
}

/// What each process knows, by process, key and instant.
fn knowledge(versions: &Versions, guarantee: Guarantee) -> Vec<Known> {
    let mut known: Vec<Known> = match guarantee {
        Guarantee::OwnWrites | Guarantee::TheirWrites => versions.all.iter().filter_map(of_write).collect(),
        Guarantee::OwnReads | Guarantee::TheirReads => {
            versions.reads.iter().filter_map(|read| of_read(versions, read)).collect()
        }
    };
    known.sort_by_key(|known| (known.process, known.key, known.since));
    // What is known by an instant is the newest of all that is known by then.
    for at in 1..known.len() {
        let (before, now) = (known[at - 1], known[at]);
        if (before.process, before.key) == (now.process, now.key) && before.start > now.start {
            known[at] = Known { since: now.since, ..before };
        }
    }
    known
}

fn of_write(version: &Version) -> Option<Known> {
    let (write, since) = (version.at?, version.end?);
    Some(Known { process: version.process?, key: version.key, since, start: version.start, write, by: write })
}

/// Of a value that was written more than once the oldest that it can be.
fn of_read(versions: &Versions, read: &Seen) -> Option<Known> {
    let oldest = versions.of(read).min_by_key(|version| (version.at.is_some(), version.start))?;
    let (process, key, since) = (read.process, read.key, read.end);
    Some(Known { process, key, since, start: oldest.start, write: oldest.at?, by: read.at })
}

/// The newest version of a key that a process knew before an instant.
fn latest(known: &[Known], process: TextAt, key: TextAt, before: u64) -> Option<Known> {
    let end = known.partition_point(|known| (known.process, known.key, known.since) < (process, key, before));
    let last = known.get(end.checked_sub(1)?)?;
    ((last.process, last.key) == (process, key)).then_some(*last)
}

/// Notes whose write was read, if it is sure which.
fn meet(versions: &Versions, read: &Seen, met: &mut Vec<(TextAt, u64, u32, u32)>) {
    let [place] = read.versions[..] else { return };
    let Some(version) = versions.all.get(place as usize) else { return };
    let (Some(process), Some(write)) = (version.process, version.at) else { return };
    match met.iter_mut().find(|(known, ..)| *known == process) {
        Some(known) if known.1 < version.start => *known = (process, version.start, write, read.at),
        Some(_) => {}
        None => met.push((process, version.start, write, read.at)),
    }
}

/// When the last version was written that a read can have returned: `Some(None)` at the start. None where that is not
/// known, or nobody wrote it.
#[expect(clippy::option_option, reason = "not known is not the same as before all")]
fn newest_end(versions: &Versions, read: &Seen) -> Option<Option<u64>> {
    let mut newest = None;
    for version in versions.of(read) {
        let end = if version.at.is_none() { None } else { Some(version.end?) };
        newest = newest.max(Some(end));
    }
    newest
}

fn told(
    history: &History,
    names: &HistoryNames<'_>,
    read: &Seen,
    known: Known,
    way: Option<(u32, u32)>,
) -> Fault {
    let process = |process: TextAt| history.texts().get(process);
    let full = |at: u32| names.full(at);
    let knew = if known.write == known.by {
        format!("{} had written {}", process(known.process), full(known.write))
    } else {
        format!(
            "{} had read by {} what {} wrote",
            process(known.process),
            names.op(known.by),
            full(known.write)
        )
    };
    let met = way.map_or_else(String::new, |(write, by)| {
        format!(" before {}, which {} read by {}", full(write), process(read.process), names.op(by))
    });
    let sentence = format!("{knew}{met}, yet {} returned an older value.", full(read.at));
    let mut operations: Vec<u32> = [known.write, known.by].into_iter().collect();
    operations.extend(way.into_iter().flat_map(|(write, by)| [write, by]));
    operations.push(read.at);
    operations.dedup();
    Fault { operations, sentence }
}
