use super::{
    Act, Attachment, Cluster, Deal, Generated, Keys, LevelKind, Load, Mode, Node, PlacementKind, Preset,
    Replicas, Replication, Rule, Scenario, SchemeKind, Show, Text, TextSize, Theme, WarsKind,
};
use crate::{
    base::{DcId, IdMap, IdSet, NodeId, RackId, Unit, limit},
    hash::HashFn,
    sim::{Latency, Peer},
    topology::Site,
    workload::Arrival,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// One thing that the reader does. Edits of the cluster make what was the state before the change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Starts anew from a preset; theme and size of text stay.
    Preset(&'static Preset),
    /// Adds the next node.
    AddNode,
    /// Adds the next node in this rack.
    AddNodeAt(Site),
    /// Removes a node.
    RemoveNode(NodeId),
    /// Gives a node, a rack, a data centre or a region a name; a node's generated tokens, which are hashes of its name,
    /// follow.
    Rename(Unit, Text),
    /// Gives a node a weight in per cent.
    Weigh(NodeId, u32),
    /// Powers a node, a rack, a data centre or a region off or on.
    Power(Unit, bool),
    /// Powers everything on.
    AllOn,
    /// Adds a rack in this data centre, with as many nodes as its fullest rack.
    AddRack(DcId),
    /// Removes a rack with its nodes.
    RemoveRack(Site),
    /// Deals the nodes anew: so many, over so many racks.
    Deal(u32, Deal),
    /// Gives all nodes so many generated tokens; tokens that were given are dropped.
    Vnodes(u32),
    /// Changes the hash function.
    Hash(HashFn),
    /// Changes the number of copies.
    Replicas(u32),
    /// Changes the number of copies in one data centre.
    ReplicasIn(DcId, u32),
    /// Changes what makes partitions of the keys.
    Scheme(SchemeKind),
    /// Changes the number of fixed partitions; an explicit table is dropped.
    Parts(u32),
    /// Changes the rule that places copies; an explicit table is dropped.
    Place(PlacementKind),
    /// The same for the compared cluster.
    PlaceOther(PlacementKind),
    /// Changes `min.insync.replicas`.
    MinInsync(u32),
    /// Draws lots anew.
    Seed(u64),
    /// Compares with the same cluster placed otherwise, or no longer.
    Compare(Option<PlacementKind>),
    /// Changes what a request needs; a data centre goes with the local levels.
    Level(LevelKind, Option<DcId>),
    /// Changes what reads alone need, in all modes; none is what all requests do.
    ReadAt(Option<LevelKind>),
    /// The same for writes.
    WriteAt(Option<LevelKind>),
    /// Changes how long messages take where staleness is reckoned; none is no such reckoning.
    Wars(Option<WarsKind>),
    /// Changes how often a node is off where chances are reckoned, ppm.
    Failure(u32),
    /// Changes how many trials are drawn there.
    Trials(u32),
    /// Chooses pictures.
    Show(Show),
    /// Counts generated keys.
    GenerateKeys(Generated),
    /// Counts the reader's own keys.
    AttachKeys(Attachment),
    /// Follows a key.
    Pick(Text),
    /// Light or dark.
    Theme(Theme),
    /// For a desk or for a hall.
    TextSize(TextSize),
    /// Adds a line to the script, after those of the same instant.
    Do(Act),
    /// Takes the line at this place out of the script.
    Strike(usize),
    /// Puts another line into the place of this one, or where its time belongs.
    Alter(usize, Act),
    /// Takes out all lines after an instant, ns; those at it stay.
    ClearAfter(u64),
    /// Changes how copies are kept alike.
    Replicate(Replication),
    /// Changes the modes that run side by side: one to three.
    Modes(Vec<Mode>),
    /// Changes a rule of the mode at this place, from 0.
    Rule(usize, Rule),
    /// Changes how long messages take on all links that have no rule of their own.
    Latency(Latency),
    /// The same on the link between two, either way; none takes its rule away.
    LatencyBetween(Peer, Peer, Option<Latency>),
    /// Changes how often the network loses a message, ppm.
    Loss(u32),
    /// Changes how long a flush takes on all nodes that have no time of their own, ns.
    Disk(u64),
    /// The same on one node; none takes its time away.
    DiskOf(NodeId, Option<u64>),
    /// Changes how far a node's clock is ahead from the start, ns.
    Skew(NodeId, i64),
    /// Changes how long a client waits for an answer, ns.
    Timeout(u64),
    /// Changes how often a client asks anew, and how long it waits before, ns.
    Retry(u32, u64),
    /// Changes what clients ask for beside the script.
    Load(Load),
    /// Changes how many clients there are.
    Clients(u32),
    /// Changes how long a client waits between an answer and its next operation, ns.
    Think(u64),
    /// Changes when a client asks for the next thing.
    Arrive(Arrival),
    /// Changes when the run ends, ns.
    Until(u64),
    /// Shows another instant, ns; none is the end. No change of what happens: the page need not undo it.
    Seek(Option<u64>),
}

impl Scenario {
    /// The scenario after an edit, or in words why it cannot be made.
    pub fn edited(&self, edit: &Edit) -> Result<Scenario, String> {
        let mut next = self.clone();
        match edit {
            Edit::Preset(preset) => {
                next = Scenario { theme: self.theme, text: self.text, ..preset.scenario() };
            }
            Edit::GenerateKeys(generated) => {
                within("keys", generated.count, 0, limit::KEYS)?;
                next.keys = Keys::Generated(generated.clone());
            }
            Edit::AttachKeys(attachment) => {
                within("keys", attachment.count, 1, limit::KEYS)?;
                next.keys = Keys::Attached(*attachment);
            }
            Edit::Pick(key) => next.pick = key.clone(),
            Edit::Theme(theme) => next.theme = *theme,
            Edit::TextSize(text) => next.text = *text,
            Edit::Level(level, dc) => {
                (next.level, next.level_dc) = (*level, *dc);
                next.rule_all(Rule::ReadLevel(None));
                next.rule_all(Rule::WriteLevel(None));
            }
            Edit::ReadAt(level) => next.rule_all(Rule::ReadLevel(*level)),
            Edit::WriteAt(level) => next.rule_all(Rule::WriteLevel(*level)),
            Edit::Wars(model) => next.odds.wars = *model,
            Edit::Failure(ppm) => {
                within("a chance in ppm", *ppm, 0, 1_000_000)?;
                next.odds.failure_ppm = *ppm;
            }
            Edit::Trials(trials) => {
                within("trials", *trials, *limit::TRIALS.start(), *limit::TRIALS.end())?;
                next.odds.trials = *trials;
            }
            Edit::Show(show) => next.show = *show,
            Edit::Compare(placement) => {
                next.other = placement.map(|placement| self.now.placed_by(placement));
            }
            Edit::PlaceOther(placement) => {
                let other = self.other.as_ref().unwrap_or(&self.now);
                next.other = Some(other.placed_by(*placement));
            }
            _ if next.change_time(edit)? => {}
            _ => {
                next.now.change(edit)?;
                next.before = self.now.clone();
                next.experiment.prune(&next.now);
                // What is compared differs in what was chosen for it; all else that is done is done to both.
                if let Some(other) = next.other.as_mut().filter(|_| !matches!(edit, Edit::Place(_))) {
                    other.change(edit)?;
                }
            }
        }
        next.level_dc = next.level_dc.filter(|dc| next.now.has_unit(Unit::Dc(*dc)));
        Ok(next)
    }

    fn rule_all(&mut self, rule: Rule) {
        self.experiment.modes.iter_mut().for_each(|mode| rule.set(mode));
    }
}

impl Cluster {
    fn change(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::AddNode => self.add_node()?,
            Edit::AddNodeAt(site) => self.add_node_at(*site)?,
            Edit::RemoveNode(id) => self.remove_node(*id)?,
            Edit::AddRack(dc) => self.add_rack(*dc)?,
            Edit::RemoveRack(site) => self.remove_rack(*site)?,
            Edit::Deal(count, deal) => {
                within("nodes", *count, 1, limit::NODES)?;
                self.deal_nodes(*count, *deal);
            }
            Edit::Rename(Unit::Node(id), name) => self.rename(*id, name)?,
            Edit::Rename(unit, name) => {
                if !self.has_unit(*unit) {
                    return Err(format!("{unit} is not in the cluster"));
                }
                self.names.insert(*unit, name.clone());
            }
            Edit::Weigh(id, weight) => {
                within("a weight", *weight, 1, limit::WEIGHT_PERCENT)?;
                self.weights.insert(self.present(*id)?, *weight);
                self.weights.retain(|_, weight| *weight != 100);
                self.tokens.remove(*id);
            }
            Edit::Power(unit, is_on) => self.power(*unit, *is_on)?,
            Edit::AllOn => self.down = IdSet::default(),
            Edit::Vnodes(vnodes) => {
                within("tokens a node", *vnodes, 1, limit::VNODES)?;
                self.vnodes = *vnodes;
                self.tokens = IdMap::default();
            }
            Edit::Hash(function) => self.set_hash(*function),
            _ => self.change_partitions(edit)?,
        }
        self.check_tokens().map_err(|most| {
            format!(
                "{} tokens in all exceed {}: take {most} a node or fewer nodes",
                self.total_tokens(),
                limit::TOKENS
            )
        })
    }

    /// Edits of partitions and their copies.
    fn change_partitions(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::Replicas(replicas) => {
                within("copies", *replicas, 1, limit::REPLICAS)?;
                self.replicas = Replicas::Each(*replicas);
            }
            Edit::ReplicasIn(dc, replicas) => {
                within("copies", *replicas, 0, limit::REPLICAS)?;
                self.set_copies_in(*dc, *replicas)?;
            }
            Edit::Scheme(scheme) => self.scheme = *scheme,
            Edit::Parts(parts) => {
                within("partitions", *parts, 1, limit::PARTITIONS)?;
                self.parts = *parts;
                self.assigned.clear();
            }
            Edit::Place(placement) => *self = self.placed_by(*placement),
            Edit::MinInsync(least) => {
                within("copies in sync", *least, 1, limit::REPLICAS)?;
                self.min_insync = *least;
            }
            Edit::Seed(seed) => self.seed = *seed,
            _ => {}
        }
        Ok(())
    }

    /// The same cluster placed by another rule, with as many copies.
    fn placed_by(&self, placement: PlacementKind) -> Cluster {
        let mut cluster = Cluster { placement, ..self.clone() };
        if !self.assigned.is_empty() {
            cluster.parts = self.assigned.len() as u32;
            cluster.assigned.clear();
        }
        if placement.counts_per_dc() {
            // It walks a ring, and knows nothing else.
            cluster.scheme = SchemeKind::Ring;
        }
        // A rule that counts per data centre means each number once for every data centre.
        let total = self.copies_meant();
        match (&self.replicas, placement.counts_per_dc()) {
            (Replicas::PerDc(_), false) => cluster.replicas = Replicas::Each(total),
            (Replicas::Each(_), true) if !self.placement.counts_per_dc() => {
                cluster.replicas = Replicas::dealt(total, &self.dcs());
            }
            (Replicas::Each(_), false) if self.placement.counts_per_dc() => {
                cluster.replicas = Replicas::Each(total);
            }
            _ => {}
        }
        cluster
    }

    fn power(&mut self, unit: Unit, is_on: bool) -> Result<(), String> {
        if !self.has_unit(unit) {
            return Err(format!("{unit} is not in the cluster"));
        }
        if !is_on {
            self.down.insert(unit, ());
            return Ok(());
        }
        self.down.remove(unit);
        // What is off with something larger comes on alone: the rest of the larger thing stays off.
        let nodes = self.nodes.clone();
        let larger: Vec<Unit> = self
            .down
            .ids()
            .filter(|off| *off < unit && nodes.iter().any(|node| node.is_in(*off) && node.is_in(unit)))
            .collect();
        for off in larger {
            self.down.remove(off);
            for node in nodes.iter().filter(|node| node.is_in(off) && !node.is_in(unit)) {
                self.down.insert(Unit::Node(node.id), ());
            }
        }
        // What is dark only because each of its parts is off comes on with its parts.
        let is_in = |node: &&Node| node.is_in(unit);
        if nodes.iter().filter(is_in).all(|node| self.is_down(node.id)) {
            self.down.retain(|off, ()| !nodes.iter().filter(is_in).any(|node| node.is_in(off)));
        }
        Ok(())
    }

    fn set_copies_in(&mut self, dc: DcId, copies: u32) -> Result<(), String> {
        let mut map = match &self.replicas {
            Replicas::PerDc(map) => map.clone(),
            Replicas::Each(each) => {
                let mut map = IdMap::default();
                for dc in self.dcs() {
                    map.insert(dc, *each);
                }
                map
            }
        };
        if copies == 0 {
            map.remove(dc);
        } else {
            map.insert(dc, copies);
        }
        if map.is_empty() {
            return Err("one data centre at least holds copies: raise another first".into());
        }
        self.replicas = Replicas::PerDc(map);
        Ok(())
    }

    fn present(&self, id: NodeId) -> Result<NodeId, String> {
        if self.has(id) { Ok(id) } else { Err(format!("{id} is not in the cluster")) }
    }

    fn add_node(&mut self) -> Result<(), String> {
        let id = self.next_id();
        let node = match self.deal {
            Some(deal) => deal.node(id),
            None => Node { id, site: self.emptiest_site() },
        };
        self.push_node(node)
    }

    /// Where nodes were dealt, each has a place of its own from now on.
    fn add_node_at(&mut self, site: Site) -> Result<(), String> {
        if !self.sites().contains(&site) {
            return Err(format!("{} is not in the cluster", site.rack));
        }
        let node = Node { id: self.next_id(), site };
        self.deal = self.deal.filter(|deal| deal.node(node.id) == node);
        self.push_node(node)
    }

    fn push_node(&mut self, node: Node) -> Result<(), String> {
        if self.nodes.len() >= limit::NODES as usize || node.id.0 > limit::NODE_NUMBER {
            return Err(format!("a cluster here has {} nodes at most: remove one first", limit::NODES));
        }
        self.nodes.push(node);
        Ok(())
    }

    fn nodes_at(&self, site: Site) -> usize {
        self.nodes.iter().filter(|node| node.site == site).count()
    }

    /// The rack with the fewest nodes, the first of several.
    fn emptiest_site(&self) -> Site {
        self.sites().into_iter().min_by_key(|site| self.nodes_at(*site)).unwrap_or(Site::FIRST)
    }

    fn add_rack(&mut self, dc: DcId) -> Result<(), String> {
        let sites = self.sites();
        let Some(like) = sites.iter().rev().find(|site| site.dc == dc) else {
            return Err(format!("{dc} is not in the cluster"));
        };
        let rack = RackId(sites.iter().map(|site| site.rack.0).max().unwrap_or(0) + 1);
        let fullest = sites.iter().filter(|site| site.dc == dc).map(|site| self.nodes_at(*site)).max();
        self.deal = None;
        for _ in 0..fullest.unwrap_or(1) {
            self.push_node(Node { id: self.next_id(), site: Site { rack, ..*like } })?;
        }
        Ok(())
    }

    fn remove_rack(&mut self, site: Site) -> Result<(), String> {
        if self.nodes.iter().all(|node| node.site == site) {
            return Err("the last rack cannot be removed: add another first".to_string());
        }
        self.nodes.retain(|node| node.site != site);
        self.deal = None;
        self.prune();
        Ok(())
    }

    fn remove_node(&mut self, id: NodeId) -> Result<(), String> {
        self.present(id)?;
        if self.nodes.len() == 1 {
            return Err("the last node cannot be removed: add another first".to_string());
        }
        self.nodes.retain(|node| node.id != id);
        self.deal = self
            .deal
            .filter(|deal| (1..).zip(&self.nodes).all(|(number, node)| *node == deal.node(NodeId(number))));
        self.prune();
        Ok(())
    }

    fn rename(&mut self, id: NodeId, name: &Text) -> Result<(), String> {
        self.present(id)?;
        if let Some(other) =
            self.nodes.iter().find(|node| node.id != id && self.name(node.id) == name.as_str())
        {
            return Err(format!(
                "{} is called {name} already, and equal names have equal tokens: choose another",
                other.id
            ));
        }
        if self.naming.name(id) == name.as_str() {
            self.names.remove(Unit::Node(id));
        } else {
            self.names.insert(Unit::Node(id), name.clone());
        }
        Ok(())
    }
}

#[inline(never)]
pub(super) fn within(what: &str, value: u32, least: u32, most: u32) -> Result<(), String> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let near = value.clamp(least, most);
    Err(format!("{what}: {value} is not from {least} to {most}: {near} is nearest"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Pane, parse, preset};

    #[test]
    fn every_edit_is_in_the_address_and_the_address_gives_it_back() {
        let text = |text| Text::new(text).unwrap();
        let edits = [
            Edit::AddNode,
            Edit::RemoveNode(NodeId(2)),
            Edit::Rename(Unit::Node(NodeId(1)), text("north")),
            Edit::Weigh(NodeId(3), 250),
            Edit::Power(Unit::Node(NodeId(3)), false),
            Edit::Vnodes(7),
            Edit::Hash(HashFn::Crc16),
            Edit::Replicas(2),
            Edit::GenerateKeys(Generated { count: 5, prefix: text("a b"), seed: 9 }),
            Edit::AttachKeys(Attachment { count: 3, digest: 0x00c0_ffee }),
            Edit::Pick(text("señor")),
            Edit::Theme(Theme::Dark),
            Edit::TextSize(TextSize::Large),
            Edit::Power(Unit::Node(NodeId(3)), true),
            Edit::AddNode,
            Edit::Show(Show::RING.with(Pane::Racks)),
            Edit::Deal(12, Deal { racks: 3, dcs: 2, areas: 1 }),
            Edit::Place(PlacementKind::Nts),
            Edit::ReplicasIn(DcId(1), 2),
            Edit::Level(LevelKind::LocalQuorum, Some(DcId(2))),
            Edit::ReadAt(Some(LevelKind::All)),
            Edit::WriteAt(Some(LevelKind::One)),
            Edit::ReadAt(None),
            Edit::Power(Unit::Rack(RackId(2)), false),
            Edit::Power(Unit::Dc(DcId(1)), false),
            Edit::Power(Unit::Rack(RackId(1)), true),
            Edit::Compare(Some(PlacementKind::Random)),
            Edit::AddRack(DcId(2)),
            Edit::AddNodeAt(Site::FIRST),
            Edit::Rename(Unit::Rack(RackId(1)), text("east wing")),
            Edit::Rename(Unit::Dc(DcId(1)), text("north")),
            Edit::Seed(77),
            Edit::RemoveRack(Site { rack: RackId(2), ..Site::FIRST }),
            Edit::Compare(Some(PlacementKind::Nts)),
            Edit::Place(PlacementKind::Kafka),
            Edit::Parts(9),
            Edit::MinInsync(2),
            Edit::PlaceOther(PlacementKind::Spread),
            Edit::Scheme(SchemeKind::Slots),
            Edit::AllOn,
            Edit::Compare(None),
            Edit::Wars(Some(WarsKind::Ymmr335)),
            Edit::Failure(123),
            Edit::Trials(1_000_000),
            Edit::Show(Show::RING.with(Pane::Stale).with(Pane::Quorum)),
            Edit::Wars(None),
            Edit::Failure(50_000),
            Edit::Show(Show::RACKS),
        ];
        for preset in &preset::ALL {
            let mut scenario = preset.scenario();
            for edit in &edits {
                // A thousand nodes take no more; that is an answer too.
                scenario = scenario.edited(edit).unwrap_or(scenario);
                assert_eq!(scenario.check(), Ok(()), "{edit:?}");
                let parsed = parse(&scenario.address());
                assert_eq!((parsed.problems.as_slice(), &parsed.scenario), (&[][..], &scenario), "{edit:?}");
            }
        }
    }

    #[test]
    fn an_edit_that_cannot_be_made_says_why() {
        let scenario = preset::first().scenario();
        assert!(scenario.edited(&Edit::Vnodes(0)).is_err());
        assert!(scenario.edited(&Edit::RemoveNode(NodeId(9))).is_err());
        assert!(scenario.edited(&Edit::Failure(1_000_001)).is_err());
        let refused = scenario.edited(&Edit::Trials(999)).unwrap_err();
        assert_eq!(refused, "trials: 999 is not from 1000 to 10000000: 1000 is nearest");
        assert!(scenario.edited(&Edit::Rename(Unit::Node(NodeId(1)), Text::new("Node-B").unwrap())).is_err());
        let thousand = preset::find("thousand").unwrap().scenario();
        let refused = thousand.edited(&Edit::Vnodes(1024)).unwrap_err();
        assert!(refused.contains("take 262 a node"), "{refused}");
        assert!(thousand.edited(&Edit::AddNode).is_err());
    }
}
