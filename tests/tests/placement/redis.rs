//! What `redis-cli --cluster create` plans.

use crate::topologies::{add, cases, number};
use proptest::prelude::*;
use quorate_core::{
    placement::{AntiAffinity, Copies, PlacementError, RedisCli, Table, anti_affinity},
    topology::Topology,
};
use quorate_tests::tries;
use serde_json::Value;

const NO_OPTIMISER: RedisCli = RedisCli { optimiser: None };

fn on_hosts<'a>(hosts: impl Iterator<Item = &'a str>) -> Topology {
    let mut topology = Topology::new();
    for (id, host) in (1..).zip(hosts) {
        add(&mut topology, id, "d1", Some(host));
    }
    topology
}

/// The place of a node that is written `host3:node7`.
fn place(node: &Value) -> u32 {
    node.as_str().unwrap().split_once(":node").unwrap().1.parse().unwrap()
}

/// The groups of the plan that `redis-cli` showed at last; nodes without a role are in none.
fn final_groups(case: &Value) -> Table {
    let nodes = case["final"].as_array().unwrap();
    let mut table = Table::default();
    for master in nodes.iter().filter(|node| node["role"] == "master") {
        let replicas = nodes.iter().filter(|node| node.get("replicates") == Some(&master["node"]));
        table
            .push(&[master].into_iter().chain(replicas).map(|node| place(&node["node"])).collect::<Vec<_>>());
    }
    table
}

fn verdict(case: &Value) -> AntiAffinity {
    match case["verdict"].as_str().unwrap() {
        "perfect" => AntiAffinity::Perfect,
        "siblings_on_same_host" => AntiAffinity::SiblingsOnOneHost,
        "replica_on_master_host" => AntiAffinity::ReplicaOnMastersHost,
        other => panic!("{other}"),
    }
}

#[test]
fn masters_slots_and_first_replicas_are_those_of_redis_cli() {
    let cases = cases("redis/create_plan.json");
    for case in &cases {
        let topology =
            on_hosts(case["node_hosts"].as_array().unwrap().iter().map(|host| host.as_str().unwrap()));
        let copies = Copies::Each(number(&case["replicas"]) + 1);
        let plan = NO_OPTIMISER.plan(&topology, &copies).unwrap();
        let ranges: Vec<Vec<u16>> = plan.ranges.iter().map(|(first, last)| vec![*first, *last]).collect();
        assert_eq!(Value::from(ranges), case["slot_ranges"], "{case}");
        // In the order of their lines a master's replicas come in the order of its row.
        let lines: Vec<(u32, u32)> = case["initial_replicas"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| (place(&line[1]), place(&line[0])))
            .collect();
        let masters: Vec<u32> = plan.table.iter().map(|row| row[0]).collect();
        for row in plan.table.iter() {
            let replicas = lines.iter().filter(|(master, _)| *master == row[0]).map(|(_, replica)| *replica);
            assert_eq!(row[1..], replicas.collect::<Vec<_>>(), "{case}");
        }
        assert!(lines.iter().all(|(master, _)| masters.contains(master)), "{case}");
        let placed: usize = plan.table.iter().map(<[u32]>::len).sum();
        assert_eq!(placed + plan.unused.len(), topology.len(), "{case}");
        assert_eq!(case["optimizer_ran"], plan.score > 0, "{case}");
    }
    println!("{} plans of redis-cli", cases.len());
    assert!(cases.len() >= 60);
}

#[test]
fn the_score_of_the_last_plan_is_what_redis_cli_says_of_it() {
    let mut told = Vec::new();
    for case in cases("redis/create_plan.json") {
        let topology =
            on_hosts(case["node_hosts"].as_array().unwrap().iter().map(|host| host.as_str().unwrap()));
        let score = anti_affinity(&topology, &final_groups(&case));
        assert_eq!(AntiAffinity::of(score), verdict(&case), "{score}: {case}");
        told.push(verdict(&case));
        // Its optimiser stops at chance; ours is never the worse for running, and what it reaches has a true score.
        let copies = Copies::Each(number(&case["replicas"]) + 1);
        let before = NO_OPTIMISER.plan(&topology, &copies).unwrap();
        let after = RedisCli { optimiser: Some(1) }.plan(&topology, &copies).unwrap();
        assert!(after.score <= before.score);
        assert_eq!(after.score, anti_affinity(&topology, &after.table));
        assert_eq!(AntiAffinity::of(after.score), verdict(&case), "{case}");
    }
    assert!(
        told.contains(&AntiAffinity::SiblingsOnOneHost) && told.contains(&AntiAffinity::ReplicaOnMastersHost)
    );
}

/// The score by its definition: each host, each group.
fn naive_score(hosts: &[u32], table: &Table) -> u64 {
    let mut score = 0;
    for host in 0..8 {
        for row in table.iter() {
            let there = row.iter().filter(|node| hosts[**node as usize] == host).count() as u64;
            if there >= 2 {
                score += if hosts[row[0] as usize] == host { 10_000 * (there - 1) } else { there };
            }
        }
    }
    score
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn the_optimiser_moves_replicas_only_and_never_for_the_worse(
        hosts in prop::collection::vec(0_u32..8, 6..=24), copies in 1_u32..=4, seed in any::<u64>(),
    ) {
        let names: Vec<String> = hosts.iter().map(u32::to_string).collect();
        let topology = on_hosts(names.iter().map(String::as_str));
        let copies = Copies::Each(copies.min(hosts.len() as u32 / 3));
        let before = NO_OPTIMISER.plan(&topology, &copies).unwrap();
        let after = RedisCli { optimiser: Some(seed) }.plan(&topology, &copies).unwrap();
        prop_assert_eq!(before.score, naive_score(&hosts, &before.table));
        prop_assert_eq!(after.score, naive_score(&hosts, &after.table));
        prop_assert!(after.score <= before.score);
        let sorted = |table: &Table| {
            let mut nodes: Vec<u32> = table.iter().flat_map(|row| &row[1..]).copied().collect();
            nodes.sort_unstable();
            nodes
        };
        prop_assert_eq!(sorted(&before.table), sorted(&after.table));
        for (before, after) in before.table.iter().zip(after.table.iter()) {
            prop_assert_eq!((before[0], before.len()), (after[0], after.len()));
        }
    }
}

#[test]
fn slots_are_all_given_once_whatever_the_number_of_masters() {
    for masters in 3..=1_000 {
        let hosts = vec!["h"; masters];
        let plan = NO_OPTIMISER.plan(&on_hosts(hosts.into_iter()), &Copies::Each(1)).unwrap();
        let mut next = 0;
        for (first, last) in plan.ranges {
            assert!(first == next && first <= last);
            next = last + 1;
        }
        assert_eq!(next, 16_384);
    }
}

#[test]
fn fewer_than_three_masters_are_refused_with_the_number_of_nodes_they_need() {
    let topology = on_hosts(["a"; 5].into_iter());
    let plan = |copies| NO_OPTIMISER.plan(&topology, &Copies::Each(copies)).map(|plan| plan.table.len());
    assert_eq!(plan(1), Ok(5));
    assert_eq!(plan(2), Err(PlacementError::TooFewNodes { wanted: 6, nodes: 5 }));
}
