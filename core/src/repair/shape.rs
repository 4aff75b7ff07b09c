use crate::base::{Point, limit};
use core::fmt;

/// The range that a tree is of, and how often it is split: what two trees must have in common to be compared.
///
/// A range `(start, end]` is split at its midpoint, rounded down to a value of the hash space, and each half again, as
/// Cassandra's `MerkleTree.split` does with `IPartitioner.midpoint`. A range that no longer has two values is not split, there
/// as here. For a range that wraps around the least value, or is the whole space, Cassandra counts one value fewer, so that
/// its midpoints lie up to one value lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    start: Point,
    end: Point,
    bits: u32,
    depth: u32,
}

/// Why a range cannot be split so: the cause and the cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeError {
    /// More levels than a tree may have.
    TooDeep(u32),
    /// More levels than the range has values for.
    TooNarrow {
        /// Levels below the root that were asked for.
        depth: u32,
        /// Levels that the range can have.
        most: u32,
    },
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShapeError::TooDeep(depth) => {
                write!(f, "depth {depth} exceeds {}: lower the depth", limit::TREE_DEPTH)
            }
            ShapeError::TooNarrow { depth, most } => write!(
                f,
                "depth {depth} splits the range into more parts than it has values: lower the depth to {most}, or widen the range"
            ),
        }
    }
}

impl Shape {
    /// The range `(start, end]`, the whole circle where both are the same, of a hash space of `bits` bits (1 to 128), split
    /// `depth` times (0 to [`limit::TREE_DEPTH`]) into 2^depth leaves.
    pub fn new(range: (Point, Point), bits: u32, depth: u32) -> Result<Self, ShapeError> {
        let shape = Shape::fitting(range, bits, depth);
        match shape.depth {
            fits if fits == depth => Ok(shape),
            _ if depth > limit::TREE_DEPTH => Err(ShapeError::TooDeep(depth)),
            most => Err(ShapeError::TooNarrow { depth, most }),
        }
    }

    /// The same with as many levels as are allowed and the range has values for, at most `depth`.
    pub fn fitting((start, end): (Point, Point), bits: u32, depth: u32) -> Self {
        let bits = bits.clamp(1, 128);
        let (start, end) = (start.truncated(bits), end.truncated(bits));
        let most = match (end.0.wrapping_sub(start.0)) >> (128 - bits) {
            0 => bits,
            values => values.ilog2(),
        };
        Shape { start, end, bits, depth: depth.min(most).min(limit::TREE_DEPTH) }
    }

    /// The range, without its first point and with its last.
    pub const fn range(&self) -> (Point, Point) {
        (self.start, self.end)
    }

    /// The levels below the root: leaves are at this level, the root at level 0.
    pub const fn depth(&self) -> u32 {
        self.depth
    }

    /// How many leaves there are.
    pub const fn leaves(&self) -> u32 {
        1 << self.depth
    }

    /// How many leaves lie below a node of a level, or are it.
    pub const fn leaves_below(&self, level: u32) -> u32 {
        1 << self.depth.saturating_sub(level)
    }

    /// The leaf, from 0, in whose range a point lies; none where it lies outside.
    pub fn leaf(&self, point: Point) -> Option<u32> {
        if !point.is_within(self.start, self.end) {
            return None;
        }
        let mut part = self.whole();
        let mut leaf = 0;
        for _ in 0..self.depth {
            let (left, right) = self.halves(part);
            let is_right = point.0.wrapping_sub(part.start).wrapping_sub(1) >= left.gap;
            part = if is_right { right } else { left };
            leaf = leaf << 1 | u32::from(is_right);
        }
        Some(leaf)
    }

    /// The range of a node; none where there is no such node.
    pub fn range_of(&self, level: u32, index: u32) -> Option<(Point, Point)> {
        if level > self.depth || index >= 1 << level {
            return None;
        }
        let mut part = self.whole();
        for bit in (0..level).rev() {
            let (left, right) = self.halves(part);
            part = if index >> bit & 1 == 1 { right } else { left };
        }
        Some((Point(part.start), Point(part.start.wrapping_add(part.gap))))
    }

    const fn whole(&self) -> Part {
        Part { start: self.start.0, gap: self.end.0.wrapping_sub(self.start.0) }
    }

    /// Both halves; each has values, since the depth fits the range.
    const fn halves(&self, part: Part) -> (Part, Part) {
        let half = if part.gap == 0 { 1 << 127 } else { part.gap >> 1 };
        let unused = 128 - self.bits;
        let half = half >> unused << unused;
        let right = Part { start: part.start.wrapping_add(half), gap: part.gap.wrapping_sub(half) };
        (Part { start: part.start, gap: half }, right)
    }
}

/// A part of the circle by its start and length; the whole circle has the length 0.
#[derive(Clone, Copy)]
struct Part {
    start: u128,
    gap: u128,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Random;
    use alloc::{string::ToString, vec::Vec};

    /// The midpoint of two tokens as Cassandra takes it where the range does not wrap: the floor of their mean.
    fn naive_leaf(token: i64, (mut left, mut right): (i64, i64), depth: u32) -> u32 {
        (0..depth).fold(0, |leaf, _| {
            let midpoint = ((i128::from(left) + i128::from(right)) >> 1) as i64;
            let is_right = token > midpoint;
            (left, right) = if is_right { (midpoint, right) } else { (left, midpoint) };
            leaf << 1 | u32::from(is_right)
        })
    }

    #[test]
    fn tokens_fall_into_the_leaves_that_midpoints_of_cassandra_make() {
        // A signed token, of 64 bits: the least is 0°.
        let point = |token: i64| Point::from_parts(token.cast_unsigned() ^ 1 << 63, 0);
        let mut random = Random::new(1, "leaves");
        let mut draw = || (u64::from(random.bits()) << 32 | u64::from(random.bits())).cast_signed();
        for round in 0..200 {
            // Wide ranges, and ranges of so few values that rounding decides.
            let start = draw() >> 1;
            let end = start + 1 + if round % 2 == 0 { draw() >> 1 & i64::MAX >> 2 } else { draw() & 0xfff };
            let range = (point(start), point(end));
            let shape = Shape::fitting(range, 64, 20);
            for _ in 0..100 {
                let token = start + 1 + (draw() & i64::MAX) % (end - start);
                let leaf = shape.leaf(point(token));
                assert_eq!(
                    leaf,
                    Some(naive_leaf(token, (start, end), shape.depth())),
                    "{start} {end} {token}"
                );
            }
            assert_eq!((shape.leaf(range.0), shape.leaf(range.1)), (None, Some(shape.leaves() - 1)));
        }
    }

    #[test]
    fn leaves_part_every_range_without_gap_or_overlap() {
        let ranges = [(0, 0), (7 << 112, 7 << 112), (1 << 112, 40_000 << 112), (60_000 << 112, 1_027 << 112)];
        for (start, end) in ranges {
            let shape = Shape::fitting((Point(start), Point(end)), 16, 9);
            assert_eq!(shape.depth(), 9);
            let parts: Vec<_> = (0..512).filter_map(|leaf| shape.range_of(9, leaf)).collect();
            assert_eq!((parts[0].0, parts[511].1), (Point(start), Point(end)));
            assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0));
            for value in 0..65_536_u128 {
                let point = Point(value << 112);
                let inside = parts.iter().position(|(start, end)| point.is_within(*start, *end));
                assert_eq!(shape.leaf(point), inside.map(|leaf| leaf as u32), "{value}");
            }
            let sizes = parts.iter().map(|(start, end)| end.0.wrapping_sub(start.0) >> 112);
            let (least, most) = (sizes.clone().min(), sizes.max());
            assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{least:?} to {most:?}");
        }
    }

    #[test]
    fn a_range_of_five_values_is_split_twice_and_says_so() {
        let range = (Point(10 << 112), Point(15 << 112));
        let error = Shape::new(range, 16, 3).unwrap_err();
        assert_eq!(error, ShapeError::TooNarrow { depth: 3, most: 2 });
        assert_eq!(
            error.to_string(),
            "depth 3 splits the range into more parts than it has values: lower the depth to 2, or widen the range"
        );
        assert_eq!(Shape::fitting(range, 16, 3), Shape::new(range, 16, 2).unwrap());
        let deep = Shape::new((Point(0), Point(0)), 64, 21).unwrap_err();
        assert_eq!(deep.to_string(), "depth 21 exceeds 20: lower the depth");
        assert_eq!(Shape::fitting((Point(0), Point(0)), 16, 20).depth(), 16);
    }
}
