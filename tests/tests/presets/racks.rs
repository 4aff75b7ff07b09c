//! Examples of racks: what a fault costs, what it would have cost alone, and what sets of nodes a level cannot lose.

use crate::{run, tenths, the_document_says, the_page_says};
use quorate::words::counted;
use quorate_core::{
    base::{DcId, NodeId, RackId, Share, Unit},
    partition::Assignment,
    quorum::{Level, Operation},
    run::{Health, Racks, Run},
    scenario::preset,
};

fn racks(run: &Run) -> &Racks {
    run.racks().expect("the example shows racks")
}

fn other(run: &Run) -> &Racks {
    run.racks_other().expect("the example compares")
}

const fn node(number: u32) -> Unit {
    Unit::Node(NodeId(number))
}

const fn rack(number: u32) -> Unit {
    Unit::Rack(RackId(number))
}

/// Partitions that are unavailable or lost.
fn trouble(racks: &Racks) -> u32 {
    racks.count(Health::Unavailable) + racks.count(Health::Lost)
}

/// The living copies of each partition.
fn living(racks: &Racks) -> Vec<u32> {
    (0..racks.len()).map(|at| racks.copies(at).0).collect()
}

/// The copies that each partition is to have.
fn placed(racks: &Racks) -> Vec<usize> {
    racks.table().iter().map(<[u32]>::len).collect()
}

/// In how many racks the copies of each partition stand.
fn racks_of_each(racks: &Racks) -> Vec<usize> {
    let count = |copies: &[u32]| {
        let mut racks: Vec<_> = copies.iter().map(|at| racks.placed().topology().rack_of(*at)).collect();
        racks.sort_unstable();
        racks.dedup();
        racks.len()
    };
    racks.table().iter().map(count).collect()
}

fn off(run: &Run) -> Vec<Unit> {
    run.scenario().now().off().collect()
}

/// `22.1`, `0.49`: three digits, in per cent.
fn three_digits(share: Share) -> String {
    let hundredths = share.scaled(10_000);
    if hundredths < 100 { format!("0.{hundredths:02}") } else { tenths(share) }
}

#[test]
fn two_faults_together_cost_what_neither_does() {
    let run = run("two-dcs");
    let (now, before) = (racks(&run), run.racks_before().expect("a change"));
    assert_eq!(off(&run), [rack(2), node(2), node(12)]);
    assert_eq!((now.cluster().dcs().len(), now.cluster().sites().len()), (2, 6));
    let (lost, unavailable) = (now.count(Health::Lost), now.count(Health::Unavailable));
    let said =
        format!("{lost} of {} partitions is lost and {unavailable} are unavailable at QUORUM", now.len());
    the_page_says("two-dcs", &said);
    the_document_says("| `two-dcs` |", &said);
    assert_eq!((trouble(&now.with_only_off(&[rack(2)])), now.level()), (0, Level::Quorum));
    the_page_says("two-dcs", "rack r2 alone would have cost nothing");
    the_document_says("| `two-dcs` |", &format!("{} were unavailable or lost before", trouble(before)));
}

#[test]
fn the_partitions_of_guide_000_are_not_alike_and_none_is_lost_with_node_2() {
    let run = run("node-loss");
    let racks = racks(&run);
    assert_eq!(placed(racks), [3, 3, 3, 2, 2, 2]);
    the_page_says("node-loss", "P1 to P3 have three copies, P4 to P6 two");
    assert_eq!((off(&run), racks.count(Health::Lost)), (vec![node(2)], 0));
    the_page_says("node-loss", "None is lost with node 2");
    the_document_says("Node 2 dies", &format!("{} of 6 keep all their copies", racks.count(Health::Fine)));
    assert_eq!(racks.cluster().name(NodeId(2)), "N2");
    let held: Vec<usize> = (0..4).map(|place| racks.partitions_on(place).count()).collect();
    the_document_says("Node 2 dies", &format!("hold {}, {}, {} and {}", held[0], held[1], held[2], held[3]));
}

#[test]
fn without_rack_1_of_guide_000_every_partition_keeps_two_of_three() {
    let run = run("rack-loss");
    let racks = racks(&run);
    assert_eq!((racks_of_each(racks), placed(racks)), (vec![3; 3], vec![3; 3]));
    the_page_says("rack-loss", "one copy in each of three racks");
    assert_eq!((off(&run), living(racks)), (vec![rack(1)], vec![2; 3]));
    assert_eq!((racks.level(), trouble(racks)), (Level::Raft, 0));
    the_page_says("rack-loss", "keeps two of three: a majority");
    the_document_says("Rack 1 loses power", "each keeps two of three ●");
}

#[test]
fn of_three_nodes_with_three_copies_any_one_may_go_and_no_two() {
    let run = run("three-by-three");
    let racks = racks(&run);
    assert_eq!((racks.len(), placed(racks)), (3, vec![3; 3]));
    assert_eq!([0, 1, 2].map(|place| (racks.leads(place), racks.partitions_on(place).count())), [(1, 3); 3]);
    the_page_says("three-by-three", "leads one partition and follows in the two others");
    let broken = racks.breakers().expect("copies");
    let pairs = broken.pairs.expect("three pairs");
    assert_eq!((broken.nodes.breaking, pairs.breaking, pairs.total), (0, 3, 3));
    the_page_says("three-by-three", "any one node may go, and no two at a majority");
    the_document_says("three partitions, three copies", "no two of the three ●");
}

#[test]
fn a_fourth_node_takes_a_quarter_of_a_thousand_partitions_and_equal_blocks_would_move_half() {
    let run = run("thousand-parts");
    let (now, before) = (racks(&run), run.racks_before().expect("a change"));
    let moved = now.placed().moves_from(before.placed()).len();
    the_page_says("thousand-parts", &format!("{moved} partitions need to move and do"));
    assert_eq!((now.len(), now.len() / 4), (1_000, moved), "the fourth node's share, and not one more");
    let (was, is) = (before.placed().assignment(), now.placed().assignment());
    let (was, is) = (was.expect("fixed partitions"), is.expect("fixed partitions"));
    let blocks = was.moves(&Assignment::even(is.nodes().to_vec(), is.len())).len();
    the_page_says("thousand-parts", &format!("would move {blocks}"));
    the_document_says("1,000 partitions", &format!("{moved} ● move, and equal blocks would move {blocks} ●"));
}

#[test]
fn without_a2_shard_a_has_a_majority_and_nothing_to_spare() {
    let run = run("shard-grid");
    let racks = racks(&run);
    assert_eq!((racks.len(), placed(racks), living(racks)), (3, vec![3; 3], vec![2, 3, 3]));
    assert_eq!(racks.cluster().name(NodeId(2)), "A2");
    assert_eq!((racks.level(), trouble(racks)), (Level::Quorum, 0));
    the_page_says("shard-grid", "Three shards of three replicas each");
    the_page_says("shard-grid", "without A2 nothing is lost");
    let [one_more, both_more] =
        [racks.with_only_off(&[node(1), node(2)]), { racks.with_only_off(&[node(1), node(2), node(3)]) }];
    assert_eq!((one_more.health(0), both_more.health(0)), (Health::Unavailable, Health::Lost));
    the_page_says("shard-grid", "keeps a majority, two of three: with one fewer it has none");
    the_document_says("Replica A2 dies", "with one fewer it has no majority ●");
}

#[test]
fn all_of_shard_c_is_three_keys_of_ten() {
    let run = run("shard-lost");
    let racks = racks(&run);
    let keys = racks.placed().weights()[2];
    assert_eq!((keys.to_string().as_str(), run.scenario().keys().count()), ("3", 10));
    the_page_says("shard-lost", &format!("{keys} of {} are lost", run.scenario().keys().count()));
    for (key, partition) in [("k3", 0), ("k4", 1), ("k6", 1), ("k7", 2), ("k9", 2)] {
        assert_eq!(racks.placed().partition_of(key.as_bytes()), Some(partition), "{key}");
    }
    the_page_says("shard-lost", "holds the keys 7 to 9");
    let lost = racks.share(Health::Lost);
    assert_eq!(lost.num.times(10), lost.den.times(3));
    the_page_says("shard-lost", "30 % and not a third of the data");
    the_document_says("All of shard C dies", "30 % ●");
}

#[test]
fn copies_that_are_spread_over_racks_survive_a_rack_and_random_ones_do_not() {
    let run = run("rack-blind");
    let (spread, random) = (racks(&run), other(&run));
    assert_eq!((spread.cluster().nodes(), off(&run)), (random.cluster().nodes(), vec![rack(1)]));
    assert!(random.cluster().off().eq([rack(1)]), "the same rack is off");
    assert_eq!((placed(spread), spread.cluster().nodes().len()), (placed(random), 12));
    assert_eq!((trouble(spread), random.count(Health::Lost)), (0, 0));
    let unavailable = random.count(Health::Unavailable);
    let said = format!("placed at random {unavailable} of {} partitions are", random.len());
    the_page_says("rack-blind", &said);
    let at_rack_1 = random.cluster().sites()[0];
    assert_eq!(random.shared_in(at_rack_1), unavailable as usize, "these and no others had several there");
    the_page_says("rack-blind", "which had several copies in that rack");
    the_document_says("| `rack-blind` |", &format!("{unavailable} of {} at random", random.len()));
    assert_eq!(spread.shared_in(at_rack_1), 0);
}

#[test]
fn without_a_data_centre_quorum_is_met_nowhere_and_local_quorum_in_the_other_everywhere() {
    let run = run("local-quorum");
    let racks = racks(&run);
    assert_eq!(off(&run), [Unit::Dc(DcId(2))]);
    assert_eq!((placed(racks), living(racks)), (vec![6; racks.len()], vec![3; racks.len()]));
    the_page_says("local-quorum", "Three copies in each of two data centres");
    let writable = |level| racks.survival().at(level).writable as usize;
    assert_eq!(writable(Level::Quorum), 0);
    the_page_says("local-quorum", "QUORUM, four of six, is met nowhere");
    assert_eq!((writable(Level::LocalQuorum(0)), writable(Level::LocalQuorum(1))), (racks.len(), 0));
    assert_eq!(racks.level(), Level::LocalQuorum(0));
    the_page_says("local-quorum", "LOCAL_QUORUM in d1 everywhere");
    the_document_says("| `local-quorum` |", &format!("all {} partitions", racks.len()));
}

#[test]
fn the_walk_of_cassandra_racks_passes_over_nodes_whose_rack_has_a_copy() {
    let run = run("cassandra-racks");
    let racks = racks(&run);
    let cluster = racks.cluster();
    assert_eq!((cluster.nodes().len(), cluster.sites().len(), cluster.vnodes()), (9, 3, 4));
    the_page_says("cassandra-racks", "Nine nodes in three racks with four tokens each");
    assert_eq!(racks_of_each(racks), vec![3; racks.len()]);
    the_page_says("cassandra-racks", "the copies of a key lie in three racks");
    let passed = |at: usize| {
        // As many nodes as there are copies, from the partition's own token on.
        let mut next: Vec<NodeId> = Vec::new();
        for place in (0..run.ring().len()).cycle().skip(at) {
            let id = run.ring().node_at(place);
            if !next.contains(&id) {
                next.push(id);
            }
            if next.len() == 3 {
                break;
            }
        }
        let held: Vec<NodeId> = racks.table().replicas(at).iter().map(|place| racks.node(*place)).collect();
        next != held
    };
    let passed = (0..racks.len()).filter(|at| passed(*at)).count();
    assert!(passed > 0, "the walk passes over nobody");
    let said = format!("{passed} of {} ranges", racks.len());
    the_document_says("| `cassandra-racks` |", &said);
}

#[test]
fn brokers_refuse_writes_where_one_copy_is_in_sync() {
    let run = run("kafka-racks");
    let (now, before) = (racks(&run), run.racks_before().expect("a change"));
    assert_eq!((now.cluster().nodes().len(), now.cluster().sites().len()), (6, 3));
    the_page_says("kafka-racks", "Six brokers in three racks");
    assert_eq!(before.cluster().off().collect::<Vec<_>>(), [rack(1)]);
    assert_eq!((living(before), trouble(before)), (vec![2; 24], 0));
    the_page_says("kafka-racks", "Without a rack every partition has two copies in sync");
    assert_eq!((off(&run), now.level()), (vec![rack(1), node(2)], Level::AcksAll { min_insync: 2 }));
    let one = living(now).iter().filter(|living| **living == 1).count();
    assert_eq!((now.count(Health::Unavailable) as usize, now.count(Health::Lost)), (one, 0));
    assert!((0..now.len()).all(|at| now.survival().is_available(at, now.level(), Operation::Read)));
    the_page_says("kafka-racks", &format!("{one} of {} have one, and refuse writes", now.len()));
    the_document_says("| `kafka-racks` |", &format!("{one} of {}", now.len()));
}

#[test]
fn any_one_host_of_redis_cluster_may_go() {
    let run = run("redis-cluster");
    let racks = racks(&run);
    let slots = |at| racks.placed().slots(at).expect("a master's slots");
    let all: u32 = (0..racks.len()).map(|at| u32::from(slots(at).1 - slots(at).0) + 1).sum();
    assert_eq!((racks.len(), all), (3, 16_384));
    the_page_says("redis-cluster", "Three masters share the 16,384 slots");
    assert_eq!((placed(racks), racks_of_each(racks)), (vec![2; 3], vec![2; 3]));
    the_page_says("redis-cluster", "each with a replica on another host");
    let broken = racks.breakers().expect("copies");
    assert_eq!((broken.racks.total, broken.racks.breaking), (3, 0));
    the_page_says("redis-cluster", "any one host may go");
    let ends = (0..3).map(|at| format!("{} to {}", slots(at).0, slots(at).1)).collect::<Vec<_>>();
    the_document_says("| `redis-cluster` |", &format!("slots {}", ends.join(", ")));
    let pairs = broken.pairs.expect("pairs");
    let said = format!("{} of {} pairs of nodes may go", pairs.total - pairs.breaking, pairs.total);
    the_document_says("| `redis-cluster` |", &said);
}

#[test]
fn a_block_of_hdfs_stands_in_two_racks_and_may_be_left_with_one_copy() {
    let run = run("hdfs-racks");
    let racks = racks(&run);
    assert_eq!((placed(racks), racks_of_each(racks)), (vec![3; 24], vec![2; 24]));
    let rack = |place: u32| racks.placed().topology().rack_of(place);
    assert!(racks.table().iter().all(|copies| rack(copies[1]) == rack(copies[2])));
    the_page_says("hdfs-racks", "The second and the third copy stand in one rack");
    let one = living(racks).iter().filter(|living| **living == 1).count();
    assert_eq!((racks.count(Health::Unavailable), racks.count(Health::Lost)), (0, 0));
    assert_eq!(racks.survival().at(Level::Quorum).readable as usize, 24 - one);
    assert_eq!(racks.level(), Level::One);
    let said = format!("{one} of {} blocks", racks.len());
    the_page_says("hdfs-racks", &said);
    the_document_says("| `hdfs-racks` |", &said);
}

#[test]
fn copysets_make_a_loss_rare_where_random_copies_make_it_likely() {
    let run = run("copysets");
    let (copysets, random) = (racks(&run), other(&run));
    assert_eq!((copysets.cluster().nodes().len(), copysets.len(), random.len()), (30, 1_000, 1_000));
    the_page_says("copysets", "30 nodes, 1,000 partitions");
    let triples = |racks: &Racks| racks.breakers().expect("copies").triples.expect("no pair breaks it");
    let share = |racks: &Racks| {
        let sets = triples(racks);
        format!("{} %", three_digits(Share::of(sets.breaking, sets.total)))
    };
    the_page_says("copysets", &format!("in {} of all cases if copies lie at random", share(random)));
    the_page_says("copysets", &format!("in {} with copysets", share(copysets)));
    assert_eq!((copysets.level(), triples(random).total), (Level::One, 4_060));
    let said = format!("{} of 4,060 triples, at random {}", triples(copysets).breaking, {
        triples(random).breaking
    });
    the_document_says("| `copysets` |", &said);
}

#[test]
fn three_hundred_nodes_stand_in_ten_racks_and_each_range_in_three() {
    let run = run("three-hundred");
    let racks = racks(&run);
    assert_eq!((racks.cluster().nodes().len(), racks.cluster().sites().len()), (300, 10));
    assert_eq!(racks.len(), 4_800);
    the_page_says("three-hundred", "4,800 ranges with three copies each, in three racks each");
    assert_eq!((placed(racks), racks_of_each(racks)), (vec![3; 4_800], vec![3; 4_800]));
    assert_eq!((off(&run), trouble(racks)), (vec![rack(4)], 0));
    let fewer = counted(racks.count(Health::Fewer).into());
    the_document_says("| `three-hundred` |", &format!("{fewer} have fewer copies"));
}

#[test]
fn examples_of_racks_show_racks_and_those_of_rings_a_ring() {
    let place = |id| preset::ALL.iter().position(|preset| preset.id == id).expect("an example");
    let (first, past) = (place("two-dcs"), place("crash-modes"));
    for (at, preset) in preset::ALL.iter().enumerate().take(past) {
        let run = Run::new(preset.scenario());
        assert_eq!(
            (run.racks().is_some(), run.scenario().shows_racks()),
            (at >= first, at >= first),
            "{}",
            preset.id
        );
        let shows_ring = at < first || preset.id == "cassandra-racks";
        assert_eq!(run.scenario().shows_ring(), shows_ring, "{}", preset.id);
        // What is compared and what was before is placed too, and no example is one that a placement refuses.
        let all = [run.racks(), run.racks_before(), run.racks_other()];
        assert!(all.into_iter().flatten().all(|racks| racks.placed().fault().is_none() && !racks.is_empty()));
    }
}
