use super::{
    linear::solved,
    part::{Act, Part, Work},
    search::Found,
};
use crate::base::limit;
use alloc::{vec, vec::Vec};

/// What the way to a shortest witness may take of all that a search for an order may, and each check of that: a proof that
/// could be shorter is better than to wait for it.
const ALL: u64 = limit::HISTORY_STEPS / 4;
const EACH: u64 = ALL / 8;

/// Few of the suspects that cannot be explained, whatever the others did; and whether none of them can be left out.
///
/// What is left out is forgotten where it only answered, and where it wrote it may have been done or not. So whatever is
/// found is a proof for the whole history too. Half of what is left is tried first, then a quarter and so on, and at last
/// one by one until no more can go. Where the last write of a value goes, so does what read that value: else it would be
/// a mystery of our own making.
pub(super) fn shortest(part: &Part, suspects: &[u32], work: &mut Work) -> (Vec<u32>, bool) {
    let mut shortening =
        Shortening { part, kept: vec![false; part.entries.len()], steps: ALL, is_sure: true };
    for suspect in suspects {
        if let Some(kept) = shortening.kept.get_mut(*suspect as usize) {
            *kept = true;
        }
    }
    let mut size = suspects.len().div_ceil(2).max(1);
    loop {
        let has_changed = shortening.leave_out(size, work);
        if shortening.steps == 0 || (size == 1 && !has_changed) {
            break;
        }
        size = size.div_ceil(2);
    }
    let is_shortest = shortening.is_sure && shortening.steps > 0;
    (shortening.places(), is_shortest)
}

struct Shortening<'a> {
    part: &'a Part,
    kept: Vec<bool>,
    /// What all checks together may still take.
    steps: u64,
    /// Whether all checks were decided.
    is_sure: bool,
}

impl Shortening<'_> {
    fn places(&self) -> Vec<u32> {
        (0..).zip(&self.kept).filter(|(_, kept)| **kept).map(|(place, _)| place).collect()
    }

    /// Tries to leave out so many at a time. Whether any could be.
    fn leave_out(&mut self, size: usize, work: &mut Work) -> bool {
        let mut has_changed = false;
        for group in self.places().chunks(size) {
            let mut fewer = self.kept.clone();
            for place in group {
                without(self.part, *place, &mut fewer);
            }
            if fewer != self.kept && self.steps > 0 && self.is_stuck(&fewer, work) {
                self.kept = fewer;
                has_changed = true;
            }
        }
        has_changed
    }

    fn is_stuck(&mut self, kept: &[bool], work: &mut Work) -> bool {
        let most = self.steps.min(EACH);
        (work.steps, work.bytes) = (most, limit::HISTORY_BYTES);
        let relaxed = self.part.relaxed(kept, work);
        let found = solved(&relaxed, work);
        // Building the part counts, too.
        self.steps = self.steps.saturating_sub(most - work.steps + self.part.entries.len() as u64);
        self.is_sure &= !matches!(found, Found::TooLong);
        matches!(found, Found::Stuck(_))
    }
}

/// Leaves one out, with all that is a mystery without it.
pub(super) fn without(part: &Part, place: u32, kept: &mut [bool]) {
    let mut gone = vec![place];
    while let Some(place) = gone.pop() {
        let Some(kept_here) = kept.get_mut(place as usize).filter(|kept| **kept) else { continue };
        *kept_here = false;
        let Some(value) = part.entries.get(place as usize).and_then(|entry| made(entry.act)) else {
            continue;
        };
        let still = (0..).zip(&part.entries).filter(|(at, _)| kept.get(*at).is_some_and(|kept| *kept));
        let mut needy = Vec::new();
        let mut has_other = value == part.initial;
        for (at, entry) in still {
            has_other |= made(entry.act) == Some(value);
            if matches!(entry.act, Act::Is(from) | Act::Swap(from, _) if from == value) {
                needy.push(at as u32);
            }
        }
        if !has_other {
            gone.extend(needy);
        }
    }
}

/// The value that somebody can find who comes after.
const fn made(act: Act) -> Option<u32> {
    match act {
        Act::Write(value) | Act::Swap(_, value) | Act::Increment(Some(value)) => Some(value),
        _ => None,
    }
}
