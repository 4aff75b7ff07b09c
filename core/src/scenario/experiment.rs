use super::{Cluster, LevelKind, Mode, Rule, Text, field};
use crate::{
    base::{ClientId, IdMap, NodeId, PartitionId, Unit, limit},
    protocol::leader::Waits,
    sim::{Ends, Latency, Peer},
    workload::Arrival,
};
use alloc::{string::String, vec::Vec};

/// What happens over time: how replicas talk, what links, disks and clocks are like, what clients do, and the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    pub(crate) replication: Replication,
    /// Up to three modes, which run side by side on the same seed: one at least.
    pub(crate) modes: Vec<Mode>,
    /// That of all links first; then those of single links, which override it, by their ends, the lesser end first.
    pub(crate) links: Vec<LinkRule>,
    /// How often the network loses a message, ppm.
    pub(crate) loss_ppm: u32,
    /// How far clocks are ahead, ns.
    pub(crate) skew_ns: IdMap<i64>,
    /// How long a flush takes, ns: of all nodes, and of single ones.
    pub(crate) disk_ns: u64,
    pub(crate) disks: IdMap<u64>,
    /// How long a client waits for an answer, ns.
    pub(crate) timeout_ns: u64,
    /// How often a client asks anew, and how long it waits before, ns.
    pub(crate) retries: u32,
    pub(crate) retry_wait_ns: u64,
    /// What clients ask for beside the script.
    pub(crate) load: Load,
    pub(crate) clients: u32,
    /// Between an answer and the next operation of a client, ns.
    pub(crate) think_ns: u64,
    /// When a client asks for the next thing.
    pub(crate) arrival: Arrival,
    /// By time; lines of one instant in the order in which they happen.
    pub(crate) script: Vec<Act>,
    /// When the run ends, ns.
    pub(crate) until_ns: u64,
    /// The instant shown, ns; none is the end.
    pub(crate) at_ns: Option<u64>,
}

const MS: u64 = 1_000_000;

impl Experiment {
    /// What all presets start from: one copy, so that there is no time yet.
    pub(super) fn start() -> Self {
        Experiment {
            replication: Replication::Single,
            modes: [Mode::START].into(),
            links: [LinkRule { ends: None, latency: Latency::Constant(MS) }].into(),
            loss_ppm: 0,
            skew_ns: IdMap::default(),
            disk_ns: MS,
            disks: IdMap::default(),
            timeout_ns: 1_000 * MS,
            retries: 0,
            retry_wait_ns: 100 * MS,
            load: Load::None,
            clients: 1,
            think_ns: 0,
            arrival: Arrival::Closed,
            script: Vec::new(),
            until_ns: 2_000 * MS,
            at_ns: None,
        }
    }

    /// How copies are kept alike.
    pub const fn replication(&self) -> Replication {
        self.replication
    }

    /// The modes that run side by side: one to three.
    pub fn modes(&self) -> &[Mode] {
        &self.modes
    }

    /// What links are like: the first rule is of all links, the others of single ones, which override it.
    pub fn links(&self) -> &[LinkRule] {
        &self.links
    }

    /// How long messages between two take, either way.
    pub fn latency(&self, one: Peer, other: Peer) -> &Latency {
        let ends = Some((one.min(other), one.max(other)));
        let at = self.links.binary_search_by_key(&ends, |rule| rule.ends).unwrap_or(0);
        &self.links[at].latency
    }

    /// How often the network loses a message, ppm.
    pub const fn loss_ppm(&self) -> u32 {
        self.loss_ppm
    }

    /// How far a node's clock is ahead, ns.
    pub fn skew_ns(&self, id: NodeId) -> i64 {
        self.skew_ns.get(id).copied().unwrap_or(0)
    }

    /// The nodes whose clocks are wrong, with how far they are ahead, ns.
    pub fn skews(&self) -> impl Iterator<Item = (NodeId, i64)> {
        self.skew_ns.iter().map(|(id, ns)| (id, *ns))
    }

    /// How long a flush of a node takes, ns.
    pub fn disk_ns(&self, id: NodeId) -> u64 {
        self.disks.get(id).copied().unwrap_or(self.disk_ns)
    }

    /// How long a flush of all other nodes takes, ns.
    pub const fn disk_of_all_ns(&self) -> u64 {
        self.disk_ns
    }

    /// The nodes with a flush of their own, ns.
    pub fn disks(&self) -> impl Iterator<Item = (NodeId, u64)> {
        self.disks.iter().map(|(id, ns)| (id, *ns))
    }

    /// How long a client waits for an answer, ns.
    pub const fn timeout_ns(&self) -> u64 {
        self.timeout_ns
    }

    /// How often a client asks anew.
    pub const fn retries(&self) -> u32 {
        self.retries
    }

    /// How long a client waits before it asks anew, ns.
    pub const fn retry_wait_ns(&self) -> u64 {
        self.retry_wait_ns
    }

    /// What clients ask for beside the script.
    pub const fn load(&self) -> Load {
        self.load
    }

    /// How many clients there are.
    pub const fn clients(&self) -> u32 {
        self.clients
    }

    /// How long a client waits between an answer and its next operation, ns.
    pub const fn think_ns(&self) -> u64 {
        self.think_ns
    }

    /// When a client asks for the next thing, as an address has it: `poisson.20ms`.
    pub fn arrival_words(&self) -> String {
        field::write_arrival(self.arrival)
    }

    /// When a client asks for the next thing.
    pub const fn arrival(&self) -> Arrival {
        self.arrival
    }

    /// The script, by time.
    pub fn script(&self) -> &[Act] {
        &self.script
    }

    /// When the run ends, ns.
    pub const fn until_ns(&self) -> u64 {
        self.until_ns
    }

    /// The instant shown, ns; none is the end.
    pub const fn at_ns(&self) -> Option<u64> {
        self.at_ns
    }

    /// The instant shown, ns, at the end if none is chosen or if it is later.
    pub fn moment_ns(&self) -> u64 {
        self.at_ns.map_or(self.until_ns, |at_ns| at_ns.min(self.until_ns))
    }

    /// Whether the same happens: only the instant shown may differ.
    pub fn is_same_but_for_instant(&self, other: &Experiment) -> bool {
        Experiment { at_ns: None, ..self.clone() } == Experiment { at_ns: None, ..other.clone() }
    }

    /// The lines of the script that no longer apply: their places in it, and why not.
    pub fn idle_acts(&self, cluster: &Cluster) -> Vec<(usize, String)> {
        let acts = self.script.iter().enumerate();
        acts.filter_map(|(at, act)| self.idle(act, cluster).map(|why| (at, why))).collect()
    }

    /// Why a line of the script does nothing, if it does nothing.
    pub(crate) fn idle(&self, act: &Act, cluster: &Cluster) -> Option<String> {
        act.idle(cluster, self.until_ns, self.replication)
    }

    /// So many modes: those that are added are like the first.
    pub(super) fn set_mode_count(&mut self, count: usize) {
        let first = self.modes[0].clone();
        self.modes.resize(count.max(1), first);
    }

    /// Forgets what is said of nodes that are not there, but for the script, whose lines stay in case they return. Who
    /// waited for one of these waits for any one follower.
    pub(super) fn prune(&mut self, cluster: &Cluster) {
        let is_there = |peer: Peer| !matches!(peer, Peer::Node(id) if !cluster.has(id));
        self.links.retain(|rule| rule.ends.is_none_or(|(one, other)| is_there(one) && is_there(other)));
        self.skew_ns.retain(|id, _| cluster.has(id));
        self.disks.retain(|id, _| cluster.has(id));
        for Mode { leader, .. } in &mut self.modes {
            if matches!(leader.ack.waits, Waits::Named(id) if !cluster.has(id)) {
                leader.ack.waits = Waits::Any(1);
            }
        }
    }

    /// Invariants, asserted by tests after every edit.
    pub(super) fn check(&self, cluster: &Cluster) -> Result<(), String> {
        let named = self.modes.iter().flat_map(Rule::of).filter_map(Rule::named);
        let mut nodes = self.skew_ns.ids().chain(self.disks.ids()).chain(named);
        let holds = [
            ((1..=limit::MODES as usize).contains(&self.modes.len()), "modes are one to three"),
            (self.links.first().is_some_and(|rule| rule.ends.is_none()), "all links have a latency"),
            (self.links.is_sorted_by(|a, b| a.ends < b.ends), "links are ascending, each once"),
            (self.links.len() <= limit::LINKS + 1, "rules of links are within their limit"),
            (
                nodes.all(|id| cluster.has(id)),
                "only nodes that are there have clocks, disks and waiting leaders",
            ),
            (self.script.is_sorted_by_key(|act| act.at_ns), "lines are in the order of time"),
            (self.script.len() <= limit::SCRIPT, "lines are within their limit"),
        ];
        match holds.iter().find(|(holds, _)| !holds) {
            Some((_, rule)) => Err(alloc::format!("broken: {rule}")),
            None => Ok(()),
        }
    }
}

/// How copies are kept alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replication {
    /// There is one copy.
    Single,
    /// By a leader and its followers.
    Leader,
    /// By all who hold one, of whom none leads.
    Leaderless,
}

impl Replication {
    /// The words of an address.
    pub const WORDS: [(&str, Replication); 3] = [
        ("single", Replication::Single),
        ("leader", Replication::Leader),
        ("leaderless", Replication::Leaderless),
    ];

    /// The word of an address.
    pub fn id(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// What links are like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRule {
    /// Between which two, both ways; none is all.
    pub ends: Option<(Peer, Peer)>,
    /// How long messages take.
    pub latency: Latency,
}

impl LinkRule {
    /// The rule as an address has it: `n1.n2.const.80ms`.
    pub fn words(&self) -> String {
        field::write_link(self)
    }
}

impl Load {
    /// The value of an address.
    pub fn words(self) -> String {
        field::write_load(self)
    }
}

/// What clients ask for by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Nothing: the script alone.
    None,
    /// Each of these keys as often, a write for every so many operations.
    Uniform,
    /// Keys by Zipf's law: theta in hundredths.
    Zipf(u32),
    /// One key after the other.
    Sequential,
}

/// A line of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When, ns.
    pub at_ns: u64,
    /// What.
    pub verb: Verb,
}

/// What a line of the script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A client reads.
    Get(Text, Asked),
    /// A client writes.
    Put(Text, Text, Asked),
    /// A client deletes.
    Delete(Text, Asked),
    /// A client writes if the value is as expected: key, old, new.
    Cas(Text, Text, Text, Asked),
    /// A client adds one.
    Increment(Text, Asked),
    /// A client writes a value under the next automatic id.
    Insert(Text, Asked),
    /// The process of all in this unit ends.
    Kill(Unit),
    /// All in this unit lose power.
    Crash(Unit),
    /// All in this unit start again, or go on.
    Up(Unit),
    /// A node stops; for so many ns, or until `up`.
    Pause(NodeId, Option<u64>),
    /// Nothing passes between two sets; one way only where the flag says so.
    Cut(Ends, Ends, bool),
    /// Nothing passes between groups.
    Split(Vec<Ends>),
    /// All cuts end, or those between two sets.
    Heal(Option<(Ends, Ends)>),
    /// A node is slower by so many ns.
    Slow(NodeId, u64),
    /// Messages between two sets are lost, ppm.
    Loss(Ends, Ends, u32),
    /// Messages between two sets arrive twice, ppm.
    Duplicate(Ends, Ends, u32),
    /// The k-th message is lost.
    Lose(Peer, Peer, u32),
    /// The k-th message is late by so many ns.
    Delay(Peer, Peer, u64, u32),
    /// The leadership of a partition is handed over.
    Transfer(PartitionId, NodeId),
    /// The clock of a node is set ahead, or behind, ns.
    Skew(NodeId, i64),
    /// A node starts anew with the next version of the engine.
    Upgrade(NodeId),
}

/// By whom, and at which level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The level, where it is given: replication without a leader alone goes by it.
    pub level: Option<LevelKind>,
    /// The client, where it is given; else the first.
    pub client: Option<ClientId>,
    /// The node that is asked, where it is given.
    pub coordinator: Option<NodeId>,
}
