//! Counting the sets of one, two or three units whose loss breaks a limit, from the least of them: a set breaks one if
//! and only if it contains a least one, and of these few are so small.

use super::limits::{Limit, Limits};
use crate::base::{choose, sort_few, sort_numbers};
use alloc::{vec, vec::Vec};

/// The least breaking sets of one unit and of two.
pub(super) struct Minimal {
    /// Which units break a limit by themselves.
    singles: Vec<bool>,
    /// Pairs of other units that do: a row of bits for each unit.
    pairs: Vec<u64>,
    words: usize,
    /// How many units are no such single.
    others: u64,
    /// How many pairs there are, counted once.
    edges: u64,
}

/// Steps that a search for sets of three may take.
const STEPS: u64 = 4_000_000;

impl Minimal {
    pub(super) fn new(limits: &Limits) -> Self {
        let units = limits.places.len();
        let words = units.div_ceil(64);
        let mut singles = vec![false; units];
        for limit in limits.iter() {
            for [unit, replicas] in limit.units {
                singles[*unit as usize] |= *replicas > limit.spare;
            }
        }
        let others = singles.iter().filter(|breaks| !**breaks).count() as u64;
        let mut minimal = Minimal { singles, pairs: vec![0; units * words], words, others, edges: 0 };
        for limit in limits.iter() {
            // The most that two units have, before all pairs are looked at.
            let mut most = [0, 0];
            for [_, replicas] in limit.units {
                most = [most[0].max(*replicas), most[1].max(most[0].min(*replicas))];
            }
            if most[0] + most[1] > limit.spare {
                minimal.add_pairs(limit);
            }
        }
        minimal.edges = minimal.pairs.iter().map(|word| u64::from(word.count_ones())).sum::<u64>() / 2;
        minimal
    }

    fn add_pairs(&mut self, limit: Limit) {
        for (at, [one, some]) in limit.units.iter().enumerate() {
            for [other, more] in &limit.units[at + 1..] {
                if some + more > limit.spare && !self.is_single(*one) && !self.is_single(*other) {
                    let (one, other) = (*one as usize, *other as usize);
                    self.pairs[one * self.words + other / 64] |= 1 << (other % 64);
                    self.pairs[other * self.words + one / 64] |= 1 << (one % 64);
                }
            }
        }
    }

    fn is_single(&self, unit: u32) -> bool {
        self.singles[unit as usize]
    }

    fn is_pair(&self, one: u32, other: u32) -> bool {
        self.pairs[one as usize * self.words + other as usize / 64] >> (other % 64) & 1 == 1
    }

    fn row(&self, unit: usize) -> &[u64] {
        &self.pairs[unit * self.words..(unit + 1) * self.words]
    }

    /// Breaking sets of so many units, up to three. None of three if the search for them would take too long.
    pub(super) fn count(&self, size: u32, limits: &Limits) -> Option<u128> {
        let units = self.singles.len() as u64;
        let with_single = choose(units, size)? - choose(self.others, size)?;
        match size {
            0 | 1 => Some(with_single),
            2 => Some(with_single + u128::from(self.edges)),
            3 => Some(with_single + self.with_pair() + self.triples(limits)?),
            _ => None,
        }
    }

    /// Sets of three without a single that contain a pair. One that contains two was counted twice, and has one path of
    /// two pairs; one that contains three was counted thrice, and has three paths and a triangle.
    fn with_pair(&self) -> u128 {
        let degree =
            |unit: usize| self.row(unit).iter().map(|word| u128::from(word.count_ones())).sum::<u128>();
        let units = self.singles.len();
        let paths: u128 = (0..units).map(degree).map(|degree| degree * degree.saturating_sub(1) / 2).sum();
        let mut corners = 0_u128;
        for one in 0..units {
            for other in (one + 1)..units {
                if self.is_pair(one as u32, other as u32) {
                    let common = self.row(one).iter().zip(self.row(other)).map(|(a, b)| (a & b).count_ones());
                    corners += u128::from(common.sum::<u32>());
                }
            }
        }
        u128::from(self.edges) * u128::from(self.others.saturating_sub(2)) + corners / 3 - paths
    }

    /// Sets of three that break a limit and contain neither a single nor a pair.
    fn triples(&self, limits: &Limits) -> Option<u128> {
        let mut steps = 0;
        let mut triples: Vec<u64> = Vec::new();
        for limit in limits.iter() {
            let mut most: Vec<u32> = limit.units.iter().map(|unit| unit[1]).collect();
            sort_few(&mut most);
            if most.iter().rev().take(3).sum::<u32>() <= limit.spare {
                continue;
            }
            let rest: Vec<[u32; 2]> =
                limit.units.iter().copied().filter(|unit| !self.is_single(unit[0])).collect();
            steps += choose(rest.len() as u64, 3)? as u64;
            if steps > STEPS {
                return None;
            }
            self.add_triples(limit.spare, &rest, &mut triples);
        }
        sort_numbers(&mut triples);
        triples.dedup();
        Some(triples.len() as u128)
    }

    fn add_triples(&self, spare: u32, units: &[[u32; 2]], triples: &mut Vec<u64>) {
        for (i, [one, some]) in units.iter().enumerate() {
            for (j, [other, more]) in units.iter().enumerate().skip(i + 1) {
                if self.is_pair(*one, *other) {
                    continue;
                }
                for [third, last] in &units[j + 1..] {
                    if some + more + last > spare
                        && !self.is_pair(*one, *third)
                        && !self.is_pair(*other, *third)
                    {
                        triples.push(number_of([*one, *other, *third]));
                    }
                }
            }
        }
    }
}

/// A set of three as one number, to be sorted as numbers are. Units are fewer than 2^21.
const fn number_of([one, other, third]: [u32; 3]) -> u64 {
    (one as u64) << 42 | (other as u64) << 21 | third as u64
}
