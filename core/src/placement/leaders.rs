//! Which replica of each partition leads, so that nodes lead as evenly as the replicas allow.
//!
//! - Source: Harvey, Ladner, Lovász and Tamir, "Semi-matchings for bipartite graphs and load balancing", J. Algorithms
//!   59 (2006): an assignment is the most even there is when no path passes a task on from a node to one with at least
//!   two fewer. Weights divide what a node leads.

use crate::topology::Topology;
use alloc::{collections::VecDeque, vec, vec::Vec};

/// Puts the leader of each partition first in its row.
pub(super) fn lead_evenly(rows: &mut [Vec<u32>], topology: &Topology) {
    let mut leads = Leads::new(rows, topology);
    while leads.pass_one_on(rows) {}
    for (row, leader) in rows.iter_mut().zip(leads.leaders) {
        if let Some(at) = row.iter().position(|node| *node == leader) {
            row[..=at].rotate_right(1);
        }
    }
}

struct Leads {
    weights: Vec<u64>,
    /// The leader of each partition; `u32::MAX` of those without replicas.
    leaders: Vec<u32>,
    /// The partitions that each node leads, in no order.
    led: Vec<Vec<u32>>,
}

impl Leads {
    /// Each partition is led by the replica that then leads least, which is nearly even already.
    fn new(rows: &[Vec<u32>], topology: &Topology) -> Self {
        let weights = topology.members().iter().map(|member| u64::from(member.weight.max(1))).collect();
        let led = vec![Vec::new(); topology.len()];
        let mut leads = Leads { weights, leaders: vec![u32::MAX; rows.len()], led };
        for (partition, row) in rows.iter().enumerate() {
            let lighter = |a: u32, b: u32| if leads.after_one_more(b, a) { b } else { a };
            if let Some(leader) = row.iter().copied().reduce(lighter) {
                leads.leaders[partition] = leader;
                leads.led[leader as usize].push(partition as u32);
            }
        }
        leads
    }

    fn count(&self, node: u32) -> u64 {
        self.led[node as usize].len() as u64
    }

    /// Whether a node with one more would lead less for its weight than another with one more.
    fn after_one_more(&self, node: u32, other: u32) -> bool {
        (self.count(node) + 1) * self.weights[other as usize]
            < (self.count(other) + 1) * self.weights[node as usize]
    }

    /// Whether one led by `from` should be led by `to`: it would then lead less for its weight than `from` does now.
    fn should_pass(&self, from: u32, to: u32) -> bool {
        self.count(from) * self.weights[to as usize] > (self.count(to) + 1) * self.weights[from as usize]
    }

    /// Passes the lead on along one chain that makes them more even; false where there is none.
    fn pass_one_on(&mut self, rows: &[Vec<u32>]) -> bool {
        let nodes = 0..self.led.len() as u32;
        // Whoever could not even pass one on to the node that leads least is not looked at.
        let least = nodes.clone().reduce(|a, b| if self.after_one_more(b, a) { b } else { a });
        let Some(least) = least else { return false };
        nodes.into_iter().any(|from| self.should_pass(from, least) && self.pass_on_from(from, rows))
    }

    /// Looks breadth first for a node that should lead one that `from` leads, over partitions whose leaders could change.
    fn pass_on_from(&mut self, from: u32, rows: &[Vec<u32>]) -> bool {
        // The partition by which each node was reached.
        let mut by = vec![None; self.led.len()];
        let mut reached = VecDeque::from([from]);
        while let Some(node) = reached.pop_front() {
            for partition in &self.led[node as usize] {
                for to in &rows[*partition as usize] {
                    if *to == from || by[*to as usize].is_some() {
                        continue;
                    }
                    by[*to as usize] = Some(*partition);
                    if self.should_pass(from, *to) {
                        self.pass_along(*to, &by);
                        return true;
                    }
                    reached.push_back(*to);
                }
            }
        }
        false
    }

    /// Gives a node the partition by which it was reached, its leader that by which he was, and so on.
    fn pass_along(&mut self, mut to: u32, by: &[Option<u32>]) {
        while let Some(partition) = by[to as usize] {
            let before = core::mem::replace(&mut self.leaders[partition as usize], to);
            self.led[before as usize].retain(|led| *led != partition);
            self.led[to as usize].push(partition);
            to = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::NodeId, topology::Member};

    fn topology(weights: &[u32]) -> Topology {
        let mut topology = Topology::new();
        let dc = topology.dc("d1");
        let rack = topology.rack(dc, None);
        for (id, weight) in (1..).zip(weights) {
            topology.push(Member { id: NodeId(id), rack, weight: *weight, is_fenced: false });
        }
        topology
    }

    #[test]
    fn the_lead_is_passed_on_along_a_chain_where_no_single_change_helps() {
        // In turn the first replicas lead; then node 0 leads two that nobody else could, and nobody next to it leads less.
        let mut rows = [vec![0, 1], vec![1, 2], vec![0]];
        lead_evenly(&mut rows, &topology(&[100; 3]));
        assert_eq!(rows, [vec![1, 0], vec![2, 1], vec![0]]);
    }

    #[test]
    fn a_node_of_twice_the_weight_leads_twice_as_many() {
        let mut rows = vec![vec![0, 1]; 9];
        lead_evenly(&mut rows, &topology(&[200, 100]));
        assert_eq!(rows.iter().filter(|row| row[0] == 0).count(), 6);
    }

    #[test]
    fn a_partition_without_replicas_has_no_leader_and_the_others_keep_their_order() {
        let mut rows = [vec![], vec![2, 0, 1], vec![2, 0, 1]];
        lead_evenly(&mut rows, &topology(&[100; 3]));
        assert_eq!(rows, [vec![], vec![2, 0, 1], vec![0, 2, 1]]);
    }
}
