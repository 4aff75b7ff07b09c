//! Sets of more than three units: all of them where they are few, else a sample.

use super::limits::Limits;
use crate::base::{Random, choose};
use alloc::{vec, vec::Vec};

/// Limits by unit, and what of each is lost at the moment.
pub(super) struct Search {
    spare: Vec<u32>,
    lost: Vec<u32>,
    /// Where the entries of each unit begin; and where those of the last end.
    starts: Vec<u32>,
    /// A limit and the replicas that the unit has of it.
    entries: Vec<[u32; 2]>,
    steps: u64,
    most_steps: u64,
}

impl Search {
    pub(super) fn new(limits: &Limits) -> Self {
        let spare: Vec<u32> = limits.iter().map(|limit| limit.spare).collect();
        // Counted first, so that each entry has its place: there is nothing to sort.
        let mut starts = vec![0; limits.places.len() + 1];
        for [unit, _] in limits.iter().flat_map(|limit| limit.units) {
            starts[*unit as usize + 1] += 1;
        }
        for unit in 1..starts.len() {
            starts[unit] += starts[unit - 1];
        }
        let mut free = starts.clone();
        let mut entries = vec![[0; 2]; starts.last().map_or(0, |end| *end as usize)];
        for (at, limit) in (0..).zip(limits.iter()) {
            for [unit, replicas] in limit.units {
                let place = &mut free[*unit as usize];
                entries[*place as usize] = [at, *replicas];
                *place += 1;
            }
        }
        Search { lost: vec![0; spare.len()], spare, starts, entries, steps: 0, most_steps: 0 }
    }

    fn units(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn entries_of(&self, unit: u32) -> core::ops::Range<usize> {
        self.starts[unit as usize] as usize..self.starts[unit as usize + 1] as usize
    }

    /// Loses a unit; whether that breaks a limit.
    fn lose(&mut self, unit: u32) -> bool {
        let mut is_broken = false;
        for at in self.entries_of(unit) {
            let [limit, replicas] = self.entries[at];
            self.lost[limit as usize] += replicas;
            is_broken |= self.lost[limit as usize] > self.spare[limit as usize];
        }
        self.steps += 1 + self.entries_of(unit).len() as u64;
        is_broken
    }

    fn restore(&mut self, unit: u32) {
        for at in self.entries_of(unit) {
            let [limit, replicas] = self.entries[at];
            self.lost[limit as usize] -= replicas;
        }
    }

    /// All breaking sets of so many units. None if that takes more than so many steps.
    pub(super) fn count(&mut self, size: u32, most_steps: u64) -> Option<u128> {
        (self.steps, self.most_steps) = (0, most_steps);
        self.count_from(0, size)
    }

    /// Breaking sets that add `left` of the units from `first` on to what is lost, which breaks nothing yet.
    fn count_from(&mut self, first: u32, left: u32) -> Option<u128> {
        if left == 0 {
            return Some(0);
        }
        let mut sets = 0;
        for unit in first..(self.units() + 1).saturating_sub(left) {
            if self.steps > self.most_steps {
                return None;
            }
            let is_broken = self.lose(unit);
            let found = if is_broken {
                // Whatever else is lost with these.
                choose(u64::from(self.units() - unit - 1), left - 1)
            } else {
                self.count_from(unit + 1, left - 1)
            };
            self.restore(unit);
            sets += found?;
        }
        Some(sets)
    }

    /// Tries random sets of so many units: how many were tried, and how many of them break a limit. After so many steps
    /// it tries no more than a tenth of `samples`. Sets are drawn as by Floyd (Bentley, Programming Pearls: A Sample of
    /// Brilliance, CACM 1987), each as likely as any other.
    pub(super) fn sample(&mut self, size: u32, samples: u32, most_steps: u64, seed: u64) -> (u32, u32) {
        let mut draws = Random::new(seed, "breakers");
        let mut is_in = vec![false; self.units() as usize];
        let mut set = Vec::with_capacity(size as usize);
        let (mut tried, mut hits) = (0, 0);
        self.steps = 0;
        while tried < samples / 10 || tried < samples && self.steps < most_steps {
            tried += 1;
            for last in self.units() - size..self.units() {
                let drawn = draws.below(last + 1);
                let unit = if is_in[drawn as usize] { last } else { drawn };
                is_in[unit as usize] = true;
                set.push(unit);
                if self.lose(unit) {
                    // Whatever else would be drawn.
                    hits += 1;
                    break;
                }
            }
            for unit in set.drain(..) {
                is_in[unit as usize] = false;
                self.restore(unit);
            }
        }
        (tried, hits)
    }
}
