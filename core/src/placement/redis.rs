//! What `redis-cli --cluster create` plans: which nodes become masters of which slots, and whose replicas the others.
//!
//! - Source: Redis 7.0.15, `src/redis-cli.c`, `clusterManagerCommandCreate`, `clusterManagerGetAntiAffinityScore` and
//!   `clusterManagerOptimizeAntiAffinity`.
//! - Nodes are taken from the hosts in turn: the first become masters, of equal runs of slots; each master then gets the
//!   first node left over of another host. A node's host is the name of its rack; without one it is a host by itself.
//! - Thereafter an optimiser swaps replicas at random as long as any shares a host with its master or with another
//!   replica of it. Ours draws from a seed, theirs by the clock, so only what it reaches can be the same.
//! - Copies count the master: `--cluster-replicas 1` is 2 copies. It wants three masters.
//! - Left out: what comes after the plan, and slots or weights given by hand. It knows no data centres.

use super::{
    Copies, Placement, PlacementError, Table,
    affinity::{hosts, optimise, score},
};
use crate::topology::Topology;
use alloc::{vec, vec::Vec};

/// All slots of a cluster.
const SLOTS: u16 = 16_384;
/// The least number of masters.
const MASTERS: u32 = 3;

/// The plan of a new cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedisCli {
    /// What the optimiser draws from; without a seed it does not run.
    pub optimiser: Option<u64>,
}

/// Who holds which slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedisPlan {
    /// The first and the last slot of each master.
    pub ranges: Vec<(u16, u16)>,
    /// Each master with its replicas, in the order in which they were given to it.
    pub table: Table,
    /// Nodes that became neither: there are some where more nodes were left over than there are masters.
    pub unused: Vec<u32>,
    /// How often members of one group share a host: see [`anti_affinity`](super::anti_affinity).
    pub score: u64,
}

impl RedisCli {
    /// The plan for so many copies of each slot.
    pub fn plan(&self, topology: &Topology, copies: &Copies) -> Result<RedisPlan, PlacementError> {
        let copies = copies.each()?;
        let nodes = topology.len() as u32;
        let masters = nodes / copies;
        if masters < MASTERS {
            return Err(PlacementError::TooFewNodes { wanted: copies.saturating_mul(MASTERS), nodes });
        }
        let hosts = hosts(topology);
        let mut spare = interleaved(&hosts);
        let mut groups: Vec<Vec<u32>> =
            spare.drain(..masters as usize).map(|master| [master].into()).collect();
        if !spare.is_empty() {
            spare.rotate_left(1);
        }
        for group in &mut groups {
            (1..copies).for_each(|_| give_replica(group, &mut spare, &hosts));
        }
        // What is left over makes one extra replica for each master, as far as it goes.
        for group in &mut groups {
            give_replica(group, &mut spare, &hosts);
        }
        if let Some(seed) = self.optimiser {
            optimise(&mut groups, &hosts, seed);
        }
        let mut table = Table::with_room(groups.len(), copies as usize);
        for group in &groups {
            table.push(group);
        }
        Ok(RedisPlan { ranges: ranges(masters), score: score(&table, &hosts), table, unused: spare })
    }
}

impl Placement for RedisCli {
    fn place(&self, topology: &Topology, copies: &Copies) -> Result<Table, PlacementError> {
        self.plan(topology, copies).map(|plan| plan.table)
    }
}

/// One node of each host in turn, hosts in order of their first node.
fn interleaved(hosts: &[u32]) -> Vec<u32> {
    let mut by_host = vec![Vec::new(); hosts.len()];
    for (node, host) in (0..).zip(hosts) {
        by_host[*host as usize].push(node);
    }
    by_host.retain(|nodes| !nodes.is_empty());
    let mut nodes = Vec::with_capacity(hosts.len());
    for turn in 0.. {
        if nodes.len() == hosts.len() {
            break;
        }
        nodes.extend(by_host.iter().filter_map(|nodes| nodes.get(turn)));
    }
    nodes
}

/// Gives a group the first spare node that is not on its master's host; if there is none, the first.
fn give_replica(group: &mut Vec<u32>, spare: &mut Vec<u32>, hosts: &[u32]) {
    if spare.is_empty() {
        return;
    }
    let home = hosts[group[0] as usize];
    let elsewhere = spare.iter().position(|node| hosts[*node as usize] != home);
    group.push(spare.remove(elsewhere.unwrap_or(0)));
}

/// The slots of so many masters, by the 32-bit floating point of the original: the rounding of a sum of shares decides
/// which of them are a slot longer.
fn ranges(masters: u32) -> Vec<(u16, u16)> {
    let share = f32::from(SLOTS) / masters as f32;
    let (mut cursor, mut first) = (0.0_f32, 0);
    (1..=masters)
        .map(|master| {
            let rounded = libm::roundf(cursor + share - 1.0) as u16;
            let is_last = master == masters || rounded > SLOTS;
            let last = if is_last { SLOTS - 1 } else { rounded }.max(first);
            let range = (first, last);
            first = last + 1;
            cursor += share;
            range
        })
        .collect()
}
