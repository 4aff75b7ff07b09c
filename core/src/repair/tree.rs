use super::Shape;
use crate::{
    base::{Point, sort_by_key},
    hash::HashFn,
};
use alloc::vec::Vec;

/// The hashes of a range of keys, from the root to the leaves.
///
/// The hash of a leaf is the sum of its keys' hashes, so that their order does not matter; that of an inner node is a hash of
/// both children; a node without keys has the hash 0, and is not kept. So a tree takes at most 16 bytes times keys times
/// levels, and never more than twice its leaves.
///
/// Hashes are XXH64, of 64 bits: two nodes that differ look the same once in 2^64. A descent compares at most 2^21, so one
/// overlooks a difference by such a chance less than once in 2^43, some nine million million. Real systems take
/// wider ones, 128 to 256 bits, which is what [`Cost`](super::Cost) counts; that somebody could make two that meet on purpose
/// does not matter here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    shape: Shape,
    /// By level from the root: the nodes that have keys, ascending.
    levels: Vec<Vec<Marked>>,
    keys: u32,
}

/// A node's place in its level, from 0, and its hash.
type Marked = (u32, u64);

impl Tree {
    /// The tree of some keys: where each lies, and the digest of the key and of all that is kept under it. Keys outside the
    /// range are left out.
    pub fn new(shape: Shape, keys: impl IntoIterator<Item = (Point, u64)>) -> Self {
        let marks =
            keys.into_iter().filter_map(|(point, digest)| Some((shape.leaf(point)?, of_key(point, digest))));
        Tree::of_marks(shape, marks.collect())
    }

    fn of_marks(shape: Shape, mut marks: Vec<Marked>) -> Self {
        let keys = marks.len() as u32;
        sort_by_key(&mut marks, |(leaf, hash)| (u64::from(*leaf), *hash));
        marks.dedup_by(|next, kept| {
            let is_same_leaf = next.0 == kept.0;
            if is_same_leaf {
                kept.1 = kept.1.wrapping_add(next.1);
            }
            is_same_leaf
        });
        let mut levels = Vec::with_capacity(shape.depth() as usize + 1);
        for _ in 0..shape.depth() {
            let above = parents(&marks);
            levels.push(core::mem::replace(&mut marks, above));
        }
        levels.push(marks);
        levels.reverse();
        Tree { shape, levels, keys }
    }

    /// The range, and how it is split.
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// How many keys it is of.
    pub const fn keys(&self) -> u32 {
        self.keys
    }

    /// The hash of all.
    pub fn root(&self) -> u64 {
        self.hash(0, 0)
    }

    /// The hash of a node; 0 where it has no keys, or there is no such node.
    pub fn hash(&self, level: u32, index: u32) -> u64 {
        let Some(nodes) = self.levels.get(level as usize) else { return 0 };
        nodes.binary_search_by_key(&index, |(at, _)| *at).map_or(0, |at| nodes[at].1)
    }

    /// What a replica sends of a level: the nodes that it is asked for, each with its hash.
    pub fn hashes(&self, level: u32, indices: &[u32]) -> Vec<(u32, u64)> {
        indices.iter().map(|index| (*index, self.hash(level, *index))).collect()
    }

    /// Which of the nodes that another replica sent of a level differ from those here, in the order in which they came.
    pub fn differing(&self, level: u32, sent: &[(u32, u64)]) -> Vec<u32> {
        let differ = sent.iter().filter(|(index, hash)| self.hash(level, *index) != *hash);
        differ.map(|(index, _)| *index).collect()
    }

    /// The children of some nodes, in their order: what is to be asked for on the level below; none below leaves.
    pub fn children(&self, level: u32, indices: &[u32]) -> Vec<u32> {
        if level >= self.shape.depth() {
            return Vec::new();
        }
        indices.iter().flat_map(|index| [index << 1, index << 1 | 1]).collect()
    }
}

/// The nodes above some nodes.
fn parents(nodes: &[Marked]) -> Vec<Marked> {
    let mut above: Vec<Marked> = Vec::with_capacity(nodes.len().div_ceil(2));
    let mut rest = nodes;
    while let [(index, hash), after @ ..] = rest {
        let (children, after) = match (index & 1, after) {
            (0, [(next, right), after @ ..]) if *next == index | 1 => ([*hash, *right], after),
            (0, _) => ([*hash, 0], after),
            _ => ([0, *hash], after),
        };
        above.push((index >> 1, of_children(children)));
        rest = after;
    }
    above
}

/// The hash of a key among those of its leaf. Where it lies counts too, so that the digests of two keys may be the same.
pub(super) fn of_key(point: Point, digest: u64) -> u64 {
    let mut bytes = [0; 24];
    bytes[..16].copy_from_slice(&point.0.to_le_bytes());
    bytes[16..].copy_from_slice(&digest.to_le_bytes());
    HashFn::Xxh64.point(&bytes).head()
}

/// The hash of a node by those of its children; no keys below both is no keys.
pub(super) fn of_children([left, right]: [u64; 2]) -> u64 {
    if left == 0 && right == 0 {
        return 0;
    }
    let both = u128::from(left) << 64 | u128::from(right);
    HashFn::Xxh64.point(&both.to_be_bytes()).head()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::twin;

    const WHOLE: (Point, Point) = (Point(0), Point(0));

    fn tree(depth: u32, keys: &[(Point, u64)]) -> Tree {
        Tree::new(Shape::new(WHOLE, 64, depth).unwrap(), keys.iter().copied())
    }

    #[test]
    fn every_hash_is_that_of_a_twin_that_looks_at_all_keys_for_each_node() {
        for round in 0..40 {
            let shape = twin::shape(round);
            let keys = twin::keys(round, (round * 7 % 90) as u32);
            let tree = Tree::new(shape, keys.iter().copied());
            for level in 0..=shape.depth() {
                for index in 0..1 << level {
                    let expected = twin::hash(&shape, &keys, level, index);
                    assert_eq!(tree.hash(level, index), expected, "round {round}, node {level}/{index}");
                }
            }
            assert_eq!(tree.keys() as usize, keys.iter().filter(|key| shape.leaf(key.0).is_some()).count());
        }
    }

    #[test]
    fn the_order_of_keys_does_not_matter_and_everything_else_does() {
        let (a, b, c) = ((Point(1 << 100), 7), (Point(2 << 100), 8), (Point(9 << 124), 9));
        let root = tree(10, &[a, b, c]).root();
        assert_eq!(tree(10, &[c, a, b]).root(), root);
        let others = [
            tree(10, &[a, b]),
            tree(10, &[a, b, (c.0, 10)]),
            tree(10, &[(a.0, 8), (b.0, 7), c]),
            tree(10, &[a, b, (Point(c.0.0 + 1), 9)]),
            tree(10, &[a, b, c, c]),
            tree(9, &[a, b, c]),
        ];
        assert!(others.iter().all(|other| other.root() != root));
    }

    #[test]
    fn a_tree_without_keys_has_hash_zero_and_keeps_nothing() {
        let empty = tree(20, &[]);
        assert_eq!((empty.root(), empty.hash(20, 77), empty.hash(33, 0), empty.keys()), (0, 0, 0, 0));
        assert!(empty.levels.iter().all(Vec::is_empty));
        assert_eq!(tree(0, &[(Point(5), 1)]).levels.len(), 1, "a tree of depth 0 is one leaf");
    }

    #[test]
    fn a_tree_keeps_at_most_one_hash_a_key_and_level() {
        let tree = tree(20, &twin::keys(3, 50));
        assert_eq!(tree.levels.len(), 21);
        assert!(tree.levels.iter().all(|level| level.len() <= 50));
    }

    #[test]
    fn one_level_a_round_trip_needs_only_indices_and_hashes() {
        let here = tree(3, &[(Point(1), 1), (Point(7 << 125 | 1), 2)]);
        let there = tree(3, &[(Point(1), 1), (Point(7 << 125 | 1), 3)]);
        let mut asked = [0].to_vec();
        for level in 0..3 {
            let differ = here.differing(level, &there.hashes(level, &asked));
            asked = here.children(level, &differ);
        }
        assert_eq!(asked, [6, 7]);
        assert_eq!(here.differing(3, &there.hashes(3, &asked)), [7]);
        assert_eq!(here.children(3, &[7]), []);
    }
}
