//! Everything else: a search for an order, as Wing and Gong (Testing and Verifying Concurrent Objects, JPDC 17, 1993) with
//! Lowe's memory of where it has been and his linearization just in time (Testing for Linearizability, Concurrency and
//! Computation 29, 2017).
//!
//! Starts and ends are gone through in order. An operation is done only when it must be, at its end, and before it whichever
//! of those that have begun help; what need not have been done can be given up there instead. So where the search is, is said by three things: the event, the state of the key, and
//! which of the operations that are under way have been done already. Where nothing is under way only the state is left:
//! a long history falls into pieces by itself. What was decided since a choice is undone by going back event by event.
//!
//! Four things make it fast without changing its answer:
//! - What only looks is done as soon as it fits: doing it earlier hinders nothing.
//! - Of operations under way that do the same, the one that ends first is done first: the others can stand in for it later.
//! - Where the search has been before it need not go again.
//! - A text that is appended to must be the beginning of what is read next, unless it can be written anew before that.

use super::{
    part::{Act, Entry, NEVER, Part, Work},
    visited::Visited,
};
use alloc::{vec, vec::Vec};

/// What was found out of a part.
#[derive(Debug)]
pub(super) enum Found {
    /// An order of places of entries that explains it. What may or may not have happened and is not there, did not.
    Order(Vec<u32>),
    /// There is none, and these entries are enough to see it.
    Stuck(Vec<u32>),
    /// A limit was reached.
    TooLong,
}

/// No entry.
const NONE: u32 = u32::MAX;

/// A start or an end.
#[derive(Clone, Copy)]
struct Event {
    rank: u32,
    entry: u32,
    is_end: bool,
}

/// A choice that was made, to come back to.
#[derive(Clone, Copy)]
struct Frame {
    event: usize,
    state: u32,
    path: usize,
    /// What is tried next: 0 is what ends now, all else a slot and one.
    next: usize,
    /// Whether what ends now may be given up: it need not have been done.
    may_drop: bool,
}

struct Search<'a> {
    part: &'a Part,
    work: &'a mut Work,
    events: Vec<Event>,
    /// Each entry's place among those under way at the same time.
    slots: Vec<u32>,
    /// What is under way, by slot.
    open: Vec<u32>,
    /// A bit by slot: it has been done.
    done: Vec<u64>,
    state: u32,
    /// The next event.
    event: usize,
    path: Vec<u32>,
    frames: Vec<Frame>,
    /// What was done at each frame.
    saved: Vec<u64>,
    visited: Visited,
    texts: Option<Texts>,
}

/// What must be known of reads where texts are appended to.
struct Texts {
    /// By entry, the place of its start and of its end among the events.
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// By event, the read that begins next.
    next_read: Vec<u32>,
    /// By entry that is a read: the writes that it can have begun with.
    bases: Vec<Vec<u32>>,
}

/// Searches for an order.
pub(super) fn by_search(part: &Part, work: &mut Work) -> Found {
    let mut search = Search::new(part, work);
    let mut deepest = 0;
    loop {
        if search.goes_to_the_end() {
            return Found::Order(search.path);
        }
        let due = search.events.get(search.event).map_or(NEVER, |event| event.rank);
        let unread = search.never_read();
        deepest = deepest.max(due).max(unread.unwrap_or(0));
        if unread.is_none() && search.is_new() {
            search.push();
        }
        if !search.chooses() {
            break;
        }
        if search.work.is_over() {
            return Found::TooLong;
        }
    }
    let entries = (0..).zip(&part.entries);
    Found::Stuck(entries.filter(|(_, entry)| entry.call < deepest).map(|(place, _)| place).collect())
}

impl<'a> Search<'a> {
    fn new(part: &'a Part, work: &'a mut Work) -> Self {
        let events = events(part);
        let (slots, count) = slots(part, &events);
        let words = count.div_ceil(64).max(1);
        let texts = Texts::new(part, &events, work);
        Search {
            part,
            work,
            events,
            slots,
            open: vec![NONE; count],
            done: vec![0; words],
            state: part.initial,
            event: 0,
            path: Vec::new(),
            frames: Vec::new(),
            saved: Vec::new(),
            visited: Visited::new(words + 1),
            texts,
        }
    }

    fn entry(&self, place: u32) -> &'a Entry {
        &self.part.entries[place as usize]
    }

    fn slot(&self, place: u32) -> usize {
        self.slots[place as usize] as usize
    }

    fn is_done(&self, slot: usize) -> bool {
        self.done[slot / 64] >> (slot % 64) & 1 == 1
    }

    /// Goes through events until something ends of which nothing is decided. Whether there was none.
    fn goes_to_the_end(&mut self) -> bool {
        while let Some(Event { entry, is_end, .. }) = self.events.get(self.event).copied() {
            let slot = self.slot(entry);
            if is_end {
                if !self.is_done(slot) {
                    return false;
                }
                self.done[slot / 64] &= !(1 << (slot % 64));
                self.open[slot] = NONE;
            } else {
                self.open[slot] = entry;
                self.look(entry, slot);
            }
            self.event += 1;
        }
        true
    }

    /// Does an operation that only looks, if it fits.
    fn look(&mut self, entry: u32, slot: usize) {
        let fits = match self.entry(entry).act {
            Act::Is(value) => self.state == value,
            Act::IsNot(value) => self.state != value,
            _ => false,
        };
        if fits {
            self.note(entry, slot);
        }
    }

    fn note(&mut self, entry: u32, slot: usize) {
        self.done[slot / 64] |= 1 << (slot % 64);
        self.path.push(entry);
    }

    /// Whether it has not been here before.
    fn is_new(&mut self) -> bool {
        let mut row = Vec::with_capacity(self.done.len() + 1);
        row.push((self.event as u64) << 32 | u64::from(self.state));
        row.extend_from_slice(&self.done);
        let is_new = self.visited.insert(&row);
        if is_new {
            self.work.spend(0, self.visited.bytes_each());
        }
        is_new
    }

    fn push(&mut self) {
        let may_drop = self.events.get(self.event).is_some_and(|event| !self.entry(event.entry).must);
        let (event, state, path) = (self.event, self.state, self.path.len());
        self.frames.push(Frame { event, state, path, next: 0, may_drop });
        self.saved.extend_from_slice(&self.done);
    }

    /// Takes the next choice that is left, from the last frame on. Whether there was one.
    fn chooses(&mut self) -> bool {
        while let Some(Frame { event, state, path, next, may_drop }) = self.frames.last().copied() {
            self.back_to(event);
            self.state = state;
            self.path.truncate(path);
            let words = self.done.len();
            self.done.copy_from_slice(&self.saved[self.saved.len() - words..]);
            if may_drop {
                self.drop_due();
                return true;
            }
            if let Some((slot, after, next)) = self.next_choice(next) {
                if let Some(frame) = self.frames.last_mut() {
                    frame.next = next;
                }
                self.take(slot, after);
                return true;
            }
            self.frames.pop();
            self.saved.truncate(self.saved.len() - words);
        }
        false
    }

    /// What ends now was never done.
    fn drop_due(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.may_drop = false;
        }
        let slot = self.slot(self.events[self.event].entry);
        self.done[slot / 64] |= 1 << (slot % 64);
    }

    /// Undoes events.
    fn back_to(&mut self, event: usize) {
        while self.event > event {
            self.event -= 1;
            let Event { entry, is_end, .. } = self.events[self.event];
            let slot = self.slot(entry);
            self.open[slot] = if is_end { entry } else { NONE };
        }
    }

    /// The next operation under way that can be done: its slot, the state after it, and what to try then.
    fn next_choice(&mut self, from: usize) -> Option<(usize, u32, usize)> {
        let due = self.slot(self.events[self.event].entry);
        for next in from..=self.open.len() {
            let slot = if next == 0 { due } else { next - 1 };
            self.work.spend(1, 0);
            if next > 0 && slot == due {
                continue;
            }
            let part = self.part;
            let Some(entry) = part.entries.get(self.open[slot] as usize) else { continue };
            if self.is_done(slot) || entry.act.is_pure() || !self.is_first_of_its_like(slot, entry) {
                continue;
            }
            if let Some(after) = entry.act.after(self.state, self.work) {
                return Some((slot, after, next + 1));
            }
        }
        None
    }

    /// Whether no other one under way does the same and should be done before it.
    fn is_first_of_its_like(&mut self, slot: usize, entry: &Entry) -> bool {
        self.work.spend(self.open.len() as u64 / 8, 0);
        let is_better = |(at, place): (usize, &u32)| {
            let Some(other) = self.part.entries.get(*place as usize) else { return false };
            other.act == entry.act
                && at != slot
                && !self.is_done(at)
                && other.ret <= entry.ret
                && (other.must || !entry.must)
                && (other.ret < entry.ret || other.must != entry.must || at < slot)
        };
        !self.open.iter().enumerate().any(is_better)
    }

    /// Does an operation, and all that fits then.
    fn take(&mut self, slot: usize, after: u32) {
        self.note(self.open[slot], slot);
        if self.state == after {
            return;
        }
        self.state = after;
        for slot in 0..self.open.len() {
            if self.open[slot] != NONE && !self.is_done(slot) {
                self.look(self.open[slot], slot);
            }
        }
    }

    /// If the text can no longer become what will be read: the rank at which the first such read under way ends.
    fn never_read(&self) -> Option<u32> {
        let texts = self.texts.as_ref()?;
        let state = self.work.text(self.state);
        let fails = |place: u32| {
            let entry = self.part.entries.get(place as usize)?;
            let Act::Is(value) = entry.act else { return None };
            let bases = texts.bases.get(place as usize)?;
            let fits = self.work.text(value).starts_with(state)
                || bases.iter().any(|base| self.is_possible(texts, *base));
            (!fits).then_some(entry.ret)
        };
        let next = texts.next_read.get(self.event).copied().unwrap_or(NONE);
        let open = self.open.iter().enumerate().filter(|(slot, _)| !self.is_done(*slot));
        open.map(|(_, place)| *place).chain([next]).find_map(fails)
    }

    /// Whether a write can still be done.
    fn is_possible(&self, texts: &Texts, place: u32) -> bool {
        let (start, end) = (texts.starts[place as usize], texts.ends[place as usize]);
        start as usize >= self.event || (end as usize >= self.event && !self.is_done(self.slot(place)))
    }
}

/// Starts and ends in order.
fn events(part: &Part) -> Vec<Event> {
    let mut events = Vec::with_capacity(2 * part.entries.len());
    for (place, entry) in (0..).zip(&part.entries) {
        events.push(Event { rank: entry.call, entry: place, is_end: false });
        if entry.ret != NEVER {
            events.push(Event { rank: entry.ret, entry: place, is_end: true });
        }
    }
    crate::base::sort_by_key(&mut events, |event| (u64::from(event.rank), 0));
    events
}

/// A slot for each entry, which it shares with none that is under way at the same time; and how many there are.
fn slots(part: &Part, events: &[Event]) -> (Vec<u32>, usize) {
    let mut slots = vec![0; part.entries.len()];
    let (mut free, mut count) = (Vec::new(), 0);
    for event in events {
        let slot = &mut slots[event.entry as usize];
        if event.is_end {
            free.push(*slot);
        } else {
            *slot = free.pop().unwrap_or(count);
            count = count.max(*slot + 1);
        }
    }
    (slots, count as usize)
}

impl Texts {
    /// None where nothing is appended.
    fn new(part: &Part, events: &[Event], work: &mut Work) -> Option<Self> {
        part.entries.iter().find(|entry| matches!(entry.act, Act::Append(_)))?;
        let is_other = |entry: &Entry| matches!(entry.act, Act::Swap(..) | Act::Increment(_));
        if part.entries.iter().any(is_other) {
            return None;
        }
        let count = part.entries.len();
        let mut texts = Texts {
            starts: vec![NONE; count],
            ends: vec![NONE; count],
            next_read: vec![NONE; events.len()],
            bases: vec![Vec::new(); count],
        };
        for (at, event) in (0..).zip(events) {
            let list = if event.is_end { &mut texts.ends } else { &mut texts.starts };
            list[event.entry as usize] = at;
        }
        let mut next = NONE;
        for (at, event) in events.iter().enumerate().rev() {
            if !event.is_end && matches!(part.entries[event.entry as usize].act, Act::Is(_)) {
                next = event.entry;
            }
            texts.next_read[at] = next;
        }
        let writes: Vec<(u32, u32, u32)> = (0..)
            .zip(&part.entries)
            .filter_map(|(place, entry)| match entry.act {
                Act::Write(value) => Some((place, entry.call, value)),
                _ => None,
            })
            .collect();
        for (bases, entry) in texts.bases.iter_mut().zip(&part.entries) {
            let Act::Is(read) = entry.act else { continue };
            work.spend(writes.len() as u64, 0);
            let read = work.text(read);
            let begins = |(_, call, value): &&(u32, u32, u32)| {
                *call < entry.ret && read.starts_with(work.text(*value))
            };
            bases.extend(writes.iter().filter(begins).map(|(place, _, _)| *place));
        }
        Some(texts)
    }
}
