use super::{Broken, Placed};
use crate::{
    base::{Count, DcId, Digest, Encode, NodeId, Share, Unit},
    placement::Table,
    quorum::{Level, Operation},
    scenario::{Cluster, LevelKind, Scenario},
    survival::{Held, Left, Loads, Survival},
    topology::Site,
};
use alloc::{sync::Arc, vec::Vec};

/// A cluster with its faults: what is left of each partition, and what a request at the chosen level still gets.
#[derive(Clone, Debug)]
pub struct Racks {
    placed: Arc<Placed>,
    cluster: Cluster,
    level: Level,
    /// What reads and writes need, where that was chosen for either by itself.
    split: Option<[Level; 2]>,
    down: Vec<bool>,
    survival: Survival,
    loads: Loads,
    health: Vec<Health>,
    counts: [u32; 4],
    /// How many partitions each node leads that are available.
    leads: Vec<u32>,
    followed: Option<usize>,
    /// With everything on.
    broken: Option<Arc<Broken>>,
    /// Of what is on now, where something is off.
    further: Option<Broken>,
}

/// How a partition fares at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// All its copies are on.
    Fine,
    /// Some are off, and the level is met.
    Fewer,
    /// The level is not met.
    Unavailable,
    /// No copy is on.
    Lost,
}

impl Health {
    /// From best to worst.
    pub const ALL: [Health; 4] = [Health::Fine, Health::Fewer, Health::Unavailable, Health::Lost];
}

impl Racks {
    /// The racks of a cluster; what was counted before for the same placement and level is taken over, and all of it where
    /// also the same is off.
    pub(super) fn of(
        scenario: &Scenario,
        cluster: &Cluster,
        placed: Arc<Placed>,
        made: &[Arc<Racks>],
    ) -> Arc<Self> {
        let meant = |level| level_of(level, scenario.level_dc(), cluster);
        let split = scenario.split_levels().map(|levels| levels.map(meant));
        // What breaks writes is what is counted: they change the data.
        let level = split.map_or_else(|| meant(scenario.level()), |[_, writes]| writes);
        let followed = placed.partition_of(scenario.pick().as_str().as_bytes());
        let is_same = |racks: &&Arc<Racks>| Arc::ptr_eq(&racks.placed, &placed) && racks.level == level;
        let is_all_same = |racks: &&Arc<Racks>| {
            is_same(racks) && racks.split == split && racks.followed == followed && racks.cluster == *cluster
        };
        if let Some(racks) = made.iter().find(is_all_same) {
            return Arc::clone(racks);
        }
        let broken = match made.iter().find(is_same) {
            Some(racks) => racks.broken.clone(),
            None => placed.fault().is_none().then(|| Arc::new(Broken::new(&placed, level, &[]))),
        };
        let mut racks = Racks::new((level, split), followed, cluster.clone(), placed);
        racks.broken = broken;
        if racks.broken.is_some() && racks.down.contains(&true) {
            racks.further = Some(Broken::new(&racks.placed, level, &racks.down));
        }
        Arc::new(racks)
    }

    fn new(
        (level, split): (Level, Option<[Level; 2]>),
        followed: Option<usize>,
        cluster: Cluster,
        placed: Arc<Placed>,
    ) -> Self {
        let down = placed.down(&cluster);
        let (topology, table, weights) = (placed.topology(), placed.table(), placed.weights());
        let survival = Survival::new(topology, table, placed.copies(), Some(weights), &down);
        let loads = Loads::new(topology, table, Some(weights), &survival);
        let health = health_of(&survival, level, split);
        let mut counts = [0; 4];
        let mut leads = alloc::vec![0; topology.len()];
        for (partition, state) in health.iter().enumerate() {
            counts[*state as usize] += 1;
            if let Some(leader) = survival.led_by(partition).filter(|_| *state < Health::Unavailable) {
                leads[leader as usize] += 1;
            }
        }
        Racks {
            level,
            split,
            down,
            survival,
            loads,
            health,
            counts,
            leads,
            followed,
            cluster,
            placed,
            broken: None,
            further: None,
        }
    }

    /// The cluster, with its faults.
    pub const fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// Where the copies lie.
    pub fn placed(&self) -> &Placed {
        &self.placed
    }

    /// The copies of each partition, as places in the list of nodes.
    pub fn table(&self) -> &Table {
        self.placed.table()
    }

    /// How many partitions there are.
    pub fn len(&self) -> usize {
        self.health.len()
    }

    /// Whether there is none, because the placement refused.
    pub fn is_empty(&self) -> bool {
        self.health.is_empty()
    }

    /// What a request needs: a write, where reads need something else.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// What reads and writes need.
    pub fn asked(&self) -> [Level; 2] {
        self.split.unwrap_or([self.level; 2])
    }

    /// Whether reads need something else than writes.
    pub const fn is_split(&self) -> bool {
        self.split.is_some()
    }

    /// How a partition fares, from 0.
    pub fn health(&self, partition: usize) -> Health {
        self.health[partition]
    }

    /// How many partitions fare so.
    pub const fn count(&self, health: Health) -> u32 {
        self.counts[health as usize]
    }

    /// The node that leads a partition: the first copy that is on, in the order of the placement; nobody leads one that
    /// is unavailable.
    pub fn leader(&self, partition: usize) -> Option<u32> {
        self.survival.led_by(partition).filter(|_| self.health[partition] < Health::Unavailable)
    }

    /// The copies of a partition that are on, and all.
    pub fn copies(&self, partition: usize) -> (u32, u32) {
        let left = self.survival.partitions()[partition];
        (left.living, left.placed)
    }

    /// Whether a node is on, by its place.
    pub fn is_on(&self, place: u32) -> bool {
        !self.down[place as usize]
    }

    /// Whether any node of a unit is on.
    pub fn has_power(&self, unit: Unit) -> bool {
        self.placed.places_in(unit).any(|place| self.is_on(place))
    }

    /// What is left, partition by partition and level by level.
    pub const fn survival(&self) -> &Survival {
        &self.survival
    }

    /// What each level still has.
    pub fn held(&self) -> Vec<Held> {
        self.survival.held(self.cluster.min_insync())
    }

    /// What nodes and racks carry.
    pub const fn loads(&self) -> &Loads {
        &self.loads
    }

    /// How many partitions a node leads; it leads none that are unavailable.
    pub fn leads(&self, place: u32) -> u32 {
        self.leads[place as usize]
    }

    /// Which sets of nodes and racks the level cannot lose. None where nothing is placed.
    pub fn breakers(&self) -> Option<&Broken> {
        self.broken.as_deref()
    }

    /// The same of what is on, where something is off: what else may fail. Partitions that are refused already do not
    /// count again.
    pub const fn further(&self) -> Option<&Broken> {
        self.further.as_ref()
    }

    /// The partition of the followed key, from 0.
    pub const fn followed(&self) -> Option<usize> {
        self.followed
    }

    /// The node at a place.
    pub fn node(&self, place: u32) -> NodeId {
        self.placed.node(place)
    }

    /// The partitions that a node holds copies of, ascending.
    pub fn partitions_on(&self, place: u32) -> impl Iterator<Item = usize> {
        self.placed.held_by(place).iter().map(|partition| *partition as usize)
    }

    /// The same with these units off and nothing else.
    #[must_use]
    pub fn with_only_off(&self, units: &[Unit]) -> Racks {
        let cluster = self.cluster.with_only_off(units);
        Racks::new((self.level, self.split), self.followed, cluster, Arc::clone(&self.placed))
    }

    /// The share of all data in partitions that fare so.
    pub fn share(&self, health: Health) -> Share {
        let weights = self.placed.weights();
        let of = |is_meant: &dyn Fn(Health) -> bool| -> Count {
            self.health
                .iter()
                .zip(weights)
                .filter(|(state, _)| is_meant(**state))
                .map(|(_, weight)| *weight)
                .sum()
        };
        let den = of(&|_| true);
        if den == Count::ZERO {
            return Share::of(0, 1);
        }
        Share { num: of(&|state| state == health), den }
    }

    /// Partitions of which several copies stand in one rack.
    pub fn shared_in(&self, site: Site) -> usize {
        // Racks of the topology stand in the order of their sites.
        let rack = self.cluster.sites().binary_search(&site);
        rack.map_or(0, |rack| self.placed.shared_in(rack as u32) as usize)
    }

    /// Whether two copies of a partition stand in the rack of this node.
    pub fn shares_rack(&self, partition: usize, place: u32) -> bool {
        let rack = |place: u32| self.placed.topology().rack_of(place);
        let copies = self.table().replicas(partition);
        copies.iter().filter(|other| rack(**other) == rack(place)).count() > 1
    }

    /// Whether two runs have the same placement: quick.
    pub fn has_same_placement(&self, other: &Racks) -> bool {
        Arc::ptr_eq(&self.placed, &other.placed)
    }

    pub(super) const fn shared(&self) -> &Arc<Placed> {
        &self.placed
    }
}

/// How each partition fares, where writes need a level, and reads another one where there are two.
fn health_of(survival: &Survival, level: Level, split: Option<[Level; 2]>) -> Vec<Health> {
    let is_readable = split.map(|[reads, _]| survival.available(reads, Operation::Read));
    let is_writable = survival.available(level, Operation::Write);
    let health = |(partition, left): (usize, &Left)| {
        let reads = is_readable.as_ref().is_none_or(|is_readable| is_readable(partition));
        match (left.living, reads && is_writable(partition)) {
            (0, _) => Health::Lost,
            (_, false) => Health::Unavailable,
            (living, true) if living < left.placed => Health::Fewer,
            _ => Health::Fine,
        }
    };
    survival.partitions().iter().enumerate().map(health).collect()
}

/// A level as the scenario names it, in a cluster.
pub fn level_of(kind: LevelKind, dc: DcId, cluster: &Cluster) -> Level {
    let dc = cluster.dcs().iter().position(|other| *other == dc).unwrap_or(0) as u32;
    match kind {
        LevelKind::AcksAll => Level::AcksAll { min_insync: cluster.min_insync() },
        kind => kind.level().at(dc),
    }
}

impl Encode for Racks {
    fn encode(&self, digest: &mut Digest) {
        self.placed.encode(digest);
        for (partition, health) in self.health.iter().enumerate() {
            (*health as u32).encode(digest);
            self.survival.led_by(partition).unwrap_or(u32::MAX).encode(digest);
        }
    }
}
