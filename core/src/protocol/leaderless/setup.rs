use super::Rules;
use crate::{
    base::PartitionId,
    hash::HashFn,
    placement::Copies,
    quorum::{Level, Need, Operation},
    trace::ActorAt,
};
use alloc::vec::Vec;

/// What all machines of a run know from the start.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The rules, how long a coordinator waits among them.
    pub rules: Rules,
    /// The replicas of each partition that is simulated.
    pub groups: Vec<Group>,
    /// Who asks.
    pub clients: Vec<ActorAt>,
    /// By actor: the place of the data centre in which it stands.
    pub dcs: Vec<u32>,
    /// By actor: all nodes, those with the shortest way from it first.
    pub near: Vec<Vec<ActorAt>>,
    /// How many copies there are to be.
    pub copies: Copies,
    /// Which hash puts keys into ranges.
    pub hash: HashFn,
    /// How long a client waits for an answer, ns.
    pub timeout_ns: u64,
    /// How often it asks anew.
    pub retries: u32,
    /// How long it waits before, ns.
    pub retry_wait_ns: u64,
    /// What draws come from.
    pub seed: u64,
}

/// Who holds one partition.
#[derive(Clone, Debug)]
pub struct Group {
    /// The partition.
    pub partition: PartitionId,
    /// The nodes that hold it, in the order of preference.
    pub nodes: Vec<ActorAt>,
    /// All other nodes, in the order in which they would stand in.
    pub others: Vec<ActorAt>,
    /// How many of its replicas each data centre has, each that has some once.
    pub placed: Vec<(u32, u32)>,
}

impl Setup {
    /// What a request needs that is coordinated by somebody: by its own level if it has one, else by that of the rules, else
    /// by their number. None where the operation is refused at this level.
    pub fn needs(
        &self,
        group: &Group,
        operation: Operation,
        level: Option<Level>,
        by: ActorAt,
    ) -> Option<Vec<Need>> {
        let rules = &self.rules;
        let (of_rules, count) = match operation {
            Operation::Read => (rules.read_level, rules.r),
            Operation::Write => (rules.write_level, rules.w),
        };
        match level.or(of_rules) {
            Some(level) => {
                let dc = self.dcs.get(by.at()).copied().unwrap_or(0);
                level.at(dc).needs(operation, &self.copies, &group.placed)
            }
            None => Some([Need { group: crate::quorum::Group::Replicas, count }].into()),
        }
    }
}
