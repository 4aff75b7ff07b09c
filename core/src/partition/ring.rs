//! The hash ring: consistent hashing (Karger et al., STOC 1997) with any tokens a node (virtual nodes: Dabek et al.,
//! SOSP 2001; DeCandia et al., SOSP 2007).
//!
//! A token owns the range from the token before it, which it does not hold, to itself, which it does: `(previous,
//! token]`, round the circle. Of equal tokens the one of the node listed first owns the range; the others' ranges are
//! empty, and a walk passes them in list order.
//!
//! The tokens lie sorted in flat columns behind a table of buckets, one bucket a token on average: a hash's leading
//! bits say where to look, so a lookup reads two or three cells however many tokens there are.

use super::Scheme;
use crate::{
    base::{Count, Digest, Encode, NodeId, Point, Share, sort_by_key},
    hash::HashValue,
};
use alloc::{sync::Arc, vec, vec::Vec};

/// A node and its tokens. Rings that share a node share its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingNode {
    /// Whose tokens.
    pub id: NodeId,
    /// In order of their number, not of their place.
    pub tokens: Arc<[Point]>,
}

impl RingNode {
    /// A node with these tokens.
    pub fn new(id: NodeId, tokens: impl Into<Arc<[Point]>>) -> Self {
        RingNode { id, tokens: tokens.into() }
    }

    /// Whether both are the same node with the same tokens: quick where they share them.
    pub(crate) fn is_same(&self, other: &RingNode) -> bool {
        self.id == other.id && (Arc::ptr_eq(&self.tokens, &other.tokens) || self.tokens == other.tokens)
    }
}

/// A ring of nodes with tokens in a space of 16 to 128 bits.
#[derive(Clone, Debug)]
pub struct Ring {
    bits: u32,
    nodes: Vec<RingNode>,
    /// The leading 64 bits of each token, ascending; and [`NEAR`] of the greatest number past the end.
    heads: Vec<u64>,
    /// The trailing 64 bits of each token; empty in spaces of up to 64 bits, where all are zero.
    tails: Vec<u64>,
    /// The node of each token, as a place in `nodes`.
    owners: Vec<u32>,
    /// For each value of a head's leading bits, the first token that has it or more; and past the end.
    buckets: Vec<u32>,
    shift: u32,
    /// Nodes that have at least one token.
    tokened: usize,
}

/// How many heads a lookup compares at once. A bucket seldom has more, and what is beyond a bucket's end is greater than
/// whatever is looked up in it.
const NEAR: usize = 4;
/// Replicas that are compared with each other.
const FEW: usize = 16;
/// A bucket with more tokens is sorted by itself.
const CROWD: u32 = 32;

impl Ring {
    /// A ring over a space of `bits` bits, 16 to 128. Tokens beyond `u32::MAX` in all are an error of the caller's:
    /// limits are checked where input comes in.
    pub fn new(bits: u32, nodes: Vec<RingNode>) -> Self {
        let total: usize = nodes.iter().map(|node| node.tokens.len()).sum();
        let bucket_bits = total.next_power_of_two().trailing_zeros().clamp(1, 24);
        let tokened = nodes.iter().filter(|node| !node.tokens.is_empty()).count();
        let mut ring = Ring {
            bits,
            nodes,
            heads: vec![u64::MAX; total + NEAR],
            tails: vec![0; if bits > 64 { total } else { 0 }],
            owners: vec![0; total],
            buckets: vec![0; (1 << bucket_bits) + 2],
            shift: 64 - bucket_bits,
            tokened,
        };
        for (start, end) in ring.scatter() {
            ring.sort_crowd(start, end);
        }
        ring.sort_nearly_sorted();
        ring
    }

    /// Puts each token into its bucket, in list order: a counting sort by the leading bits. It returns the crowded
    /// buckets.
    fn scatter(&mut self) -> Vec<(usize, usize)> {
        let Ring { nodes, heads, tails, owners, buckets, shift, .. } = self;
        // Counted two cells further on, so that in the end each cell has become the beginning of its own bucket.
        let (_, counts) = buckets.split_at_mut(2);
        for token in nodes.iter().flat_map(|node| node.tokens.iter()) {
            counts[(token.head() >> *shift) as usize] += 1;
        }
        let mut crowds = Vec::new();
        let mut first = 0;
        for count in counts {
            if *count > CROWD {
                crowds.push((first as usize, (first + *count) as usize));
            }
            first += *count;
            *count = first;
        }
        // While tokens are placed, a bucket's next free place stands one cell further on.
        let (_, free) = buckets.split_at_mut(1);
        let (heads, owners, tails) = (heads.as_mut_slice(), owners.as_mut_slice(), tails.as_mut_slice());
        for (owner, node) in (0_u32..).zip(nodes.iter()) {
            for token in node.tokens.iter() {
                let cell = &mut free[(token.head() >> *shift) as usize];
                let at = *cell as usize;
                *cell += 1;
                heads[at] = token.head();
                owners[at] = owner;
                if let Some(tail) = tails.get_mut(at) {
                    *tail = token.tail();
                }
            }
        }
        crowds
    }

    /// An insertion sort, which keeps the list order of equal tokens. The buckets are in order already, so no token
    /// sinks below its own.
    fn sort_nearly_sorted(&mut self) {
        for at in 1..self.len() {
            if let [previous, head] = self.heads[at - 1..=at]
                && head <= previous
            {
                self.sink(at);
            }
        }
    }

    fn sink(&mut self, mut at: usize) {
        while at > 0 && self.token(at) < self.token(at - 1) {
            self.heads.swap(at, at - 1);
            self.owners.swap(at, at - 1);
            if !self.tails.is_empty() {
                self.tails.swap(at, at - 1);
            }
            at -= 1;
        }
    }

    /// Many tokens in one bucket: a poor hash, or tokens given by hand.
    fn sort_crowd(&mut self, start: usize, end: usize) {
        let mut crowd: Vec<(Point, u32)> = (start..end).map(|at| (self.token(at), self.owners[at])).collect();
        // By token, and of equal ones by owner: what is alike stays in its order.
        sort_by_key(&mut crowd, |(_, owner)| (u64::from(*owner), 0));
        sort_by_key(&mut crowd, |(token, _)| (token.head(), token.tail()));
        for (at, (token, owner)) in (start..end).zip(crowd) {
            self.heads[at] = token.head();
            self.owners[at] = owner;
            if let Some(tail) = self.tails.get_mut(at) {
                *tail = token.tail();
            }
        }
    }

    /// The width of the hash space in bits.
    pub const fn bits(&self) -> u32 {
        self.bits
    }

    /// The nodes in list order.
    pub fn ring_nodes(&self) -> &[RingNode] {
        &self.nodes
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// Whether no node has a token.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// How many nodes have a token: as many different ones a walk can meet.
    pub const fn tokened(&self) -> usize {
        self.tokened
    }

    /// The token at a place clockwise from 0°.
    pub fn token(&self, at: usize) -> Point {
        Point::from_parts(self.heads[at], if self.bits > 64 { self.tails[at] } else { 0 })
    }

    /// The place in [`ring_nodes`](Self::ring_nodes) of the node that a token belongs to.
    pub fn owner_at(&self, at: usize) -> usize {
        self.owners[at] as usize
    }

    /// The node that a token belongs to.
    pub fn node_at(&self, at: usize) -> NodeId {
        self.nodes[self.owner_at(at)].id
    }

    /// The place before, counter-clockwise.
    pub fn previous(&self, at: usize) -> usize {
        if at == 0 { self.len() - 1 } else { at - 1 }
    }

    /// The place after, clockwise.
    pub fn next(&self, at: usize) -> usize {
        if at + 1 == self.len() { 0 } else { at + 1 }
    }

    /// The place of the first token at or after a point, clockwise: of equal tokens the one listed first. The ring must
    /// not be empty.
    pub fn successor(&self, point: Point) -> usize {
        self.successor_from(self.bucket_start(point), point)
    }

    /// The places of the first tokens at or after some points.
    fn successors(&self, points: &[Point]) -> Vec<u32> {
        // In two steps, each so short that the processor fetches the cells of many points at once.
        let mut places: Vec<u32> = points.iter().map(|point| self.bucket_start(*point)).collect();
        for (place, point) in places.iter_mut().zip(points) {
            *place = self.successor_from(*place, *point) as u32;
        }
        places
    }

    #[inline]
    fn bucket_start(&self, point: Point) -> u32 {
        self.buckets[(point.head() >> self.shift) as usize]
    }

    #[inline]
    fn successor_from(&self, bucket_start: u32, point: Point) -> usize {
        let (head, start) = (point.head(), bucket_start as usize);
        // Counted without a branch, which would be guessed wrong every other time.
        let below = |token: u64| usize::from(token < head);
        let mut at = start;
        if let Some([a, b, c, d]) = self.heads[start..].first_chunk::<NEAR>() {
            at += below(*a) + below(*b) + below(*c) + below(*d);
        }
        if at == start + NEAR {
            at += self.heads[at..self.bucket_end(head)].partition_point(|token| *token < head);
        }
        if self.bits > 64 && at < self.len() && self.heads[at] == head {
            let same = self.heads[at..self.bucket_end(head)].partition_point(|token| *token == head);
            at += self.tails[at..at + same].partition_point(|tail| *tail < point.tail());
        }
        if at == self.len() { 0 } else { at }
    }

    fn bucket_end(&self, head: u64) -> usize {
        self.buckets[(head >> self.shift) as usize + 1] as usize
    }

    /// How many values the token at a place owns: none if another of the same place is listed before it.
    pub fn range_len(&self, at: usize) -> Count {
        let (previous, token) = (self.token(self.previous(at)), self.token(at));
        if previous != token {
            return previous.count_to(token, self.bits);
        }
        // Equal neighbours: an empty range, unless all tokens are one point and this is the first of them.
        let alone = at == 0 && self.token(self.len() - 1) == token;
        if alone { Count::space(self.bits) } else { Count::ZERO }
    }

    /// The walk clockwise from a point.
    pub fn walk(&self, point: Point) -> Walk<'_> {
        Walk {
            ring: self,
            at: if self.is_empty() { 0 } else { self.successor(point) },
            left: self.len(),
            seen: vec![false; self.nodes.len()],
            unseen: self.tokened,
        }
    }

    /// Puts the places in [`ring_nodes`](Self::ring_nodes) of the first `rf` different nodes from the token at `at` on
    /// into `replicas`.
    pub fn replicas_from(&self, at: usize, rf: usize, replicas: &mut Vec<u32>) {
        replicas.clear();
        self.push_replicas(at, rf.min(self.tokened), replicas);
    }

    /// Adds `wanted` nodes, no more than have tokens: so the walk ends within one turn.
    #[inline]
    fn push_replicas(&self, mut at: usize, wanted: usize, replicas: &mut Vec<u32>) {
        match wanted {
            1 => replicas.push(self.owners[at]),
            // What nearly everyone asks for is worth registers of its own.
            3 => {
                let first = self.owners[at];
                let mut second = first;
                while second == first {
                    at = self.next(at);
                    second = self.owners[at];
                }
                let mut third = first;
                while third == first || third == second {
                    at = self.next(at);
                    third = self.owners[at];
                }
                replicas.extend_from_slice(&[first, second, third]);
            }
            // A few are compared with each other; of many a table is kept.
            _ if wanted <= FEW => {
                let start = replicas.len();
                while replicas.len() - start < wanted {
                    let owner = self.owners[at];
                    if !replicas[start..].contains(&owner) {
                        replicas.push(owner);
                    }
                    at = self.next(at);
                }
            }
            _ => self.push_many_replicas(at, wanted, replicas),
        }
    }

    fn push_many_replicas(&self, at: usize, wanted: usize, replicas: &mut Vec<u32>) {
        let mut seen = vec![false; self.nodes.len()];
        let (before, from) = self.owners.split_at(at);
        let is_new = |owner: &&u32| !core::mem::replace(&mut seen[**owner as usize], true);
        replicas.extend(from.iter().chain(before).filter(is_new).take(wanted));
    }

    /// Adds to `owners` for each point the place in [`ring_nodes`](Self::ring_nodes) of the node that owns it. The ring
    /// must not be empty.
    pub fn push_owners(&self, points: &[Point], owners: &mut Vec<u32>) {
        owners.extend(self.successors(points).into_iter().map(|at| self.owners[at as usize]));
    }

    /// Adds to `replicas` for each point the places of the first `rf` different nodes, or of all that have tokens if
    /// `rf` is more. The ring must not be empty.
    pub fn push_all_replicas(&self, points: &[Point], rf: usize, replicas: &mut Vec<u32>) {
        let wanted = rf.min(self.tokened);
        replicas.reserve(points.len() * wanted);
        for at in self.successors(points) {
            self.push_replicas(at as usize, wanted, replicas);
        }
    }

    /// How many values each node owns, in list order.
    pub fn owned(&self) -> Vec<Count> {
        let mut owned = vec![0_u128; self.nodes.len()];
        let Some(last) = self.len().checked_sub(1) else {
            return vec![Count::ZERO; self.nodes.len()];
        };
        let mut previous = self.token(last);
        if previous == self.token(0) {
            let first = self.owner_at(0);
            return (0..self.nodes.len())
                .map(|node| if node == first { Count::space(self.bits) } else { Count::ZERO })
                .collect();
        }
        for at in 0..self.len() {
            let token = self.token(at);
            let owned = &mut owned[self.owners[at] as usize];
            *owned = owned.wrapping_add(token.0.wrapping_sub(previous.0) >> (128 - self.bits));
            previous = token;
        }
        // Only the whole of a 128-bit space wraps to zero, and then one node owns it.
        let alone =
            (0..self.len()).all(|at| self.owners[at] == self.owners[0] || self.range_len(at) == Count::ZERO);
        let whole = |node: usize| alone && node == self.owner_at(0);
        owned
            .into_iter()
            .enumerate()
            .map(|(node, count)| if whole(node) { Count::space(self.bits) } else { count.into() })
            .collect()
    }
}

impl Scheme for Ring {
    type Reads<'a> = HashValue;

    fn nodes(&self) -> Vec<NodeId> {
        self.nodes.iter().map(|node| node.id).collect()
    }

    fn owner(&self, value: HashValue) -> Option<NodeId> {
        (!self.is_empty()).then(|| self.node_at(self.successor(value.point())))
    }

    fn replicas(&self, value: HashValue, rf: usize, replicas: &mut Vec<NodeId>) {
        let mut places = Vec::new();
        if !self.is_empty() {
            self.replicas_from(self.successor(value.point()), rf, &mut places);
        }
        replicas.clear();
        replicas.extend(places.into_iter().map(|place| self.nodes[place as usize].id));
    }

    fn ownership(&self) -> Vec<Share> {
        self.owned().into_iter().map(|count| Share::of_space(count, self.bits)).collect()
    }
}

impl Encode for Ring {
    fn encode(&self, digest: &mut Digest) {
        self.bits.encode(digest);
        for at in 0..self.len() {
            self.token(at).encode(digest);
            self.node_at(at).encode(digest);
        }
        self.owned().encode(digest);
    }
}

/// The tokens clockwise from a point, each told whether it brings a new node. It ends when every node with a token has
/// been met.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    ring: &'a Ring,
    at: usize,
    left: usize,
    seen: Vec<bool>,
    /// Nodes with a token that were not met yet.
    unseen: usize,
}

/// One token of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkStep {
    /// The token's place clockwise from 0°.
    pub at: usize,
    /// Whose token.
    pub node: NodeId,
    /// Whether the walk meets this node for the first time, so that it holds the next copy.
    pub is_new: bool,
}

impl Iterator for Walk<'_> {
    type Item = WalkStep;

    fn next(&mut self) -> Option<WalkStep> {
        if self.left == 0 || self.unseen == 0 {
            return None;
        }
        let (at, owner) = (self.at, self.ring.owners[self.at]);
        self.left -= 1;
        self.at = self.ring.next(at);
        let is_new = !core::mem::replace(&mut self.seen[owner as usize], true);
        self.unseen -= usize::from(is_new);
        Some(WalkStep { at, node: self.ring.node_at(at), is_new })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(tokens: &[&[u32]]) -> Ring {
        let node = |(id, degrees): (u32, &&[u32])| {
            RingNode::new(NodeId(id), degrees.iter().map(|d| Point::from_degrees(*d, 32)).collect::<Vec<_>>())
        };
        Ring::new(32, (1..).zip(tokens).map(node).collect())
    }

    #[test]
    fn a_range_ends_at_its_token_and_wraps() {
        let ring = ring(&[&[90], &[210], &[330]]);
        let owner = |degrees| ring.node_at(ring.successor(Point::from_degrees(degrees, 32))).0;
        assert_eq!([45, 90, 91, 210, 330, 331, 0].map(owner), [1, 1, 2, 2, 3, 1, 1]);
        let shares: Vec<u64> = ring.ownership().iter().map(|share| share.scaled(1000)).collect();
        assert_eq!(shares, [333, 333, 333]);
    }

    #[test]
    fn of_equal_tokens_the_node_listed_first_owns_and_the_walk_meets_the_others_next() {
        let ring = ring(&[&[90], &[180], &[90]]);
        assert_eq!(ring.owned()[2], Count::ZERO);
        let met: Vec<u32> = ring.walk(Point(0)).map(|step| step.node.0).collect();
        assert_eq!(met, [1, 3, 2]);
    }

    #[test]
    fn one_point_is_the_whole_ring_for_the_node_listed_first() {
        let ring = ring(&[&[], &[7, 7], &[7]]);
        assert_eq!(ring.owned(), [Count::ZERO, Count::space(32), Count::ZERO]);
        assert_eq!(ring.range_len(0), Count::space(32));
        let mut replicas = Vec::new();
        ring.replicas_from(0, 9, &mut replicas);
        assert_eq!(replicas, [1, 2]);
    }

    #[test]
    fn one_node_of_a_128_bit_ring_owns_all_of_it() {
        let tokens: Vec<Point> = (0..40).map(|i| Point(i << 120)).collect();
        let ring = Ring::new(128, [RingNode::new(NodeId(1), tokens)].into());
        assert_eq!(ring.owned(), [Count::space(128)]);
    }

    #[test]
    fn many_points_at_once_are_placed_as_one_by_one() {
        let node = |id: u32| {
            let tokens = |i: u128| Point(((u128::from(id) * 37 + i * 101) % 256) << 120);
            RingNode::new(NodeId(id), (0..9).map(tokens).collect::<Vec<_>>())
        };
        let ring = Ring::new(128, (0..20).map(node).collect());
        let points: Vec<Point> = (0..512_u128).map(|i| Point(i << 119)).collect();
        for rf in [0, 1, 2, 3, 5, 17, 99] {
            let (mut all, mut one, mut expected) = (Vec::new(), Vec::new(), Vec::new());
            ring.push_all_replicas(&points, rf, &mut all);
            for point in &points {
                ring.replicas_from(ring.successor(*point), rf, &mut one);
                let met = ring.walk(*point).filter(|step| step.is_new).take(rf);
                assert_eq!(one, met.map(|step| step.node.0).collect::<Vec<_>>());
                expected.extend_from_slice(&one);
            }
            assert_eq!(all, expected, "{rf}");
        }
        let (mut owners, mut first) = (Vec::new(), Vec::new());
        ring.push_owners(&points, &mut owners);
        ring.push_all_replicas(&points, 1, &mut first);
        assert_eq!(owners, first);
    }

    #[test]
    fn an_empty_ring_has_no_owner() {
        let ring = ring(&[&[]]);
        assert_eq!((ring.owner(HashValue::from_point(Point(3))), ring.owned()), (None, [Count::ZERO].into()));
        assert_eq!(ring.walk(Point(3)).next(), None);
    }
}
