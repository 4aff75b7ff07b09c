use super::built::Built;
use crate::{
    base::{Count, Digest, Encode, NodeId, Point, Share, Unit, limit, sort_few},
    hash::{HashFn, hash_tag},
    partition::{Assignment, KeyRanges, Move, Ring, Slots},
    placement::{
        Awareness, Copies, Copysets, Explicit, HdfsDefault, HdfsWriter, KafkaAdminUtils, KafkaStart,
        KraftStriped, NetworkTopology, NetworkTopology2, Placement, PlacementError, RedisCli, SimpleStrategy,
        Spread, Table, UniformRandom,
    },
    scenario::{Cluster, Keys, PlacementKind, Replicas, SchemeKind},
    system::{self, System},
    topology::{Member, Topology},
};
use alloc::{string::ToString, sync::Arc, vec::Vec};

/// The partitions of a cluster and where their copies lie, with everything on: faults change neither.
#[derive(Clone, Debug)]
pub struct Placed {
    cluster: Cluster,
    /// The cluster from which fixed partitions were reassigned.
    before: Cluster,
    topology: Topology,
    partitions: Partitions,
    table: Table,
    copies: Copies,
    weights: Vec<Count>,
    /// The keys that ranges of keys were weighed by.
    keys: Option<Keys>,
    /// By node, the partitions that it holds copies of.
    held: Table,
    /// By rack, partitions of which several copies stand in it.
    shared: Vec<u32>,
    /// By data centre, the least and the most copies of a partition in it.
    per_dc: Vec<(u32, u32)>,
    fault: Option<PlacementError>,
}

/// What makes partitions of keys.
#[derive(Clone, Debug)]
enum Partitions {
    /// The ranges of a ring's tokens.
    Ring(Arc<Built>),
    /// Hash mod their number.
    Slots(Slots),
    /// Ranges of keys.
    Ranges(KeyRanges),
    /// Redis masters with their slots.
    Masters(Vec<(u16, u16)>),
}

/// Slots of a Redis cluster.
const REDIS_SLOTS: u32 = 16_384;

impl Placed {
    /// Places the partitions of a cluster. Fixed partitions are reassigned from the nodes of `before` with as few moves as
    /// can be.
    pub(super) fn new(cluster: &Cluster, before: &Cluster, ring: &Arc<Built>, keys: &Keys) -> Self {
        let topology = topology_of(cluster);
        let copies = copies_of(cluster, &topology);
        let mut partitions = match cluster.scheme() {
            SchemeKind::Ring => Partitions::Ring(Arc::clone(ring)),
            SchemeKind::Slots => {
                Partitions::Slots(Slots::new(cluster.hash(), assignment(cluster, before, cluster.parts())))
            }
            SchemeKind::Range => {
                let splits = cluster.splits().iter().map(ToString::to_string).collect();
                let parts = cluster.splits().len() as u32 + 1;
                Partitions::Ranges(KeyRanges::new(splits, assignment(cluster, before, parts)))
            }
        };
        let placed = place(cluster, &topology, &copies, &mut partitions);
        let (table, fault) = match placed {
            Ok(table) => (table, None),
            Err(fault) => (Table::default(), Some(fault)),
        };
        let weights = weights(&partitions, table.len(), keys);
        let keys = matches!(partitions, Partitions::Ranges(_)).then(|| keys.clone());
        let held = held(&table, topology.len());
        let (shared, per_dc) = (shared(&table, &topology), per_dc(&table, &topology));
        let before = before.all_on();
        Placed {
            cluster: cluster.all_on(),
            before,
            topology,
            partitions,
            table,
            copies,
            weights,
            keys,
            held,
            shared,
            per_dc,
            fault,
        }
    }

    /// The cluster, with everything on.
    pub const fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// Where the nodes stand; a node's place is its place in the cluster's list.
    pub const fn topology(&self) -> &Topology {
        &self.topology
    }

    /// The copies of each partition, the preferred leader first.
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// How many copies there are to be.
    pub const fn copies(&self) -> &Copies {
        &self.copies
    }

    /// What each partition weighs: hash values, slots, or the counted keys in a range of keys.
    pub fn weights(&self) -> &[Count] {
        &self.weights
    }

    /// The partitions that a node holds copies of, ascending.
    pub fn held_by(&self, place: u32) -> &[u32] {
        self.held.replicas(place as usize)
    }

    /// Partitions of which several copies stand in a rack, by its place.
    pub fn shared_in(&self, rack: u32) -> u32 {
        self.shared[rack as usize]
    }

    /// The least and the most copies of a partition in a data centre, by its place.
    pub fn copies_in(&self, dc: u32) -> (u32, u32) {
        self.per_dc[dc as usize]
    }

    /// Why there are no copies, where the placement refused.
    pub const fn fault(&self) -> Option<&PlacementError> {
        self.fault.as_ref()
    }

    /// The row of the system whose placement this is.
    pub fn system(&self) -> &'static System {
        let placement = self.cluster.assigned().is_empty().then(|| self.cluster.placement());
        if placement == Some(PlacementKind::Walk) && self.assignment().is_some() {
            return system::list();
        }
        system::of(placement)
    }

    /// The node at a place.
    pub fn node(&self, place: u32) -> NodeId {
        self.topology.members()[place as usize].id
    }

    /// The place of a node.
    pub fn place_of(&self, id: NodeId) -> Option<u32> {
        let members = self.topology.members();
        members.binary_search_by_key(&id, |member| member.id).ok().map(|place| place as u32)
    }

    /// The partition of a key, from 0; none where there is no partition.
    pub fn partition_of(&self, key: &[u8]) -> Option<usize> {
        let hash = self.cluster.hash();
        let partition = match &self.partitions {
            Partitions::Ring(built) if built.ring.is_empty() => return None,
            Partitions::Ring(built) => built.ring.successor(hash.point(key)),
            Partitions::Slots(slots) => slots.partition(hash.hash(key)) as usize,
            Partitions::Ranges(ranges) => ranges.partition(key) as usize,
            Partitions::Masters(ranges) => {
                let value = HashFn::Crc16.hash(hash_tag(key));
                let slot = HashFn::Crc16.residue(value, REDIS_SLOTS);
                ranges.partition_point(|(_, last)| u32::from(*last) < slot)
            }
        };
        (partition < self.table.len()).then_some(partition)
    }

    /// The slots of a Redis master's partition.
    pub fn slots(&self, partition: usize) -> Option<(u16, u16)> {
        match &self.partitions {
            Partitions::Masters(ranges) => ranges.get(partition).copied(),
            _ => None,
        }
    }

    /// Where a range of keys begins and where the next one does.
    pub fn key_range(&self, partition: usize) -> Option<(Option<&str>, Option<&str>)> {
        match &self.partitions {
            Partitions::Ranges(ranges) => Some(ranges.bounds(partition as u32)),
            _ => None,
        }
    }

    /// Who owns fixed partitions and ranges of keys where copies walk the list of nodes.
    pub const fn assignment(&self) -> Option<&Assignment> {
        match &self.partitions {
            Partitions::Slots(slots) => Some(slots.assignment()),
            Partitions::Ranges(ranges) => Some(ranges.assignment()),
            Partitions::Ring(_) | Partitions::Masters(_) => None,
        }
    }

    /// Which fixed partitions another assignment gave to another node.
    pub fn moves_from(&self, before: &Placed) -> Vec<Move> {
        match (before.assignment(), self.assignment()) {
            (Some(before), Some(now)) if before.len() == now.len() => before.moves(now),
            _ => Vec::new(),
        }
    }

    /// Which nodes are off, by place.
    pub fn down(&self, cluster: &Cluster) -> Vec<bool> {
        self.topology.members().iter().map(|member| cluster.is_down(member.id)).collect()
    }

    /// The nodes of a unit, as places.
    pub fn places_in(&self, unit: Unit) -> impl Iterator<Item = u32> {
        (0..).zip(self.cluster.nodes()).filter(move |(_, node)| node.is_in(unit)).map(|(place, _)| place)
    }

    /// The share of all keys that copies had to be made of: of each partition the copies on nodes that had none before.
    pub fn copied_from(&self, before: &Placed) -> Option<Share> {
        copied(before, self)
    }

    /// Whether it is what this cluster would be placed as.
    pub(super) fn is_of(&self, cluster: &Cluster, before: &Cluster, keys: &Keys) -> bool {
        self.keys.as_ref().is_none_or(|mine| mine == keys)
            && self.before == before.all_on()
            && self.cluster == cluster.all_on()
    }
}

/// The cluster's nodes with their racks and data centres, named as in an address.
fn topology_of(cluster: &Cluster) -> Topology {
    let mut topology = Topology::new();
    // Data centres and racks stand in the order of their numbers, whichever node or region comes first.
    for dc in cluster.dcs() {
        topology.dc(&dc.to_string());
    }
    for site in cluster.sites() {
        let dc = topology.dc(&site.dc.to_string());
        topology.rack(dc, Some(&site.rack.to_string()));
    }
    for node in cluster.nodes() {
        let dc = topology.dc(&node.site.dc.to_string());
        let rack = topology.rack(dc, Some(&node.site.rack.to_string()));
        topology.push(Member { id: node.id, rack, weight: cluster.weight(node.id), is_fenced: false });
    }
    topology
}

fn copies_of(cluster: &Cluster, topology: &Topology) -> Copies {
    if !cluster.assigned().is_empty() {
        return Copies::AsPlaced;
    }
    match cluster.copies() {
        Replicas::Each(copies) if !cluster.placement().counts_per_dc() => Copies::Each(*copies),
        replicas => {
            let dcs = cluster.dcs();
            debug_assert_eq!(dcs.len(), topology.dcs().len(), "data centres are numbered alike");
            Copies::PerDc(dcs.into_iter().map(|dc| replicas.in_dc(dc)).collect())
        }
    }
}

fn assignment(cluster: &Cluster, before: &Cluster, parts: u32) -> Assignment {
    let ids = |cluster: &Cluster| cluster.nodes().iter().map(|node| node.id).collect::<Vec<_>>();
    let (was, is) = (ids(before), ids(cluster));
    if was == is { Assignment::even(is, parts) } else { Assignment::even(was, parts).reassigned(is) }
}

/// Refuses more copies than there is room or time for, before any is placed.
fn check_room(topology: &Topology, copies: &Copies, partitions: &Partitions) -> Result<(), PlacementError> {
    let count = match partitions {
        Partitions::Ring(built) => built.ring.len() as u64,
        Partitions::Slots(slots) => u64::from(slots.assignment().len()),
        Partitions::Ranges(ranges) => u64::from(ranges.assignment().len()),
        Partitions::Masters(ranges) => ranges.len() as u64,
    };
    let each = u64::from(copies.total(0)).min(topology.len() as u64);
    if each > u64::from(limit::COPIES_EACH) {
        return Err(PlacementError::TooManyEach { copies: each, most: limit::COPIES_EACH });
    }
    if count * each > u64::from(limit::COPIES) {
        return Err(PlacementError::TooManyInAll { copies: count * each, most: limit::COPIES });
    }
    Ok(())
}

fn place(
    cluster: &Cluster,
    topology: &Topology,
    copies: &Copies,
    partitions: &mut Partitions,
) -> Result<Table, PlacementError> {
    let (seed, kind) = (cluster.seed(), cluster.placement());
    if !cluster.assigned().is_empty() {
        return explicit(cluster).place(topology, copies);
    }
    check_room(topology, copies, partitions)?;
    let count = match partitions {
        Partitions::Ring(built) => {
            let ring = &built.ring;
            return match kind {
                PlacementKind::Nts => NetworkTopology { ring }.place(topology, copies),
                PlacementKind::Nts2 => NetworkTopology2 { ring }.place(topology, copies),
                _ => SimpleStrategy { ring }.place(topology, copies),
            };
        }
        Partitions::Slots(slots) => slots.assignment().len(),
        Partitions::Ranges(ranges) => ranges.assignment().len(),
        Partitions::Masters(ranges) => ranges.len() as u32,
    };
    match kind {
        PlacementKind::Walk => {
            let Copies::Each(rf) = copies else { return Err(PlacementError::NoDataCentres) };
            let assignment = match partitions {
                Partitions::Slots(slots) => slots.assignment(),
                Partitions::Ranges(ranges) => ranges.assignment(),
                _ => return Err(PlacementError::NeedsRing),
            };
            Ok(assignment.table(*rf as usize))
        }
        PlacementKind::Nts | PlacementKind::Nts2 => Err(PlacementError::NeedsRing),
        PlacementKind::Kafka => {
            let start = KafkaStart::Drawn(seed);
            KafkaAdminUtils { partitions: count, first_partition: 0, start }.place(topology, copies)
        }
        PlacementKind::Kraft => KraftStriped { partitions: count, seed: Some(seed) }.place(topology, copies),
        PlacementKind::Redis => {
            let plan = RedisCli { optimiser: Some(seed) }.plan(topology, copies)?;
            *partitions = Partitions::Masters(plan.ranges);
            Ok(plan.table)
        }
        PlacementKind::Hdfs => {
            HdfsDefault { blocks: count, writer: HdfsWriter::InTurn, seed }.place(topology, copies)
        }
        PlacementKind::Awareness => Awareness { shards: count }.place(topology, copies),
        PlacementKind::Copysets => {
            // Two permutations: each node shares sets with twice as many others as copies alone make.
            let scatter_width = 2 * copies.total(0).saturating_sub(1).max(1);
            Copysets { partitions: count, scatter_width, seed }.place(topology, copies)
        }
        PlacementKind::Random => UniformRandom { partitions: count, seed }.place(topology, copies),
        PlacementKind::Spread => Spread { partitions: count }.place(topology, copies),
    }
}

fn explicit(cluster: &Cluster) -> Explicit {
    let place = |id: &NodeId| cluster.nodes().binary_search_by_key(id, |node| node.id).ok();
    let mut table = Table::default();
    for holders in cluster.assigned() {
        let places: Vec<u32> = holders.iter().filter_map(place).map(|place| place as u32).collect();
        table.push(&places);
    }
    Explicit::new(table)
}

/// A table read the other way: by node, the partitions it holds.
fn held(table: &Table, nodes: usize) -> Table {
    let mut held: Vec<Vec<u32>> = alloc::vec![Vec::new(); nodes];
    for (partition, replicas) in (0..).zip(table.iter()) {
        for place in replicas {
            held[*place as usize].push(partition);
        }
    }
    let mut by_node = Table::with_room(nodes, 0);
    for partitions in &held {
        by_node.push(partitions);
    }
    by_node
}

/// By rack, partitions of which several copies stand in it.
fn shared(table: &Table, topology: &Topology) -> Vec<u32> {
    let mut shared = alloc::vec![0; topology.racks().len()];
    let mut racks: Vec<u32> = Vec::new();
    for copies in table.iter() {
        racks.clear();
        racks.extend(copies.iter().map(|place| topology.rack_of(*place)));
        sort_few(&mut racks);
        for same in racks.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
            shared[same[0] as usize] += 1;
        }
    }
    shared
}

/// By data centre, the least and the most copies of a partition in it.
fn per_dc(table: &Table, topology: &Topology) -> Vec<(u32, u32)> {
    // Partitions that have copies in it, and the least and the most that such a partition has.
    let mut seen = alloc::vec![(0_usize, u32::MAX, 0); topology.dcs().len()];
    let mut dcs: Vec<u32> = Vec::new();
    for copies in table.iter() {
        dcs.clear();
        dcs.extend(copies.iter().map(|place| topology.dc_of(*place)));
        sort_few(&mut dcs);
        for same in dcs.chunk_by(|a, b| a == b) {
            let (count, least, most) = &mut seen[same[0] as usize];
            *count += 1;
            *least = (*least).min(same.len() as u32);
            *most = (*most).max(same.len() as u32);
        }
    }
    let of_all = |(count, least, most)| (if count < table.len() { 0 } else { least }, most);
    seen.into_iter().map(of_all).collect()
}

/// Generated keys beyond these are not counted for their ranges.
const MOST_KEYS: u32 = 100_000;

fn weights(partitions: &Partitions, count: usize, keys: &Keys) -> Vec<Count> {
    let each = |weight: &dyn Fn(usize) -> Count| (0..count).map(weight).collect();
    match partitions {
        Partitions::Ring(built) => each(&|at| built.ring.range_len(at)),
        Partitions::Slots(slots) => each(&|partition| slots.values(partition as u32)),
        Partitions::Ranges(ranges) => keys_in(ranges, keys, count),
        Partitions::Masters(ranges) => each(&|at| {
            let (first, last) = ranges[at];
            Count::from(u128::from(last - first) + 1)
        }),
    }
}

/// How many of the counted keys lie in each range; one each where they are not known, or too many to count.
fn keys_in(ranges: &KeyRanges, keys: &Keys, count: usize) -> Vec<Count> {
    let generated = match keys {
        Keys::Generated(generated) if (1..=MOST_KEYS).contains(&generated.count) => generated,
        _ => return alloc::vec![Count::from(1); count],
    };
    let mut counted = alloc::vec![0_u128; count];
    let mut key = Vec::new();
    for number in 0..generated.count {
        generated.write(number, &mut key);
        if let Some(count) = counted.get_mut(ranges.partition(&key) as usize) {
            *count += 1;
        }
    }
    counted.into_iter().map(Count::from).collect()
}

/// Copies that lie on nodes where their keys had none before, as a share of all copies there are now; none where either
/// placement refused.
fn copied(before: &Placed, now: &Placed) -> Option<Share> {
    if before.fault.is_some() || now.fault.is_some() {
        return None;
    }
    let new_on = |was: &Table, was_at: usize, at: usize| {
        let held = |node: NodeId| was.replicas(was_at).iter().any(|place| before.node(*place) == node);
        now.table.replicas(at).iter().filter(|place| !held(now.node(**place))).count() as u64
    };
    let (mut copied, mut all) = (Count::ZERO, Count::ZERO);
    for at in 0..now.table.len() {
        all = all + now.weights[at].times(now.table.replicas(at).len() as u64);
    }
    match (&before.partitions, &now.partitions) {
        (Partitions::Ring(was), Partitions::Ring(is)) => {
            if was.ring.bits() != is.ring.bits() || was.ring.is_empty() {
                return None;
            }
            // Every token of either ring cuts: within one piece neither table changes.
            for (start, end) in pieces(&was.ring, &is.ring) {
                let (was_at, at) = (was.ring.successor(end), is.ring.successor(end));
                let values = start.count_to(end, is.ring.bits());
                copied = copied + values.times(new_on(&before.table, was_at, at));
            }
        }
        _ if before.table.len() == now.table.len() => {
            for at in 0..now.table.len() {
                copied = copied + now.weights[at].times(new_on(&before.table, at, at));
            }
        }
        _ => return None,
    }
    (all != Count::ZERO).then_some(Share { num: copied, den: all })
}

/// The pieces into which the tokens of two rings cut the circle, each `(start, end]`.
fn pieces(a: &Ring, b: &Ring) -> impl Iterator<Item = (Point, Point)> {
    let mut cuts: Vec<Point> =
        [a, b].into_iter().flat_map(|ring| (0..ring.len()).map(|at| ring.token(at))).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let last = cuts.last().copied();
    let mut start = last;
    cuts.into_iter().filter_map(move |end| start.replace(end).map(|start| (start, end)))
}

impl Encode for Placed {
    fn encode(&self, digest: &mut Digest) {
        self.table.encode(digest);
        self.weights.encode(digest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{run::Run, scenario::parse};

    fn placed(address: &str) -> Placed {
        Run::new(parse(address).scenario).racks().expect("racks are shown").placed().clone()
    }

    #[test]
    fn copies_lie_in_the_data_centre_that_they_were_asked_of_whatever_its_region() {
        let nodes = "nodes=g1.d2.r1.n1_g1.d2.r2.n2_g2.d1.r3.n3";
        let placed = placed(&alloc::format!("v=1&{nodes}&place=nts&rf=d1.1_d2.2&show=racks"));
        assert_eq!(placed.fault(), None);
        for copies in placed.table().iter() {
            let mut ids: Vec<u32> = copies.iter().map(|place| placed.node(*place).0).collect();
            ids.sort_unstable();
            assert_eq!(ids, [1, 2, 3]);
        }
    }

    #[test]
    fn a_refused_placement_says_why_and_places_nothing() {
        let placed = placed("v=1&nodes=3&place=kafka&rf=5&show=racks");
        assert_eq!(placed.fault(), Some(&PlacementError::TooManyCopies { copies: 5, nodes: 3 }));
        assert!(placed.table().is_empty() && placed.partition_of(b"k").is_none());
    }

    #[test]
    fn a_redis_key_lies_with_the_master_of_its_tags_slot() {
        let placed = placed("v=1&nodes=6&racks=3&place=redis&rf=2&show=racks");
        assert_eq!(placed.slots(0), Some((0, 5460)));
        // CRC16 of "foo" is 44950, and 44950 mod 16384 is 12182.
        for key in ["foo", "{foo}bar", "x{foo}"] {
            assert_eq!(placed.partition_of(key.as_bytes()), Some(2), "{key}");
        }
    }
}
