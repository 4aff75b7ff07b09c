//! Weaker promises against their definitions, said as plainly as they can be.

use quorate_core::{
    base::Random,
    check::history::{
        Given, History, HistoryOp, Kind, Model, Promise, broken, least_delta, linearizable, staleness,
    },
    trace::{Outcome, TextAt},
};

/// A version: an operation that wrote, or what each key had at the start.
type Version<'a> = Option<&'a HistoryOp>;

struct Twin<'a>(&'a History);

impl<'a> Twin<'a> {
    fn writes(&self, key: Option<TextAt>) -> impl Iterator<Item = &'a HistoryOp> {
        self.0.operations().iter().filter(move |op| {
            op.key == key && op.kind.is_write() && op.matched && op.outcome != Outcome::Fail
        })
    }

    fn reads(&self) -> impl Iterator<Item = &'a HistoryOp> {
        self.0.operations().iter().filter(|op| op.kind == Kind::Read && op.is_done())
    }

    /// What a read can have returned.
    fn versions(&self, read: &HistoryOp) -> Vec<Version<'a>> {
        let end = read.end.expect("it is done");
        let written = self.writes(read.key).filter(|op| op.value == read.value && op.start <= end).map(Some);
        written.chain((self.0.initial() == read.value).then_some(None)).collect()
    }

    fn is_older(a: Version<'_>, b: &HistoryOp) -> bool {
        a.is_none_or(|a| a.is_done() && a.end.is_some_and(|end| end < b.start))
    }

    fn is_over(a: &HistoryOp, at: u64) -> bool {
        a.is_done() && a.end.is_some_and(|end| end < at)
    }

    fn missed(&self, read: &HistoryOp, version: Version<'_>) -> Vec<&'a HistoryOp> {
        self.writes(read.key)
            .filter(|newer| Self::is_older(version, newer) && Self::is_over(newer, read.start))
            .collect()
    }

    fn is_overlapped(&self, read: &HistoryOp) -> bool {
        self.writes(read.key).any(|op| Some(op.start) <= read.end && !Self::is_over(op, read.start))
    }

    /// Whether all that a read can have returned is older than a version; something, at least.
    fn steps_back(&self, read: &HistoryOp, than: &HistoryOp) -> bool {
        let versions = self.versions(read);
        read.key == than.key
            && !versions.is_empty()
            && versions.iter().all(|version| Self::is_older(*version, than))
    }

    /// What a process knew before an instant: what it had written, or what it had surely read.
    fn known(&self, process: TextAt, before: u64, is_written: bool) -> Vec<&'a HistoryOp> {
        let past = |op: &&&HistoryOp| op.process == process && Self::is_over(op, before);
        let all = self.0.operations();
        if is_written {
            return all.iter().filter(|op| op.kind.is_write() && op.matched).filter(|op| past(&op)).collect();
        }
        let reads: Vec<&HistoryOp> = self.reads().collect();
        // Of what was written more than once the oldest counts.
        let oldest = |read: &HistoryOp| {
            self.versions(read).into_iter().min_by_key(|version| version.map(|op| op.start))
        };
        reads.iter().filter(past).filter_map(|read| oldest(read).flatten()).collect()
    }

    fn keeps_session(&self, is_own: bool, is_written: bool) -> bool {
        !self.reads().any(|read| {
            let mut sources = vec![(read.process, read.start)];
            if !is_own {
                let before =
                    self.reads().filter(|r| r.process == read.process && Self::is_over(r, read.start));
                let only = |r: &HistoryOp| match self.versions(r)[..] {
                    [Some(write)] => Some((write.process, write.start)),
                    _ => None,
                };
                sources = before.filter_map(only).collect();
            }
            let known = |(process, at): &(TextAt, u64)| self.known(*process, *at, is_written);
            sources.iter().flat_map(known).any(|version| self.steps_back(read, version))
        })
    }

    fn keeps(&self, promise: Promise) -> bool {
        let is_fresh = |read: &HistoryOp| {
            self.versions(read).iter().any(|version| self.missed(read, *version).is_empty())
        };
        match promise {
            Promise::Regular => self.reads().all(is_fresh),
            Promise::Safe => self.reads().all(|read| self.is_overlapped(read) || is_fresh(read)),
            Promise::ReadYourWrites => self.keeps_session(true, true),
            Promise::MonotonicReads => self.keeps_session(true, false),
            Promise::MonotonicWrites => self.keeps_session(false, true),
            Promise::WritesFollowReads => self.keeps_session(false, false),
            Promise::NoLostUpdate => {
                let swaps: Vec<&HistoryOp> = self
                    .0
                    .operations()
                    .iter()
                    .filter(|op| op.kind == Kind::Cas && op.is_done() && op.matched)
                    .collect();
                !swaps.iter().enumerate().any(|(at, a)| {
                    let is_once = self.writes(a.key).filter(|op| op.value == a.expected).count()
                        + usize::from(self.0.initial() == a.expected)
                        == 1;
                    is_once && swaps[..at].iter().any(|b| (a.key, a.expected) == (b.key, b.expected))
                })
            }
        }
    }
}

/// Sessions one after the other, of some keys; most values are written once, and most reads find what was written.
fn any(random: &mut Random, kinds: &[Kind]) -> History {
    let mut history = History::new(Model::CasRegister, Some("0"));
    let keys = 1 + random.below(3);
    let texts: Vec<String> = (0..64).map(|value| value.to_string()).collect();
    let (mut free, mut written) = ([0_u64; 3], 0);
    for _ in 0..=random.below(24) {
        let process = random.below(3) as usize;
        let start = free[process] + u64::from(random.below(4));
        let end = start + u64::from(random.below(5));
        free[process] = end + u64::from(random.below(2));
        let kind = kinds[random.below(kinds.len() as u32) as usize];
        let outcome = [Outcome::Ok, Outcome::Unknown, Outcome::Fail]
            [[0, 0, 0, 0, 0, 0, 0, 1, 1, 2][random.below(10) as usize]];
        let recent = written - random.below(written.min(5) + 1);
        let mut value = recent;
        if kind != Kind::Read && random.below(5) > 0 {
            written += 1;
            value = written;
        }
        let given = Given {
            process: &texts[process],
            kind,
            key: Some(&texts[(value + random.below(9) / 8) as usize % keys as usize]),
            value: Some(&texts[value as usize]),
            is_known: true,
            expected: Some(&texts[recent as usize]),
            matched: random.below(3) > 0,
            start,
            end: Some(end),
            outcome,
        };
        history.push(&given).expect("an operation of the model");
    }
    history
}

#[test]
fn every_promise_is_broken_where_its_definition_says_so() {
    for (name, promise) in Promise::NAMES {
        let kinds: &[Kind] = match promise {
            Promise::NoLostUpdate => &[Kind::Cas, Kind::Cas, Kind::Read],
            _ => &[Kind::Read, Kind::Read, Kind::Write],
        };
        let mut random = Random::new(3, name);
        let mut counts = [0; 2];
        for _ in 0..12_000 {
            let history = any(&mut random, kinds);
            let fault = broken(&history, promise);
            let keeps = Twin(&history).keeps(promise);
            // A read and a write after it are an update, too; the twin looks at cas alone.
            assert_eq!(fault.is_none(), keeps, "{name}: {fault:?} {history:?}");
            counts[usize::from(keeps)] += 1;
        }
        assert!(counts.iter().all(|count| *count > 60), "{name}: {counts:?}");
    }
}

#[test]
fn what_is_linearizable_keeps_every_promise_and_is_never_stale() {
    let mut random = Random::new(4, "implies");
    let mut count = 0;
    for _ in 0..20_000 {
        let history = any(&mut random, &[Kind::Read, Kind::Read, Kind::Write, Kind::Cas]);
        if linearizable(&history).is_ok() != Some(true) {
            continue;
        }
        count += 1;
        for (name, promise) in Promise::NAMES.into_iter().take(6) {
            assert_eq!(broken(&history, promise), None, "{name} {history:?}");
        }
        assert!(staleness(&history).iter().all(|stale| stale.versions == 0 && stale.since == 0));
        assert_eq!(least_delta(&history), Some(0));
    }
    assert!(count > 2_000, "{count}");
}

#[test]
fn staleness_counts_the_newer_versions_that_were_written_when_a_read_began() {
    let mut random = Random::new(5, "stale");
    let mut stale = 0;
    for _ in 0..6_000 {
        let history = any(&mut random, &[Kind::Read, Kind::Write]);
        let twin = Twin(&history);
        let mut expected: Vec<(u32, u32, u64)> = Vec::new();
        for (at, read) in (0..).zip(history.operations()) {
            if read.kind != Kind::Read || !read.is_done() {
                continue;
            }
            let of = |version: &Version<'_>| {
                let missed = twin.missed(read, *version);
                let first = missed.iter().filter_map(|op| op.end).min();
                (missed.len() as u32, first.map_or(0, |first| read.start - first))
            };
            if let Some((versions, since)) = twin.versions(read).iter().map(of).min() {
                expected.push((at, versions, since));
            }
        }
        let mut found: Vec<_> =
            staleness(&history).iter().map(|one| (one.read, one.versions, one.since)).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{history:?}");
        stale += expected.iter().filter(|(_, versions, _)| *versions > 1).count();
    }
    assert!(stale > 500, "{stale}");
}

#[test]
fn delta_is_the_least_time_by_which_reads_must_have_begun_earlier() {
    let mut random = Random::new(6, "delta");
    let mut late = 0;
    for _ in 0..1_500 {
        let history = any(&mut random, &[Kind::Read, Kind::Write]);
        let is_ok = |by: u64| {
            let mut earlier = History::new(Model::CasRegister, Some("0"));
            let text = |cell| match cell {
                quorate_core::check::history::Cell::Text(text) => Some(history.texts().get(text)),
                _ => None,
            };
            for op in history.operations() {
                let start = if op.kind == Kind::Read { op.start.saturating_sub(by) } else { op.start };
                let given = Given {
                    process: history.texts().get(op.process),
                    kind: op.kind,
                    key: op.key.map(|key| history.texts().get(key)),
                    value: text(op.value),
                    is_known: true,
                    expected: None,
                    matched: true,
                    start,
                    end: op.end,
                    outcome: op.outcome,
                };
                earlier.push(&given).expect("as it was");
            }
            linearizable(&earlier).is_ok() == Some(true)
        };
        let found = least_delta(&history);
        assert_eq!(found, (0..200).find(|by| is_ok(*by)), "{history:?}");
        late += u32::from(found.is_some_and(|by| by > 1));
    }
    assert!(late > 100, "{late}");
}
