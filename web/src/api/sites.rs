//! Lists of nodes as topologies: which member of a node says where it stands, and which its number.

use super::{
    cluster::{NodeSpec, Nodes},
    error::{ApiError, Code},
};
use quorate_core::{
    base::NodeId,
    topology::{Member, Topology},
};

/// The data centre of nodes of which nothing is said.
const DC: &str = "dc1";

/// Nodes in their racks and data centres, numbered by their places.
pub(super) fn in_racks(nodes: &Nodes) -> Topology {
    built(nodes, |node| node.rack.as_deref(), &places(nodes))
}

/// Nodes on their hosts, numbered by their places.
pub(super) fn on_hosts(nodes: &Nodes) -> Topology {
    built(nodes, |node| node.host.as_deref(), &places(nodes))
}

/// Nodes in their racks, with the numbers that their ids end with.
pub(super) fn brokers(nodes: &Nodes) -> Result<Topology, ApiError> {
    let mut numbers = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let wrong =
            |code, cause: &str| Err(ApiError::about_text(code, format!("nodes[{at}].id"), &node.id, cause));
        let digits = node.id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(number) = node.id[digits..].parse::<u32>() else {
            return wrong(Code::Number, "ends with no number of a broker: write it as in n28, or 28");
        };
        if let Some(first) = numbers.iter().position(|other| *other == number) {
            return wrong(
                Code::Duplicate,
                &format!("has the number of nodes[{first}]: brokers go by their numbers, give each its own"),
            );
        }
        numbers.push(number);
    }
    Ok(built(nodes, |node| node.rack.as_deref(), &numbers))
}

fn places(nodes: &Nodes) -> Vec<u32> {
    (0..nodes.len() as u32).collect()
}

fn built(nodes: &Nodes, rack: fn(&NodeSpec) -> Option<&str>, numbers: &[u32]) -> Topology {
    let mut topology = Topology::new();
    for (node, number) in nodes.iter().zip(numbers) {
        let dc = topology.dc(node.dc.as_deref().unwrap_or(DC));
        let rack = topology.rack(dc, rack(node));
        topology.push(Member { id: NodeId(*number), rack, weight: node.weight, is_fenced: node.is_fenced });
    }
    topology
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{
        Scheme,
        tests::{nodes, rule},
    };
    use super::*;
    use quorate_core::hash::HashFn;

    fn of(ids: &[&str]) -> Nodes {
        nodes(rule(Scheme::Ring, HashFn::Md5, 1), ids)
    }

    #[test]
    fn brokers_go_by_the_numbers_that_their_ids_end_with() {
        let topology = brokers(&of(&["n28", "7", "rack2-broker03"])).unwrap();
        assert_eq!(topology.members().iter().map(|member| member.id.0).collect::<Vec<_>>(), [28, 7, 3]);
        let error = brokers(&of(&["n1", "b", "n2"])).unwrap_err().json();
        assert!(error.contains(r#""code":"number","field":"nodes[1].id""#), "{error}");
        let error = brokers(&of(&["n1", "n2", "m01"])).unwrap_err().json();
        assert!(error.contains(r#""code":"duplicate","field":"nodes[2].id""#), "{error}");
        assert!(brokers(&of(&["n99999999999"])).is_err());
    }

    #[test]
    fn nodes_of_which_nothing_is_said_stand_in_one_data_centre_and_no_rack() {
        let topology = in_racks(&of(&["a", "b"]));
        assert_eq!((topology.dcs().len(), topology.racks().len()), (1, 1));
        assert_eq!((topology.dcs()[0].name.as_str(), &topology.racks()[0].name), ("dc1", &None));
    }
}
