use super::{Descent, Exchange, Row};
use crate::base::sort_numbers;
use alloc::vec::Vec;

/// Bytes of a hash on the wire, as Cassandra's: SHA-256 before 4.0, and two Murmur3 of 128 bits since. Riak's SHA-1 has 20.
pub const HASH_BYTES: u32 = 32;

/// What it costs to make two replicas the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Pairs of hashes, or of rows, that are compared.
    pub comparisons: u64,
    /// Round trips before rows are sent.
    pub rounds: u32,
    /// Bytes of hashes that are sent.
    pub hash_bytes: u64,
    /// Rows that are sent, both ways.
    pub rows: u64,
    /// Their bytes.
    pub row_bytes: u64,
}

impl Cost {
    /// Level by level: a hash for each comparison, then the rows of leaves that differ.
    pub fn of_descent(descent: &Descent, exchange: &Exchange, hash_bytes: u32) -> Self {
        let comparisons = descent.comparisons();
        let sent = exchange.sent();
        Cost {
            comparisons,
            rounds: descent.rounds(),
            hash_bytes: comparisons * u64::from(hash_bytes),
            rows: sent.iter().map(|sent| u64::from(sent.keys)).sum(),
            row_bytes: sent.iter().map(|sent| sent.bytes).sum(),
        }
    }

    /// As Cassandra: both send the hashes of all leaves to a third, which compares the same hashes; then the same rows.
    pub fn of_whole_trees(descent: &Descent, exchange: &Exchange, hash_bytes: u32) -> Self {
        let leaves = u64::from(descent.shape().leaves());
        let hash_bytes = 2 * leaves * u64::from(hash_bytes);
        Cost { rounds: 1, hash_bytes, ..Cost::of_descent(descent, exchange, 0) }
    }

    /// Without any tree: both send all that they have, and compare key by key.
    pub fn of_everything(rows: [&[Row]; 2]) -> Self {
        let mut keys: Vec<u64> = rows.into_iter().flatten().map(|row| u64::from(row.key)).collect();
        let count = keys.len() as u64;
        sort_numbers(&mut keys);
        keys.dedup();
        let row_bytes = rows.into_iter().flatten().map(|row| u64::from(row.bytes)).sum();
        Cost { comparisons: keys.len() as u64, rounds: 0, hash_bytes: 0, rows: count, row_bytes }
    }

    /// All bytes that are sent.
    pub const fn bytes(&self) -> u64 {
        self.hash_bytes + self.row_bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::Point,
        repair::{Shape, Tree},
    };

    /// A row in each of 1,024 leaves.
    fn rows() -> Vec<Row> {
        let row = |key: u32| Row { key, point: Point(u128::from(key) << 118 | 1), digest: 1, bytes: 50 };
        (0..1_024).map(row).collect()
    }

    #[test]
    fn one_stale_row_of_1024_costs_672_bytes_of_hashes_and_two_rows_instead_of_2048() {
        let here = rows();
        let mut there = here.clone();
        there[613].digest = 2;
        let shape = Shape::new((Point(0), Point(0)), 64, 10).unwrap();
        let [a, b] =
            [&here, &there].map(|rows| Tree::new(shape, rows.iter().map(|row| (row.point, row.digest))));
        let descent = Descent::new(&a, &b).unwrap();
        let exchange = Exchange::new(&descent, [&here, &there]);
        let cost = Cost::of_descent(&descent, &exchange, HASH_BYTES);
        assert_eq!(cost, Cost { comparisons: 21, rounds: 11, hash_bytes: 672, rows: 2, row_bytes: 100 });
        assert_eq!(cost.bytes(), 772);
        let whole = Cost::of_whole_trees(&descent, &exchange, HASH_BYTES);
        assert_eq!(whole, Cost { rounds: 1, hash_bytes: 65_536, ..cost });
        let all = Cost::of_everything([&here, &there]);
        assert_eq!((all.comparisons, all.rows, all.bytes()), (1_024, 2_048, 102_400));
    }

    #[test]
    fn a_key_of_one_replica_alone_is_compared_once_and_sent_once() {
        let all = rows();
        let cost = Cost::of_everything([&all[..3], &all[2..4]]);
        assert_eq!((cost.comparisons, cost.rows, cost.row_bytes), (4, 5, 250));
    }
}
