use super::{
    cluster::{Cluster, Layout, check_answer},
    error::ApiError,
    hash::push_value,
    json::{Json, Rows},
    keys::Hashed,
    rf::Rf,
    sites,
};
use quorate_core::{
    base::{Point, limit},
    hash::{HashValue, Lines, Numbered},
    partition::Ring,
    placement::{Copies, NetworkTopology, NetworkTopology2, PlacementError, RingWalk, SimpleStrategy, Table},
    scenario::PlacementKind,
    topology::Topology,
};
use std::{cell::RefCell, ops::Range, rc::Rc};

/// The answer of `place`: of each key its value, its owner and its replicas.
#[derive(Debug)]
pub(super) struct Placement {
    cluster: Rc<Cluster>,
    rf: usize,
    values: Vec<HashValue>,
    /// The replicas of each value where racks decide; else they are looked for as rows are written.
    table: Option<Table>,
    /// The ids as JSON, by place.
    ids: Vec<String>,
    /// The replicas of the row that is being written: kept to spare each row a list of its own.
    replicas: RefCell<Vec<u32>>,
}

impl Placement {
    /// Checks the size of the answer; the rows of a plain walk are placed as they are written.
    pub(super) fn new(
        cluster: Rc<Cluster>,
        placement: PlacementKind,
        rf: &Rf,
        values: Vec<HashValue>,
    ) -> Result<Self, ApiError> {
        let (copies, table) = match rf {
            Rf::Each(rf) if placement == PlacementKind::Walk => {
                let copies = (*rf as usize).min(cluster.nodes().len());
                check_copies(&cluster, values.len(), copies)?;
                (copies, None)
            }
            _ => (0, Some(placed(&cluster, placement, rf, &values)?)),
        };
        let ids = cluster.nodes().written();
        Ok(Placement { cluster, rf: copies.max(1), values, table, ids, replicas: RefCell::default() })
    }
}

/// Checks the size of an answer of so many rows. The owner is written twice.
pub(super) fn check_copies(cluster: &Cluster, rows: usize, copies: usize) -> Result<(), ApiError> {
    check_answer("rf", rows as u64 * (copies as u64 + 1), cluster.nodes().longest_id())
}

/// The replicas of values by a walk that looks at racks.
fn placed(
    cluster: &Cluster,
    placement: PlacementKind,
    rf: &Rf,
    values: &[HashValue],
) -> Result<Table, ApiError> {
    let refused = |error| ApiError::refused(&error);
    let Layout::Ring(ring) = cluster.layout() else { return Err(refused(PlacementError::NeedsRing)) };
    let topology = sites::in_racks(cluster.nodes());
    let copies = rf.copies(&topology)?;
    check_copies(cluster, values.len(), most_copies(&copies, &topology))?;
    let mut walk = walk(ring, placement, &topology, &copies).map_err(refused)?;
    let mut table = Table::default();
    let mut replicas = Vec::new();
    for value in values {
        if !ring.is_empty() {
            walk.replicas_from(ring.successor(value.point()), &mut replicas);
        }
        table.push(&replicas);
    }
    Ok(table)
}

/// The copies of each value at most.
pub(super) fn most_copies(copies: &Copies, topology: &Topology) -> usize {
    let total = match copies {
        Copies::Each(copies) => *copies as usize * topology.dcs().len().max(1),
        copies => copies.total(0) as usize,
    };
    total.min(topology.len())
}

/// A walk round a ring.
pub(super) fn walk<'a>(
    ring: &'a Ring,
    placement: PlacementKind,
    topology: &Topology,
    copies: &Copies,
) -> Result<Box<dyn RingWalk + 'a>, PlacementError> {
    Ok(match placement {
        PlacementKind::Nts => Box::new(NetworkTopology { ring }.walk(topology, copies)?),
        PlacementKind::Nts2 => Box::new(NetworkTopology2 { ring }.walk(topology, copies)?),
        _ => Box::new(SimpleStrategy { ring }.walk(copies)?),
    })
}

impl Rows for Placement {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn write(&self, at: usize, json: &mut Json) {
        let Some(value) = self.values.get(at) else { return };
        let mut walked = self.replicas.borrow_mut();
        let replicas = match &self.table {
            Some(table) => table.replicas(at),
            None => {
                self.cluster.replicas(*value, self.rf, &mut walked);
                walked.as_slice()
            }
        };
        let id = |place: &u32| self.ids.get(*place as usize).map_or("null", String::as_str);
        json.open('{');
        push_value(json.key("hash"), *value, self.cluster.rule().hash);
        json.key("owner").written(replicas.first().map_or("null", id));
        json.key("replicas").open('[');
        for place in replicas {
            json.written(id(place));
        }
        json.close(']');
        json.close('}');
    }
}

/// What stands for a node that is not there, in the answer of `owners`.
pub(super) const NOBODY: u32 = u32::MAX;

/// The answer of `owners`: of each key `rf` places in the list of nodes.
///
/// Keys are hashed and placed in blocks that stay in the processor's cache, by loops of `quorate-core`, which is
/// compiled for speed: they take a fifth of the time of one key after the other.
#[derive(Debug)]
pub(super) struct Owners {
    cluster: Rc<Cluster>,
    rf: usize,
    places: Vec<u32>,
    replicas: Vec<u32>,
}

/// Keys that are hashed before they are placed.
const BLOCK: usize = 1_024;

impl Owners {
    /// Checks the size of the answer, for `count` keys.
    pub(super) fn new(cluster: Rc<Cluster>, rf: u32, count: usize) -> Result<Self, ApiError> {
        check_answer("rf", u64::from(rf) * count as u64, 0)?;
        let places = Vec::with_capacity(count * rf as usize);
        Ok(Owners { cluster, rf: rf as usize, places, replicas: Vec::new() })
    }

    /// Places the keys of a text, one a line.
    pub(super) fn lines(self, lines: &Lines<'_>) -> Vec<u32> {
        let hash = self.cluster.rule().hash;
        if self.cluster.layout().ring_with(self.rf).is_none() {
            return lines.keys(0..lines.len()).fold(self, |owners, key| owners.with(hash.hash(key))).places;
        }
        self.blocks(lines.len(), |block, points| lines.push_points(block, hash, points))
    }

    /// Places keys that were hashed before.
    pub(super) fn hashed(self, keys: Hashed) -> Vec<u32> {
        keys.into_values().into_iter().fold(self, Owners::with).places
    }

    /// Places the keys made of a prefix and the numbers from 0 on.
    pub(super) fn counted(self, prefix: &str, count: u32) -> Vec<u32> {
        let hash = self.cluster.rule().hash;
        if self.cluster.layout().ring_with(self.rf).is_none() {
            let key = |number| hash.hash(format!("{prefix}{number}").as_bytes());
            return (0..count).map(key).fold(self, Owners::with).places;
        }
        let mut keys = Numbered::new(hash, prefix);
        self.blocks(count as usize, |block, points| keys.push_points(block.len(), points))
    }

    /// Places keys on a ring block by block; `hash` adds the points of a block.
    fn blocks(mut self, count: usize, mut hash: impl FnMut(Range<usize>, &mut Vec<Point>)) -> Vec<u32> {
        let Some(ring) = self.cluster.layout().ring_with(self.rf) else { return self.places };
        let mut points = Vec::with_capacity(BLOCK);
        for first in (0..count).step_by(BLOCK) {
            points.clear();
            hash(first..count.min(first + BLOCK), &mut points);
            match self.rf {
                1 => ring.push_owners(&points, &mut self.places),
                rf => ring.push_all_replicas(&points, rf, &mut self.places),
            }
        }
        self.places
    }

    /// With one key more.
    fn with(mut self, value: HashValue) -> Self {
        let Owners { cluster, rf, places, replicas } = &mut self;
        cluster.replicas(value, *rf, replicas);
        places.extend_from_slice(replicas);
        places.extend(std::iter::repeat_n(NOBODY, rf.saturating_sub(replicas.len())));
        self
    }
}

/// Whether so many keys are within the limit.
pub(super) const fn is_many(count: usize) -> bool {
    count > limit::API_KEYS as usize
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{
        Scheme,
        tests::{nodes, rule},
    };
    use super::*;
    use quorate_core::hash::HashFn;

    fn cluster(scheme: Scheme, ids: &[&str]) -> Rc<Cluster> {
        let rule = rule(scheme, HashFn::Md5, 150);
        Cluster::new(rule, nodes(rule, ids))
    }

    #[test]
    fn rows_name_the_value_the_owner_and_the_replicas() {
        let cluster = cluster(Scheme::Mod, &["a", "b", "\"c\""]);
        let value = HashValue::parse("4", HashFn::Md5).unwrap();
        let placement = Placement::new(cluster, PlacementKind::Walk, &Rf::Each(9), vec![value]).unwrap();
        assert_eq!(placement.json(), r#"[{"hash":"4","owner":"b","replicas":["b","\"c\"","a"]}]"#);
    }

    #[test]
    fn where_there_is_no_node_there_is_no_owner() {
        for scheme in [Scheme::Ring, Scheme::Mod] {
            let value = HashValue::parse("4", HashFn::Md5).unwrap();
            let placement =
                Placement::new(cluster(scheme, &[]), PlacementKind::Walk, &Rf::Each(3), vec![value]).unwrap();
            assert_eq!(placement.json(), r#"[{"hash":"4","owner":null,"replicas":[]}]"#);
            let owners = Owners::new(cluster(scheme, &[]), 2, 1).unwrap();
            assert_eq!(owners.lines(&Lines::new(b"k")), [NOBODY; 2]);
        }
    }

    #[test]
    fn owners_are_those_of_place_however_the_keys_come() {
        for scheme in [Scheme::Ring, Scheme::Mod] {
            let cluster = cluster(scheme, &["a", "b", "c", "d"]);
            let keys: Vec<String> = (0..1234).map(|j| format!("k{j}")).collect();
            let mut replicas = Vec::new();
            let expected: Vec<u32> = keys
                .iter()
                .flat_map(|key| {
                    cluster.replicas(HashFn::Md5.hash(key.as_bytes()), 2, &mut replicas);
                    replicas.clone()
                })
                .collect();
            let owners = || Owners::new(Rc::clone(&cluster), 2, keys.len()).unwrap();
            assert_eq!(owners().lines(&Lines::new(keys.join("\n").as_bytes())), expected);
            assert_eq!(owners().counted("k", 1234), expected);
        }
    }

    #[test]
    fn an_answer_beyond_the_limit_is_refused() {
        assert!(Owners::new(cluster(Scheme::Ring, &["a"]), 100, 1_000_000).is_err());
        let values = vec![HashValue::parse("4", HashFn::Md5).unwrap(); 1_000_000];
        let long = "x".repeat(1_000);
        assert!(
            Placement::new(cluster(Scheme::Ring, &[&long]), PlacementKind::Walk, &Rf::Each(1), values)
                .is_err()
        );
    }
}
