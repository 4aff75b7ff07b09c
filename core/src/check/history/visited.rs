use alloc::{vec, vec::Vec};

/// A set of lists of so many numbers each: the states that a search has been in. Kept one behind the other, and found by a
/// table with open addresses; exact, and the same on every machine.
#[derive(Debug)]
pub(super) struct Visited {
    width: usize,
    rows: Vec<u64>,
    /// Places of rows plus one, 0 where there is none. More than twice as many as rows.
    cells: Vec<u32>,
}

impl Visited {
    /// Nothing yet, of rows of so many numbers.
    pub(super) fn new(width: usize) -> Self {
        Visited { width, rows: Vec::new(), cells: vec![0; 64] }
    }

    fn len(&self) -> usize {
        self.rows.len() / self.width
    }

    /// Whether a row is new; it is remembered.
    pub(super) fn insert(&mut self, row: &[u64]) -> bool {
        if self.cells.len() <= 2 * (self.len() + 1) {
            self.grow();
        }
        let cell = self.cell(row);
        let is_new = self.cells[cell] == 0;
        if is_new {
            self.rows.extend_from_slice(row);
            self.cells[cell] = self.len() as u32;
        }
        is_new
    }

    /// The bytes that one row takes, with its cells.
    pub(super) const fn bytes_each(&self) -> u64 {
        8 * self.width as u64 + 16
    }

    fn row(&self, place: usize) -> &[u64] {
        &self.rows[place * self.width..(place + 1) * self.width]
    }

    /// The cell of a row, or the free one where it would be.
    fn cell(&self, row: &[u64]) -> usize {
        let mask = self.cells.len() - 1;
        let mut cell = mixed(row) as usize & mask;
        while let Some(place) = self.cells[cell].checked_sub(1) {
            if self.row(place as usize) == row {
                break;
            }
            cell = (cell + 1) & mask;
        }
        cell
    }

    fn grow(&mut self) {
        self.cells = vec![0; self.cells.len() * 4];
        for place in 0..self.len() {
            let cell = self.cell(self.row(place));
            self.cells[cell] = place as u32 + 1;
        }
    }
}

/// Numbers mixed to one, each by the finishing step of `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
fn mixed(row: &[u64]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for number in row {
        hash ^= number;
        hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^= hash >> 31;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn it_knows_what_a_plain_set_knows() {
        let mut random = crate::base::Random::new(1, "visited");
        let (mut visited, mut plain) = (Visited::new(3), BTreeSet::new());
        for _ in 0..20_000 {
            let row = [0; 3].map(|_: u64| u64::from(random.below(24)) << random.below(3));
            assert_eq!(visited.insert(&row), plain.insert(row));
        }
        assert_eq!(visited.len(), plain.len());
    }
}
