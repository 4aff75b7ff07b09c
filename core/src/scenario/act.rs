use super::{Act, Asked, Cluster, Problem, Replication, Verb, field};
use crate::{
    base::{NodeId, Unit},
    sim::Peer,
};
use alloc::{format, string::String, vec::Vec};

impl Act {
    /// The line as an address has it: `150.kill.n3`.
    pub fn line(&self) -> String {
        field::write_act(self)
    }

    /// Reads a line such as `150.kill.n3`.
    pub fn read(line: &str) -> Result<Act, Problem> {
        field::read_act(line)
    }

    /// Why the line does nothing, if it does nothing: it speaks of what is not in the cluster, comes after the end, or asks
    /// for what only leaders can do.
    pub(super) fn idle(&self, cluster: &Cluster, until_ns: u64, replication: Replication) -> Option<String> {
        if self.at_ns > until_ns {
            return Some(format!("is after the end at {}", field::write_time(until_ns)));
        }
        if let Some(absent) = self.verb.units().into_iter().find(|unit| !cluster.has_unit(*unit)) {
            return Some(format!("speaks of {absent}, which is not in the cluster"));
        }
        let (verb, why) = self.verb.needs_leader().filter(|_| replication == Replication::Leaderless)?;
        Some(format!("needs a leader, as leaderless replication has no {verb}: {why}"))
    }
}

impl Verb {
    /// The verb with its arguments as an address has it: `kill.n3`.
    pub fn words(&self) -> String {
        field::write_verb(self)
    }

    /// The word of what only a leader can do, with why that is so and what can be done instead.
    const fn needs_leader(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Verb::Cas(..) => ("cas", "take put"),
            Verb::Increment(..) => ("incr", "take put"),
            Verb::Insert(..) => ("insert", "put a key of your own"),
            Verb::Transfer(..) => ("transfer", "nobody leads who could hand over"),
            Verb::Upgrade(_) => ("upgrade", "there is no log that another version could not read"),
            _ => return None,
        })
    }

    /// By whom it is asked, and how, if a client asks.
    pub(crate) const fn asked(&self) -> Option<&Asked> {
        match self {
            Verb::Get(_, asked)
            | Verb::Put(_, _, asked)
            | Verb::Delete(_, asked)
            | Verb::Cas(_, _, _, asked)
            | Verb::Increment(_, asked)
            | Verb::Insert(_, asked) => Some(asked),
            _ => None,
        }
    }

    /// The nodes, racks, data centres and regions of which it speaks.
    pub fn units(&self) -> Vec<Unit> {
        let nodes = |sets: &[&[Peer]]| -> Vec<Unit> {
            let peers = sets.iter().copied().flatten();
            peers
                .filter_map(|peer| if let Peer::Node(id) = peer { Some(Unit::Node(*id)) } else { None })
                .collect()
        };
        let node = |id: NodeId| Vec::from([Unit::Node(id)]);
        match self {
            Verb::Get(..)
            | Verb::Put(..)
            | Verb::Delete(..)
            | Verb::Cas(..)
            | Verb::Increment(..)
            | Verb::Insert(..) => {
                self.asked().and_then(|asked| asked.coordinator).map_or_else(Vec::new, node)
            }
            Verb::Kill(unit) | Verb::Crash(unit) | Verb::Up(unit) => [*unit].into(),
            Verb::Pause(id, _)
            | Verb::Slow(id, _)
            | Verb::Transfer(_, id)
            | Verb::Skew(id, _)
            | Verb::Upgrade(id) => node(*id),
            Verb::Cut(a, b, _)
            | Verb::Heal(Some((a, b)))
            | Verb::Loss(a, b, _)
            | Verb::Duplicate(a, b, _) => nodes(&[a, b]),
            Verb::Split(groups) => groups.iter().flat_map(|ends| nodes(&[ends])).collect(),
            Verb::Heal(None) => Vec::new(),
            Verb::Lose(from, to, _) | Verb::Delay(from, to, _, _) => nodes(&[&[*from, *to]]),
        }
    }
}
