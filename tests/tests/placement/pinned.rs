//! What is drawn from a seed stays what it was: old links hold the seed alone.

use crate::topologies::{even_sites, topology};
use quorate_core::{
    base::Digest,
    placement::{
        Copies, Copysets, HdfsDefault, HdfsWriter, KafkaAdminUtils, KafkaStart, KraftStriped, Placement,
        RedisCli, Spread, UniformRandom,
    },
};

#[test]
fn tables_of_seed_one_are_pinned() {
    let (partitions, seed) = (100, 1);
    let placements: [(&dyn Placement, u64); 8] = [
        (
            &KafkaAdminUtils { partitions, first_partition: 0, start: KafkaStart::Drawn(seed) },
            9_567_854_011_650_536_993,
        ),
        (&KraftStriped { partitions, seed: Some(seed) }, 1_945_345_661_926_160_375),
        (&RedisCli { optimiser: Some(seed) }, 16_633_399_166_407_072_860),
        (&HdfsDefault { blocks: partitions, writer: HdfsWriter::InTurn, seed }, 11_569_608_259_918_261_328),
        (&HdfsDefault { blocks: partitions, writer: HdfsWriter::Outside, seed }, 4_488_526_485_101_389_558),
        (&Copysets { partitions, scatter_width: 4, seed }, 9_152_629_018_543_763_736),
        (&UniformRandom { partitions, seed }, 9_845_599_084_624_518_439),
        (&Spread { partitions }, 5_614_466_021_942_557_132),
    ];
    // Three hosts of unlike size, so that the optimiser of Redis has something to do.
    let topology = topology(&[even_sites(1, 3, 2), even_sites(1, 2, 2), vec![(1, 1); 2]].concat());
    let digests = placements
        .map(|(placement, _)| Digest::of(&placement.place(&topology, &Copies::Each(3)).unwrap()).value());
    assert_eq!(digests, placements.map(|(_, digest)| digest));
}
