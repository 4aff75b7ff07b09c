use super::{
    Grain,
    patterns::Patterns,
    tally::{Asked, Tally},
};
use crate::{
    placement::{Copies, Table},
    quorum::{Group, Level, Need, Operation},
    topology::Topology,
};
use alloc::{vec, vec::Vec};

/// What may not be lost, or an operation is refused somewhere: of groups of replicas, no more than a few each.
///
/// Units are numbered anew: only those that have a node that is on, in list order.
pub(super) struct Limits {
    /// The place of each unit in its list.
    pub(super) places: Vec<u32>,
    /// Whether some partition is refused with nothing lost at all.
    pub(super) is_broken: bool,
    /// How many replicas may go, then each unit with how many it has of them, in order.
    lists: Patterns,
    /// The list that is made at the moment, kept so that none takes memory.
    list: Vec<u32>,
}

/// No more than `spare` replicas of a group may be lost.
#[derive(Clone, Copy)]
pub(super) struct Limit<'a> {
    pub(super) spare: u32,
    /// Units and how many of the group's living replicas each has: more than `spare` in all.
    pub(super) units: &'a [[u32; 2]],
}

impl Limits {
    pub(super) fn iter(&self) -> impl Iterator<Item = Limit<'_>> {
        self.lists.iter().filter_map(|list| {
            let (spare, units) = list.split_first()?;
            Some(Limit { spare: *spare, units: units.as_chunks::<2>().0 })
        })
    }

    /// With `skips_refused` only of partitions that are not refused as it is: what else could be lost.
    pub(super) fn of(
        (topology, table, copies): (&Topology, &Table, &Copies),
        grain: Grain,
        (level, operation): (Level, Operation),
        down: &[bool],
        skips_refused: bool,
    ) -> Self {
        let dcs = Grain::Dcs.units(topology);
        let asked = Asked::new(table, &dcs, copies, level, operation);
        let (places, units) = numbered(&grain.units(topology), down);
        let mut limits = Limits { places, is_broken: false, lists: Patterns::new(), list: Vec::new() };
        let cluster: Vec<u32> = (0..topology.len() as u32).collect();
        let mut is_cluster_known = false;
        let mut tally = Tally::new();
        for (partition, replicas) in table.iter().enumerate() {
            let Some(needs) = asked.of(partition) else {
                if skips_refused {
                    continue;
                }
                limits.is_broken = true;
                break;
            };
            let is_met = |need: &Need| {
                let nodes = if need.group == Group::Cluster { cluster.as_slice() } else { replicas };
                let is_meant = |node: u32| !matches!(need.group, Group::Dc(dc) if dcs[node as usize] != dc);
                let living = nodes.iter().filter(|node| units[**node as usize].is_some() && is_meant(**node));
                living.count() as u32 >= need.count
            };
            if skips_refused && !needs.iter().all(is_met) {
                continue;
            }
            for need in needs {
                match need.group {
                    Group::Replicas => limits.add(*need, replicas, &units, &mut tally, |_| true),
                    Group::Dc(dc) => {
                        limits.add(*need, replicas, &units, &mut tally, |node| dcs[node as usize] == dc);
                    }
                    // It is the same for every partition, and long.
                    Group::Cluster if is_cluster_known => {}
                    Group::Cluster => {
                        is_cluster_known = true;
                        limits.add(*need, &cluster, &units, &mut tally, |_| true);
                    }
                }
            }
        }
        limits
    }

    fn add(
        &mut self,
        need: Need,
        nodes: &[u32],
        units: &[Option<u32>],
        tally: &mut Tally<2>,
        is_meant: impl Fn(u32) -> bool,
    ) {
        tally.clear();
        let mut living = 0;
        for node in nodes.iter().copied().filter(|node| is_meant(*node)) {
            if let Some(unit) = units[node as usize] {
                tally.entry(unit)[1] += 1;
                living += 1;
            }
        }
        let Some(spare) = u32::checked_sub(living, need.count) else {
            self.is_broken = true;
            return;
        };
        self.list.clear();
        self.list.push(spare);
        self.list.extend_from_slice(tally.numbers());
        self.lists.id_of(&self.list);
    }
}

/// The units that have a node that is on, and each such node's unit as a place among them.
fn numbered(units: &[u32], down: &[bool]) -> (Vec<u32>, Vec<Option<u32>>) {
    let is_on = |node: usize| !down.get(node).is_some_and(|is_down| *is_down);
    let mut stands = vec![false; units.iter().map(|unit| *unit as usize + 1).max().unwrap_or(0)];
    for node in (0..units.len()).filter(|node| is_on(*node)) {
        stands[units[node] as usize] = true;
    }
    let places: Vec<u32> = (0..).zip(&stands).filter(|(_, stands)| **stands).map(|(unit, _)| unit).collect();
    let number = |(node, unit): (usize, &u32)| {
        let at = places.binary_search(unit).ok()?;
        is_on(node).then_some(at as u32)
    };
    let numbers = units.iter().enumerate().map(number).collect();
    (places, numbers)
}
