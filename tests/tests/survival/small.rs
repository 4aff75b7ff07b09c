//! Every table of up to two partitions on up to four nodes, in all racks and data centres, each tried whole.

use crate::{
    compare::{breakers, survivals},
    twin::Twin,
};
use quorate_core::placement::Copies;

/// Every way to put nodes into two racks of a data centre and two of another. The second rack is used after the first.
fn all_places(nodes: usize) -> Vec<Vec<(u32, u32)>> {
    if nodes == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for before in all_places(nodes - 1) {
        for (dc, rack) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            if rack == 0 || before.contains(&(dc, 0)) {
                all.push([&before[..], &[(dc, rack)]].concat());
            }
        }
    }
    all
}

/// Every set of up to three nodes, as replicas in order.
fn all_replicas(nodes: u32) -> Vec<Vec<u32>> {
    let of = |set: u32| (0..nodes).filter(|node| set >> node & 1 == 1).collect::<Vec<u32>>();
    (0..1_u32 << nodes).map(of).filter(|replicas| replicas.len() <= 3).collect()
}

/// Tries every cluster of so many nodes; how many there are.
fn try_all(nodes: u32, look_at: impl Fn(&Twin)) -> usize {
    let mut tried = 0;
    let replicas = all_replicas(nodes);
    for (place, places) in all_places(nodes as usize).into_iter().enumerate() {
        for (at, first) in replicas.iter().enumerate() {
            for second in &replicas[at..] {
                let partitions = vec![first.clone(), second.clone()];
                // One rule for copies after the other: all of them with all tables would only take longer.
                let copies = match (tried + place) % 4 {
                    0 => Copies::AsPlaced,
                    1 => Copies::Each(2),
                    2 => Copies::Each(3),
                    _ => Copies::PerDc(vec![2, 1]),
                };
                look_at(&Twin { places: places.clone(), partitions, copies, weights: None });
                tried += 1;
            }
        }
    }
    tried
}

#[test]
fn every_small_cluster_survives_as_its_twin() {
    let tried: Vec<usize> = (0..=4).map(|nodes| try_all(nodes, survivals)).collect();
    assert_eq!(tried, [1, 6, 60, 720, 8640]);
}

#[test]
fn every_small_cluster_breaks_as_its_twin() {
    let look_at = |twin: &Twin| {
        breakers(twin, 0);
        if twin.nodes() < 4 {
            breakers(twin, (1 << twin.nodes()) / 2);
        }
    };
    let tried: Vec<usize> = (0..=4).map(|nodes| try_all(nodes, look_at)).collect();
    assert_eq!(tried, [1, 6, 60, 720, 8640]);
}
