//! What just happened: who did what, what it cost, and what did not happen.

use super::{
    breaks::safety,
    labels::{asked, capitalised, level, tally, unit, units},
};
use crate::words::{counted, list, several, share};
use quorate_core::{
    base::{NodeId, Unit},
    quorum::{Level, Operation},
    run::{Health, Racks, Run},
    scenario::{Cluster, Edit},
};

/// The picture in two sentences, for who cannot see it.
pub fn description(run: &Run) -> String {
    let Some(racks) = run.racks() else { return String::new() };
    format!("{} {}", headline(run), tally(racks))
}

/// What was done to the cluster.
enum Act {
    Nothing,
    Off(Vec<Unit>),
    On(Vec<Unit>),
    Joined(Vec<NodeId>),
    Left(Vec<NodeId>),
    Other,
}

fn act(run: &Run) -> Act {
    let (now, before) = (run.scenario().now(), run.scenario().before());
    let alone = |here: &Cluster, there: &Cluster| -> Vec<NodeId> {
        here.nodes().iter().map(|node| node.id).filter(|id| !there.has(*id)).collect()
    };
    let (joined, left) = (alone(now, before), alone(before, now));
    let off: Vec<Unit> = now.off().filter(|unit| !before.is_off(*unit)).collect();
    let on: Vec<Unit> = before.off().filter(|unit| !now.is_off(*unit)).collect();
    match (now.all_on() == before.all_on(), off.is_empty(), on.is_empty()) {
        (true, true, true) => Act::Nothing,
        (true, false, true) => Act::Off(off),
        (true, _, false) => Act::On(on),
        _ if !joined.is_empty() && left.is_empty() => Act::Joined(joined),
        _ if !left.is_empty() && joined.is_empty() => Act::Left(left),
        _ => Act::Other,
    }
}

/// Whether a partition is lost or unavailable.
pub(super) fn is_in_trouble(racks: &Racks) -> bool {
    racks.count(Health::Lost) + racks.count(Health::Unavailable) > 0
}

/// "12 partitions cannot be written at acks=all", where what is unavailable can still be read, or the other way round.
fn half_available(racks: &Racks, count: u32) -> Option<String> {
    let [reads, writes] = racks.asked();
    let survival = racks.survival();
    let all = |level: Level, operation: Operation| {
        (0..racks.len())
            .filter(|at| racks.health(*at) == Health::Unavailable)
            .all(|at| survival.is_available(at, level, operation))
    };
    let (verb, at) = match (all(reads, Operation::Read), all(writes, Operation::Write)) {
        (true, false) => ("written", writes),
        (false, true) => ("read", reads),
        _ => return None,
    };
    Some(format!("{} cannot be {verb} at {}", several(count, "partition", "partitions"), level(racks, at)))
}

/// "1 partition is lost, 4 are unavailable", or that all can still be read and written.
pub(super) fn outcome(racks: &Racks) -> String {
    let (lost, unavailable) = (racks.count(Health::Lost), racks.count(Health::Unavailable));
    let is = |count: u32| if count == 1 { "is" } else { "are" };
    let said = asked(racks);
    match (lost, unavailable) {
        (0, 0) if racks.len() == 1 => format!("the partition can still be read and written at {said}"),
        (0, 0) => format!("all {} can still be read and written at {said}", partitions_of(racks)),
        (0, count) => half_available(racks, count).unwrap_or_else(|| {
            format!("{} {} unavailable at {said}", several(count, "partition", "partitions"), is(count))
        }),
        (count, 0) => format!("{} {} lost", several(count, "partition", "partitions"), is(count)),
        (lost, unavailable) => format!(
            "{} {} lost, {} {} unavailable",
            several(lost, "partition", "partitions"),
            is(lost),
            counted(unavailable.into()),
            is(unavailable)
        ),
    }
}

pub(super) fn partitions_of(racks: &Racks) -> String {
    several(racks.len() as u32, "partition", "partitions")
}

/// "Rack r2 lost power: 1 partition is lost." Of racks with these units off.
pub fn lost_power(racks: &Racks, off: &[Unit]) -> String {
    let verb = if off.iter().all(|unit| matches!(unit, Unit::Node(_))) {
        if off.len() == 1 { "is off" } else { "are off" }
    } else {
        "lost power"
    };
    format!("{} {verb}: {}.", capitalised(&units(racks.cluster(), off)), outcome(racks))
}

/// "Rack r2 and n12 are off: 1 partition is lost." What is safe with everything on is not what one sees then.
fn now_off(racks: &Racks) -> Option<String> {
    let off: Vec<Unit> = racks.cluster().off().collect();
    let are = if off.len() == 1 { "is" } else { "are" };
    let units = || capitalised(&units(racks.cluster(), &off));
    (!off.is_empty()).then(|| format!("{} {are} off: {}.", units(), outcome(racks)))
}

/// Whether nothing was done to the cluster, or nothing that power or nodes have to do with.
pub fn is_at_rest(run: &Run) -> bool {
    matches!(act(run), Act::Nothing | Act::Other)
}

/// The act on power that is worth most: what is off comes on; else the rack, or the node, with the most copies goes off.
pub fn power_act(racks: &Racks) -> (String, Edit) {
    let cluster = racks.cluster();
    if let Some(off) = cluster.off().last() {
        return (format!("Power {} on", unit(cluster, off)), Edit::Power(off, true));
    }
    let loads = racks.loads();
    let most = |copies: &[u32]| {
        let most = copies.iter().copied().max().unwrap_or(0);
        copies.iter().position(|copies| *copies == most).unwrap_or(0)
    };
    let sites = cluster.sites();
    let busiest = match sites.get(most(&loads.by_rack)) {
        Some(site) if sites.len() > 1 => Unit::Rack(site.rack),
        _ => Unit::Node(racks.node(most(&loads.copies) as u32)),
    };
    (format!("Take {} down", unit(cluster, busiest)), Edit::Power(busiest, false))
}

/// Who did what, then what it cost.
pub fn headline(run: &Run) -> String {
    let (Some(racks), Some(before)) = (run.racks(), run.racks_before()) else { return String::new() };
    let cluster = racks.cluster();
    if let Some(fault) = racks.placed().fault() {
        return format!("Nothing is placed: {fault}.");
    }
    match act(run) {
        Act::Nothing | Act::Other => now_off(racks).unwrap_or_else(|| safety(racks)),
        Act::Off(off) => lost_power(racks, &off),
        Act::On(on) => {
            let verb = if on.len() == 1 { "is on again" } else { "are on again" };
            format!("{} {verb}: {}.", capitalised(&units(cluster, &on)), outcome(racks))
        }
        Act::Joined(ids) => format!(
            "{} joined, and {}.",
            list(&ids.iter().map(|id| cluster.name(*id)).collect::<Vec<_>>()),
            copied(racks, before)
        ),
        Act::Left(ids) => format!(
            "{} left, and {}.",
            list(&ids.iter().map(|id| before.cluster().name(*id)).collect::<Vec<_>>()),
            copied(racks, before)
        ),
    }
}

/// "250 of 1,000 partitions moved", "12.4 % of all copies had to be made anew"
fn copied(racks: &Racks, before: &Racks) -> String {
    let moves = racks.placed().moves_from(before.placed());
    if !moves.is_empty() && walks_a_list(racks) {
        return format!(
            "{} of {} partitions changed their owner",
            counted(moves.len() as u64),
            counted(racks.len() as u64)
        );
    }
    match racks.placed().copied_from(before.placed()) {
        Some(copied) => format!("{} of all copies had to be made on other nodes", share(copied)),
        None => "the partitions are others than before".into(),
    }
}

/// Whether fixed partitions walk the list of nodes, so that they have owners of their own.
fn walks_a_list(racks: &Racks) -> bool {
    racks.placed().assignment().is_some()
        && racks.cluster().assigned().is_empty()
        && racks.cluster().placement() == quorate_core::scenario::PlacementKind::Walk
}

/// What did not happen, or what alone would have done nothing.
pub fn second(run: &Run) -> String {
    let (Some(racks), Some(before)) = (run.racks(), run.racks_before()) else { return String::new() };
    if racks.placed().fault().is_some() {
        return "No node holds a copy until then.".into();
    }
    let mut said = Vec::new();
    match act(run) {
        Act::Off(off) => {
            if racks.count(Health::Lost) > 0 {
                said.push(format!("Lost: {} of all data.", share(racks.share(Health::Lost))));
            }
            said.extend(off_before(racks, before, &off));
        }
        Act::Nothing | Act::Other => said.push(about(racks)),
        Act::On(_) => {}
        Act::Joined(_) | Act::Left(_) => {
            if let Some(copied) = racks.placed().copied_from(before.placed())
                && walks_a_list(racks)
            {
                said.push(format!("Of all copies {} had to be made on other nodes.", share(copied)));
            }
            said.extend(equal_blocks(racks, before));
            said.push(safety(racks));
        }
    }
    if racks.has_same_placement(before) {
        let moved = racks.survival().leaders_changed(before.survival());
        let moved = moved
            .iter()
            .filter(|at| {
                racks.leader(**at as usize).is_some()
                    && racks.leader(**at as usize) != before.leader(**at as usize)
            })
            .count() as u32;
        if moved > 0 {
            let are = if moved == 1 { "has another leader" } else { "have another leader" };
            said.push(format!("{} {are} now.", several(moved, "partition", "partitions")));
        }
    }
    said.join(" ")
}

/// What equal blocks would have moved, where fixed partitions were reassigned with as few moves as can be.
fn equal_blocks(racks: &Racks, before: &Racks) -> Option<String> {
    let (was, is) = (before.placed().assignment()?, racks.placed().assignment()?);
    if !walks_a_list(racks) || was.len() != is.len() {
        return None;
    }
    let even = quorate_core::partition::Assignment::even(is.nodes().to_vec(), is.len());
    let moved = was.moves(&even).len();
    (moved > was.moves(is).len())
        .then(|| format!("Cutting them into equal blocks anew would move {}.", counted(moved as u64)))
}

/// What was off before, and what the new fault alone would have cost.
fn off_before(racks: &Racks, before: &Racks, off: &[Unit]) -> Option<String> {
    let earlier: Vec<Unit> = before.cluster().off().collect();
    if earlier.is_empty() {
        let fewer = racks.count(Health::Fewer);
        return (fewer > 0).then(|| {
            let have = if fewer == 1 { "has" } else { "have" };
            format!("{} {have} fewer copies than before.", several(fewer, "partition", "partitions"))
        });
    }
    let were = if earlier.len() == 1 { "was" } else { "were" };
    let (lost, unavailable) = (before.count(Health::Lost), before.count(Health::Unavailable));
    let trouble = lost + unavailable;
    let already = if trouble == 0 {
        String::from("and nothing was unavailable")
    } else {
        let were = if trouble == 1 { "was" } else { "were" };
        format!("and {} {were} unavailable or lost", several(trouble, "partition", "partitions"))
    };
    let alone = racks.with_only_off(off);
    let alone = if is_in_trouble(&alone) {
        format!("{} alone: {}.", capitalised(&units(racks.cluster(), off)), outcome(&alone))
    } else {
        format!(
            "{} alone would have cost nothing: all {} would still be readable and writable at {}.",
            capitalised(&units(racks.cluster(), off)),
            counted(racks.len() as u64),
            asked(racks)
        )
    };
    Some(format!("{} {were} off already, {already}. {alone}", capitalised(&units(racks.cluster(), &earlier))))
}

/// "24 partitions with 3 copies each."
fn about(racks: &Racks) -> String {
    let copies = || racks.table().iter().map(<[u32]>::len);
    let (least, most) = (copies().min().unwrap_or(0), copies().max().unwrap_or(0));
    let each = if least == most {
        several(most as u32, "copy", "copies") + " each"
    } else {
        format!("{least} to {most} copies each")
    };
    let rule = if racks.cluster().assigned().is_empty() {
        format!(". Placement: {}", racks.placed().system().name)
    } else {
        ", placed as a table says".into()
    };
    format!("{} with {each}{rule}.", partitions_of(racks))
}

/// Two clusters in one sentence: what the same faults cost each.
pub fn compared(one: &Racks, other: &Racks) -> String {
    format!(
        "{}: {}. {}: {}.",
        one.placed().system().name,
        if one.cluster().off().next().is_some() { outcome(one) } else { lower(&safety(one)) },
        other.placed().system().name,
        if other.cluster().off().next().is_some() { outcome(other) } else { lower(&safety(other)) }
    )
}

fn lower(sentence: &str) -> String {
    sentence.trim_end_matches('.').into()
}
