//! The ring again, from its definition alone: every question is answered by looking at every token, or at every
//! position of the space. It shares no code with the core, and knows values where the core knows points.

use quorate_core::{
    base::{Count, NodeId, Point},
    hash::HashValue,
    partition::{Ring, RingNode, movement::Movement},
};

/// Nodes in list order, each with the values of its tokens, in a space of `bits` bits.
#[derive(Clone, Debug)]
pub(crate) struct Twin {
    pub(crate) bits: u32,
    pub(crate) nodes: Vec<(u32, Vec<u128>)>,
}

/// A range `(start, end]` and the ordered replicas that it had and has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) start: u128,
    pub(crate) end: u128,
    pub(crate) from: Vec<u32>,
    pub(crate) to: Vec<u32>,
}

impl Twin {
    pub(crate) fn new(bits: u32, nodes: Vec<(u32, Vec<u128>)>) -> Self {
        Twin { bits, nodes }
    }

    /// The core's ring of the same nodes.
    pub(crate) fn ring(&self) -> Ring {
        let points =
            |tokens: &[u128]| tokens.iter().map(|token| point(*token, self.bits)).collect::<Vec<_>>();
        let nodes = self.nodes.iter().map(|(id, tokens)| RingNode::new(NodeId(*id), points(tokens)));
        Ring::new(self.bits, nodes.collect())
    }

    /// Every token with its node's place in the list, in list order.
    pub(crate) fn tokens(&self) -> Vec<(u128, usize)> {
        let tokens_of = |(place, (_, tokens)): (usize, &(u32, Vec<u128>))| {
            tokens.iter().map(|token| (*token, place)).collect::<Vec<_>>()
        };
        self.nodes.iter().enumerate().flat_map(tokens_of).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tokens().is_empty()
    }

    /// All tokens in the order in which a walk from `position` meets them: by clockwise distance, then in list order.
    pub(crate) fn turn(&self, position: u128) -> Vec<(u128, usize)> {
        let mut tokens = self.tokens();
        tokens.sort_by_key(|(token, _)| distance(position, *token, self.bits));
        tokens
    }

    /// The ids of the first `rf` different nodes that a walk from `position` meets.
    pub(crate) fn replicas(&self, position: u128, rf: usize) -> Vec<u32> {
        let mut met: Vec<u32> = Vec::new();
        for (_, place) in self.turn(position) {
            let id = self.nodes[place].0;
            if !met.contains(&id) {
                met.push(id);
            }
        }
        met.truncate(rf);
        met
    }

    /// A position, and those around its tokens and the ends of the space, where mistakes by one show.
    pub(crate) fn positions(&self, anywhere: u128) -> Vec<u128> {
        let greatest = u128::MAX >> (128 - self.bits);
        let around = |(token, _): (u128, usize)| {
            [token.wrapping_sub(1) & greatest, token, token.wrapping_add(1) & greatest]
        };
        let near = self.tokens().into_iter().take(40).flat_map(around);
        near.chain([0, greatest, anywhere]).collect()
    }

    /// How many values each node owns, in list order, counted token by token.
    pub(crate) fn owned(&self) -> Vec<Count> {
        let mut owned = vec![Count::ZERO; self.nodes.len()];
        let mut cuts: Vec<u128> = self.tokens().into_iter().map(|(token, _)| token).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for (i, end) in cuts.iter().enumerate() {
            let start = cuts[(i + cuts.len() - 1) % cuts.len()];
            let (_, owner) = self.turn(*end)[0];
            owned[owner] = owned[owner] + length(start, *end, self.bits);
        }
        owned
    }
}

/// The replicas of every position of a 16-bit space.
pub(crate) struct Everywhere {
    lists: Vec<Vec<u32>>,
    list_of: Vec<usize>,
}

impl Everywhere {
    pub(crate) fn new(twin: &Twin, rf: usize) -> Self {
        assert_eq!(twin.bits, 16, "positions are looked at one by one");
        let mut is_token = vec![false; 65_536];
        for (token, _) in twin.tokens() {
            is_token[token as usize] = true;
        }
        // A position without a token has the replicas of the position after it.
        let mut lists = vec![twin.replicas(65_535, rf)];
        let mut list_of = vec![0; 65_536];
        for position in (0..65_535).rev() {
            if is_token[position] {
                lists.push(twin.replicas(position as u128, rf));
            }
            list_of[position] = lists.len() - 1;
        }
        Everywhere { lists, list_of }
    }

    pub(crate) fn replicas(&self, position: usize) -> &[u32] {
        &self.lists[self.list_of[position]]
    }
}

/// What moves, found by comparing all 65,536 positions.
pub(crate) fn moved_by_position(before: &Twin, after: &Twin, rf: usize) -> Vec<Moved> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let (here, there) = (Everywhere::new(before, rf), Everywhere::new(after, rf));
    let ends: Vec<u128> = (0..65_536).collect();
    let held: Vec<_> =
        (0..65_536).map(|position| (here.replicas(position), there.replicas(position))).collect();
    merged(&ends, &held)
}

/// What moves, found by comparing the pieces into which all tokens of both rings cut the circle.
pub(crate) fn moved_by_piece(before: &Twin, after: &Twin, rf: usize) -> Vec<Moved> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let mut ends: Vec<u128> =
        before.tokens().into_iter().chain(after.tokens()).map(|(token, _)| token).collect();
    ends.sort_unstable();
    ends.dedup();
    let lists: Vec<_> =
        ends.iter().map(|end| (before.replicas(*end, rf), after.replicas(*end, rf))).collect();
    let held: Vec<_> = lists.iter().map(|(from, to)| (&from[..], &to[..])).collect();
    merged(&ends, &held)
}

/// The longest ranges of pieces with the same holders before and after that are not the same holders. `held[i]` are
/// those of the piece that ends at `ends[i]`.
fn merged(ends: &[u128], held: &[(&[u32], &[u32])]) -> Vec<Moved> {
    let before = |i: usize| (i + ends.len() - 1) % ends.len();
    let range = |first: usize, last: usize| Moved {
        start: ends[before(first)],
        end: ends[last],
        from: held[last].0.to_vec(),
        to: held[last].1.to_vec(),
    };
    let has_moved = |i: usize| held[i].0 != held[i].1;
    if held.iter().all(|pair| *pair == held[0]) {
        return if has_moved(0) { vec![range(0, before(0))] } else { Vec::new() };
    }
    let mut ranges = Vec::new();
    for last in 0..ends.len() {
        let goes_on = held[(last + 1) % ends.len()] == held[last];
        if has_moved(last) && !goes_on {
            let mut first = last;
            while held[before(first)] == held[last] {
                first = before(first);
            }
            ranges.push(range(first, last));
        }
    }
    ranges
}

/// The core's movement in values. `ids` lists the ids of what a range goes from or to.
pub(crate) fn in_values<O>(movement: &Movement<O>, bits: u32, ids: impl Fn(&O) -> Vec<u32>) -> Vec<Moved> {
    let ranges = movement.ranges.iter().map(|range| Moved {
        start: value(range.start, bits),
        end: value(range.end, bits),
        from: ids(&range.from),
        to: ids(&range.to),
    });
    ranges.collect()
}

/// The same ranges; where one is the whole circle, its ends may lie anywhere.
pub(crate) fn are_same(left: &[Moved], right: &[Moved]) -> bool {
    match (left, right) {
        ([l], [r]) if l.start == l.end && r.start == r.end => (&l.from, &l.to) == (&r.from, &r.to),
        _ => left == right,
    }
}

/// How many values the ranges hold.
pub(crate) fn total(ranges: &[Moved], bits: u32) -> Count {
    ranges.iter().map(|range| length(range.start, range.end, bits)).sum()
}

/// How far clockwise `to` is from `from`.
fn distance(from: u128, to: u128, bits: u32) -> u128 {
    match (to >= from, bits) {
        (true, _) => to - from,
        (false, 128) => u128::MAX - from + to + 1,
        (false, bits) => (1 << bits) - from + to,
    }
}

/// How many values lie in `(start, end]`.
fn length(start: u128, end: u128, bits: u32) -> Count {
    if start == end { Count::space(bits) } else { Count::from(distance(start, end, bits)) }
}

pub(crate) fn point(value: u128, bits: u32) -> Point {
    Point(value << (128 - bits))
}

pub(crate) fn hash_value(value: u128, bits: u32) -> HashValue {
    HashValue::from_point(point(value, bits))
}

pub(crate) fn value(point: Point, bits: u32) -> u128 {
    assert_eq!(point, point.truncated(bits), "a point of the space");
    point.0 >> (128 - bits)
}
