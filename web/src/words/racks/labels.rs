//! Names of levels, nodes, racks and data centres, and what stands on them.

use crate::words::{counted, list, several, short};
use quorate_core::{
    base::{DcId, Unit},
    placement::Copies,
    quorum::Level,
    run::{Health, Racks, Run},
    scenario::{Cluster, PlacementKind, SchemeKind},
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

/// What a request needs: "QUORUM", "reads at ALL and writes at QUORUM".
pub fn asked(racks: &Racks) -> String {
    let [reads, writes] = racks.asked();
    if racks.is_split() {
        return format!("{} for reads and {} for writes", level(racks, reads), level(racks, writes));
    }
    level(racks, writes)
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
        Health::Fewer => "available, with fewer copies",
        Health::Unavailable => "unavailable",
        Health::Lost => "lost",
    }
}

/// "The 24 partitions at QUORUM"
pub fn strip_title(racks: &Racks) -> String {
    match racks.len() {
        0 => "No partition".into(),
        1 => format!("The partition at {}", asked(racks)),
        count => format!("The {} partitions at {}", counted(count as u64), asked(racks)),
    }
}

/// What the mark of a leader stands for: systems without leaders have only a first copy.
pub fn leader_words(racks: &Racks) -> &'static str {
    let has_none = racks.cluster().placement().walks_ring() && racks.cluster().scheme() == SchemeKind::Ring
        || racks.cluster().placement() == PlacementKind::Hdfs;
    if has_none && racks.cluster().assigned().is_empty() { "leads: the first copy on" } else { "leader" }
}

/// The same in fewer words: "24 partitions, QUORUM".
pub fn short_strip_title(racks: &Racks) -> String {
    format!("{}, {}", several(racks.len() as u32, "partition", "partitions"), asked(racks))
}

/// A node's name, shortened.
pub(super) fn node(racks: &Racks, place: u32) -> String {
    short(&racks.cluster().name(racks.node(place)))
}

pub(super) fn nodes(racks: &Racks, places: &[u32]) -> String {
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

/// The same, or by how much its copies changed: "250 copies, 84 fewer".
pub fn carries_now(run: &Run, racks: &Racks, place: u32, width: f64) -> String {
    let was = run.racks_before().filter(|before| {
        racks.cluster() == run.scenario().now()
            && before.len() == racks.len()
            && before.cluster().nodes().len() != racks.cluster().nodes().len()
    });
    let Some(before) = was else { return carries(racks, place, width) };
    let copies = |racks: &Racks, place: Option<u32>| {
        place.map_or(0, |place| racks.loads().copies.get(place as usize).copied().unwrap_or(0))
    };
    let now = copies(racks, Some(place));
    let was = copies(before, before.placed().place_of(racks.node(place)));
    let change = match now.cmp(&was) {
        core::cmp::Ordering::Equal => return carries(racks, place, width),
        core::cmp::Ordering::Less => format!("{} fewer", counted((was - now).into())),
        core::cmp::Ordering::Greater => format!("{} more", counted((now - was).into())),
    };
    format!("{}, {change}", several(now, "copy", "copies"))
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
    let name = match region_of(racks.cluster(), dc) {
        Some(region) => format!("{region} ▸ {name}"),
        None => name,
    };
    if racks.has_power(unit) { name } else { format!("{name} is off") }
}

/// The region of a data centre, where there are several.
pub(super) fn region_of(cluster: &Cluster, dc: DcId) -> Option<String> {
    let sites = cluster.sites();
    let first = sites.first()?.area;
    let area = sites.iter().find(|site| site.dc == dc)?.area;
    let is_many = sites.iter().any(|site| site.area != first);
    is_many.then(|| capitalised(&unit(cluster, Unit::Area(area))))
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

/// A title of what is said of the first of two clusters side by side: "Load per node: Rack-aware spread".
pub fn of_first(run: &Run, title: &str) -> String {
    match (run.racks(), run.racks_other()) {
        (Some(racks), Some(_)) => format!("{title}: {}", racks.placed().system().name),
        _ => title.into(),
    }
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

/// The strip for who cannot see it.
pub fn strip_label(racks: &Racks) -> String {
    format!("{}: {}", strip_title(racks), tally(racks))
}

/// "1 lost, 4 unavailable, 14 available, with fewer copies, 5 fine."
pub(super) fn tally(racks: &Racks) -> String {
    let counts: Vec<String> = Health::ALL
        .into_iter()
        .rev()
        .filter(|health| racks.count(*health) > 0)
        .map(|health| format!("{} {}", counted(racks.count(health).into()), health_words(health)))
        .collect();
    format!("{}.", counts.join(", "))
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

pub(super) fn units(cluster: &Cluster, units: &[Unit]) -> String {
    let names: Vec<String> = units.iter().map(|at| unit(cluster, *at)).collect();
    match names.len() {
        0..=4 => list(&names),
        count => {
            let count = counted(count as u64);
            if units.iter().all(|unit| matches!(unit, Unit::Node(_))) {
                return format!("{count} nodes");
            }
            format!("{count} parts of the cluster")
        }
    }
}

/// A sentence may begin with it: our own words get a capital, names stay as they are.
pub(super) fn capitalised(text: &str) -> String {
    for (small, capital) in [("rack ", "Rack "), ("data centre ", "Data centre "), ("region ", "Region ")] {
        if let Some(rest) = text.strip_prefix(small) {
            return format!("{capital}{rest}");
        }
    }
    text.into()
}
