//! How many hashes a descent compares, without one.

use crate::base::limit;

/// How many hashes a descent is expected to compare in a tree of so many levels below the root (at most
/// [`limit::TREE_DEPTH`]) where so many leaves differ, each set of leaves as likely as the others; of more leaves than there
/// are, all differ.
///
/// The root is compared, and both children of each inner node that differs. A node of level `l` has `m = N / 2^l` of `N`
/// leaves, and differs unless all `d` lie elsewhere:
///
/// ```text
/// 1 + 2 · Σ 2^l · (1 − C(N − m, d) / C(N, d))     l from 0 to depth − 1
/// ```
///
/// For one leaf that is 1 + 2 · depth.
pub fn expected_comparisons(depth: u32, leaves: u32) -> f64 {
    let depth = depth.min(limit::TREE_DEPTH);
    let all = 1_u32 << depth;
    let leaves = leaves.min(all);
    let of_level = |level: u32| {
        let nodes = f64::from(1_u32 << level);
        nodes * (1.0 - spared(all, all >> level, leaves))
    };
    1.0 + 2.0 * (0..depth).map(of_level).sum::<f64>()
}

/// The chance that of `all` leaves none of the `below` of one node is among `differ` ones.
fn spared(all: u32, below: u32, differ: u32) -> f64 {
    // The same if both change their parts, so the smaller one is counted through.
    let (few, many) = if below < differ { (below, differ) } else { (differ, below) };
    let mut chance = 1.0;
    for drawn in 0..few {
        if all - drawn <= many || chance < 1e-18 {
            return 0.0;
        }
        chance *= f64::from(all - many - drawn) / f64::from(all - drawn);
    }
    chance
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{Point, Random},
        repair::{Descent, Shape, Tree},
    };
    use alloc::vec::Vec;

    fn is_near(number: f64, expected: f64, tolerance: f64) -> bool {
        (number - expected).abs() <= tolerance * expected.abs()
    }

    /// Comparisons of descents with so many random leaves different, in the mean.
    fn measured(depth: u32, leaves: u32, rounds: u64) -> f64 {
        let shape = Shape::new((Point(0), Point(0)), 64, depth).unwrap();
        let of = |leaf: u32| (Point(u128::from(leaf) << (128 - depth) | 1), u64::from(leaf));
        let all: Vec<u32> = (0..shape.leaves()).collect();
        let here = Tree::new(shape, all.iter().copied().map(of));
        let total: u64 = (0..rounds)
            .map(|round| {
                let mut drawn = all.clone();
                Random::new(round, "leaves").shuffle(&mut drawn);
                let kept = drawn.into_iter().skip(leaves as usize).map(of);
                Descent::new(&here, &Tree::new(shape, kept)).unwrap().comparisons()
            })
            .sum();
        total as f64 / rounds as f64
    }

    #[test]
    fn one_leaf_takes_two_hashes_a_level_and_the_root() {
        for depth in 0..=20 {
            assert!(is_near(expected_comparisons(depth, 1), f64::from(1 + 2 * depth), 1e-9), "{depth}");
        }
    }

    #[test]
    fn no_leaf_takes_the_root_and_all_leaves_take_every_node() {
        for depth in 0..=20 {
            assert!(is_near(expected_comparisons(depth, 0), 1.0, 1e-9));
            let nodes = f64::from((2_u32 << depth) - 1);
            assert!(is_near(expected_comparisons(depth, 1 << depth), nodes, 1e-9), "{depth}");
            assert!(is_near(expected_comparisons(depth, u32::MAX), nodes, 1e-9), "{depth}");
        }
    }

    #[test]
    fn every_set_of_leaves_of_a_small_tree_has_the_expected_mean() {
        const DEPTH: u32 = 3;
        for differ in 0..=8_u32 {
            let sets: Vec<u32> = (0..256).filter(|set: &u32| set.count_ones() == differ).collect();
            let touched = |set: u32, level: u32| {
                (0..1 << level)
                    .filter(|node| set >> (node << (DEPTH - level)) & ((1 << (8 >> level)) - 1) != 0)
                    .count()
            };
            let total: usize = sets
                .iter()
                .map(|set| 1 + 2 * (0..DEPTH).map(|level| touched(*set, level)).sum::<usize>())
                .sum();
            let mean = total as f64 / sets.len() as f64;
            assert!(is_near(expected_comparisons(DEPTH, differ), mean, 1e-12), "{differ}: {mean}");
        }
    }

    #[test]
    fn descents_compare_as_many_hashes_as_expected() {
        for (leaves, rounds) in [(1, 50), (2, 400), (10, 200), (100, 50)] {
            let (mean, expected) = (measured(10, leaves, rounds), expected_comparisons(10, leaves));
            assert!(is_near(mean, expected, 0.02), "{leaves}: {mean}, expected {expected}");
        }
    }
}
