//! What an even spread guarantees, and what it reaches where all is alike.

use crate::topologies::{are_different, even_sites, loads, racks, sites, spread, topology};
use proptest::prelude::*;
use quorate_core::{
    placement::{Copies, Placement, Spread, Table},
    topology::{Member, Topology},
};
use quorate_tests::tries;

/// Rows whose leader is not looked at: the other replicas of each partition in any order.
fn sorted(table: &Table) -> Vec<Vec<u32>> {
    let mut rows: Vec<Vec<u32>> = table.iter().map(<[u32]>::to_vec).collect();
    for row in &mut rows {
        row.sort_unstable();
    }
    rows
}

/// The least difference of leaders that any choice has, by trying all.
fn least_difference(rows: &[Vec<u32>], led: &mut [u32]) -> u32 {
    let Some((row, rest)) = rows.split_first() else { return spread(led) };
    let tried = row.iter().map(|leader| {
        led[*leader as usize] += 1;
        let least = least_difference(rest, led);
        led[*leader as usize] -= 1;
        least
    });
    tried.min().unwrap()
}

/// The nodes that a lead of `from` could come to if partitions passed theirs on.
fn reached(table: &Table, from: usize, nodes: usize) -> Vec<usize> {
    let mut reached = vec![from];
    // Each round reaches one further.
    for _ in 0..nodes {
        let led = table.iter().filter(|row| reached.contains(&(row[0] as usize)));
        let next: Vec<usize> = led.flatten().map(|node| *node as usize).collect();
        reached.extend(next);
        reached.sort_unstable();
        reached.dedup();
    }
    reached.retain(|node| *node != from);
    reached
}

/// Whether no rack has two more replicas of a partition than one with a node left, among the racks of one data centre
/// or of all.
fn racks_are_even(topology: &Topology, row: &[u32], dc: Option<u32>) -> bool {
    let here = |rack: u32| row.iter().filter(|node| topology.rack_of(**node) == rack).count();
    let nodes = |rack: u32| topology.members().iter().filter(|member| member.rack == rack).count();
    let meant = |rack: &u32| dc.is_none_or(|dc| topology.racks()[*rack as usize].dc == dc);
    let all: Vec<u32> = (0..topology.racks().len() as u32).filter(meant).collect();
    let most = all.iter().map(|rack| here(*rack)).max().unwrap_or(0);
    all.iter().all(|rack| here(*rack) == nodes(*rack) || here(*rack) + 1 >= most)
}

fn weighted(topology: &Topology, weights: &[u32]) -> Topology {
    let mut weighted = Topology::new();
    for (at, member) in topology.members().iter().enumerate() {
        let rack = &topology.racks()[member.rack as usize];
        let dc = weighted.dc(&topology.dcs()[rack.dc as usize].name);
        let rack = weighted.rack(dc, rack.name.as_deref());
        weighted.push(Member { rack, weight: weights[at % weights.len()], ..*member });
    }
    weighted
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn replicas_are_in_as_many_racks_as_can_be_and_racks_are_even(
        sites in sites(16), copies in 1_u32..=8, partitions in 1_u32..=30,
        weights in prop::collection::vec(1_u32..=400, 1..=5),
    ) {
        let topology = weighted(&topology(&sites), &weights);
        let table = Spread { partitions }.place(&topology, &Copies::Each(copies)).unwrap();
        prop_assert_eq!(table.len(), partitions as usize);
        for row in table.iter() {
            prop_assert!(are_different(row) && row.len() == topology.len().min(copies as usize));
            prop_assert_eq!(racks(&topology, row), topology.racks().len().min(row.len()));
            prop_assert!(racks_are_even(&topology, row, None), "{:?}", row);
        }
    }

    #[test]
    fn with_copies_per_data_centre_each_has_its_own(
        sites in sites(16), rf in prop::collection::vec(0_u32..=5, 3), partitions in 1_u32..=30,
    ) {
        let topology = topology(&sites);
        let copies = Copies::PerDc(rf[..topology.dcs().len()].to_vec());
        let table = Spread { partitions }.place(&topology, &copies).unwrap();
        for row in table.iter() {
            prop_assert!(are_different(row));
            for dc in 0..topology.dcs().len() as u32 {
                let there = |nodes: &[u32]| nodes.iter().filter(|node| topology.dc_of(**node) == dc).count();
                let nodes: Vec<u32> = (0..topology.len() as u32).collect();
                prop_assert_eq!(there(row), there(&nodes).min(rf[dc as usize] as usize));
                prop_assert!(racks_are_even(&topology, row, Some(dc)));
            }
        }
    }

    #[test]
    fn where_all_racks_are_alike_nodes_and_leaders_differ_by_at_most_one(
        dcs in 1_u32..=3, all_racks in 1_u32..=4, nodes in 1_u32..=4, copies in 1_u32..=8, partitions in 1_u32..=60,
    ) {
        let topology = topology(&even_sites(dcs, all_racks, nodes));
        let table = Spread { partitions }.place(&topology, &Copies::Each(copies)).unwrap();
        let (held, led) = loads(&topology, &table);
        prop_assert!(spread(&held) <= 1, "{:?}", held);
        prop_assert!(spread(&led) <= 1, "{:?}", led);
    }

    #[test]
    fn leaders_are_as_even_as_any_choice_of_leaders(sites in sites(6), copies in 1_u32..=3, partitions in 1_u32..=7) {
        let topology = topology(&sites);
        let table = Spread { partitions }.place(&topology, &Copies::Each(copies)).unwrap();
        let (_, led) = loads(&topology, &table);
        let least = least_difference(&sorted(&table), &mut vec![0; topology.len()]);
        prop_assert_eq!(spread(&led), least, "{:?}", table);
    }

    #[test]
    fn no_chain_of_partitions_could_pass_the_lead_on_to_a_node_that_leads_less(
        sites in sites(12), copies in 1_u32..=4, partitions in 1_u32..=40,
        weights in prop::collection::vec(1_u32..=9, 1..=7),
    ) {
        let topology = weighted(&topology(&sites), &weights);
        let table = Spread { partitions }.place(&topology, &Copies::Each(copies)).unwrap();
        let (_, led) = loads(&topology, &table);
        let weight = |node: usize| topology.members()[node].weight;
        for from in 0..led.len() {
            for to in reached(&table, from, led.len()) {
                let gains = led[from] * weight(to) > (led[to] + 1) * weight(from);
                prop_assert!(!gains, "from {} to {}: {:?}", from, to, led);
            }
        }
    }

    #[test]
    fn one_rack_of_unequal_nodes_holds_and_leads_by_weight(weights in prop::collection::vec(1_u32..=5, 2..=6)) {
        // With one copy nothing but weights has a say: of 60 times the sum each node holds 60 times its weight.
        let topology = weighted(&topology(&even_sites(1, 1, weights.len() as u32)), &weights);
        let partitions = 60 * weights.iter().sum::<u32>();
        let table = Spread { partitions }.place(&topology, &Copies::Each(1)).unwrap();
        let (held, led) = loads(&topology, &table);
        let exact: Vec<u32> = weights.iter().map(|weight| 60 * weight).collect();
        prop_assert_eq!((&held, &led), (&exact, &exact));
    }
}
