use alloc::{vec, vec::Vec};

/// Lists of numbers, each kept once and numbered in order of its first mention: thousands of partitions are mostly of a
/// few kinds, and what follows from a kind is computed once.
///
/// A table of slots that is at most half full, with open addressing. It only finds numbers; their order is that of the
/// mentions, so nothing depends on the hash.
#[derive(Clone, Debug)]
pub(super) struct Patterns {
    /// Where each begins; and where the last ends.
    starts: Vec<u32>,
    numbers: Vec<u32>,
    /// The pattern in each slot, or [`FREE`]. Their count is a power of two.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Patterns {
    pub(super) fn new() -> Self {
        Patterns { starts: vec![0], numbers: Vec::new(), slots: vec![FREE; 16] }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn get(&self, id: usize) -> &[u32] {
        &self.numbers[self.starts[id] as usize..self.starts[id + 1] as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|id| self.get(id))
    }

    /// The number of this list, which is a new one at its first mention.
    pub(super) fn id_of(&mut self, list: &[u32]) -> usize {
        let slot = self.slot_of(list);
        if self.slots[slot] != FREE {
            return self.slots[slot] as usize;
        }
        let id = self.len();
        self.slots[slot] = id as u32;
        self.numbers.extend_from_slice(list);
        self.starts.push(self.numbers.len() as u32);
        if 2 * self.len() > self.slots.len() {
            self.grow();
        }
        id
    }

    /// Where the list is, or the free slot where it belongs.
    fn slot_of(&self, list: &[u32]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(list) as usize & mask;
        while self.slots[slot] != FREE && self.get(self.slots[slot] as usize) != list {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; 2 * self.slots.len()];
        for id in 0..self.len() {
            let slot = self.slot_of(self.get(id));
            self.slots[slot] = id as u32;
        }
    }
}

/// FNV-1a over whole numbers, with its high bits, which are the best mixed, brought down.
fn hash(list: &[u32]) -> u32 {
    let step = |hash: u64, number: &u32| (hash ^ u64::from(*number)).wrapping_mul(0x0100_0000_01b3);
    let hash = list.iter().fold(0xcbf2_9ce4_8422_2325, step).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_the_number_of_its_first_mention() {
        let mut patterns = Patterns::new();
        for round in 0..2 {
            for i in 0..1000_u32 {
                assert_eq!(patterns.id_of(&[i % 10, i / 10]), i as usize, "round {round}");
            }
        }
        assert_eq!(patterns.id_of(&[]), 1000, "the empty list is one too");
        assert_eq!((patterns.len(), patterns.get(437)), (1001, &[7, 43][..]));
    }
}
