use crate::{
    base::{ClientId, NodeId},
    protocol::leader::Waits,
    quorum::order,
    scenario::{Experiment, Replication, Scenario, SchemeKind},
    sim::{Hops, Latency, Peer, Route},
};
use alloc::vec::Vec;

/// How long writes take by theory: the k-th of n round trips, each of two hops that know nothing of each other, and what
/// every write takes besides (order statistics; Arnold, Balakrishnan and Nagaraja, *A First Course in Order Statistics*,
/// chapter 2).
#[derive(Clone, Debug)]
pub struct Theory<'a> {
    /// The client's way there and back, and the flushes, ns.
    always_ns: u64,
    /// There and back to a follower.
    hops: Hops<'a>,
    k: u32,
    n: u32,
}

impl<'a> Theory<'a> {
    /// What theory says of a mode. None where it says nothing: no leader, several partitions, links of followers that differ, a
    /// client's way that is not always as long, or nobody who is waited for. It knows of no faults.
    pub fn new(scenario: &'a Scenario, mode: usize) -> Option<Self> {
        let (cluster, experiment) = (scenario.now(), scenario.experiment());
        let rules = &scenario.modes().get(mode)?.leader;
        if experiment.replication() == Replication::Leaderless {
            return None;
        }
        let nodes: Vec<NodeId> = cluster.nodes().iter().map(|node| node.id).collect();
        let (leader, followers) = nodes.split_first()?;
        let n = followers.len() as u32;
        let k = match rules.ack.waits {
            Waits::Any(k) if k <= n => k,
            Waits::Majority => n.div_ceil(2),
            Waits::All => n,
            _ => return None,
        };
        let link = alike(experiment, *leader, followers)?;
        let client = experiment.latency(Peer::Client(ClientId(1)), Peer::Node(*leader));
        let Latency::Constant(way_ns) = client else { return None };
        let disk_ns = experiment.disk_ns(*followers.first()?);
        let disks_alike = followers.iter().all(|id| experiment.disk_ns(*id) == disk_ns);
        if cluster.scheme() != SchemeKind::Ring || !disks_alike || k == 0 || experiment.loss_ppm() > 0 {
            return None;
        }
        let always_ns = 2 * way_ns + experiment.disk_ns(*leader) + disk_ns;
        let hop = (link, Route::default());
        Some(Theory { always_ns, hops: Hops::new(hop, hop), k, n })
    }

    /// The chance that a write takes longer than `ns`.
    pub fn late(&self, ns: u64) -> f64 {
        match ns.checked_sub(self.always_ns) {
            Some(ns) => order::late(self.k, self.n, self.hops.late(ns as f64)),
            None => 1.0,
        }
    }

    /// The time that a write exceeds with a chance of `late` in (0, 1), ns.
    pub fn with_late(&self, late: f64) -> f64 {
        self.always_ns as f64 + self.hops.with_late(order::late_of_one(self.k, self.n, late))
    }

    /// The number of confirmations that are waited for, and of how many.
    pub const fn of(&self) -> (u32, u32) {
        (self.k, self.n)
    }
}

/// The latency of the links from the leader to all followers, where they have the same and it is drawn by a formula.
fn alike<'a>(experiment: &'a Experiment, leader: NodeId, followers: &[NodeId]) -> Option<&'a Latency> {
    let link = |id: &NodeId| experiment.latency(Peer::Node(leader), Peer::Node(*id));
    let first = link(followers.first()?);
    let is_formula = first.route(None, None).is_ok() && !matches!(first, Latency::Constant(_));
    (is_formula && followers.iter().all(|id| link(id) == first)).then_some(first)
}
