//! Both placements of Kafka.

use crate::{
    java::JavaRandom,
    topologies::{are_different, cases, number, racks, sites, topology},
};
use proptest::prelude::*;
use quorate_core::{
    base::NodeId,
    placement::{Copies, KafkaAdminUtils, KafkaStart, KraftStriped, Placement, PlacementError, Table, Zeros},
    topology::{Member, Topology},
};
use quorate_tests::tries;
use serde_json::Value;

fn brokers(case: &Value) -> Topology {
    let mut topology = Topology::new();
    let dc = topology.dc("d1");
    for broker in case["brokers"].as_array().unwrap() {
        let rack = topology.rack(dc, broker["rack"].as_str());
        let is_fenced = broker["fenced"].as_bool().unwrap_or(false);
        topology.push(Member { id: NodeId(number(&broker["id"])), rack, weight: 100, is_fenced });
    }
    topology
}

/// Asserts the table that Kafka gave, or that it refused.
fn assert_case(case: &Value, topology: &Topology, result: &Result<Table, PlacementError>) {
    let table = match result {
        Ok(table) => table,
        Err(PlacementError::TooManyCopies { copies, nodes }) => {
            assert!(*copies == number(&case["rf"]) && *nodes == topology.len() as u32, "{case}");
            assert!(case["error"].as_str().unwrap().starts_with("InvalidReplicationFactor"), "{case}");
            return;
        }
        Err(error) => panic!("{error}: {case}"),
    };
    let expected = case["assignment"].as_object().unwrap_or_else(|| panic!("not refused: {case}"));
    assert_eq!(table.len(), expected.len(), "{case}");
    let first = case.get("startPartitionId").and_then(Value::as_u64).unwrap_or(0);
    for (partition, replicas) in (first..).zip(table.iter()) {
        let ids = replicas.iter().map(|node| topology.members()[*node as usize].id.0);
        let ids = Value::from(ids.collect::<Vec<u32>>());
        assert_eq!(ids, expected[&partition.to_string()], "partition {partition} of {case}");
    }
}

#[test]
fn admin_utils_assigns_what_kafka_assigns() {
    let cases = cases("kafka/adminutils.json");
    for case in &cases {
        let topology = brokers(case);
        let placement = KafkaAdminUtils {
            partitions: number(&case["partitions"]),
            first_partition: case["startPartitionId"].as_i64().unwrap().max(0).try_into().unwrap(),
            start: KafkaStart::Fixed(number(&case["fixedStartIndex"])),
        };
        let result = placement.place(&topology, &Copies::Each(number(&case["rf"])));
        assert_case(case, &topology, &result);
    }
    println!("{} cases of AdminUtils", cases.len());
    assert!(cases.len() >= 70);
}

#[test]
fn the_striped_placer_assigns_what_kafka_assigns_by_the_same_draws() {
    let (mut zeros, mut seeded) = (0, 0);
    for case in cases("kafka/striped.json") {
        let (topology, copies) = (brokers(&case), Copies::Each(number(&case["rf"])));
        let placement = KraftStriped { partitions: number(&case["partitions"]), seed: None };
        let result = match case["random"].as_str().unwrap() {
            "zero" => {
                zeros += 1;
                assert_eq!(
                    placement.place(&topology, &copies),
                    placement.place_by(&mut Zeros, &topology, &copies)
                );
                placement.place(&topology, &copies)
            }
            seed => {
                seeded += 1;
                placement.place_by(&mut JavaRandom::new(seed.parse().unwrap()), &topology, &copies)
            }
        };
        assert_case(&case, &topology, &result);
    }
    println!("{zeros} cases of StripedReplicaPlacer without draws, {seeded} with Java's");
    assert!(zeros >= 40 && seeded >= 20, "{zeros} {seeded}");
}

/// Names of racks do not know data centres, so all stand in one here.
fn one_dc() -> impl Strategy<Value = Vec<(u32, u32)>> {
    sites(12).prop_map(|sites| sites.into_iter().map(|(_, rack)| (1, rack)).collect())
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn both_use_as_many_racks_as_there_are_copies_or_racks_and_no_node_twice(
        sites in one_dc(), rf in 1_u32..=6, partitions in 1_u32..=30, seed in any::<u64>(),
    ) {
        let topology = topology(&sites);
        let copies = Copies::Each(rf.min(topology.len() as u32));
        let admin = KafkaAdminUtils { partitions, first_partition: 0, start: KafkaStart::Drawn(seed) };
        let kraft = KraftStriped { partitions, seed: Some(seed) };
        for (placement, table) in [admin.place(&topology, &copies), kraft.place(&topology, &copies)].iter().enumerate() {
            for replicas in table.as_ref().unwrap().iter() {
                prop_assert!(are_different(replicas) && replicas.len() as u32 == copies.total(0), "{}", placement);
                let most = topology.racks().len().min(replicas.len());
                prop_assert_eq!(racks(&topology, replicas), most, "{}: {:?}", placement, replicas);
            }
        }
    }

    #[test]
    fn leaders_of_admin_utils_differ_by_at_most_one(sites in one_dc(), partitions in 1_u32..=50, seed in any::<u64>()) {
        let topology = topology(&sites);
        let placement = KafkaAdminUtils { partitions, first_partition: 0, start: KafkaStart::Drawn(seed) };
        let mut leaders = vec![0; topology.len()];
        for replicas in placement.place(&topology, &Copies::Each(1)).unwrap().iter() {
            leaders[replicas[0] as usize] += 1;
        }
        prop_assert!(leaders.iter().max().unwrap() - leaders.iter().min().unwrap() <= 1);
    }

    #[test]
    fn the_striped_placer_has_no_fenced_leader_and_no_node_twice(
        sites in one_dc(), fences in any::<u16>(), rf in 1_u32..=6, seed in any::<u64>(),
    ) {
        let mut fenced = Topology::new();
        for (node, member) in topology(&sites).members().iter().enumerate() {
            let dc = fenced.dc("d1");
            let rack = fenced.rack(dc, Some(&format!("r{}", sites[node].1)));
            fenced.push(Member { rack, is_fenced: fences >> node & 1 == 1, ..*member });
        }
        let rf = rf.min(fenced.len() as u32);
        let table = KraftStriped { partitions: 40, seed: Some(seed) }.place(&fenced, &Copies::Each(rf));
        if fenced.members().iter().all(|member| member.is_fenced) {
            prop_assert_eq!(table, Err(PlacementError::AllFenced));
        } else {
            for replicas in table.unwrap().iter() {
                prop_assert!(!fenced.members()[replicas[0] as usize].is_fenced);
                prop_assert!(are_different(replicas) && replicas.len() as u32 == rf);
            }
        }
    }
}

#[test]
fn kafka_refuses_racks_for_some_brokers_only_and_data_centres() {
    let mut topology = topology(&[(1, 1), (1, 2)]);
    let none = topology.rack(0, None);
    topology.push(Member { id: NodeId(9), rack: none, weight: 100, is_fenced: false });
    let admin = KafkaAdminUtils { partitions: 3, first_partition: 0, start: KafkaStart::Fixed(0) };
    assert_eq!(admin.place(&topology, &Copies::Each(1)), Err(PlacementError::RacklessNodes));
    assert_eq!(admin.place(&topology, &Copies::PerDc(vec![1])), Err(PlacementError::NoDataCentres));
    // The placer of KRaft takes those without a rack for one more rack, the first.
    let kraft = KraftStriped { partitions: 1, seed: None }.place(&topology, &Copies::Each(3)).unwrap();
    assert_eq!(kraft.replicas(0), [2, 0, 1]);
}

#[test]
fn racks_are_sorted_as_java_sorts_strings() {
    // In UTF-16 a character beyond the basic plane begins with a surrogate, below U+E000; in UTF-8 it comes last.
    let mut topology = Topology::new();
    let dc = topology.dc("d1");
    for (id, name) in [(1, "\u{ff21}"), (2, "\u{1f600}"), (3, "a")] {
        let rack = topology.rack(dc, Some(name));
        topology.push(Member { id: NodeId(id), rack, weight: 100, is_fenced: false });
    }
    let admin = KafkaAdminUtils { partitions: 1, first_partition: 0, start: KafkaStart::Fixed(0) };
    assert_eq!(admin.place(&topology, &Copies::Each(3)).unwrap().replicas(0), [2, 1, 0]);
}
