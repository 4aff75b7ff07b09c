//! The placements of Cassandra, which walk a ring.

use crate::topologies::{add, cases, number, sites, topology};
use proptest::prelude::*;
use quorate_core::{
    base::{NodeId, Point},
    hash::{HashFn, HashValue},
    partition::{Ring, RingNode},
    placement::{
        Copies, NetworkTopology, NetworkTopology2, Placement, PlacementError, RingWalk, SimpleStrategy, Table,
    },
    topology::Topology,
};
use quorate_tests::tries;
use serde_json::Value;

fn point(token: &str) -> Point {
    HashValue::parse(token, HashFn::Murmur3Cassandra).unwrap().point()
}

/// The ring and the topology of one cluster, and the addresses of its nodes in the same order.
fn cluster(case: &Value) -> (Ring, Topology, Vec<&str>) {
    let mut topology = Topology::new();
    let (mut nodes, mut ips) = (Vec::new(), Vec::new());
    for (id, node) in (1..).zip(case["nodes"].as_array().unwrap()) {
        let tokens: Vec<Point> =
            node["tokens"].as_array().unwrap().iter().map(|token| point(token.as_str().unwrap())).collect();
        nodes.push(RingNode::new(NodeId(id), tokens));
        add(&mut topology, id, node["dc"].as_str().unwrap(), node["rack"].as_str());
        ips.push(node["ip"].as_str().unwrap());
    }
    (Ring::new(64, nodes), topology, ips)
}

fn copies(topology: &Topology, rf: &Value) -> Copies {
    if rf.is_number() {
        return Copies::Each(number(rf));
    }
    let in_dc = |name: &str| rf.get(name).map_or(0, number);
    Copies::PerDc(topology.dcs().iter().map(|dc| in_dc(&dc.name)).collect())
}

/// The walk of a strategy, and that of 2.x if it has one of its own.
type Walks<'a> = (Box<dyn RingWalk + 'a>, Option<Box<dyn RingWalk + 'a>>);

fn walks<'a>(ring: &'a Ring, topology: &Topology, strategy: &Value) -> Walks<'a> {
    let copies = copies(topology, &strategy["rf"]);
    match strategy["class"].as_str().unwrap() {
        "SimpleStrategy" => (Box::new(SimpleStrategy { ring }.walk(&copies).unwrap()), None),
        "NetworkTopologyStrategy" => (
            Box::new(NetworkTopology { ring }.walk(topology, &copies).unwrap()),
            Some(Box::new(NetworkTopology2 { ring }.walk(topology, &copies).unwrap())),
        ),
        other => panic!("{other}"),
    }
}

#[test]
fn every_token_has_the_replicas_that_cassandra_gives_it_in_the_order_of_either_version() {
    let (mut simple, mut network, mut reordered) = (0, 0, 0);
    for cluster_case in cases("cassandra/replicas.json") {
        let (ring, topology, ips) = cluster(&cluster_case);
        let strategies = cluster_case["strategies"].as_array().unwrap();
        let mut walks: Vec<(&str, Walks)> = strategies
            .iter()
            .map(|strategy| (strategy["name"].as_str().unwrap(), walks(&ring, &topology, strategy)))
            .collect();
        let mut replicas = Vec::new();
        for case in cluster_case["cases"].as_array().unwrap() {
            let (_, (walk, walk_2x)) = walks.iter_mut().find(|(name, _)| case["strategy"] == *name).unwrap();
            let at = ring.successor(point(case["token"].as_str().unwrap()));
            let mut assert_walk = |walk: &mut dyn RingWalk, expected: &Value| {
                walk.replicas_from(at, &mut replicas);
                let replicas: Vec<&str> = replicas.iter().map(|node| ips[*node as usize]).collect();
                assert_eq!(expected, &Value::from(replicas), "{} {case}", cluster_case["id"]);
            };
            assert_walk(walk.as_mut(), &case["replicas"]);
            if let Some(walk_2x) = walk_2x {
                let order_2x = case.get("replicas_cassandra_2x");
                assert_walk(walk_2x.as_mut(), order_2x.unwrap_or(&case["replicas"]));
                reordered += u32::from(order_2x.is_some());
                network += 1;
            } else {
                simple += 1;
            }
        }
    }
    println!(
        "{simple} cases of SimpleStrategy, {network} of NetworkTopologyStrategy, {reordered} in two orders"
    );
    assert!(simple >= 1_000 && network >= 1_500 && reordered >= 300, "{simple} {network} {reordered}");
}

/// A cluster, where each node has the tokens of its number: as a ring and as a list of tokens and nodes, sorted.
fn ring_of(sites: &[(u32, u32)], tokens: &[Vec<u16>]) -> (Ring, Vec<(u16, u32)>) {
    let mut sorted: Vec<(u16, u32)> = Vec::new();
    let mut nodes = Vec::new();
    for node in 0..sites.len() {
        let tokens = &tokens[node % tokens.len()];
        // Spread by the node's place, so that no two nodes have the same tokens.
        let tokens: Vec<u16> = tokens.iter().map(|token| token.wrapping_add(node as u16 * 997)).collect();
        sorted.extend(tokens.iter().map(|token| (*token, node as u32)));
        let points = |token: &u16| Point(u128::from(*token) << 112);
        nodes.push(RingNode::new(NodeId(node as u32 + 1), tokens.iter().map(points).collect::<Vec<_>>()));
    }
    sorted.sort_by_key(|(token, _)| *token);
    (Ring::new(16, nodes), sorted)
}

/// For each range: which nodes a walk meets, in order, each once.
fn met(sorted: &[(u16, u32)]) -> Vec<Vec<u32>> {
    (0..sorted.len())
        .map(|start| {
            let mut met = Vec::new();
            for (_, node) in sorted[start..].iter().chain(&sorted[..start]) {
                if !met.contains(node) {
                    met.push(*node);
                }
            }
            met
        })
        .collect()
}

/// What `NetworkTopologyStrategy` takes in one data centre of all nodes that a walk meets, as a set: of each rack the
/// first node met, racks in order of meeting; then the others in order of meeting.
fn taken_in_dc(met: &[u32], sites: &[(u32, u32)], dc: u32, rf: usize) -> Vec<u32> {
    let in_dc: Vec<u32> = met.iter().copied().filter(|node| sites[*node as usize].0 == dc).collect();
    let mut racks = Vec::new();
    let (firsts, others): (Vec<u32>, Vec<u32>) = in_dc.iter().partition(|node| {
        let rack = sites[**node as usize].1;
        let is_new = !racks.contains(&rack);
        racks.push(rack);
        is_new
    });
    let mut taken: Vec<u32> = firsts.into_iter().chain(others).take(rf).collect();
    taken.sort_unstable();
    taken
}

/// Where nodes stand, what tokens they have, and a number of copies for each data centre.
type Cluster = (Vec<(u32, u32)>, Vec<Vec<u16>>, Vec<u32>);

fn clusters() -> impl Strategy<Value = Cluster> {
    let tokens = prop::collection::vec(prop::collection::vec(any::<u16>(), 0..=5), 1..=9);
    (sites(14), tokens, prop::collection::vec(0_u32..=6, 3))
}

/// A list without its order.
fn set(replicas: &[u32]) -> Vec<u32> {
    let mut set = replicas.to_vec();
    set.sort_unstable();
    set
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn each_data_centre_gets_a_node_of_every_rack_before_a_second_of_any(
        (sites, tokens, rf) in clusters(), each in 1_u32..=6, is_each in any::<bool>(),
    ) {
        let (ring, sorted) = ring_of(&sites, &tokens);
        let topology = topology(&sites);
        let dcs = topology.dcs().len();
        let rf = if is_each { vec![each; dcs] } else { rf[..dcs].to_vec() };
        let copies = if is_each { Copies::Each(each) } else { Copies::PerDc(rf.clone()) };
        let table = NetworkTopology { ring: &ring }.place(&topology, &copies).unwrap();
        let table_2x = NetworkTopology2 { ring: &ring }.place(&topology, &copies).unwrap();
        prop_assert_eq!((table.len(), table_2x.len()), (sorted.len(), sorted.len()));
        for (range, met) in met(&sorted).into_iter().enumerate() {
            let taken = topology.dcs().iter().zip(&rf).flat_map(|(dc, rf)| {
                let dc: u32 = dc.name[1..].parse().unwrap();
                taken_in_dc(&met, &sites, dc, *rf as usize)
            });
            let taken = set(&taken.collect::<Vec<_>>());
            prop_assert_eq!(&set(table.replicas(range)), &taken, "range {}", range);
            prop_assert_eq!(&set(table_2x.replicas(range)), &taken, "range {} in 2.x", range);
            // Since 3.0 nobody waits: the list is in the order of meeting.
            let place = |node: &u32| met.iter().position(|at| at == node);
            prop_assert!(table.replicas(range).is_sorted_by_key(place), "range {}", range);
        }
    }

    #[test]
    fn the_simple_strategy_takes_the_first_nodes_met_and_all_there_are_of_too_many_copies(
        (sites, tokens, _) in clusters(), rf in 1_u32..=20,
    ) {
        let (ring, sorted) = ring_of(&sites, &tokens);
        let table = SimpleStrategy { ring: &ring }.place(&topology(&sites), &Copies::Each(rf)).unwrap();
        prop_assert_eq!(table.len(), sorted.len());
        for (range, mut met) in met(&sorted).into_iter().enumerate() {
            met.truncate(rf as usize);
            prop_assert_eq!(table.replicas(range), &met[..]);
        }
    }
}

#[test]
fn one_walk_leaves_nothing_behind_for_the_next() {
    let sites = [(1, 1), (1, 1), (1, 2), (2, 1), (2, 2), (2, 2), (1, 2)];
    let (ring, _) = ring_of(&sites, &[vec![1, 30_000], vec![9_000, 50_000, 61_000]]);
    let (topology, copies) = (topology(&sites), Copies::PerDc(vec![3, 2]));
    let fresh = |at| {
        let (mut walk, mut replicas) =
            (NetworkTopology { ring: &ring }.walk(&topology, &copies).unwrap(), vec![]);
        walk.replicas_from(at, &mut replicas);
        replicas
    };
    let mut expected = Table::default();
    (0..ring.len()).for_each(|at| expected.push(&fresh(at)));
    assert_eq!(NetworkTopology { ring: &ring }.place(&topology, &copies), Ok(expected));
}

#[test]
fn what_cassandra_cannot_be_asked_is_refused_by_cause() {
    let sites = [(1, 1)];
    let (ring, _) = ring_of(&sites, &[vec![1]]);
    let topology = topology(&sites);
    let simple = |copies| SimpleStrategy { ring: &ring }.place(&topology, &copies);
    assert_eq!(simple(Copies::PerDc(vec![1])), Err(PlacementError::NoDataCentres));
    assert_eq!(simple(Copies::Each(0)), Err(PlacementError::NoCopies));
    let network = NetworkTopology { ring: &ring }.place(&topology, &Copies::AsPlaced);
    assert_eq!(network, Err(PlacementError::NeedsNumber));
}
