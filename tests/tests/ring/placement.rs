//! Owner, walk, replicas and ownership.

use crate::{
    clusters::{cluster, token, wide},
    twin::{Everywhere, Twin, hash_value, point, value},
};
use proptest::prelude::*;
use quorate_core::{
    base::{Count, NodeId},
    partition::{Ring, Scheme},
};
use quorate_tests::tries;

fn replicas(ring: &Ring, twin: &Twin, position: u128, rf: usize) -> Vec<u32> {
    let mut replicas = Vec::new();
    ring.replicas(hash_value(position, twin.bits), rf, &mut replicas);
    replicas.into_iter().map(|node| node.0).collect()
}

/// The token, the node and whether it is new, for each step of the core's walk.
fn walked(ring: &Ring, twin: &Twin, position: u128) -> Vec<(u128, u32, bool)> {
    let steps = ring.walk(point(position, twin.bits));
    steps.map(|step| (value(ring.token(step.at), twin.bits), step.node.0, step.is_new)).collect()
}

/// The same by the twin: up to the token that brings the last new node.
fn walk_of_the_twin(twin: &Twin, position: u128) -> Vec<(u128, u32, bool)> {
    let mut met = Vec::new();
    let mut steps = Vec::new();
    for (token, place) in twin.turn(position) {
        let is_new = !met.contains(&place);
        if is_new {
            met.push(place);
        }
        steps.push((token, twin.nodes[place].0, is_new));
    }
    let last_new = steps.iter().rposition(|(_, _, is_new)| *is_new);
    steps.truncate(last_new.map_or(0, |at| at + 1));
    steps
}

fn cluster_and_position() -> impl Strategy<Value = (Twin, u128)> {
    prop_oneof![Just(16), wide()].prop_flat_map(|bits| (cluster(bits), token(bits)))
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn every_position_of_a_16_bit_space_has_the_owner_that_a_scan_finds(twin in cluster(16)) {
        let ring = twin.ring();
        let everywhere = Everywhere::new(&twin, 1);
        for position in 0..65_536 {
            let owner = ring.owner(hash_value(position as u128, 16)).map(|node| node.0);
            prop_assert_eq!(owner, everywhere.replicas(position).first().copied(), "position {}", position);
        }
    }

    #[test]
    fn ownership_is_what_counting_every_position_gives(twin in cluster(16)) {
        let everywhere = Everywhere::new(&twin, 1);
        let mut counted = vec![0_u128; twin.nodes.len()];
        for position in 0..65_536 {
            let owner = everywhere.replicas(position).first();
            if let Some(at) = twin.nodes.iter().position(|(id, _)| Some(id) == owner) {
                counted[at] += 1;
            }
        }
        let counted: Vec<Count> = counted.into_iter().map(Count::from).collect();
        prop_assert_eq!(twin.ring().owned(), counted);
    }
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn replicas_are_those_of_the_scan_even_when_more_are_wanted_than_there_are((twin, anywhere) in cluster_and_position()) {
        let ring = twin.ring();
        let n = twin.nodes.len();
        for position in twin.positions(anywhere) {
            for rf in [0, 1, 2, 3, n, n + 2] {
                prop_assert_eq!(replicas(&ring, &twin, position, rf), twin.replicas(position, rf), "{} of {}", rf, position);
            }
            let owner = ring.owner(hash_value(position, twin.bits));
            prop_assert_eq!(owner, twin.replicas(position, 1).first().map(|id| NodeId(*id)));
        }
    }

    #[test]
    fn a_walk_visits_the_tokens_that_the_scan_visits_and_of_equal_ones_in_list_order((twin, anywhere) in cluster_and_position()) {
        let ring = twin.ring();
        for position in twin.positions(anywhere) {
            prop_assert_eq!(walked(&ring, &twin, position), walk_of_the_twin(&twin, position), "from {}", position);
        }
    }

    #[test]
    fn ownership_is_the_scans_and_sums_to_the_whole((twin, _) in cluster_and_position()) {
        let ring = twin.ring();
        let owned = ring.owned();
        prop_assert_eq!(&owned, &twin.owned());
        let whole = if twin.is_empty() { Count::ZERO } else { Count::space(twin.bits) };
        prop_assert_eq!(owned.iter().copied().sum::<Count>(), whole);
        let shares = ring.ownership();
        prop_assert!(shares.iter().map(|share| share.num).eq(owned));
        prop_assert!(shares.iter().all(|share| share.den == Count::space(twin.bits)));
    }

    #[test]
    fn of_equal_tokens_the_first_listed_owns_the_range_and_the_others_none((twin, _) in cluster_and_position()) {
        let ring = twin.ring();
        let mut by_node = vec![Count::ZERO; twin.nodes.len()];
        for at in 0..ring.len() {
            let token = value(ring.token(at), twin.bits);
            let listed_first = twin.nodes.iter().position(|(_, tokens)| tokens.contains(&token));
            if ring.range_len(at) != Count::ZERO {
                prop_assert_eq!(Some(ring.owner_at(at)), listed_first, "token {}", token);
            }
            by_node[ring.owner_at(at)] = by_node[ring.owner_at(at)] + ring.range_len(at);
        }
        prop_assert_eq!(by_node, ring.owned());
    }
}
