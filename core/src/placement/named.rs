//! Racks as Kafka knows them, which knows no data centres: by their names alone, sorted as Java sorts strings.

use crate::{base::sort_places, hash::java_hash_code, topology::Topology};
use alloc::{vec, vec::Vec};

/// All nodes whose racks have one name, or that stand in no rack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedRack<'a> {
    pub(super) name: Option<&'a str>,
    /// Places of nodes, in list order.
    pub(super) nodes: Vec<u32>,
}

/// The racks that have nodes, in order of their first node.
pub(super) fn named_racks(topology: &Topology) -> Vec<NamedRack<'_>> {
    let mut racks: Vec<NamedRack> = Vec::new();
    // Where a rack of the topology stands among them, once it was looked for.
    let mut found = vec![None; topology.racks().len()];
    for (node, member) in (0..).zip(topology.members()) {
        let at = *found[member.rack as usize].get_or_insert_with(|| {
            let name = topology.racks()[member.rack as usize].name.as_deref();
            racks.iter().position(|rack| rack.name == name).unwrap_or_else(|| {
                racks.push(NamedRack { name, nodes: Vec::new() });
                racks.len() - 1
            })
        });
        racks[at].nodes.push(node);
    }
    racks
}

/// The places of racks as Java sorts their names, by UTF-16 units, those of no name first.
pub(super) fn sorted_by_name(racks: &[NamedRack]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..racks.len() as u32).collect();
    let units = |at: usize| racks[at].name.map(str::encode_utf16);
    sort_places(&mut places, &|a, b| match (units(a), units(b)) {
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    });
    places
}

/// Sorts nodes by their numbers.
pub(super) fn sort_by_id(nodes: &mut [u32], topology: &Topology) {
    sort_places(nodes, &|a, b| topology.members()[a].id.cmp(&topology.members()[b].id));
}

/// The places of racks in the order in which a `java.util.HashMap` by `Optional` names runs through them (JDK 8 and
/// later): by bucket, and in a bucket in order of insertion. Left out: a bucket of eight or more becomes a tree.
pub(super) fn hash_map_order(racks: &[NamedRack]) -> Vec<u32> {
    // The table doubles when it is more than three quarters full.
    let mut buckets = 16_u32;
    while racks.len() as u32 > buckets / 4 * 3 {
        buckets *= 2;
    }
    let bucket = |at: usize| {
        let hash = racks[at].name.map_or(0, |name| java_hash_code(name).cast_unsigned());
        (hash ^ (hash >> 16)) & (buckets - 1)
    };
    let mut places: Vec<u32> = (0..racks.len() as u32).collect();
    sort_places(&mut places, &|a, b| (bucket(a), a).cmp(&(bucket(b), b)));
    places
}
