//! What the default policy of HDFS promises.

use crate::topologies::{are_different, even_sites, racks, sites, topology};
use proptest::prelude::*;
use quorate_core::placement::{Copies, HdfsDefault, HdfsWriter, Placement};
use quorate_tests::tries;

fn writer() -> impl Strategy<Value = HdfsWriter> {
    prop_oneof![Just(HdfsWriter::InTurn), (0_u32..20).prop_map(HdfsWriter::Node), Just(HdfsWriter::Outside),]
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn nodes_differ_racks_have_their_limit_and_the_writer_is_first(
        sites in sites(16), writer in writer(), copies in 1_u32..=8, seed in any::<u64>(),
    ) {
        let topology = topology(&sites);
        let (nodes, all_racks) = (topology.len(), topology.racks().len());
        let table = HdfsDefault { blocks: 20, writer, seed }.place(&topology, &Copies::Each(copies)).unwrap();
        let copies = (copies as usize).min(nodes);
        let most = if all_racks > 1 && copies > 1 { ((copies - 1) / all_racks + 2).min(copies - 1).max(1) } else { copies };
        for (block, replicas) in table.iter().enumerate() {
            prop_assert!(are_different(replicas) && (1..=copies).contains(&replicas.len()));
            let full = |rack: u32| replicas.iter().filter(|node| topology.rack_of(**node) == rack).count();
            for rack in 0..all_racks as u32 {
                prop_assert!(full(rack) <= most, "{:?} with at most {}", replicas, most);
            }
            // There are fewer only where every node left is in a full rack.
            let is_left = |node: u32| !replicas.contains(&node) && full(topology.rack_of(node)) < most;
            prop_assert!(replicas.len() == copies || !(0..nodes as u32).any(is_left), "{:?}", replicas);
            match writer {
                HdfsWriter::InTurn => prop_assert_eq!(replicas[0] as usize, block % nodes),
                HdfsWriter::Node(node) if (node as usize) < nodes => prop_assert_eq!(replicas[0], node),
                _ => {}
            }
        }
    }

    #[test]
    fn three_copies_are_in_two_racks_of_which_the_second_has_two(
        dcs in 1_u32..=2, all_racks in 2_u32..=5, nodes in 2_u32..=4, writer in writer(), seed in any::<u64>(),
    ) {
        let topology = topology(&even_sites(dcs, all_racks, nodes));
        let table = HdfsDefault { blocks: 20, writer, seed }.place(&topology, &Copies::Each(3)).unwrap();
        for replicas in table.iter() {
            prop_assert_eq!((replicas.len(), racks(&topology, replicas)), (3, 2));
            prop_assert_eq!(topology.rack_of(replicas[1]), topology.rack_of(replicas[2]));
        }
    }
}

#[test]
fn the_pipeline_goes_on_to_the_nearest_node_left() {
    // Rack 2 has one node only, so a third replica beside the second cannot be: it goes to the writer's rack, and there
    // the pipeline goes first.
    let topology = topology(&[(1, 1), (1, 1), (1, 2)]);
    let table =
        HdfsDefault { blocks: 30, writer: HdfsWriter::Node(0), seed: 1 }.place(&topology, &Copies::Each(3));
    assert!(table.unwrap().iter().all(|replicas| replicas == [0, 1, 2]));
}
