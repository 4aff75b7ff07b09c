//! What a level cannot lose, and whether a read meets the last write.

use super::{
    labels::{level, nodes},
    story::{is_in_trouble, outcome},
};
use crate::words::{counted, several, share};
use quorate_core::{
    base::{Share, Unit},
    placement::Copies,
    quorum::{Level, Overlap, Reach},
    run::{Racks, Sets},
};

/// "30 nodes in 3 racks, RF 3, QUORUM: any one rack is safe to switch off; 148 of 435 pairs of nodes are."
pub fn safety(racks: &Racks) -> String {
    let cluster = racks.cluster();
    let rf = match racks.placed().copies() {
        Copies::AsPlaced => String::new(),
        copies => format!("RF\u{a0}{}, ", copies.total(0)),
    };
    let head = format!(
        "{} in {}, {rf}{}",
        several(cluster.nodes().len() as u32, "node", "nodes"),
        several(cluster.sites().len() as u32, "rack", "racks"),
        counted_level(racks)
    );
    // What is unavailable with everything on needs no node to break it.
    if racks.cluster().off().next().is_none() && is_in_trouble(racks) {
        return format!("{head}: {}.", outcome(racks));
    }
    let Some(broken) = racks.breakers() else { return format!("{head}.") };
    let triples = broken.triples.as_ref().map(|triples| {
        format!("{} of {} triples", counted(triples.total - triples.breaking), counted(triples.total))
    });
    let mut said = Vec::new();
    if broken.racks.total > 1 {
        said.push(safe(broken.racks, "rack"));
    } else {
        said.push(safe(broken.nodes, "node"));
    }
    if let Some(pairs) = pairs(racks) {
        let safe = pairs.total - pairs.breaking;
        said.push(match (safe, pairs.breaking) {
            (_, 0) => match triples {
                Some(triples) => format!("all {} pairs of nodes and {triples} are", counted(pairs.total)),
                None => format!("all {} pairs of nodes are", counted(pairs.total)),
            },
            (0, _) => format!("none of the {} pairs of nodes is", counted(pairs.total)),
            _ => format!("{} of {} pairs of nodes are", counted(safe), counted(pairs.total)),
        });
    }
    format!("{head}: {}.", said.join("; "))
}

/// "any one rack is safe to switch off", "no node is safe to switch off", "4 of 6 racks are each safe to switch off"
fn safe(sets: Sets, noun: &str) -> String {
    format!("{} {SAFE}", which(sets, noun))
}

const SAFE: &str = "safe to switch off";

/// "any one rack is", "no node is", "4 of 6 racks are each"
fn which(sets: Sets, noun: &str) -> String {
    match (sets.total, sets.breaking) {
        (1, 0) => format!("the one {noun} is"),
        (1, _) => format!("the one {noun} is not"),
        (_, 0) => format!("any one {noun} is"),
        (total, breaking) if total == breaking => format!("no {noun} is"),
        (total, breaking) => {
            format!("{} of {} {noun}s are each", counted(total - breaking), counted(total))
        }
    }
}

/// The level that sets are counted for: that of writes, where reads need something else.
fn counted_level(racks: &Racks) -> String {
    let said = level(racks, racks.level());
    if racks.is_split() { format!("writes at {said}") } else { said }
}

/// "What breaks QUORUM here?"
pub fn breaks_title(racks: &Racks) -> String {
    format!("What breaks {} here?", counted_level(racks))
}

/// Whether a read meets the last write, for who reads and writes in the same data centre and in others. None for a table,
/// whose partitions may have any number of copies.
pub fn meeting(racks: &Racks) -> Option<String> {
    let cluster = racks.cluster();
    let names: Vec<String> = cluster.dcs().iter().map(|dc| cluster.name_of(Unit::Dc(*dc))).collect();
    let (copies, names): (Vec<u32>, Vec<&str>) = match racks.placed().copies() {
        Copies::AsPlaced => return None,
        Copies::PerDc(copies) if copies.len() > 1 => {
            (copies.clone(), names.iter().map(String::as_str).collect())
        }
        copies => (vec![copies.total(0)], Vec::new()),
    };
    let [read, write] = racks.asked();
    // A count over all data centres says nothing of local levels.
    let is_local = |level| matches!(level, Level::LocalOne(_) | Level::LocalQuorum(_) | Level::EachQuorum);
    if names.is_empty() && cluster.dcs().len() > 1 && (is_local(read) || is_local(write)) {
        return None;
    }
    let reach = Reach::new(&copies, read, write)?;
    let tolerated = Overlap::per_dc(&copies, read, write);
    let asked = crate::words::meeting::Asked { copies: &copies, names: &names, read, write };
    Some(crate::words::meeting::sentence(
        &asked,
        &reach,
        [tolerated.tolerates_read, tolerated.tolerates_write],
    ))
}

/// Pairs of nodes, where they say more than single nodes did.
fn pairs(racks: &Racks) -> Option<Sets> {
    let broken = racks.breakers()?;
    broken.pairs.filter(|_| broken.nodes.breaking < broken.nodes.total)
}

/// "any one node or rack is safe to switch off", "any one node is safe to switch off, and no rack is"
fn safe_units(nodes: Sets, racks: Sets) -> String {
    if racks.total < 2 {
        return safe(nodes, "node");
    }
    if (nodes.breaking, racks.breaking) == (0, 0) {
        return format!("any one node or rack is {SAFE}");
    }
    format!("{}, and {}", safe(nodes, "node"), which(racks, "rack").trim_end_matches(" each"))
}

/// What breaks the level, with everything on; and as it is now, where something is off.
pub fn breaks(racks: &Racks) -> String {
    let Some(broken) = racks.breakers() else { return String::new() };
    let mut text = vec![format!("With everything on, {}.", safe_units(broken.nodes, broken.racks))];
    if let Some(pairs) = pairs(racks) {
        let all = counted(pairs.total);
        text.push(match pairs.breaking {
            0 => format!("None of the {all} pairs of nodes breaks a partition."),
            1 => format!("1 of the {all} pairs of nodes breaks at least one partition."),
            count if count == pairs.total => {
                format!("Each of the {all} pairs of nodes breaks at least one partition.")
            }
            count => format!("{} of the {all} pairs of nodes break at least one partition.", counted(count)),
        });
    }
    if let Some(triples) = &broken.triples {
        text.push(format!(
            "{} of the {} triples do, {}.",
            counted(triples.breaking),
            counted(triples.total),
            share(Share::of(triples.breaking, triples.total))
        ));
    }
    match broken.smallest.len() {
        0 => {}
        1 => text.push(format!("One node is enough: {}, for example.", nodes(racks, &broken.smallest))),
        count => text.push(format!(
            "It takes at least {count} nodes: {}, for example.",
            nodes(racks, &broken.smallest)
        )),
    }
    if let Some(further) = racks.further() {
        let safe = safe(further.nodes, "further node");
        let is_hurt =
            is_in_trouble(racks) && !racks.is_split() && further.nodes.breaking < further.nodes.total;
        let why = if is_hurt { ": no other partition becomes unavailable" } else { "" };
        text.push(format!("As it is now, {safe}{why}."));
    }
    text.join(" ")
}
