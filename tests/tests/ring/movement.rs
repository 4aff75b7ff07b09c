//! What moves between two rings.

use crate::{
    clusters::{changed_cluster, wide},
    twin::{Moved, Twin, are_same, hash_value, in_values, moved_by_piece, moved_by_position, total},
};
use proptest::prelude::*;
use quorate_core::{
    base::{Count, NodeId, Share},
    partition::{
        Scheme,
        movement::{MovedRange, of_owners, of_replicas},
    },
};
use quorate_tests::tries;

/// What the core says moves, in values, and its share.
pub(crate) fn moved(before: &Twin, after: &Twin, rf: usize) -> (Vec<Moved>, Share) {
    let movement = of_replicas(&before.ring(), &after.ring(), rf);
    let ids = |nodes: &Vec<NodeId>| nodes.iter().map(|node| node.0).collect();
    (in_values(&movement, before.bits, ids), movement.share)
}

/// The same of owners.
pub(crate) fn moved_owners(before: &Twin, after: &Twin) -> (Vec<Moved>, Share) {
    let movement = of_owners(&before.ring(), &after.ring());
    (in_values(&movement, before.bits, |node| vec![node.0]), movement.share)
}

#[track_caller]
fn check((ranges, share): (Vec<Moved>, Share), expected: &[Moved], bits: u32) -> Result<(), TestCaseError> {
    prop_assert!(are_same(&ranges, expected), "core {:?}\ntwin {:?}", ranges, expected);
    prop_assert_eq!(share, Share::of_space(total(expected, bits), bits));
    Ok(())
}

proptest! {
    #![proptest_config(tries(64))]

    #[test]
    fn owners_move_in_exactly_the_ranges_that_comparing_every_position_finds((before, after) in changed_cluster(16)) {
        check(moved_owners(&before, &after), &moved_by_position(&before, &after, 1), 16)?;
    }

    #[test]
    fn replicas_move_in_exactly_the_ranges_that_comparing_every_position_finds((before, after) in changed_cluster(16), rf in 1_usize..6) {
        check(moved(&before, &after, rf), &moved_by_position(&before, &after, rf), 16)?;
    }
}

fn wide_change() -> impl Strategy<Value = (Twin, Twin)> {
    prop_oneof![Just(16), wide()].prop_flat_map(changed_cluster)
}

proptest! {
    #![proptest_config(tries(1024))]

    #[test]
    fn owners_move_in_exactly_the_pieces_that_change_hands_in_spaces_of_any_width((before, after) in wide_change()) {
        check(moved_owners(&before, &after), &moved_by_piece(&before, &after, 1), before.bits)?;
    }

    #[test]
    fn replicas_move_in_exactly_the_pieces_whose_list_changes_in_spaces_of_any_width((before, after) in wide_change(), rf in 0_usize..30) {
        check(moved(&before, &after, rf), &moved_by_piece(&before, &after, rf), before.bits)?;
    }

    #[test]
    fn a_value_lies_in_one_range_if_it_changes_owner_and_in_none_if_not((before, after) in wide_change(), anywhere in any::<u128>()) {
        let (ring_before, ring_after) = (before.ring(), after.ring());
        let movement = of_owners(&ring_before, &ring_after);
        let bits = before.bits;
        for position in before.positions(anywhere >> (128 - bits)).into_iter().chain(after.positions(0)) {
            let value = hash_value(position, bits);
            let in_range = |range: &&MovedRange<NodeId>| value.point().is_within(range.start, range.end);
            let ranges: Vec<_> = movement.ranges.iter().filter(in_range).map(|range| (range.from, range.to)).collect();
            let owners = ring_before.owner(value).zip(ring_after.owner(value));
            let changed: Vec<_> = owners.into_iter().filter(|(from, to)| from != to).collect();
            prop_assert_eq!(ranges, changed, "position {}", position);
        }
    }

    #[test]
    fn going_back_moves_the_same_ranges_the_other_way((before, after) in wide_change(), rf in 1_usize..6) {
        let (mut there, share) = moved(&before, &after, rf);
        for range in &mut there {
            std::mem::swap(&mut range.from, &mut range.to);
        }
        let (back, share_back) = moved(&after, &before, rf);
        prop_assert_eq!(share, share_back);
        prop_assert_eq!(there, back);
    }

    #[test]
    fn nothing_moves_between_a_cluster_and_itself((cluster, _) in wide_change(), rf in 1_usize..6) {
        let (ranges, share) = moved(&cluster, &cluster.clone(), rf);
        prop_assert!(ranges.is_empty());
        prop_assert_eq!(share.num, Count::ZERO);
    }

    #[test]
    fn what_nodes_gain_and_lose_is_what_moves((before, after) in wide_change()) {
        let (ranges, _) = moved_owners(&before, &after);
        if before.is_empty() || after.is_empty() {
            return Ok(());
        }
        let owned = |twin: &Twin, id: u32| -> Count {
            let owned = twin.ring().owned();
            twin.nodes.iter().zip(owned).filter(|((node, _), _)| *node == id).map(|(_, count)| count).sum()
        };
        for (id, _) in before.nodes.iter().chain(&after.nodes) {
            let of = |ids: fn(&Moved) -> &[u32]| {
                let ranges: Vec<Moved> = ranges.iter().filter(|range| ids(range) == [*id]).cloned().collect();
                total(&ranges, before.bits)
            };
            let (lost, gained) = (of(|range| &range.from), of(|range| &range.to));
            prop_assert_eq!(owned(&before, *id) + gained, owned(&after, *id) + lost, "node {}", id);
        }
    }
}
