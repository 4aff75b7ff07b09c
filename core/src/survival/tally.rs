use super::patterns::Patterns;
use crate::{
    placement::{Copies, Table},
    quorum::{Level, Need, Operation},
};
use alloc::vec::Vec;

/// Counts by some number of a replica: its data centre, its rack. Kept between partitions, so that none takes memory.
///
/// `N` is how many numbers an entry has; the first is what it is sorted by.
pub(super) struct Tally<const N: usize> {
    entries: Vec<[u32; N]>,
}

impl<const N: usize> Tally<N> {
    pub(super) const fn new() -> Self {
        Tally { entries: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// The entry of `key`, all zero at first.
    #[inline]
    pub(super) fn entry(&mut self, key: u32) -> &mut [u32; N] {
        let at = self.entries.binary_search_by_key(&key, |entry| entry[0]).unwrap_or_else(|at| {
            let mut entry = [0; N];
            entry[0] = key;
            self.entries.insert(at, entry);
            at
        });
        &mut self.entries[at]
    }

    /// All entries in order, one after the other.
    pub(super) fn numbers(&self) -> &[u32] {
        self.entries.as_flattened()
    }
}

/// What an operation at a level asks of each partition, computed once for all that have as many replicas in the same
/// data centres.
pub(super) struct Asked {
    of: Vec<u32>,
    needs: Vec<Option<Vec<Need>>>,
}

impl Asked {
    /// `dcs` has each node's data centre.
    pub(super) fn new(
        table: &Table,
        dcs: &[u32],
        copies: &Copies,
        level: Level,
        operation: Operation,
    ) -> Self {
        let mut patterns = Patterns::new();
        let mut tally = Tally::<2>::new();
        let mut of = Vec::with_capacity(table.len());
        for replicas in table.iter() {
            tally.clear();
            for node in replicas {
                tally.entry(dcs[*node as usize])[1] += 1;
            }
            of.push(patterns.id_of(tally.numbers()) as u32);
        }
        let needs =
            patterns.iter().map(|placed| level.needs(operation, copies, &placed_of::<2>(placed))).collect();
        Asked { of, needs }
    }

    /// Of a partition; None if the operation is refused.
    pub(super) fn of(&self, partition: usize) -> Option<&[Need]> {
        self.needs[self.of[partition] as usize].as_deref()
    }
}

/// Data centres and replicas placed, from a list of entries of `N` numbers that begin so.
pub(super) fn placed_of<const N: usize>(numbers: &[u32]) -> Vec<(u32, u32)> {
    numbers.as_chunks::<N>().0.iter().map(|entry| (entry[0], entry[1])).collect()
}
