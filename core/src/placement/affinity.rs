//! Whether members of one Redis replication group share a host, and how `redis-cli` mends it: see
//! [`RedisCli`](super::RedisCli) for the source.

use super::{Table, named::named_racks};
use crate::{base::Random, topology::Topology};
use alloc::{vec, vec::Vec};

/// What `redis-cli` says at the end of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AntiAffinity {
    /// No two members of a group share a host.
    Perfect,
    /// Replicas of one master share a host, but not its own.
    SiblingsOnOneHost,
    /// A replica is on its master's host.
    ReplicaOnMastersHost,
}

impl AntiAffinity {
    /// What a score means.
    pub const fn of(score: u64) -> Self {
        match score {
            0 => AntiAffinity::Perfect,
            1..OWN_HOST => AntiAffinity::SiblingsOnOneHost,
            OWN_HOST.. => AntiAffinity::ReplicaOnMastersHost,
        }
    }
}

/// What a replica on its master's host weighs, where a replica beside another weighs 1.
const OWN_HOST: u64 = 10_000;

/// How often members of one group share a host: for each host with two or more of a group, 10,000 for each of them but
/// the master if he is there, else 1 for each. The master is the first of a row.
pub fn anti_affinity(topology: &Topology, table: &Table) -> u64 {
    score(table, &hosts(topology))
}

/// The host of each node, as the place of the first node there.
pub(super) fn hosts(topology: &Topology) -> Vec<u32> {
    let mut hosts: Vec<u32> = (0..topology.len() as u32).collect();
    for rack in named_racks(topology).iter().filter(|rack| rack.name.is_some()) {
        for node in &rack.nodes {
            hosts[*node as usize] = rack.nodes[0];
        }
    }
    hosts
}

pub(super) fn score(table: &Table, hosts: &[u32]) -> u64 {
    table.iter().map(|group| cost(group, hosts)).sum()
}

/// What one group adds to the score.
fn cost(group: &[u32], hosts: &[u32]) -> u64 {
    let host = |at: usize| hosts[group[at] as usize];
    let mut cost = 0;
    for at in 0..group.len() {
        // Each host is counted where it is met first; so the master's is where he is.
        if (0..at).any(|before| host(before) == host(at)) {
            continue;
        }
        let others = (at + 1..group.len()).filter(|other| host(*other) == host(at)).count() as u64;
        cost += match (at, others) {
            (_, 0) => 0,
            (0, others) => OWN_HOST * others,
            (_, others) => others + 1,
        };
    }
    cost
}

/// Swaps replicas that share a host with members of their group for others, as long as the score is not 0: at most 500
/// times the number of nodes, and never for the worse.
pub(super) fn optimise(groups: &mut [Vec<u32>], hosts: &[u32], seed: u64) {
    let mut random = Random::new(seed, "redis-cli");
    let mut offenders = Offenders::new(groups, hosts);
    let seats = offenders.seats.len() as u32;
    if seats < 2 {
        return;
    }
    for _ in 0..500 * hosts.len() {
        if offenders.listed.is_empty() {
            break;
        }
        let first = offenders.listed[random.below(offenders.listed.len() as u32) as usize];
        let other = random.below(seats - 1);
        let second = other + u32::from(other >= first);
        let ((a, at_a), (b, at_b)) = (offenders.seats[first as usize], offenders.seats[second as usize]);
        if a == b {
            continue;
        }
        let cost_of = |groups: &[Vec<u32>]| cost(&groups[a], hosts) + cost(&groups[b], hosts);
        let before = cost_of(groups);
        let (node_a, node_b) = (groups[a][at_a], groups[b][at_b]);
        (groups[a][at_a], groups[b][at_b]) = (node_b, node_a);
        if cost_of(groups) > before {
            (groups[a][at_a], groups[b][at_b]) = (node_a, node_b);
        } else {
            offenders.look_again(a, &groups[a], hosts);
            offenders.look_again(b, &groups[b], hosts);
        }
    }
}

/// The replicas' seats in their groups, and which of them share a host with another member. Replicas change seats;
/// seats stay.
struct Offenders {
    /// Group and place in it.
    seats: Vec<(usize, usize)>,
    /// The first seat of each group.
    starts: Vec<usize>,
    /// Seats whose replica offends, in no order.
    listed: Vec<u32>,
    /// Where each seat stands in that list.
    places: Vec<Option<usize>>,
}

impl Offenders {
    fn new(groups: &[Vec<u32>], hosts: &[u32]) -> Self {
        let (mut seats, mut starts) = (Vec::new(), Vec::new());
        for (group, members) in groups.iter().enumerate() {
            starts.push(seats.len());
            seats.extend((1..members.len()).map(|at| (group, at)));
        }
        let places = vec![None; seats.len()];
        let mut offenders = Offenders { seats, starts, listed: Vec::new(), places };
        for (group, members) in groups.iter().enumerate() {
            offenders.look_again(group, members, hosts);
        }
        offenders
    }

    /// Lists those of a group that offend now.
    fn look_again(&mut self, group: usize, members: &[u32], hosts: &[u32]) {
        for at in 1..members.len() {
            let host = hosts[members[at] as usize];
            let offends = members.iter().filter(|other| hosts[**other as usize] == host).count() > 1;
            let seat = self.starts[group] + at - 1;
            match (offends, self.places[seat]) {
                (true, None) => {
                    self.places[seat] = Some(self.listed.len());
                    self.listed.push(seat as u32);
                }
                (false, Some(place)) => {
                    self.listed.swap_remove(place);
                    if let Some(moved) = self.listed.get(place) {
                        self.places[*moved as usize] = Some(place);
                    }
                    self.places[seat] = None;
                }
                _ => {}
            }
        }
    }
}
