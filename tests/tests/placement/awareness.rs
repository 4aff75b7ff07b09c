//! What allocation awareness promises.

use crate::topologies::{add, are_different, even_sites, loads, sites, spread, topology};
use proptest::prelude::*;
use quorate_core::{
    placement::{Awareness, Copies, Placement},
    topology::Topology,
};
use quorate_tests::tries;

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn no_rack_holds_more_than_its_share_of_a_shard_and_no_single_move_makes_it_more_even(sites in sites(14), copies in 1_u32..=7, shards in 0_u32..=30) {
        let topology = topology(&sites);
        let table = Awareness { shards }.place(&topology, &Copies::Each(copies)).unwrap();
        prop_assert_eq!(table.len(), shards as usize);
        let most = copies.div_ceil(topology.racks().len() as u32) as usize;
        for holders in table.iter() {
            prop_assert!(are_different(holders) && !holders.is_empty());
            let full = |rack: u32| holders.iter().filter(|node| topology.rack_of(**node) == rack).count();
            prop_assert!((0..topology.racks().len() as u32).all(|rack| full(rack) <= most));
            // A copy is unassigned only where no node may take it.
            let may_hold = |node: u32| !holders.contains(&node) && full(topology.rack_of(node)) < most;
            prop_assert!(holders.len() == copies as usize || !(0..topology.len() as u32).any(may_hold));
        }
        let (held, led) = loads(&topology, &table);
        prop_assert!(spread(&led) <= 1, "primaries {:?}", led);
        for holders in table.iter() {
            let full = |rack: u32| holders.iter().filter(|node| topology.rack_of(**node) == rack).count();
            for from in &holders[1..] {
                let room = |to: u32| {
                    topology.rack_of(to) == topology.rack_of(*from) || full(topology.rack_of(to)) < most
                };
                let could_move = |to: u32| !holders.contains(&to) && room(to) && held[to as usize] + 2 <= held[*from as usize];
                prop_assert!(!(0..topology.len() as u32).any(could_move), "{:?}", held);
            }
        }
    }

    #[test]
    fn nodes_of_even_racks_differ_by_at_most_two_shards(racks in 1_u32..=4, nodes in 1_u32..=4, copies in 1_u32..=6, shards in 0_u32..=40) {
        let topology = topology(&even_sites(1, racks, nodes));
        let table = Awareness { shards }.place(&topology, &Copies::Each(copies.min(racks * nodes))).unwrap();
        let (held, _) = loads(&topology, &table);
        prop_assert!(spread(&held) <= 2, "{:?}", held);
    }
}

#[test]
fn nodes_without_the_attribute_hold_nothing_unless_none_has_it() {
    let mut some = topology(&[(1, 1), (1, 2)]);
    add(&mut some, 3, "d1", None);
    let table = Awareness { shards: 9 }.place(&some, &Copies::Each(3)).unwrap();
    assert!(table.iter().all(|holders| holders.len() == 2 && !holders.contains(&2)));
    let mut none = Topology::new();
    (1..=3).for_each(|id| add(&mut none, id, "d1", None));
    let table = Awareness { shards: 9 }.place(&none, &Copies::Each(3)).unwrap();
    assert!(table.iter().all(|holders| holders.len() == 3));
}
