use super::{Cell, History, HistoryOp, Kind};
use crate::{
    base::limit,
    trace::{Outcome, TextAt, Texts},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// The state of a key that has no value; all others are places of texts.
pub(super) const NOTHING: u32 = u32::MAX;

/// No rank: it never ends.
pub(super) const NEVER: u32 = u32::MAX;

/// What an operation does to a key, and what it says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// There is this value.
    Is(u32),
    /// There is not this value.
    IsNot(u32),
    /// There is this value from now on.
    Write(u32),
    /// There is the first value, and the second from now on.
    Swap(u32, u32),
    /// The text becomes longer by this one.
    Append(u32),
    /// The number becomes one more, which is this if it is known.
    Increment(Option<u32>),
}

impl Act {
    /// Whether it changes nothing.
    pub(super) const fn is_pure(self) -> bool {
        matches!(self, Act::Is(_) | Act::IsNot(_))
    }

    /// The state after it; none if it cannot be done in this state.
    pub(super) fn after(self, state: u32, work: &mut Work) -> Option<u32> {
        match self {
            Act::Is(value) => (state == value).then_some(state),
            Act::IsNot(value) => (state != value).then_some(state),
            Act::Write(value) => Some(value),
            Act::Swap(from, to) => (state == from).then_some(to),
            Act::Append(text) => Some(work.appended(state, text)),
            Act::Increment(known) => {
                let next = work.incremented(state);
                known.is_none_or(|known| known == next).then_some(next)
            }
        }
    }
}

/// An operation of one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its place in the history.
    pub(super) at: u32,
    /// The rank of its start among all starts and ends of the key, from 1: 0 is before all.
    pub(super) call: u32,
    /// The rank of its end, or [`NEVER`].
    pub(super) ret: u32,
    /// Whether it was done for sure.
    pub(super) must: bool,
    /// What it does.
    pub(super) act: Act,
}

/// The operations of one key that say anything of it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) entries: Vec<Entry>,
    /// The state at the start.
    pub(super) initial: u32,
}

impl Part {
    /// Of the operations at some places of a history.
    pub(super) fn new(history: &History, places: &[u32]) -> Self {
        let operations = history.operations();
        let mut entries = Vec::new();
        // By time; starts come before ends of the same instant, so that what touches is concurrent.
        let mut times: Vec<(u64, bool, u32)> = Vec::new();
        for at in places {
            let Some(operation) = operations.get(*at as usize) else { continue };
            let Some(act) = act(operation) else { continue };
            let place = entries.len() as u32;
            times.push((operation.start, false, place));
            let must = operation.is_done();
            if let Some(end) = operation.end.filter(|_| must) {
                times.push((end, true, place));
            }
            entries.push(Entry { at: *at, call: 0, ret: NEVER, must, act });
        }
        times.sort_unstable();
        for (rank, (_, is_end, place)) in (1..).zip(times) {
            if let Some(entry) = entries.get_mut(place as usize) {
                *(if is_end { &mut entry.ret } else { &mut entry.call }) = rank;
            }
        }
        Part { entries, initial: state(history.initial()).unwrap_or(NOTHING) }
    }

    /// The same where only some operations are known to have been done. Of the others what they answered is forgotten, and
    /// those that write may have been done, within their time, or not: whatever cannot be explained then, cannot be
    /// explained whatever they did.
    pub(super) fn relaxed(&self, is_kept: &[bool], work: &mut Work) -> Part {
        let needs = Needs::new(self, is_kept);
        let relax = |(entry, kept): (&Entry, &bool)| {
            if *kept && entry.must {
                return Some(*entry);
            }
            needs.is_of_use(entry.act, work).then_some(Entry { must: false, ..*entry })
        };
        Part { entries: self.entries.iter().zip(is_kept).filter_map(relax).collect(), initial: self.initial }
    }
}

/// Which values anybody asks for.
struct Needs {
    /// Ascending.
    values: Vec<u32>,
    /// Whether any value may be of use, since something is said of what a value is not, or numbers count up.
    all: bool,
    /// Whether values are texts that are appended to: then what a read begins with or contains is of use.
    is_text: bool,
}

impl Needs {
    fn new(part: &Part, is_kept: &[bool]) -> Self {
        let mut needs = Needs { values: Vec::new(), all: false, is_text: false };
        for (entry, kept) in part.entries.iter().zip(is_kept) {
            match entry.act {
                Act::Is(value) if *kept => needs.values.push(value),
                Act::IsNot(_) if *kept => needs.all = true,
                Act::Swap(from, _) => needs.values.push(from),
                Act::Increment(_) => needs.all = true,
                Act::Append(_) => needs.is_text = true,
                Act::Is(_) | Act::IsNot(_) | Act::Write(_) => {}
            }
        }
        needs.values.sort_unstable();
        needs.values.dedup();
        needs
    }

    fn is_of_use(&self, act: Act, work: &mut Work) -> bool {
        match act {
            Act::Is(_) | Act::IsNot(_) => false,
            Act::Write(value) if self.is_text && !self.all => {
                let value = work.text(value);
                self.values.iter().any(|read| work.text(*read).starts_with(value))
            }
            Act::Append(text) if !self.all => {
                let part = work.text(text);
                let bytes = |read: &u32| work.text(*read).len() as u64 / 16 + 1;
                let (is_part, spent) =
                    match self.values.iter().position(|read| work.text(*read).contains(part)) {
                        Some(at) => (true, self.values.iter().take(at + 1).map(bytes).sum()),
                        None => (false, self.values.iter().map(bytes).sum()),
                    };
                work.spend(spent, 0);
                is_part
            }
            Act::Write(value) | Act::Swap(_, value) => self.all || self.values.binary_search(&value).is_ok(),
            Act::Append(_) | Act::Increment(_) => true,
        }
    }
}

/// What an operation does; none if it says nothing.
fn act(operation: &HistoryOp) -> Option<Act> {
    if operation.outcome == Outcome::Fail {
        return None;
    }
    let is_done = operation.is_done();
    match operation.kind {
        Kind::Read => state(operation.value).filter(|_| is_done).map(Act::Is),
        Kind::Write => state(operation.value).map(Act::Write),
        Kind::Append => state(operation.value).map(Act::Append),
        Kind::Increment => Some(Act::Increment(state(operation.value).filter(|_| is_done))),
        Kind::Cas => {
            let (from, to) = (state(operation.expected)?, state(operation.value)?);
            match (is_done, operation.matched) {
                (true, false) => Some(Act::IsNot(from)),
                (true, true) if from == to => Some(Act::Is(from)),
                (false, _) if from == to => None,
                _ => Some(Act::Swap(from, to)),
            }
        }
    }
}

/// A value as a state.
fn state(cell: Cell) -> Option<u32> {
    match cell {
        Cell::Unknown => None,
        Cell::Nothing => Some(NOTHING),
        Cell::Text(text) => Some(text.0),
    }
}

/// What a check has at hand: the texts of states that come up, and how much it may still do.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) texts: Texts,
    /// Looks at operations that may be next.
    pub(super) steps: u64,
    /// Bytes of states that are remembered.
    pub(super) bytes: u64,
}

impl Work {
    pub(super) fn new(history: &History) -> Self {
        Work { texts: history.texts().clone(), steps: limit::HISTORY_STEPS, bytes: limit::HISTORY_BYTES }
    }

    /// Whether a limit is reached.
    pub(super) const fn is_over(&self) -> bool {
        self.steps == 0 || self.bytes == 0
    }

    /// Counts what was done.
    pub(super) const fn spend(&mut self, steps: u64, bytes: u64) {
        self.steps = self.steps.saturating_sub(steps);
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// The text of a state.
    pub(super) fn text(&self, state: u32) -> &str {
        if state == NOTHING { "" } else { self.texts.get(TextAt(state)) }
    }

    fn place(&mut self, text: &str) -> u32 {
        let before = self.texts.len();
        let place = self.texts.place(text).0;
        if self.texts.len() > before {
            self.spend(0, text.len() as u64 + 32);
        }
        place
    }

    fn appended(&mut self, state: u32, text: u32) -> u32 {
        let long: String = [self.text(state), self.text(text)].concat();
        self.spend(long.len() as u64 / 16, 0);
        self.place(&long)
    }

    fn incremented(&mut self, state: u32) -> u32 {
        let number = self.text(state).parse::<u64>().unwrap_or(0).saturating_add(1);
        self.place(&number.to_string())
    }
}
