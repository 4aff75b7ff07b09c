//! Kafka's placement of a new topic while `ZooKeeper` led it, and still of its reassignment tool: round robin by racks.
//!
//! - Source: Apache Kafka 4.0, `server-common`, `admin/AdminUtils.java`, `assignReplicasToBrokers`; the same as
//!   `AdminUtils.scala` since 0.10.0 (KIP-36).
//! - Brokers are listed by taking one of each rack in turn, racks by name and brokers by number. Leaders go round that
//!   list. The other replicas begin at a shift, which grows by one each time the leaders have gone round; those in racks
//!   that have a replica wait until every rack has one.
//! - Without racks brokers are taken in list order. Racks for some brokers only are refused.
//! - It knows racks by name alone, and neither data centres nor weights. Whether a broker is fenced does not matter.

use super::{
    Copies, Placement, PlacementError, Table,
    named::{NamedRack, named_racks, sort_by_id, sorted_by_name},
};
use crate::{base::Random, topology::Topology};
use alloc::{vec, vec::Vec};

/// Where the round of leaders and the shift of the others begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KafkaStart {
    /// Both here: `fixedStartIndex`, as the reassignment tool gives it.
    Fixed(u32),
    /// Each drawn from this seed: `fixedStartIndex` −1, as for a new topic.
    Drawn(u64),
}

/// The assignment of replicas to brokers, whose numbers are the nodes'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KafkaAdminUtils {
    /// How many partitions are placed.
    pub partitions: u32,
    /// The number of the first of them: `startPartitionId`, where 0 also stands for Kafka's −1. It is more than 0 where
    /// a topic grows.
    pub first_partition: u32,
    /// Where it begins.
    pub start: KafkaStart,
}

impl Placement for KafkaAdminUtils {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        let (copies, nodes) = (copies.each()?, topology.len() as u32);
        if copies > nodes {
            return Err(PlacementError::TooManyCopies { copies, nodes });
        }
        let (start, mut shift) = match self.start {
            KafkaStart::Fixed(start) => (start, start),
            KafkaStart::Drawn(seed) => {
                let mut random = Random::new(seed, "kafka");
                (random.below(nodes), random.below(nodes))
            }
        };
        let mut round = Round::new(topology)?;
        let mut table = Table::with_room(self.partitions as usize, copies as usize);
        let mut replicas = Vec::with_capacity(copies as usize);
        for partition in (u64::from(self.first_partition)..).take(self.partitions as usize) {
            shift += u32::from(partition > 0 && partition % u64::from(nodes) == 0);
            let first = (partition + u64::from(start)) % u64::from(nodes);
            round.assign(first as usize, shift, copies as usize, &mut replicas);
            table.push(&replicas);
        }
        Ok(table)
    }
}

/// The list that leaders go round, and which racks and brokers have a replica of the partition in hand.
#[derive(Debug)]
struct Round {
    /// Places of nodes.
    brokers: Vec<u32>,
    /// The rack of each node, by its place. Without racks each broker is one by itself, so that none ever waits.
    racks: Vec<u32>,
    /// How many racks wait for each other.
    rack_count: usize,
    /// By how much a shift moves on: one broker of each rack.
    stride: usize,
    /// The last partition that has a replica in a rack, and on a broker, as the number of its turn.
    rack_marks: Vec<u32>,
    broker_marks: Vec<u32>,
    turn: u32,
}

impl Round {
    fn new(topology: &Topology) -> Result<Self, PlacementError> {
        let nodes = topology.len();
        let named = named_racks(topology);
        let has_racks = named.iter().any(|rack| rack.name.is_some());
        if has_racks && named.iter().any(|rack| rack.name.is_none()) {
            return Err(PlacementError::RacklessNodes);
        }
        let mut racks: Vec<u32> = (0..nodes as u32).collect();
        let (brokers, rack_count, stride) = if has_racks {
            for (rack, named) in (0..).zip(&named) {
                named.nodes.iter().for_each(|node| racks[*node as usize] = rack);
            }
            let count = named.len();
            (alternated(named, topology), count, count)
        } else {
            (racks.clone(), nodes, 1)
        };
        let (rack_marks, broker_marks) = (vec![0; rack_count], vec![0; nodes]);
        Ok(Round { brokers, racks, rack_count, stride, rack_marks, broker_marks, turn: 0 })
    }

    /// The replicas of the partition whose leader is at the place `first` of the list. There are enough brokers.
    fn assign(&mut self, first: usize, shift: u32, copies: usize, replicas: &mut Vec<u32>) {
        replicas.clear();
        self.turn += 1;
        let mut racks = 0;
        self.take(self.brokers[first], &mut racks, replicas);
        let n = self.brokers.len();
        let mut behind = shift as usize * self.stride;
        while replicas.len() < copies {
            let broker = self.brokers[(first + 1 + behind % (n - 1)) % n];
            behind += 1;
            let rack = self.racks[broker as usize] as usize;
            let rack_waits = self.rack_marks[rack] == self.turn && racks < self.rack_count;
            if !rack_waits && self.broker_marks[broker as usize] != self.turn {
                self.take(broker, &mut racks, replicas);
            }
        }
    }

    fn take(&mut self, broker: u32, racks: &mut usize, replicas: &mut Vec<u32>) {
        let rack = self.racks[broker as usize] as usize;
        *racks += usize::from(core::mem::replace(&mut self.rack_marks[rack], self.turn) != self.turn);
        self.broker_marks[broker as usize] = self.turn;
        replicas.push(broker);
    }
}

/// One broker of each rack in turn, until all are listed.
fn alternated(mut racks: Vec<NamedRack>, topology: &Topology) -> Vec<u32> {
    let order = sorted_by_name(&racks);
    for rack in &mut racks {
        sort_by_id(&mut rack.nodes, topology);
    }
    let mut brokers = Vec::with_capacity(topology.len());
    for turn in 0.. {
        let before = brokers.len();
        brokers.extend(order.iter().filter_map(|rack| racks[*rack as usize].nodes.get(turn)));
        if brokers.len() == before {
            break;
        }
    }
    brokers
}
