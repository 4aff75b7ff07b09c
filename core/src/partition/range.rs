//! Ranges of keys: keys stay in order, and split points cut them into partitions, as in HBase, Bigtable, MongoDB,
//! CockroachDB and TiKV. Neighbours stay together, so a scan touches few partitions, and so does a hot spot.
//!
//! Keys compare byte by byte. A range begins with its split point, which it holds, and ends before the next. Splits and
//! merges by size are not modelled: the split points are the reader's.

use super::{Assignment, Scheme};
use crate::base::{NodeId, Share};
use alloc::{string::String, vec::Vec};

/// Ranges of keys over some nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRanges {
    /// Ascending, each once; one fewer than ranges.
    splits: Vec<String>,
    assignment: Assignment,
}

impl KeyRanges {
    /// Ranges between split points, which are ascending; one more range than split points is assigned.
    pub fn new(splits: Vec<String>, assignment: Assignment) -> Self {
        debug_assert_eq!(splits.len() as u32 + 1, assignment.len(), "one range more than split points");
        KeyRanges { splits, assignment }
    }

    /// Which node owns which range.
    pub const fn assignment(&self) -> &Assignment {
        &self.assignment
    }

    /// The range of a key, from 0.
    pub fn partition(&self, key: &[u8]) -> u32 {
        self.splits.partition_point(|split| split.as_bytes() <= key) as u32
    }

    /// Where a range begins, and where the next begins: none at the ends.
    pub fn bounds(&self, partition: u32) -> (Option<&str>, Option<&str>) {
        let split = |at: Option<u32>| self.splits.get(at? as usize).map(String::as_str);
        (split(partition.checked_sub(1)), split(Some(partition)))
    }
}

impl Scheme for KeyRanges {
    type Reads<'a> = &'a [u8];

    fn nodes(&self) -> Vec<NodeId> {
        self.assignment.nodes().to_vec()
    }

    fn replicas(&self, key: &[u8], rf: usize, replicas: &mut Vec<NodeId>) {
        replicas.clear();
        let places = self.assignment.replicas(self.partition(key), rf);
        replicas.extend(places.map(|place| self.assignment.nodes()[place as usize]));
    }

    fn ownership(&self) -> Vec<Share> {
        let all = u64::from(self.assignment.len());
        self.assignment.counts().into_iter().map(|count| Share::of(count.into(), all)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_split_point_and_ends_before_the_next() {
        let assignment = Assignment::even([1, 2, 3].map(NodeId).into(), 3);
        let ranges = KeyRanges::new(["h".into(), "q".into()].into(), assignment);
        let owner = |key: &str| ranges.owner(key.as_bytes()).unwrap().0;
        assert_eq!(["", "a", "gzz", "h", "p", "q", "zebra"].map(owner), [1, 1, 1, 2, 2, 3, 3]);
        assert_eq!((ranges.bounds(0), ranges.bounds(2)), ((None, Some("h")), (Some("q"), None)));
        assert_eq!(ranges.ownership(), [Share::of(1, 3); 3]);
    }
}
