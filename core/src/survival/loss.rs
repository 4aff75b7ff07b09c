//! How likely data is lost for good when a part of a cluster fails at once, by how the copies are scattered: closed
//! forms of Cidon, Rumble, Stutsman, Katti, Ousterhout and Rosenblum, Copysets: Reducing the Frequency of Data Loss in
//! Cloud Storage (USENIX ATC 2013). All take `failed` of `nodes` nodes to fail together, any of them alike.

/// The chance that the `copies` nodes of one set are all among the failed: C(F, R) / C(N, R).
fn chance_of_set(nodes: u32, copies: u32, failed: u32) -> f64 {
    let factor = |i: u32| f64::from(failed.saturating_sub(i)) / f64::from(nodes.saturating_sub(i).max(1));
    (0..copies).map(factor).product()
}

/// The chance that any of `sets` sets of nodes is lost, taken to be lost independently: 1 − (1 − C(F, R) / C(N, R))^sets.
/// Exact where it is tiny and where it is almost 1, as a difference from it.
pub fn of_sets(nodes: u32, copies: u32, failed: u32, sets: f64) -> f64 {
    let chance = chance_of_set(nodes, copies, failed);
    // ln(1 − 1) times no set is no number.
    if sets <= 0.0 { 0.0 } else { -libm::expm1(sets * libm::log1p(-chance)) }
}

/// The chance that a chunk is lost where each of `chunks` chunks lies on nodes of its own choice: as many sets as chunks.
pub fn of_random(nodes: u32, copies: u32, failed: u32, chunks: u64) -> f64 {
    of_sets(nodes, copies, failed, chunks as f64)
}

/// The same with chunks that chose the same nodes counted as one set: as many sets as are to be expected.
pub fn of_random_distinct(nodes: u32, copies: u32, failed: u32, chunks: u64) -> f64 {
    let all: f64 = (0..copies).map(|i| f64::from(nodes.saturating_sub(i)) / f64::from(i + 1)).product();
    let sets = if all < 1.0 { 0.0 } else { all * of_one_in(all, chunks as f64) };
    of_sets(nodes, copies, failed, sets)
}

/// The chance that one of `all` is drawn in so many draws.
fn of_one_in(all: f64, draws: f64) -> f64 {
    -libm::expm1(draws * libm::log1p(-1.0 / all))
}

/// Sets of nodes that copyset replication makes: as many permutations as give each node the scatter width, ⌈S / (R −
/// 1)⌉, each cut into ⌊N / R⌋ sets (section 3.1). `scatter` is how many other nodes hold copies of a node's chunks.
pub fn copysets(nodes: u32, copies: u32, scatter: u32) -> u64 {
    let permutations = scatter.max(1).div_ceil(copies.saturating_sub(1).max(1));
    u64::from(permutations) * u64::from(nodes / copies.max(1))
}

/// The chance that a chunk is lost where all lie on copysets.
pub fn of_copysets(nodes: u32, copies: u32, failed: u32, scatter: u32) -> f64 {
    of_sets(nodes, copies, failed, copysets(nodes, copies, scatter) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_set_is_lost_as_often_as_it_lies_among_the_failed() {
        // 3 of 5 nodes fail: C(3, 2) of C(5, 2) sets are among them.
        assert!((of_sets(5, 2, 3, 1.0) - 0.3).abs() < 1e-15);
        assert!((of_sets(5, 2, 3, 2.0) - (1.0 - 0.49)).abs() < 1e-15);
        assert_eq!(of_sets(5, 3, 2, 1e9).to_bits(), 0.0_f64.to_bits(), "fewer fail than hold a copy");
        assert_eq!(
            [of_sets(3, 3, 3, 1.0), of_sets(3, 3, 3, 0.0)].map(f64::to_bits),
            [1.0, 0.0].map(f64::to_bits)
        );
    }

    #[test]
    fn a_tiny_chance_keeps_its_digits() {
        // C(3, 3) / C(10000, 3)
        let expected = 6.0 / (10_000.0 * 9_999.0 * 9_998.0);
        assert!((of_sets(10_000, 3, 3, 1.0) / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn chunks_that_share_their_nodes_are_lost_together() {
        // All three pairs of three nodes are taken by so many chunks: one of them is lost for certain if two fail, but
        // sets are taken to fail independently, 1 − (2/3)^3.
        assert!((of_random_distinct(3, 2, 2, 1_000) - 19.0 / 27.0).abs() < 1e-12);
        assert!((of_random(3, 2, 2, 1) - of_random_distinct(3, 2, 2, 1)).abs() < 1e-15);
        assert!(of_random_distinct(2, 3, 2, 10).abs() < 1e-15, "two nodes have no set of three");
        assert!((of_random_distinct(3, 3, 3, 2) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn copysets_are_as_few_as_the_scatter_width_allows() {
        assert_eq!(
            [copysets(9, 3, 2), copysets(9, 3, 4), copysets(9, 3, 3), copysets(10, 3, 2)],
            [3, 6, 6, 3]
        );
    }
}
