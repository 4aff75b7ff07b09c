use super::{Descent, Row};
use crate::base::sort_by_key;
use alloc::vec::Vec;

/// What two replicas send each other after a descent: all keys of the leaves that differ, whether they differ or not, as
/// Cassandra streams whole ranges. A leaf tells that something in it differs, and not what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    keys: Vec<Swapped>,
}

/// A key that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// The leaf in which it lies, from 0.
    pub leaf: u32,
    /// Which key.
    pub key: u32,
    /// What each replica has of it, bytes; none where it has nothing.
    pub bytes: [Option<u32>; 2],
    /// Whether the replicas have different versions of it, or one has none.
    pub differs: bool,
}

/// What one replica sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// How many keys.
    pub keys: u32,
    /// How many of them differ.
    pub needed_keys: u32,
    /// How many bytes.
    pub bytes: u64,
    /// How many bytes are of keys that differ: what Riak would send, which compares the keys of a leaf first.
    pub needed_bytes: u64,
}

impl Exchange {
    /// What follows from a descent for the rows of the two replicas, in any order, each key once.
    pub fn new(descent: &Descent, rows: [&[Row]; 2]) -> Self {
        let mut found: Vec<(Swapped, u64)> = Vec::new();
        for (side, rows) in rows.into_iter().enumerate() {
            for row in rows {
                let Some(leaf) = descent.shape().leaf(row.point) else { continue };
                if descent.leaves().binary_search(&leaf).is_ok() {
                    let mut bytes = [None; 2];
                    bytes[side] = Some(row.bytes);
                    found.push((Swapped { leaf, key: row.key, bytes, differs: true }, row.digest));
                }
            }
        }
        sort_by_key(&mut found, |(row, _)| (u64::from(row.leaf) << 32 | u64::from(row.key), 0));
        found.dedup_by(|(next, digest), (kept, known)| {
            let is_same = next.key == kept.key && next.leaf == kept.leaf;
            if is_same {
                kept.bytes[1] = next.bytes[1];
                kept.differs = digest != known;
            }
            is_same
        });
        Exchange { keys: found.into_iter().map(|(row, _)| row).collect() }
    }

    /// The keys that are sent, by leaf, then by key.
    pub fn keys(&self) -> &[Swapped] {
        &self.keys
    }

    /// The keys of one leaf.
    pub fn of_leaf(&self, leaf: u32) -> &[Swapped] {
        let from = self.keys.partition_point(|row| row.leaf < leaf);
        let to = self.keys.partition_point(|row| row.leaf <= leaf);
        &self.keys[from..to]
    }

    /// What the first replica sends, and the second.
    pub fn sent(&self) -> [Sent; 2] {
        [0, 1].map(|side| {
            let mut sent = Sent::default();
            for row in &self.keys {
                let Some(bytes) = row.bytes[side] else { continue };
                let needed = u32::from(row.differs);
                sent.keys += 1;
                sent.needed_keys += needed;
                sent.bytes += u64::from(bytes);
                sent.needed_bytes += u64::from(bytes * needed);
            }
            sent
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{Point, Random},
        repair::{Shape, Tree, twin},
    };

    fn rows(keys: &[(Point, u64)]) -> Vec<Row> {
        let row = |(key, (point, digest)): (u32, &(Point, u64))| Row {
            key,
            point: *point,
            digest: *digest,
            bytes: 10,
        };
        (0..).zip(keys).map(row).collect()
    }

    fn exchange(shape: Shape, here: &[Row], there: &[Row]) -> (Descent, Exchange) {
        let trees =
            [here, there].map(|rows| Tree::new(shape, rows.iter().map(|row| (row.point, row.digest))));
        let descent = Descent::new(&trees[0], &trees[1]).unwrap();
        let exchange = Exchange::new(&descent, [here, there]);
        (descent, exchange)
    }

    #[test]
    fn all_keys_that_differ_are_sent_and_of_others_only_neighbours_in_their_leaves() {
        for round in 0..60 {
            let shape = twin::shape(round);
            let here = rows(&twin::keys(round, 200));
            let mut there = here.clone();
            let mut random = Random::new(round, "differ");
            for _ in 0..round % 7 {
                let at = random.below(there.len() as u32) as usize;
                match random.below(2) {
                    0 => there[at].digest += 1,
                    _ => drop(there.swap_remove(at)),
                }
            }
            let (descent, exchange) = exchange(shape, &here, &there);
            let mut leaves = Vec::new();
            for row in &here {
                let Some(leaf) = shape.leaf(row.point) else { continue };
                let other = there.iter().find(|other| other.key == row.key);
                let differs = other.is_none_or(|other| other.digest != row.digest);
                let sent = exchange.of_leaf(leaf).iter().find(|sent| sent.key == row.key);
                let bytes = [Some(10), other.map(|_| 10)];
                let expected = Swapped { leaf, key: row.key, bytes, differs };
                assert_eq!(sent.copied(), descent.leaves().contains(&leaf).then_some(expected));
                assert!(!differs || sent.is_some(), "round {round}: a key that differs is sent");
                leaves.extend(differs.then_some(leaf));
            }
            leaves.sort_unstable();
            leaves.dedup();
            assert_eq!(descent.leaves(), leaves, "only leaves of keys that differ");
        }
    }

    #[test]
    fn a_leaf_of_several_keys_sends_all_of_them_both_ways() {
        let shape = Shape::new((Point(0), Point(0)), 64, 2).unwrap();
        let here = rows(&[(Point(1), 1), (Point(2), 2), (Point(3), 3), (Point(3 << 126), 4)]);
        let mut there = here.clone();
        there[1].digest = 9;
        let (_, exchange) = exchange(shape, &here, &there);
        let sent = Sent { keys: 3, needed_keys: 1, bytes: 30, needed_bytes: 10 };
        assert_eq!(exchange.sent(), [sent, sent]);
        assert_eq!((exchange.of_leaf(0).len(), exchange.of_leaf(2).len()), (3, 0));
    }

    #[test]
    fn a_key_that_one_replica_has_not_is_sent_one_way() {
        let shape = Shape::new((Point(0), Point(0)), 64, 2).unwrap();
        let here = rows(&[(Point(1), 1)]);
        for (rows, side) in [([&here[..], &[]], 0), ([&[], &here[..]], 1)] {
            let (_, exchange) = exchange(shape, rows[0], rows[1]);
            let sent = exchange.sent();
            assert_eq!((sent[side].bytes, sent[1 - side].bytes), (10, 0));
        }
    }
}
