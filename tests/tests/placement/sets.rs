//! Random placement and copysets: how many different sets of nodes there are, and what follows.

use crate::topologies::{are_different, even_sites, racks, topology};
use proptest::prelude::*;
use quorate_core::placement::{Copies, Copysets, Placement, Table, UniformRandom};
use quorate_tests::tries;

/// The different sets of nodes of a table.
fn distinct(table: &Table) -> Vec<Vec<u32>> {
    let mut sets: Vec<Vec<u32>> = table.iter().map(<[u32]>::to_vec).collect();
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.sort_unstable();
    sets.dedup();
    sets
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn copysets_are_no_more_than_the_permutations_have(
        nodes in 1_u32..=40, copies in 1_u32..=6, scatter_width in 0_u32..=20, seed in any::<u64>(),
    ) {
        let topology = topology(&even_sites(1, 1, nodes));
        let copysets = Copysets { partitions: 300, scatter_width, seed };
        let table = copysets.place(&topology, &Copies::Each(copies)).unwrap();
        let wide = copies.min(nodes);
        prop_assert!(table.iter().all(|set| are_different(set) && set.len() as u32 == wide));
        let permutations = copysets.permutations(copies, nodes);
        prop_assert!(distinct(&table).len() as u32 <= permutations * (nodes / wide));
        // P = S / (R - 1), rounded up, is the least number that can give so many neighbours.
        let others = scatter_width.min(nodes - 1);
        prop_assert!(wide == 1 || permutations * (wide - 1) >= others);
        prop_assert!(wide == 1 || permutations == 1 || (permutations - 1) * (wide - 1) < others);
    }

    #[test]
    fn random_sets_are_as_wide_as_they_can_be(nodes in 0_u32..=12, copies in 1_u32..=14, seed in any::<u64>()) {
        let topology = topology(&even_sites(1, 1, nodes));
        let table = UniformRandom { partitions: 40, seed }.place(&topology, &Copies::Each(copies)).unwrap();
        prop_assert!(table.iter().all(|set| are_different(set) && set.len() as u32 == copies.min(nodes)));
        prop_assert_eq!(table.len(), 40);
    }
}

#[test]
fn with_scatter_width_2_ramclouds_5000_nodes_lose_data_in_0_16_per_cent_of_outages_of_1_per_cent() {
    // Cidon et al., USENIX ATC 2013, section 1 and figure 1: 0.15 %, where random replication nearly always loses some.
    let topology = topology(&even_sites(1, 1, 5_000));
    let copysets = Copysets { partitions: 40_000, scatter_width: 2, seed: 1 };
    let sets = distinct(&copysets.place(&topology, &Copies::Each(3)).unwrap()).len();
    assert_eq!(sets, 5_000 / 3);
    // Sets of three among the 50 that are down, of all sets of three.
    let hit = (50.0 * 49.0 * 48.0) / (5_000.0 * 4_999.0 * 4_998.0);
    let lost = 1.0 - f64::powf(1.0 - hit, sets as f64);
    assert!((lost - 0.001_567_085_2).abs() < 2e-4, "{lost}");
}

#[test]
fn random_placement_is_blind_to_racks() {
    // Hypergeometric: of all sets of three nodes in three racks, those with two or more, and all three, in one.
    for (nodes, two, three) in [(2, 0.6, 0.0), (10, 0.753_694_581, 0.088_669_951)] {
        let topology = topology(&even_sites(1, 3, nodes));
        let table =
            UniformRandom { partitions: 100_000, seed: 1 }.place(&topology, &Copies::Each(3)).unwrap();
        let share = |most: usize| {
            table.iter().filter(|set| racks(&topology, set) <= most).count() as f64 / table.len() as f64
        };
        // Four standard deviations of 100,000 draws are below 0.007.
        assert!(
            (share(2) - two).abs() < 0.007 && (share(1) - three).abs() < 0.007,
            "{} {}",
            share(2),
            share(1)
        );
    }
}
