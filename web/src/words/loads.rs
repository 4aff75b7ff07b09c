//! What is said of the loads of nodes and racks.

use super::{counted, racks::carries, several, short};
use quorate_core::{
    base::{Count, Share, Unit},
    run::Racks,
    topology::Site,
};

/// The title of the bars of nodes.
pub const TITLE: &str = "Load per node";
/// The title of the bars of racks.
pub const RACKS_TITLE: &str = "Copies per rack";

/// "9, leads 2", "7, off"
pub fn value(racks: &Racks, place: u32) -> String {
    let copies = counted(racks.loads().copies[place as usize].into());
    match (racks.is_on(place), racks.leads(place)) {
        (false, _) => format!("{copies}, off"),
        (true, 0) => copies,
        (true, leads) => format!("{copies}, leads {}", counted(leads.into())),
    }
}

/// A row for who cannot see it: "n1, 9 copies, leads 2", "n3, off, 7 copies".
pub fn label(racks: &Racks, place: u32) -> String {
    let power = if racks.is_on(place) { "" } else { "off, " };
    format!("{}, {power}{}", racks.cluster().name(racks.node(place)), carries(racks, place, 999.0))
}

/// What bars mean: their length is the data where partitions weigh differently, else the copies.
pub fn note(racks: &Racks) -> &'static str {
    if weigh_alike(racks) {
        "Bar: copies. Solid: those it leads."
    } else {
        "Bar: data, not the count. Solid: data it leads."
    }
}

/// Whether no partition weighs more than another, as far as a pixel can show.
pub fn weigh_alike(racks: &Racks) -> bool {
    let weights = racks.placed().weights();
    let (least, most) = (weights.iter().min().copied(), weights.iter().max().copied());
    let (Some(least), Some(most)) = (least, most.filter(|most| *most != Count::ZERO)) else { return true };
    Share { num: most - least, den: most }.scaled(1_000) == 0
}

/// The bars of nodes for who cannot see them.
pub fn description(racks: &Racks) -> String {
    let loads = &racks.loads().copies;
    let (least, most) = (loads.iter().min().copied(), loads.iter().max().copied());
    between("Nodes hold", least.unwrap_or(0), most.unwrap_or(0))
}

/// The bars of racks for who cannot see them.
pub fn racks_description(racks: &Racks) -> String {
    let loads = &racks.loads().by_rack;
    let (least, most) = (loads.iter().min().copied(), loads.iter().max().copied());
    between("Racks hold", least.unwrap_or(0), most.unwrap_or(0))
}

fn between(who: &str, least: u32, most: u32) -> String {
    if least == most {
        return format!("{who} {} each.", several(most, "copy", "copies"));
    }
    format!("{who} {} to {}.", counted(least.into()), several(most, "copy", "copies"))
}

/// What bars of racks mean, where it needs saying.
pub const fn racks_note(has_shared: bool, has_off: bool) -> Option<&'static str> {
    match (has_shared, has_off) {
        (true, _) => Some("Twice: partitions with several copies in it."),
        (false, true) => Some("Solid: copies on nodes that are on."),
        (false, false) => None,
    }
}

/// A rack's name, with its data centre where racks of others are called so too.
pub fn rack(racks: &Racks, site: Site) -> String {
    let cluster = racks.cluster();
    let name = short(&cluster.name_of(Unit::Rack(site.rack)));
    let is_many = cluster.sites().iter().filter(|other| other.rack == site.rack).count() > 1;
    if !is_many {
        return name;
    }
    format!("{name} in {}", short(&cluster.name_of(Unit::Dc(site.dc))))
}
