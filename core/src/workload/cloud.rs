use crate::{
    base::{NodeId, Point},
    partition::{Ring, movement::Movement},
};
use alloc::{sync::Arc, vec, vec::Vec};

/// The points of some keys, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk(Vec<Point>);

impl Chunk {
    /// Keys that are enough to be worth a chunk, and few enough to sort in a few milliseconds.
    pub const KEYS: usize = 16_384;

    /// Sorts the points of some keys.
    pub fn new(mut points: Vec<Point>) -> Self {
        points.sort_unstable();
        Chunk(points)
    }
}

/// The points of many keys, in sorted chunks, so that they can come in slices and be counted in one pass each.
///
/// A cloud is cheap to clone: its chunks are shared.
#[derive(Clone, Debug, Default)]
pub struct KeyCloud {
    chunks: Vec<Arc<Chunk>>,
    len: u32,
}

impl KeyCloud {
    /// Adds keys.
    pub fn push(&mut self, chunk: Chunk) {
        self.len += chunk.0.len() as u32;
        self.chunks.push(Arc::new(chunk));
    }

    /// How many keys there are.
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many keys each node of a ring owns, in list order.
    pub fn owned(&self, ring: &Ring) -> Vec<u32> {
        let mut owned = vec![0; ring.ring_nodes().len()];
        if ring.is_empty() {
            return owned;
        }
        for chunk in &self.chunks {
            let mut rest = chunk.0.as_slice();
            for at in 0..ring.len() {
                let token = ring.token(at);
                let here = rest.iter().take_while(|point| **point <= token).count();
                owned[ring.owner_at(at)] += here as u32;
                rest = &rest[here..];
                if rest.is_empty() {
                    break;
                }
            }
            // Beyond the last token the ring wraps to the first.
            owned[ring.owner_at(0)] += rest.len() as u32;
        }
        owned
    }

    /// How many keys lie in ranges that changed hands.
    pub fn moved(&self, movement: &Movement<NodeId>) -> u32 {
        self.chunks.iter().map(|chunk| chunk.moved(movement)).sum()
    }

    /// How many keys lie in each of `bins` equal parts of the circle.
    pub fn histogram(&self, bins: usize) -> Vec<u32> {
        let mut histogram = vec![0; bins];
        for point in self.chunks.iter().flat_map(|chunk| &chunk.0) {
            let bin = (u128::from(point.head()) * bins as u128) >> 64;
            histogram[bin as usize] += 1;
        }
        histogram
    }

    /// The points, chunk by chunk.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.chunks.iter().flat_map(|chunk| chunk.0.iter().copied())
    }
}

impl Chunk {
    /// One pass: the ranges do not overlap and come by their end; only the first can wrap.
    fn moved(&self, movement: &Movement<NodeId>) -> u32 {
        let mut moved = 0;
        let mut cursor = 0;
        for range in &movement.ranges {
            if range.start >= range.end {
                moved += self.0.len() - self.up_to(range.start) + self.up_to(range.end);
                cursor = self.up_to(range.end);
                continue;
            }
            let rest = &self.0[cursor..];
            let before = rest.iter().take_while(|point| **point <= range.start).count();
            let within = rest[before..].iter().take_while(|point| **point <= range.end).count();
            moved += within;
            cursor += before + within;
        }
        moved as u32
    }

    fn up_to(&self, point: Point) -> usize {
        self.0.partition_point(|key| *key <= point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hash::HashFn,
        partition::{RingNode, Scheme, generated_tokens, movement},
    };
    use alloc::format;

    #[test]
    fn counts_equal_those_of_one_key_at_a_time() {
        for (function, vnodes) in [(HashFn::Md5, 3), (HashFn::Crc16, 40), (HashFn::Fnv1a32, 5)] {
            let ring = |names: &[&str]| {
                let node = |(id, name): (u32, &&str)| {
                    RingNode::new(NodeId(id), generated_tokens(function, name, vnodes))
                };
                Ring::new(function.ring_bits(), (1..).zip(names).map(node).collect())
            };
            let (before, after) = (ring(&["a", "b", "c"]), ring(&["a", "b", "c", "d"]));
            let keys: Vec<_> = (0..3000).map(|j| function.hash(format!("k{j}").as_bytes())).collect();
            let mut cloud = KeyCloud::default();
            for keys in keys.chunks(700) {
                cloud.push(Chunk::new(keys.iter().map(|key| key.point()).collect()));
            }
            let mut owned = [0; 4];
            let mut moved = 0;
            for key in &keys {
                let (was, is) = (before.owner(*key).unwrap(), after.owner(*key).unwrap());
                owned[is.0 as usize - 1] += 1;
                moved += u32::from(was != is);
            }
            assert_eq!(cloud.owned(&after), owned);
            assert_eq!(cloud.moved(&movement::of_owners(&before, &after)), moved);
            assert_eq!(cloud.histogram(7).iter().sum::<u32>(), cloud.len());
        }
    }
}
