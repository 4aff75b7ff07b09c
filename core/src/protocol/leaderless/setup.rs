use super::{Bug, Rules};
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
    /// The rules.
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
    /// A fault that is planted, where tests may plant one.
    pub bug: Option<Bug>,
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
    /// Whether a bug was planted: never but in tests.
    pub(super) fn has(&self, bug: Bug) -> bool {
        cfg!(any(test, feature = "bugs")) && self.bug == Some(bug)
    }

    /// How long a coordinator waits for replicas, ns: at least 1.
    pub const fn wait_ns(&self) -> u64 {
        let wait_ns = if self.rules.wait_ns == 0 { self.timeout_ns / 2 } else { self.rules.wait_ns };
        if wait_ns == 0 { 1 } else { wait_ns }
    }

    /// The nodes, those with the shortest way from somebody first.
    pub(super) fn near(&self, from: ActorAt) -> &[ActorAt] {
        self.near.get(from.at()).map_or(&[], Vec::as_slice)
    }

    /// A group by its place in the list.
    pub(super) fn group(&self, place: u16) -> Option<&Group> {
        self.groups.get(usize::from(place))
    }

    /// The data centre of somebody, by its place.
    pub(super) fn dc(&self, of: ActorAt) -> u32 {
        self.dcs.get(of.at()).copied().unwrap_or(0)
    }

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
            Some(level) => level.at(self.dc(by)).needs(operation, &self.copies, &group.placed),
            None => Some([Need { group: crate::quorum::Group::Replicas, count }].into()),
        }
    }
}
