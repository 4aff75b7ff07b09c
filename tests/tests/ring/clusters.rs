//! Clusters to try: tokens few and equal, crowded, at the ends of the space, or anywhere; and what people do to them.

use crate::twin::Twin;
use proptest::prelude::*;

/// A width of a space that is not looked at position by position.
pub(crate) fn wide() -> impl Strategy<Value = u32> {
    prop_oneof![Just(32), Just(64), Just(128)]
}

fn greatest(bits: u32) -> u128 {
    u128::MAX >> (128 - bits)
}

/// One of thirty-two neighbours that differ in their last bits only.
fn crowded_token(bits: u32) -> impl Strategy<Value = u128> {
    let first = greatest(bits) / 5 * 4;
    (0_u128..32).prop_map(move |low| first + low)
}

/// A token of eight values, of the crowd, or of any.
pub(crate) fn token(bits: u32) -> impl Strategy<Value = u128> {
    let greatest = greatest(bits);
    let few = vec![0, 1, greatest / 4, greatest / 2, greatest / 2 + 1, greatest / 3, greatest - 1, greatest];
    prop_oneof![
        4 => prop::sample::select(few),
        2 => crowded_token(bits),
        3 => any::<u128>().prop_map(move |any| any & greatest),
    ]
}

fn tokens(bits: u32, most: usize) -> impl Strategy<Value = Vec<u128>> {
    prop::collection::vec(token(bits), 0..=most)
}

/// A few nodes with a few tokens, many nodes with one or two, two with many, or three with many in one place. Ids are
/// in no order.
pub(crate) fn cluster(bits: u32) -> impl Strategy<Value = Twin> {
    let nodes = prop_oneof![
        6 => prop::collection::vec(tokens(bits, 4), 0..=7),
        1 => prop::collection::vec(tokens(bits, 2), 17..=24),
        1 => prop::collection::vec(tokens(bits, 48), 1..=2),
        1 => prop::collection::vec(prop::collection::vec(crowded_token(bits), 0..=40), 1..=3),
    ];
    let ids = Just((1..=24).collect::<Vec<u32>>()).prop_shuffle();
    (ids, nodes).prop_map(move |(ids, nodes)| Twin::new(bits, ids.into_iter().zip(nodes).collect()))
}

/// What is done to a cluster. Places are taken modulo the number of nodes.
#[derive(Clone, Debug)]
enum Change {
    Join(usize, Vec<u128>),
    Leave(usize),
    Heavier(usize, Vec<u128>),
    Lighter(usize, usize),
    Retoken(usize, Vec<u128>),
    Swap(usize, usize),
    Rename(usize),
    Shuffle(Vec<usize>),
}

fn change(bits: u32) -> impl Strategy<Value = Change> {
    let place = || 0_usize..24;
    prop_oneof![
        3 => (place(), tokens(bits, 4)).prop_map(|(place, tokens)| Change::Join(place, tokens)),
        3 => place().prop_map(Change::Leave),
        2 => (place(), tokens(bits, 3)).prop_map(|(place, tokens)| Change::Heavier(place, tokens)),
        2 => (place(), 0_usize..3).prop_map(|(place, kept)| Change::Lighter(place, kept)),
        1 => (place(), tokens(bits, 4)).prop_map(|(place, tokens)| Change::Retoken(place, tokens)),
        2 => (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
        1 => place().prop_map(Change::Rename),
        1 => Just((0..24).collect::<Vec<usize>>()).prop_shuffle().prop_map(Change::Shuffle),
    ]
}

impl Change {
    /// `fresh` is an id that no node has had.
    fn apply(&self, nodes: &mut Vec<(u32, Vec<u128>)>, fresh: u32) {
        if let Change::Join(place, tokens) = self {
            return nodes.insert(place % (nodes.len() + 1), (fresh, tokens.clone()));
        }
        if nodes.is_empty() {
            return;
        }
        let n = nodes.len();
        match self {
            Change::Join(..) => {}
            Change::Leave(place) => drop(nodes.remove(place % n)),
            Change::Heavier(place, tokens) => nodes[place % n].1.extend(tokens),
            Change::Lighter(place, kept) => nodes[place % n].1.truncate(*kept),
            Change::Retoken(place, tokens) => nodes[place % n].1.clone_from(tokens),
            Change::Swap(a, b) => nodes.swap(a % n, b % n),
            Change::Rename(place) => nodes[place % n].0 = fresh,
            Change::Shuffle(order) => {
                let shuffled = order.iter().filter_map(|place| nodes.get(*place).cloned());
                *nodes = shuffled.collect();
            }
        }
    }
}

/// A cluster before and after up to four changes.
pub(crate) fn changed_cluster(bits: u32) -> impl Strategy<Value = (Twin, Twin)> {
    let changes = prop::collection::vec(change(bits), 0..=4);
    (cluster(bits), changes).prop_map(|(before, changes)| {
        let mut after = before.clone();
        for (fresh, change) in (100..).zip(changes) {
            change.apply(&mut after.nodes, fresh);
        }
        (before, after)
    })
}
