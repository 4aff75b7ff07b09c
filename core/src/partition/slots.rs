//! Fixed partitions: a key belongs to partition hash mod P, whatever nodes there are, and partitions are assigned to nodes.
//! So do Redis Cluster (16,384 slots of CRC16), Kafka (murmur2), Elasticsearch, Riak and Couchbase, each with its own hash
//! and count.

use super::{Assignment, Scheme};
use crate::{
    base::{Count, NodeId, Share},
    hash::{HashFn, HashValue},
};
use alloc::{vec, vec::Vec};

/// A fixed number of partitions over some nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    function: HashFn,
    assignment: Assignment,
}

impl Slots {
    /// Partitions that are assigned in this way.
    pub const fn new(function: HashFn, assignment: Assignment) -> Self {
        Slots { function, assignment }
    }

    /// Which node owns which partition.
    pub const fn assignment(&self) -> &Assignment {
        &self.assignment
    }

    /// The partition of a hash value, from 0.
    pub fn partition(&self, value: HashValue) -> u32 {
        self.function.residue(value, self.assignment.len())
    }

    /// How many hash values a partition has.
    pub fn values(&self, partition: u32) -> Count {
        let n = u64::from(self.assignment.len().max(1));
        let (each, rest) = Count::space(self.function.residue_bits()).divided(n);
        let first = self.function.least_residue(n);
        each + Count::from(u128::from((u64::from(partition) + n - first) % n < rest))
    }
}

impl Scheme for Slots {
    type Reads<'a> = HashValue;

    fn nodes(&self) -> Vec<NodeId> {
        self.assignment.nodes().to_vec()
    }

    fn replicas(&self, value: HashValue, rf: usize, replicas: &mut Vec<NodeId>) {
        replicas.clear();
        let places = self.assignment.replicas(self.partition(value), rf);
        replicas.extend(places.map(|place| self.assignment.nodes()[place as usize]));
    }

    fn ownership(&self) -> Vec<Share> {
        let mut owned = vec![Count::ZERO; self.assignment.nodes().len()];
        for partition in 0..self.assignment.len() {
            if let Some(place) = self.assignment.replicas(partition, 1).next() {
                owned[place as usize] = owned[place as usize] + self.values(partition);
            }
        }
        let den = Count::space(self.function.residue_bits());
        owned.into_iter().map(|num| Share { num, den }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Point;

    #[test]
    fn every_value_of_a_small_space_is_counted_with_its_partition_and_owner() {
        for partitions in [1, 3, 7, 16] {
            let assignment = Assignment::even([1, 2, 3].map(NodeId).into(), partitions);
            let slots = Slots::new(HashFn::Crc16, assignment);
            let mut values = vec![0_u64; partitions as usize];
            let mut owned = [0_u64; 3];
            for value in 0..1_u128 << 16 {
                let value = HashValue::from_point(Point(value << 112));
                values[slots.partition(value) as usize] += 1;
                owned[slots.owner(value).unwrap().0 as usize - 1] += 1;
            }
            for (partition, count) in (0..).zip(&values) {
                assert_eq!(slots.values(partition), Count::from(u128::from(*count)));
            }
            let shares: Vec<Count> = slots.ownership().iter().map(|share| share.num).collect();
            assert_eq!(shares, owned.map(|count| Count::from(u128::from(count))));
        }
    }

    #[test]
    fn signed_hashes_count_their_values_too() {
        let assignment = Assignment::even([NodeId(1)].into(), 7);
        let slots = Slots::new(HashFn::JavaString, assignment);
        // −2³¹ mod 7 is 5, and 2³² = 7·613566756 + 4: partitions 5, 6, 0 and 1 have one more.
        let more: Vec<u32> = (0..7).filter(|p| slots.values(*p) == Count::from(613_566_757)).collect();
        assert_eq!(more, [0, 1, 5, 6]);
    }
}
