//! What is said of racks: who holds what, what just happened, and why. All of it is read from the placement.

use super::{counted, list, several, share, short};
use quorate_core::{
    base::{DcId, NodeId, Share, Unit},
    placement::Copies,
    quorum::{Level, Operation},
    run::{Health, Racks, Run, Sets},
    scenario::{Cluster, Edit},
    topology::Site,
};

/// What to press.
pub const HINT: &str = "Press any node or rack to switch it off or on.";

/// "QUORUM", "LOCAL_QUORUM in d1", "acks=all".
pub fn level(racks: &Racks, level: Level) -> String {
    match level {
        Level::LocalOne(dc) | Level::LocalQuorum(dc) => {
            let dcs = racks.cluster().dcs();
            let name = dcs.get(dc as usize).map(|dc| racks.cluster().name_of(Unit::Dc(*dc)));
            match name.filter(|_| dcs.len() > 1) {
                Some(name) => format!("{} in {}", level.label(), short(&name)),
                None => level.label().into(),
            }
        }
        Level::AcksAll { min_insync } if min_insync > 1 => format!("acks=all, {min_insync} in sync"),
        _ => level.label().into(),
    }
}

/// "QUORUM, 2 of 3": how many of its copies a level asks of every partition, where that is one number.
pub fn level_with_need(racks: &Racks, of: Level) -> String {
    let total = match racks.placed().copies() {
        Copies::AsPlaced => None,
        copies => Some(copies.total(0)),
    };
    match (of, total) {
        (Level::Quorum | Level::Raft, Some(total)) => {
            format!("{}, {} of {total}", level(racks, of), total / 2 + 1)
        }
        (Level::AcksAll { min_insync: 1 }, _) => "acks=all, 1 in sync".into(),
        _ => level(racks, of),
    }
}

/// "p13"
pub fn partition(partition: usize) -> String {
    format!("p{}", partition + 1)
}

/// How partitions that fare so are called in a count.
pub const fn health_words(health: Health) -> &'static str {
    match health {
        Health::Fine => "fine",
        Health::Fewer => "readable, with fewer copies",
        Health::Unavailable => "unavailable",
        Health::Lost => "lost",
    }
}

/// "The 24 partitions at QUORUM"
pub fn strip_title(racks: &Racks) -> String {
    match racks.len() {
        0 => "No partition".into(),
        1 => format!("The partition at {}", level(racks, racks.level())),
        count => format!("The {} partitions at {}", counted(count as u64), level(racks, racks.level())),
    }
}

/// The same in fewer words: "24 partitions, QUORUM".
pub fn short_strip_title(racks: &Racks) -> String {
    format!("{}, {}", partitions_of(racks), level(racks, racks.level()))
}

/// A node's name, shortened.
fn node(racks: &Racks, place: u32) -> String {
    short(&racks.cluster().name(racks.node(place)))
}

fn nodes(racks: &Racks, places: &[u32]) -> String {
    list(&places.iter().map(|place| node(racks, *place)).collect::<Vec<_>>())
}

/// "9 copies, leads 2", or less where there is little room.
pub fn carries(racks: &Racks, place: u32, width: f64) -> String {
    let copies = racks.loads().copies[place as usize];
    let leads = racks.leads(place);
    if !racks.is_on(place) || leads == 0 {
        return several(copies, "copy", "copies");
    }
    if width < 170.0 {
        return format!("{}, leads {leads}", counted(copies.into()));
    }
    format!("{}, leads {}", several(copies, "copy", "copies"), counted(leads.into()))
}

/// A node for who cannot see it: "n3, off, 7 copies".
pub fn node_label(racks: &Racks, place: u32) -> String {
    let power = if racks.is_on(place) { "on" } else { "off" };
    let verb = if racks.is_on(place) { "off" } else { "on" };
    format!(
        "{}, {power}, {}. Press to switch it {verb}",
        racks.cluster().name(racks.node(place)),
        carries(racks, place, 999.0)
    )
}

/// A copy for who cannot see it: "p13 on n4, leader, fewer copies".
pub fn chip_label(racks: &Racks, place: u32, at: usize) -> String {
    let role = match (racks.is_on(place), racks.leader(at) == Some(place)) {
        (false, _) => "off",
        (true, true) => "leader",
        (true, false) => "follower",
    };
    let (living, placed) = racks.copies(at);
    let health = health_words(racks.health(at));
    format!("{} on {}, {role}, {health}, {living} of {placed} copies on", partition(at), node(racks, place))
}

/// "rack r2", "rack r2 is off"
pub fn rack_title(racks: &Racks, site: Site) -> String {
    let unit = Unit::Rack(site.rack);
    let name = racks.cluster().name_of(unit);
    let name = if name == unit.to_string() { format!("rack {name}") } else { short(&name) };
    if racks.has_power(unit) { name } else { format!("{name} is off") }
}

/// A rack for who cannot see it.
pub fn rack_label(racks: &Racks, site: Site) -> String {
    let nodes = racks.placed().places_in(Unit::Rack(site.rack)).count() as u32;
    let verb = if racks.has_power(Unit::Rack(site.rack)) { "off" } else { "on" };
    format!("{}, {}. Press to switch it {verb}", rack_title(racks, site), several(nodes, "node", "nodes"))
}

/// "Data centre d1"
pub fn dc_title(racks: &Racks, dc: DcId) -> String {
    let unit = Unit::Dc(dc);
    let name = racks.cluster().name_of(unit);
    let name = if name == unit.to_string() { format!("Data centre {name}") } else { short(&name) };
    if racks.has_power(unit) { name } else { format!("{name} is off") }
}

/// A data centre for who cannot see it.
pub fn dc_label(racks: &Racks, dc: DcId) -> String {
    let verb = if racks.has_power(Unit::Dc(dc)) { "off" } else { "on" };
    format!("{}. Press to switch it {verb}", dc_title(racks, dc))
}

/// "2 copies of each partition, in different racks", as far as there is room and it is true.
pub fn dc_note(racks: &Racks, dc: DcId, width: f64) -> Option<String> {
    let place = racks.cluster().dcs().iter().position(|other| *other == dc)? as u32;
    let (least, most) = racks.placed().copies_in(place);
    if most == 0 {
        return Some("no copies here".into());
    }
    let count = if least == most {
        format!("{} of each partition", several(most, "copy", "copies"))
    } else {
        format!("{least} to {} of each partition", several(most, "copy", "copies"))
    };
    let sites = racks.cluster().sites();
    let is_apart =
        sites.iter().filter(|site| site.dc == dc).all(|site| racks.shared_in(*site) == 0) && most > 1;
    let long = format!("{count}, in different racks");
    let fits = |text: &String| text.chars().count() as f64 * 6.9 <= width;
    if is_apart && fits(&long) {
        return Some(long);
    }
    Some(count).filter(fits)
}

/// The picture's title.
pub fn title(racks: &Racks) -> String {
    let cluster = racks.cluster();
    format!(
        "Racks: {} in {}, {}",
        several(cluster.nodes().len() as u32, "node", "nodes"),
        several(cluster.sites().len() as u32, "rack", "racks"),
        several(racks.len() as u32, "partition", "partitions")
    )
}

/// The picture in two sentences, for who cannot see it.
pub fn description(run: &Run) -> String {
    let Some(racks) = run.racks() else { return String::new() };
    format!("{} {}", headline(run), tally(racks))
}

/// The strip for who cannot see it.
pub fn strip_label(racks: &Racks) -> String {
    format!("{}: {}", strip_title(racks), tally(racks))
}

/// "1 lost, 4 unavailable, 14 readable, with fewer copies, 5 fine."
fn tally(racks: &Racks) -> String {
    let counts: Vec<String> = Health::ALL
        .into_iter()
        .rev()
        .filter(|health| racks.count(*health) > 0)
        .map(|health| format!("{} {}", counted(racks.count(health).into()), health_words(health)))
        .collect();
    format!("{}.", counts.join(", "))
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

/// "rack r2", "n3", "data centre d1"
pub fn unit(cluster: &Cluster, unit: Unit) -> String {
    let name = short(&cluster.name_of(unit));
    let is_id = name == unit.to_string();
    match unit {
        Unit::Rack(_) if is_id => format!("rack {name}"),
        Unit::Dc(_) if is_id => format!("data centre {name}"),
        Unit::Area(_) if is_id => format!("region {name}"),
        _ => name,
    }
}

fn units(cluster: &Cluster, units: &[Unit]) -> String {
    let names: Vec<String> = units.iter().map(|at| unit(cluster, *at)).collect();
    match names.len() {
        0..=4 => list(&names),
        count => format!("{} things", counted(count as u64)),
    }
}

/// A sentence may begin with it: our own words get a capital, names stay as they are.
fn capitalised(text: &str) -> String {
    for (small, capital) in [("rack ", "Rack "), ("data centre ", "Data centre "), ("region ", "Region ")] {
        if let Some(rest) = text.strip_prefix(small) {
            return format!("{capital}{rest}");
        }
    }
    text.into()
}

/// "1 partition is lost, 4 are unavailable", or that all can still be read and written.
fn outcome(racks: &Racks) -> String {
    let (lost, unavailable) = (racks.count(Health::Lost), racks.count(Health::Unavailable));
    let is = |count: u32| if count == 1 { "is" } else { "are" };
    let said = level(racks, racks.level());
    match (lost, unavailable) {
        (0, 0) => format!("all {} can still be read and written at {said}", partitions_of(racks)),
        (0, count) => {
            format!("{} {} unavailable at {said}", several(count, "partition", "partitions"), is(count))
        }
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

fn partitions_of(racks: &Racks) -> String {
    several(racks.len() as u32, "partition", "partitions")
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
        Act::Nothing | Act::Other => safety(racks),
        Act::Off(off) => {
            let verb = if off.iter().all(|unit| matches!(unit, Unit::Node(_))) {
                if off.len() == 1 { "is off" } else { "are off" }
            } else {
                "lost power"
            };
            format!("{} {verb}: {}.", capitalised(&units(cluster, &off)), outcome(racks))
        }
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
        return "The rest of the page is as it was.".into();
    }
    let mut said = Vec::new();
    match act(run) {
        Act::Off(off) => {
            if racks.count(Health::Lost) > 0 {
                said.push(format!("Lost: {} of all data.", share(racks.share(Health::Lost))));
            }
            said.extend(off_before(racks, before, &off));
        }
        Act::Nothing if racks.cluster().off().next().is_none() => said.push(about(racks)),
        Act::Nothing | Act::Other => {
            if racks.cluster().off().next().is_some() {
                let off: Vec<Unit> = racks.cluster().off().collect();
                let are = if off.len() == 1 { "is" } else { "are" };
                said.push(format!(
                    "{} {are} off: {}.",
                    capitalised(&units(racks.cluster(), &off)),
                    outcome(racks)
                ));
            }
            said.push(about(racks));
        }
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
    let alone = if alone.count(Health::Lost) + alone.count(Health::Unavailable) == 0 {
        format!(
            "{} alone would have cost nothing: all {} would still be readable and writable at {}.",
            capitalised(&units(racks.cluster(), off)),
            counted(racks.len() as u64),
            level(racks, racks.level())
        )
    } else {
        format!("{} alone: {}.", capitalised(&units(racks.cluster(), off)), outcome(&alone))
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
        format!("placed as by {}", racks.placed().system().name)
    } else {
        "placed as a table says".into()
    };
    format!("{} with {each}, {rule}.", partitions_of(racks))
}

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
        level(racks, racks.level())
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
    let asked = level(racks, racks.level());
    match racks.health(at) {
        Health::Fine => {}
        Health::Fewer | Health::Unavailable => {
            said.push(format!("{} {} off.", nodes(racks, &off), if off.len() == 1 { "is" } else { "are" }));
        }
        Health::Lost => said.push("All are off: nothing of it can be read until one of them is back.".into()),
    }
    let write = racks.survival().is_available(at, racks.level(), Operation::Write);
    let read = racks.survival().is_available(at, racks.level(), Operation::Read);
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
        Health::Fewer => format!("Why has {name} fewer copies?"),
        Health::Unavailable => format!("Why is {name} unavailable?"),
        Health::Lost => format!("Why is {name} lost?"),
    }
}

/// Where the followed key lies: "user:42 is in p13".
pub fn followed(run: &Run, racks: &Racks) -> Option<String> {
    let at = racks.followed()?;
    let key = super::short_key(run.scenario().pick().as_str());
    let where_to = match (racks.placed().slots(at), racks.placed().key_range(at)) {
        (Some((first, last)), _) => format!(", slots {first} to {last}"),
        (None, Some((from, to))) => {
            format!(", keys from {} to before {}", from.unwrap_or("the first"), to.unwrap_or("the end"))
        }
        (None, None) => String::new(),
    };
    Some(format!("{key} is in {}{where_to}.", partition(at)))
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
