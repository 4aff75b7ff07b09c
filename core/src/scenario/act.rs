use super::{Act, Cluster, Problem, Verb, field};
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

    /// Why the line does nothing, if it does nothing: it speaks of what is not in the cluster, or comes after the end.
    pub(crate) fn idle(&self, cluster: &Cluster, until_ns: u64) -> Option<String> {
        if self.at_ns > until_ns {
            return Some(format!("is after the end at {}", field::write_time(until_ns)));
        }
        let absent = self.verb.units().into_iter().find(|unit| !cluster.has_unit(*unit))?;
        Some(format!("speaks of {absent}, which is not in the cluster"))
    }
}

impl Verb {
    /// The verb with its arguments as an address has it: `kill.n3`.
    pub fn words(&self) -> String {
        field::write_verb(self)
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
            Verb::Get(_, asked)
            | Verb::Put(_, _, asked)
            | Verb::Delete(_, asked)
            | Verb::Cas(_, _, _, asked)
            | Verb::Increment(_, asked)
            | Verb::Insert(_, asked) => asked.coordinator.map_or_else(Vec::new, node),
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
