//! Why a partition fares as it does, and where a key lies.

use super::labels::{asked, node, partition, unit};
use crate::words::{list, several};
use quorate_core::{
    base::Unit,
    quorum::Operation,
    run::{Health, Racks, Run},
};

/// The names of nodes, all of them where there are no more than anybody would read.
fn nodes(racks: &Racks, places: &[u32]) -> String {
    const READ: usize = 9;
    let names: Vec<String> = places.iter().map(|place| node(racks, *place)).collect();
    match names.split_last() {
        Some((last, first)) if !first.is_empty() && names.len() <= READ => {
            format!("{} and {last}", first.join(", "))
        }
        _ => list(&names),
    }
}

/// Why a partition fares as it does.
pub fn why(racks: &Racks, at: usize) -> String {
    let copies = racks.table().replicas(at);
    let name = partition(at);
    if copies.is_empty() {
        return format!("{name} has no copy on any node.");
    }
    let (on, off): (Vec<u32>, Vec<u32>) = copies.iter().partition(|place| racks.is_on(**place));
    let its = if copies.len() == 1 {
        "Its one copy is on".into()
    } else {
        format!("Its {} copies are on", copies.len())
    };
    let mut said = vec![format!("{its} {}.", nodes(racks, copies))];
    let asked = asked(racks);
    match racks.health(at) {
        Health::Fine => {}
        // A placement may find fewer nodes than it wants.
        Health::Fewer | Health::Unavailable if off.is_empty() => {}
        Health::Fewer | Health::Unavailable => {
            said.push(format!("{} {} off.", nodes(racks, &off), if off.len() == 1 { "is" } else { "are" }));
        }
        Health::Lost => said.push("All are off: nothing of it can be read until one of them is back.".into()),
    }
    let [reads, writes] = racks.asked();
    let write = racks.survival().is_available(at, writes, Operation::Write);
    let read = racks.survival().is_available(at, reads, Operation::Read);
    if racks.health(at) != Health::Lost {
        let living = several(on.len() as u32, "copy is", "copies are");
        said.push(match (read, write) {
            (true, true) => format!("{living} on, and {asked} is met."),
            (true, false) => format!("{living} on: it can be read, but not written at {asked}."),
            (false, true) => format!("{living} on: it can be written, but not read at {asked}."),
            (false, false) => format!("{living} on, too few for {asked}."),
        });
    }
    if let Some(leader) = racks.leader(at) {
        let because = if copies.first() == Some(&leader) {
            "the placement’s first choice"
        } else {
            "the first copy that is on"
        };
        said.push(format!("{} leads, {because}.", node(racks, leader)));
    }
    let shared: Vec<String> = racks
        .cluster()
        .sites()
        .into_iter()
        .filter(|site| {
            copies.iter().filter(|place| racks.cluster().nodes()[**place as usize].site == *site).count() > 1
        })
        .map(|site| unit(racks.cluster(), Unit::Rack(site.rack)))
        .collect();
    if !shared.is_empty() && racks.cluster().sites().len() > 1 {
        said.push(format!("Several of its copies stand in {}.", list(&shared)));
    }
    said.join(" ")
}

/// "Why is p13 lost?"
pub fn why_title(racks: &Racks, at: usize) -> String {
    let name = partition(at);
    match racks.health(at) {
        Health::Fine => format!("Why is {name} fine?"),
        Health::Fewer => format!("Why does {name} have fewer copies?"),
        Health::Unavailable => format!("Why is {name} unavailable?"),
        Health::Lost => format!("Why is {name} lost?"),
    }
}

/// Where the followed key lies: "user:42 is in p13".
pub fn followed(run: &Run, racks: &Racks) -> Option<String> {
    let at = racks.followed()?;
    let key = crate::words::short_key(run.scenario().pick().as_str());
    let where_to = match (racks.placed().slots(at), racks.placed().key_range(at)) {
        (Some((first, last)), _) => format!(", slots {first} to {last}"),
        (None, Some((from, to))) => {
            format!(", keys from {} to before {}", from.unwrap_or("the first"), to.unwrap_or("the end"))
        }
        (None, None) => String::new(),
    };
    Some(format!("{key} is in {}{where_to}.", partition(at)))
}
