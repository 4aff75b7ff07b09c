//! Random clusters of up to nine nodes in three racks and two data centres, with up to five copies, as many or not.

use crate::{
    compare::{breakers, changes, expected, survivals},
    twin::Twin,
};
use proptest::prelude::*;
use quorate_core::{placement::Copies, survival::Chances};
use quorate_tests::tries;

fn copies() -> impl Strategy<Value = Copies> {
    prop_oneof![
        Just(Copies::AsPlaced),
        (1..=5_u32).prop_map(Copies::Each),
        prop::collection::vec(0..=3_u32, 1..=3).prop_map(Copies::PerDc),
    ]
}

fn replicas(nodes: u32) -> impl Strategy<Value = Vec<u32>> {
    let all: Vec<u32> = (0..nodes).collect();
    (Just(all).prop_shuffle(), 0..=5_usize).prop_map(|(mut nodes, copies)| {
        nodes.truncate(copies);
        nodes
    })
}

/// Racks 0 and 1 of the one data centre, 0 of the other.
fn twin(nodes: core::ops::RangeInclusive<u32>) -> impl Strategy<Value = Twin> {
    let place = prop::sample::select(vec![(0, 0), (0, 1), (1, 0)]);
    let of = move |nodes: u32| {
        let places = prop::collection::vec(place.clone(), nodes as usize);
        let partitions = prop::collection::vec(replicas(nodes), 1..=5);
        let weights = prop::option::of(prop::collection::vec(0..=9_u64, 5));
        (places, partitions, copies(), weights)
    };
    nodes.prop_flat_map(of).prop_map(|(places, partitions, copies, weights)| {
        let weights = weights.map(|mut weights| {
            weights.truncate(partitions.len());
            weights
        });
        Twin { places, partitions, copies, weights }
    })
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn what_is_left_is_what_the_twin_counts(twin in twin(1..=9)) {
        survivals(&twin);
    }

    #[test]
    fn leaders_change_where_the_first_living_replica_does(twin in twin(1..=9), down: u32, later: u32) {
        let all = (1 << twin.nodes()) - 1;
        changes(&twin, down & all, later & all);
    }

    #[test]
    fn what_breaks_is_what_the_twin_finds_among_all_sets(twin in twin(1..=9), down: u32, fewer: u32) {
        breakers(&twin, 0);
        breakers(&twin, down & fewer & ((1 << twin.nodes()) - 1));
    }

    #[test]
    fn what_is_expected_is_the_sum_over_all_that_may_happen(twin in twin(1..=5), node in 0.0..=1.0, rack in 0.0..=1.0) {
        expected(&twin, Chances { node, rack });
    }
}
