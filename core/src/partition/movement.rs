//! Exactly which ranges of a ring change owner, or replicas, between two clusters.
//!
//! Cut the circle at every token of both rings. Within one piece neither ring has a token, so its owners before and
//! after are those of its end. If the end is a token that both rings have, of a node that did not change, then the
//! owner is the same in both; so only pieces that end at a token of a *changed* node can change owner, and the work
//! grows with the change, not with the ring. For the first `rf` replicas also the pieces count whose walk meets such
//! a token before it has met `rf` nodes: they are found by walking back.

use super::Ring;
use crate::base::{Digest, Encode, IdMap, IdSet, NodeId, Point, Share};
use alloc::{vec, vec::Vec};

/// A range that changed hands: `(start, end]`, wrapping; the whole circle where the two are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRange<O> {
    /// Where it begins: not in it.
    pub start: Point,
    /// Where it ends: in it.
    pub end: Point,
    /// Whose it was.
    pub from: O,
    /// Whose it is.
    pub to: O,
}

/// All that changed hands between two rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement<O> {
    /// The share of all hash values that changed hands.
    pub share: Share,
    /// The ranges by their end, neighbours with the same `from` and `to` merged.
    pub ranges: Vec<MovedRange<O>>,
}

/// Which ranges change owner. Nothing moves to or from a ring without tokens: there is nowhere to go.
pub fn of_owners(before: &Ring, after: &Ring) -> Movement<NodeId> {
    movement(before, after, 1, Ring::node_at)
}

/// Which ranges change their ordered list of the first `rf` replicas.
pub fn of_replicas(before: &Ring, after: &Ring, rf: usize) -> Movement<Vec<NodeId>> {
    movement(before, after, rf, |ring, at| {
        let mut places = Vec::new();
        ring.replicas_from(at, rf, &mut places);
        places.into_iter().map(|place| ring.ring_nodes()[place as usize].id).collect()
    })
}

fn movement<O: PartialEq>(
    before: &Ring,
    after: &Ring,
    rf: usize,
    held: impl Fn(&Ring, usize) -> O,
) -> Movement<O> {
    let bits = after.bits();
    let mut ranges: Vec<MovedRange<O>> = Vec::new();
    let ends =
        if before.is_empty() || after.is_empty() { Vec::new() } else { ends_of_change(before, after, rf) };
    for end in ends {
        let (at_before, at_after) = (before.successor(end), after.successor(end));
        let (from, to) = (held(before, at_before), held(after, at_after));
        if from == to {
            continue;
        }
        let start = nearest_before(
            end,
            [before.token(before.previous(at_before)), after.token(after.previous(at_after))],
        );
        match ranges.last_mut() {
            Some(last) if last.end == start && last.from == from && last.to == to => last.end = end,
            _ => ranges.push(MovedRange { start, end, from, to }),
        }
    }
    merge_across_zero(&mut ranges);
    let moved = ranges.iter().map(|range| range.start.count_to(range.end, bits)).sum();
    Movement { share: Share::of_space(moved, bits), ranges }
}

/// The first and the last range are neighbours if one ends where the other begins.
fn merge_across_zero<O: PartialEq>(ranges: &mut Vec<MovedRange<O>>) {
    if let [first, .., last] = ranges.as_mut_slice()
        && (last.end, &last.from, &last.to) == (first.start, &first.from, &first.to)
    {
        first.start = last.start;
        ranges.pop();
    }
}

/// Of two points the one that is met first, walking back from `end`. One at `end` itself is a full turn away.
fn nearest_before(end: Point, points: [Point; 2]) -> Point {
    let [a, b] = points;
    let distance = |point: Point| end.0.wrapping_sub(point.0).wrapping_sub(1);
    if distance(a) <= distance(b) { a } else { b }
}

/// The ends of all pieces whose first `rf` replicas may differ, ascending.
fn ends_of_change(before: &Ring, after: &Ring, rf: usize) -> Vec<Point> {
    let kept = kept_nodes(before, after);
    let mut ends = Vec::new();
    for ring in [before, after] {
        let is_kept: Vec<bool> = ring.ring_nodes().iter().map(|node| kept.contains(node.id)).collect();
        let changed = ring.ring_nodes().iter().zip(&is_kept).filter(|(_, is_kept)| !**is_kept);
        ends.extend(changed.flat_map(|(node, _)| node.tokens.iter().copied()));
        if rf > 1 {
            walk_back(ring, &is_kept, rf, &mut ends);
        }
    }
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Adds the tokens of kept nodes from which a walk arrives at a token of a changed node having met fewer than `rf`
/// nodes. A piece whose walk meets several such tokens is found from the first of them, so each walk back ends at the
/// next, and all of them together pass each token once.
fn walk_back(ring: &Ring, is_kept: &[bool], rf: usize, ends: &mut Vec<Point>) {
    let mut met = vec![0; ring.ring_nodes().len()];
    let changed = (0..ring.len()).filter(|at| !is_kept[ring.owner_at(*at)]);
    for (walk, changed) in (1_u32..).zip(changed) {
        let mut left = rf;
        let mut at = ring.previous(changed);
        while is_kept[ring.owner_at(at)] {
            // A node is new to this walk if an earlier walk met it last.
            if core::mem::replace(&mut met[ring.owner_at(at)], walk) != walk {
                left -= 1;
            }
            if left == 0 {
                break;
            }
            ends.push(ring.token(at));
            at = ring.previous(at);
        }
    }
}

/// Which nodes, of either ring, are the same in both. Where the nodes that both have stand in another order, equal
/// tokens may change hands, and none counts as the same.
fn kept_nodes(before: &Ring, after: &Ring) -> IdSet {
    let mut places = IdMap::default();
    for (place, node) in after.ring_nodes().iter().enumerate() {
        places.insert(node.id, place);
    }
    let mut kept = IdSet::default();
    let mut last = None;
    for node in before.ring_nodes() {
        let Some(place) = places.get(node.id) else { continue };
        if last.is_some_and(|last| last > *place) {
            return IdSet::default();
        }
        last = Some(*place);
        if after.ring_nodes()[*place].is_same(node) {
            kept.insert(node.id, ());
        }
    }
    kept
}

impl<O: Encode> Encode for MovedRange<O> {
    fn encode(&self, digest: &mut Digest) {
        self.start.encode(digest);
        self.end.encode(digest);
        self.from.encode(digest);
        self.to.encode(digest);
    }
}

impl<O: Encode> Encode for Movement<O> {
    fn encode(&self, digest: &mut Digest) {
        self.share.num.encode(digest);
        self.ranges.encode(digest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partition::RingNode;

    fn ring(tokens: &[(u32, &[u32])]) -> Ring {
        let node = |(id, degrees): &(u32, &[u32])| {
            RingNode::new(
                NodeId(*id),
                degrees.iter().map(|d| Point::from_degrees(*d, 64)).collect::<Vec<_>>(),
            )
        };
        Ring::new(64, tokens.iter().map(node).collect())
    }

    #[test]
    fn a_node_that_joins_takes_from_its_successor_alone() {
        let before = ring(&[(1, &[90]), (2, &[210]), (3, &[330])]);
        let after = ring(&[(1, &[90]), (2, &[210]), (3, &[330]), (4, &[180])]);
        let movement = of_owners(&before, &after);
        assert_eq!(movement.share.scaled(1000), 250);
        let [range] = &movement.ranges[..] else { panic!("one range") };
        assert_eq!((range.start, range.end), (Point::from_degrees(90, 64), Point::from_degrees(180, 64)));
        assert_eq!((range.from, range.to), (NodeId(2), NodeId(4)));
    }

    #[test]
    fn a_whole_ring_that_changes_hands_is_one_range() {
        let movement = of_owners(&ring(&[(1, &[10, 50])]), &ring(&[(2, &[20])]));
        assert_eq!((movement.share.scaled(1000), movement.ranges.len()), (1000, 1));
        assert_eq!(movement.ranges[0].start, movement.ranges[0].end);
    }

    #[test]
    fn ranges_merge_across_zero() {
        let before = ring(&[(1, &[180]), (2, &[90])]);
        let after = ring(&[(1, &[180]), (2, &[90]), (3, &[10, 350])]);
        let movement = of_owners(&before, &after);
        assert_eq!(movement.ranges.len(), 1);
        assert_eq!(movement.ranges[0].start, Point::from_degrees(180, 64));
    }

    #[test]
    fn more_copies_than_nodes_cost_one_walk_round_the_ring() {
        let node = |id: u32| {
            let points = (0..20_000).map(|i: u128| Point((i * 4 + u128::from(id)) << 64));
            RingNode::new(NodeId(id), points.collect::<Vec<_>>())
        };
        let ring = |ids: &[u32]| Ring::new(128, ids.iter().map(|id| node(*id)).collect());
        let movement = of_replicas(&ring(&[0, 1, 2]), &ring(&[0, 1, 2, 3]), 4);
        assert_eq!(movement.share.scaled(1000), 1000, "every list has a fourth node now");
    }

    #[test]
    fn copies_move_in_the_ranges_before_a_new_token_too() {
        let before = ring(&[(1, &[90]), (2, &[210]), (3, &[330])]);
        let after = ring(&[(1, &[90]), (2, &[210]), (3, &[330]), (4, &[180])]);
        assert_eq!(
            of_replicas(&before, &after, 3).share.scaled(1000),
            917,
            "only (180°, 210°] does not meet n4 among its first three"
        );
    }
}
