use super::error::{ApiError, Code};
use quorate_core::{
    base::{NodeId, Unit},
    run::{Racks, Run},
    scenario::{self, Cluster, Edit, Scenario, Show},
    topology::Site,
};

/// A scenario with its racks shown, whatever it shows else, and compared with nothing.
pub(super) fn in_racks(scenario: Scenario) -> Scenario {
    let shown = |scenario: Scenario, edit| scenario.edited(&edit).unwrap_or(scenario);
    shown(shown(scenario, Edit::Show(Show::RACKS)), Edit::Compare(None))
}

/// The same scenario with the course of time alone on its page.
pub(super) fn over_time(scenario: Scenario) -> Scenario {
    scenario.edited(&Edit::Show(Show::TIME)).unwrap_or(scenario)
}

/// What follows from an address, shown as racks.
pub(super) fn run(address: &str) -> Run {
    Run::new(in_racks(scenario::parse(address).scenario))
}

/// Its racks, if there are copies.
pub(super) fn racks(run: &Run) -> Result<&Racks, ApiError> {
    let refused = |cause: &str| ApiError::new(Code::Conflict, "address", cause);
    let racks = run.racks().ok_or_else(|| refused("shows no racks"))?;
    match racks.placed().fault() {
        Some(fault) => Err(refused(&fault.to_string())),
        None => Ok(racks),
    }
}

/// The id of a rack: `r2`, or `d1.r2` where several data centres have a rack of this number.
pub(super) fn rack_id(cluster: &Cluster, site: Site) -> String {
    if is_shared(cluster, site) { format!("{}.{}", site.dc, site.rack) } else { site.rack.to_string() }
}

fn is_shared(cluster: &Cluster, site: Site) -> bool {
    cluster.sites().iter().filter(|other| other.rack == site.rack).count() > 1
}

/// What an id names.
pub(super) fn units(cluster: &Cluster, id: &str, field: &str) -> Result<Vec<Unit>, ApiError> {
    let mut known: Vec<Unit> = Vec::new();
    for node in cluster.nodes() {
        if let Some(unit) = node.units().into_iter().find(|unit| unit.to_string() == id) {
            return Ok(vec![unit]);
        }
        known.extend(node.units());
    }
    for site in cluster.sites() {
        if is_shared(cluster, site) && rack_id(cluster, site) == id {
            let here = cluster.nodes().iter().filter(|node| node.site == site);
            return Ok(here.map(|node| Unit::Node(node.id)).collect());
        }
    }
    let near = nearest(&known, id).to_string();
    let cause = format!(
        "is no node, rack, data centre or region of the cluster: {near} is nearest, n1, r1, d1 and g1 are how they are written"
    );
    Err(ApiError::about_text(Code::Word, field, id, &cause).near(&near))
}

/// The unit of the same kind whose number is nearest.
fn nearest(known: &[Unit], id: &str) -> Unit {
    let number = |text: &str| text.get(1..).and_then(|digits| digits.parse::<u32>().ok());
    let wanted = number(id).unwrap_or(1);
    let distance = |unit: &&Unit| {
        let text = unit.to_string();
        let is_other_kind = text.get(..1) != id.get(..1) && !matches!(unit, Unit::Node(_));
        let is_no_node = text.get(..1) != id.get(..1);
        (is_other_kind, is_no_node, number(&text).unwrap_or(0).abs_diff(wanted))
    };
    known.iter().min_by_key(distance).copied().unwrap_or(Unit::Node(NodeId(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_nodes_racks_data_centres_and_regions() {
        let run = run("v=1&s=ring&nodes=6&racks=3&dcs=2");
        let cluster = run.scenario().now();
        for id in ["n6", "r3", "d2", "g1"] {
            assert_eq!(units(cluster, id, "down[0]").unwrap()[0].to_string(), id);
        }
        for (id, near) in [("n9", "n6"), ("r0", "r1"), ("d99", "d2"), ("x4", "n4"), ("", "n1"), ("é", "n1")]
        {
            let error = units(cluster, id, "down[0]").unwrap_err().json();
            assert!(error.ends_with(&format!("\"hint\":\"{near}\"}}")), "{id}: {error}");
        }
    }

    #[test]
    fn racks_of_one_number_in_two_data_centres_are_told_apart() {
        let run = run("v=1&s=ring&nodes=d1.r1.n1_d1.r2.n2_d2.r1.n3_d2.r1.n4");
        let cluster = run.scenario().now();
        let ids: Vec<String> = cluster.sites().iter().map(|site| rack_id(cluster, *site)).collect();
        assert_eq!(ids, ["d1.r1", "r2", "d2.r1"]);
        let of = |id| units(cluster, id, "down[0]").unwrap().iter().map(Unit::to_string).collect::<Vec<_>>();
        assert_eq!((of("d2.r1"), of("r1")), (vec!["n3".to_owned(), "n4".to_owned()], vec!["r1".to_owned()]));
    }
}
