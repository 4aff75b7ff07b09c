//! What a level cannot lose, and whether a read meets the last write.

use super::labels::{level, nodes};
use crate::words::{counted, several, share};
use quorate_core::{
    base::{Share, Unit},
    placement::Copies,
    quorum::{Level, Overlap, Reach},
    run::{Racks, Sets},
};

/// "30 nodes in 3 racks, RF 3, QUORUM: any one rack is safe; 148 of 435 pairs of nodes are."
pub fn safety(racks: &Racks) -> String {
    let cluster = racks.cluster();
    let rf = match racks.placed().copies() {
        Copies::AsPlaced => String::new(),
        copies => format!("RF {}, ", copies.total(0)),
    };
    let head = format!(
        "{} in {}, {rf}{}",
        several(cluster.nodes().len() as u32, "node", "nodes"),
        several(cluster.sites().len() as u32, "rack", "racks"),
        counted_level(racks)
    );
    let Some(broken) = racks.breakers() else { return format!("{head}.") };
    let mut said = Vec::new();
    if broken.racks.total > 1 {
        said.push(safe(broken.racks, "rack"));
    } else {
        said.push(safe(broken.nodes, "node"));
    }
    if let Some(pairs) = &broken.pairs {
        let safe = pairs.total - pairs.breaking;
        said.push(match (safe, pairs.breaking) {
            (_, 0) => format!("all {} pairs of nodes are safe", counted(pairs.total)),
            (0, _) => format!("no pair of nodes of {} is", counted(pairs.total)),
            _ => format!("{} of {} pairs of nodes are", counted(safe), counted(pairs.total)),
        });
    }
    if let Some(triples) = &broken.triples {
        said.push(format!(
            "{} of {} triples are",
            counted(triples.total - triples.breaking),
            counted(triples.total)
        ));
    }
    format!("{head}: {}.", said.join("; "))
}

/// "any one rack is safe", "no node is safe", "4 of 6 racks are safe"
fn safe(sets: Sets, noun: &str) -> String {
    match (sets.total, sets.breaking) {
        (1, 0) => format!("the one {noun} is safe"),
        (1, _) => format!("the one {noun} is not safe"),
        (_, 0) => format!("any one {noun} is safe"),
        (total, breaking) if total == breaking => format!("no {noun} is safe"),
        (total, breaking) => {
            format!("{} of {} {noun}s are safe", counted(total - breaking), counted(total))
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

/// What breaks the level, with everything on; and as it is now, where something is off.
pub fn breaks(racks: &Racks) -> String {
    let Some(broken) = racks.breakers() else { return String::new() };
    let mut said = vec![format!("With everything on, {}", safe(broken.nodes, "node"))];
    if broken.racks.total > 1 {
        said.push(format!("and {}", safe(broken.racks, "rack")));
    }
    let mut text = vec![format!("{}.", said.join(", "))];
    if let Some(pairs) = &broken.pairs {
        let breaking = match pairs.breaking {
            0 => "none breaks".into(),
            1 => "1 breaks".into(),
            count => format!("{} break", counted(count)),
        };
        text.push(format!(
            "Of the {} pairs of nodes {breaking} at least one partition.",
            counted(pairs.total)
        ));
    }
    if let Some(triples) = &broken.triples {
        text.push(format!(
            "Of the {} triples {} do, {}.",
            counted(triples.total),
            counted(triples.breaking),
            share(Share::of(triples.breaking, triples.total))
        ));
    }
    if !broken.smallest.is_empty() {
        text.push(format!("The first smallest set that does: {}.", nodes(racks, &broken.smallest)));
    }
    if let Some(further) = racks.further() {
        text.push(format!("As it is now, {}.", safe(further.nodes, "further node")));
    }
    text.join(" ")
}
