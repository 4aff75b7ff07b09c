//! Partitions, an explicit table, and how many copies there are.

use super::{
    NONE, Strictness,
    value::{absent, node_id, number, prefixed, read_map, text, write_map},
};
use crate::{
    base::{DcId, IdMap, NodeId, PartitionId, Unit, limit},
    scenario::{Cluster, Code, Problem, Replicas, Text},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) fn read_splits(cluster: &mut Cluster, value: &str, _: Strictness) -> Result<(), Problem> {
    let mut splits: Vec<Text> = Vec::new();
    for atom in value.split('_').filter(|_| value != NONE) {
        let split = text(atom)?;
        if splits.len() + 1 >= limit::PARTITIONS as usize {
            return Err(Problem::new(Code::Range, value, "has more split points than partitions may be"));
        }
        match splits.binary_search(&split) {
            Ok(_) => return Err(Problem::new(Code::Duplicate, value, format!("cuts twice at {split}"))),
            Err(at) => splits.insert(at, split),
        }
    }
    cluster.splits = splits;
    Ok(())
}

pub(super) fn write_splits(cluster: &Cluster) -> String {
    if cluster.splits.is_empty() {
        return NONE.into();
    }
    cluster.splits.iter().map(Text::escaped).collect::<Vec<_>>().join("_")
}

/// Reads `p1.n1.n2_p2.n3…`: all partitions from 1 on, each once, the leader first.
pub(super) fn read_assigned(
    cluster: &mut Cluster,
    value: &str,
    strictness: Strictness,
) -> Result<(), Problem> {
    let mut assigned: IdMap<Vec<NodeId>, PartitionId> = IdMap::default();
    for item in value.split('_').filter(|_| value != NONE) {
        let mut atoms = item.split('.');
        let partition = PartitionId(prefixed(atoms.next().unwrap_or(""), 'p')?);
        let mut holders: Vec<NodeId> = Vec::new();
        for atom in atoms {
            let id = node_id(atom)?;
            if !cluster.has(id) {
                if strictness == Strictness::Strict {
                    return Err(absent(value, &id));
                }
            } else if holders.contains(&id) {
                let message = format!("puts two copies of {partition} on {id}: one is enough");
                return Err(Problem::new(Code::Duplicate, value, message));
            } else {
                holders.push(id);
            }
        }
        if !assigned.insert(partition, holders) {
            let message = format!("speaks of {partition} twice: once is enough");
            return Err(Problem::new(Code::Duplicate, value, message));
        }
    }
    if let Some((missing, _)) = (1..).zip(assigned.ids()).find(|(number, id)| id.0 != *number) {
        let message = format!("leaves out p{missing}: list all partitions from p1 on");
        return Err(Problem::new(Code::Word, value, message));
    }
    cluster.assigned = assigned.iter().map(|(_, holders)| holders.clone()).collect();
    Ok(())
}

pub(super) fn write_assigned(cluster: &Cluster) -> String {
    if cluster.assigned.is_empty() {
        return NONE.into();
    }
    let row = |(partition, holders): (u32, &Vec<NodeId>)| {
        holders.iter().fold(format!("p{partition}"), |row, id| format!("{row}.{id}"))
    };
    (1..).zip(&cluster.assigned).map(row).collect::<Vec<_>>().join("_")
}

/// Reads `3`, or `d1.3_d2.2`.
pub(super) fn read_replicas(
    cluster: &mut Cluster,
    value: &str,
    strictness: Strictness,
) -> Result<(), Problem> {
    if !value.starts_with('d') {
        cluster.replicas = Replicas::Each(number(value, 1..=limit::REPLICAS)?);
        return Ok(());
    }
    let dc_id = |atom: &str| prefixed(atom, 'd').map(DcId);
    let copies = |copies: &str| number(copies, 1..=limit::REPLICAS);
    let map = read_map(value, strictness, dc_id, |dc| cluster.has_unit(Unit::Dc(dc)), copies)?;
    if map.is_empty() {
        return Err(Problem::new(Code::Node, value, "speaks of no data centre of this cluster"));
    }
    cluster.replicas = Replicas::PerDc(map);
    Ok(())
}

pub(super) fn write_replicas(cluster: &Cluster) -> String {
    match &cluster.replicas {
        Replicas::Each(copies) => copies.to_string(),
        Replicas::PerDc(copies) => write_map(copies, u32::to_string),
    }
}
