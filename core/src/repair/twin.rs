//! Trees too dumb to be wrong: every hash from all keys, every pair of nodes compared, for tests.

use super::{
    Shape,
    tree::{of_children, of_key},
};
use crate::base::{Point, Random};
use alloc::vec::Vec;

/// Ranges of all sorts and depths, by number.
pub(super) fn shape(round: u64) -> Shape {
    let mut random = Random::new(round, "shape");
    let mut point = || Point::from_parts(u64::from(random.bits()) << 32, 0);
    let range = match round % 3 {
        0 => (Point(0), Point(0)),
        // These wrap, or not, as it comes.
        _ => (point(), point()),
    };
    Shape::fitting(range, [64, 32, 16, 128][(round % 4) as usize], (round % 9) as u32)
}

/// Some keys, the same for the same number.
pub(super) fn keys(round: u64, count: u32) -> Vec<(Point, u64)> {
    let mut random = Random::new(round, "keys");
    (0..count)
        .map(|_| {
            let head = u64::from(random.bits()) << 32 | u64::from(random.bits());
            (Point::from_parts(head, 0), u64::from(random.bits()))
        })
        .collect()
}

/// The hash of a node, by its range alone.
pub(super) fn hash(shape: &Shape, keys: &[(Point, u64)], level: u32, index: u32) -> u64 {
    if level < shape.depth() {
        return of_children([0, 1].map(|side| hash(shape, keys, level + 1, 2 * index + side)));
    }
    let (start, end) = shape.range_of(level, index).unwrap();
    let inside = keys.iter().filter(|(point, _)| point.is_within(start, end));
    inside.fold(0, |sum, (point, digest)| of_key(*point, *digest).wrapping_add(sum))
}

/// How many hashes a descent from a node compares, and the leaves that it finds to differ, from the left: by recursion.
pub(super) fn descend(shape: &Shape, both: [&[(Point, u64)]; 2], level: u32, index: u32) -> (u64, Vec<u32>) {
    let [here, there] = both.map(|keys| hash(shape, keys, level, index));
    if here == there {
        return (1, Vec::new());
    }
    if level == shape.depth() {
        return (1, [index].to_vec());
    }
    let [mut left, right] = [0, 1].map(|side| descend(shape, both, level + 1, 2 * index + side));
    left.1.extend(right.1);
    (1 + left.0 + right.0, left.1)
}
