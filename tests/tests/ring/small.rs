//! Every ring there is, of a few nodes with a few tokens on a few places of a 16-bit space, the first and the last
//! value among them.

use crate::{
    movement::{moved, moved_owners},
    twin::{Twin, are_same, hash_value, moved_by_piece, point, total, value},
};
use quorate_core::{base::Count, partition::Scheme};

const PLACES: [u128; 5] = [0, 1, 0x4000, 0x8001, 0xffff];

/// All multisets of up to `most` (one or two) of the first `places` places.
fn token_sets(places: usize, most: usize) -> Vec<Vec<u128>> {
    let mut sets = vec![vec![]];
    for (i, first) in PLACES[..places].iter().enumerate() {
        sets.push(vec![*first]);
        if most == 2 {
            sets.extend(PLACES[i..places].iter().map(|second| vec![*first, *second]));
        }
    }
    sets
}

/// All clusters whose nodes have these ids, in this order.
fn clusters(ids: &[u32], sets: &[Vec<u128>]) -> Vec<Twin> {
    let mut lists: Vec<Vec<(u32, Vec<u128>)>> = vec![vec![]];
    for id in ids {
        let with =
            |list: &Vec<(u32, Vec<u128>)>, set: &Vec<u128>| [&list[..], &[(*id, set.clone())]].concat();
        lists = lists.iter().flat_map(|list| sets.iter().map(move |set| with(list, set))).collect();
    }
    lists.into_iter().map(|nodes| Twin::new(16, nodes)).collect()
}

#[test]
fn owner_walk_and_ownership_are_right_on_every_small_ring() {
    let sets = token_sets(5, 2);
    let mut tried = 0;
    for ids in [&[][..], &[1], &[2, 1], &[3, 1, 2]] {
        for twin in clusters(ids, &sets) {
            let ring = twin.ring();
            assert_eq!(ring.owned(), twin.owned(), "{twin:?}");
            for position in PLACES.into_iter().flat_map(|place| [place, (place + 1) & 0xffff]) {
                let turn = twin.turn(position);
                let walk: Vec<_> = ring.walk(point(position, 16)).collect();
                let tokens = walk.iter().map(|step| (value(ring.token(step.at), 16), ring.owner_at(step.at)));
                assert!(tokens.eq(turn.iter().copied().take(walk.len())), "{twin:?} from {position}");
                let new: Vec<u32> = walk.iter().filter(|step| step.is_new).map(|step| step.node.0).collect();
                assert_eq!(new, twin.replicas(position, 3), "{twin:?} from {position}");
                let owner = ring.owner(hash_value(position, 16)).map(|node| node.0);
                assert_eq!(owner, new.first().copied(), "{twin:?} at {position}");
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 1 + 21 + 21 * 21 + 21 * 21 * 21);
}

fn check_movement(before: &Twin, after: &Twin) {
    for rf in 1..=3 {
        let expected = moved_by_piece(before, after, rf);
        let (ranges, share) = moved(before, after, rf);
        assert!(
            are_same(&ranges, &expected),
            "{before:?}\n→ {after:?}\nrf {rf}: {ranges:?}\nnot {expected:?}"
        );
        assert_eq!(share.num, total(&expected, 16), "{before:?} → {after:?}, rf {rf}");
        if rf == 1 {
            assert_eq!(moved_owners(before, after), (ranges, share), "{before:?} → {after:?}");
        }
    }
}

#[test]
fn movement_is_right_between_any_two_rings_of_up_to_three_nodes_with_a_token() {
    let sets = token_sets(3, 1);
    let befores: Vec<Twin> =
        [&[][..], &[1], &[1, 2], &[1, 2, 3]].iter().flat_map(|ids| clusters(ids, &sets)).collect();
    let orders: [&[u32]; 9] =
        [&[1], &[4], &[1, 2], &[2, 1], &[1, 4], &[1, 2, 3], &[2, 3, 1], &[3, 2, 1], &[1, 4, 3]];
    let afters: Vec<Twin> = orders.iter().flat_map(|ids| clusters(ids, &sets)).collect();
    for before in &befores {
        for after in &afters {
            check_movement(before, after);
        }
    }
    assert_eq!((befores.len(), afters.len()), (1 + 4 + 16 + 64, 2 * 4 + 3 * 16 + 4 * 64));
}

#[test]
fn movement_is_right_for_every_single_change_of_a_ring_of_three_nodes_with_two_tokens() {
    let sets = token_sets(3, 2);
    for before in clusters(&[1, 2, 3], &sets) {
        let changed = |change: fn(&mut Vec<(u32, Vec<u128>)>)| {
            let mut nodes = before.nodes.clone();
            change(&mut nodes);
            Twin::new(16, nodes)
        };
        check_movement(&before, &changed(|nodes| drop(nodes.remove(0))));
        check_movement(&before, &changed(|nodes| nodes.swap(0, 2)));
        check_movement(&before, &changed(|nodes| nodes[1].0 = 4));
        for set in &sets {
            let mut nodes = before.nodes.clone();
            nodes[1].1.clone_from(set);
            check_movement(&before, &Twin::new(16, nodes));
        }
    }
}

#[test]
fn one_value_of_the_space_can_move_alone() {
    let before = Twin::new(16, vec![(1, vec![0xffff])]);
    let after = Twin::new(16, vec![(1, vec![0xffff]), (2, vec![0])]);
    let (ranges, share) = moved_owners(&before, &after);
    assert_eq!((ranges[0].start, ranges[0].end, share.num), (0xffff, 0, Count::from(1)));
}
