use super::{Bug, Rules, Waits};
use crate::{base::PartitionId, detect::Detector, trace::ActorAt};
use alloc::vec::Vec;

/// What all machines of a run know from the start.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The rules.
    pub rules: Rules,
    /// The groups of replicas that are simulated.
    pub groups: Vec<Members>,
    /// The standby that the rules name, if they name one.
    pub named: Option<ActorAt>,
    /// Who watches over them, if anybody does.
    pub monitor: Option<ActorAt>,
    /// Who asks.
    pub clients: Vec<ActorAt>,
    /// By group and then by client: the replica with the shortest way.
    pub nearest: Vec<Vec<ActorAt>>,
    /// How long a client waits for an answer, ns.
    pub timeout_ns: u64,
    /// How often it asks anew.
    pub retries: u32,
    /// How long it waits before, ns.
    pub retry_wait_ns: u64,
    /// What draws come from.
    pub seed: u64,
    /// A fault that is planted, where tests may plant one.
    pub bug: Option<Bug>,
}

/// The replicas of one partition.
#[derive(Clone, Debug)]
pub struct Members {
    /// The partition.
    pub partition: PartitionId,
    /// The nodes that hold it, the first leader first.
    pub nodes: Vec<ActorAt>,
}

impl Setup {
    /// Whether a bug was planted: never but in tests.
    pub(super) fn has(&self, bug: Bug) -> bool {
        cfg!(any(test, feature = "bugs")) && self.bug == Some(bug)
    }

    /// The replica of a group with the shortest way from a client.
    pub(super) fn nearest(&self, client: ActorAt, group: usize) -> Option<ActorAt> {
        let place = self.clients.iter().position(|known| *known == client)?;
        self.nearest.get(group)?.get(place).copied()
    }

    /// How long the monitor waits for answers, ns.
    pub(super) fn patience_ns(&self) -> u64 {
        match self.rules.detect {
            Detector::Timeout(ns) => ns,
            _ => self.rules.beat_ns.saturating_mul(3),
        }
        .max(1)
    }

    /// Whether a leader waits for followers before it acknowledges.
    pub(super) const fn waits_for_followers(&self) -> bool {
        !matches!(self.rules.ack.waits, Waits::Nothing | Waits::Leader)
    }
}
