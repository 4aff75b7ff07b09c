//! Published and re-computed results that the core must reproduce: `papers/README.md` says whose.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a row that cannot be read must fail the test")]

use quorate_core::{
    base::{NodeId, Point, Random},
    hash::HashFn,
    partition::{
        Modulo, Ring, RingNode, Scheme,
        balance::{expected_deviation, max_over_mean, relative_deviation},
        generated_tokens,
        movement::of_owners,
    },
    quorum::{
        Operation, Quorum,
        availability::{at_least, fewer_than},
        order,
    },
    repair::{Descent, Shape, Tree, expected_comparisons},
    sim::{Latency, Route, measured},
    survival::{RackLoss, loss},
};
use serde_json::Value;
use std::{fs, path::Path};

/// The rows of a file in `papers`.
fn rows(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("papers").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value = serde_json::from_str(&text).unwrap();
    let rows = document["rows"].as_array().unwrap();
    assert!(rows.len() >= 2, "{file}: only {} rows", rows.len());
    rows.clone()
}

/// The rows of a file about rings of so many nodes with so many tokens, each with both.
fn ring_rows(file: &str) -> impl Iterator<Item = (u32, u32, Value)> {
    let count = |row: &Value, name: &str| u32::try_from(row[name].as_u64().unwrap()).unwrap();
    rows(file).into_iter().map(move |row| (count(&row, "nodes"), count(&row, "vnodes"), row))
}

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or_else(|| panic!("{row} has no number {name}"))
}

fn whole(row: &Value, name: &str) -> u32 {
    u32::try_from(row[name].as_u64().unwrap_or_else(|| panic!("{row} has no {name}"))).unwrap()
}

#[track_caller]
fn assert_near(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual}, not {expected} within {tolerance}");
}

/// The ring of `nodes` nodes whose names are those of the `sample`th cluster, with generated tokens.
fn random_ring(sample: u32, nodes: u32, vnodes: u32) -> Ring {
    let node =
        |id| RingNode::new(NodeId(id), generated_tokens(HashFn::Xxh64, &format!("c{sample}-n{id}"), vnodes));
    Ring::new(HashFn::Xxh64.ring_bits(), (0..nodes).map(node).collect())
}

/// So many random rings that a row's figure is certain enough in a fraction of a second; none if a thousand would
/// take longer.
fn sample_size(nodes: u32, vnodes: u32) -> Option<u32> {
    let size = (1_500_000 / (nodes * vnodes)).min(10_000);
    (size >= 1_000).then_some(size)
}

#[test]
fn the_expected_deviation_is_the_exact_one() {
    for (nodes, vnodes, row) in ring_rows("ring_deviation.json") {
        let what = format!("{nodes} nodes, {vnodes} tokens");
        assert_near(expected_deviation(nodes, vnodes), number(&row, "deviation"), 1e-12, &what);
    }
}

#[test]
fn random_rings_deviate_as_expected() {
    let mut measured = 0;
    for (nodes, vnodes, row) in ring_rows("ring_deviation.json") {
        let Some(size) = sample_size(nodes, vnodes) else { continue };
        let square = |sample| relative_deviation(&random_ring(sample, nodes, vnodes).ownership()).powi(2);
        let deviation = ((0..size).map(square).sum::<f64>() / f64::from(size)).sqrt();
        let expected = number(&row, "deviation");
        let what = format!("{nodes} nodes, {vnodes} tokens, {size} rings");
        assert_near(deviation, expected, 0.03 * expected, &what);
        measured += 1;
    }
    assert_eq!(measured, 20);
}

#[test]
fn the_fullest_node_of_a_random_ring_is_as_full_as_expected() {
    let mut measured = 0;
    // The largest of a thousand single gaps varies so much that its mean would need eight thousand rings.
    for (nodes, vnodes, row) in ring_rows("ring_max.json").filter(|(nodes, ..)| *nodes <= 10) {
        let Some(size) = sample_size(nodes, vnodes) else { continue };
        let fullest = |sample| max_over_mean(&random_ring(sample, nodes, vnodes).ownership());
        let mean = (0..size).map(fullest).sum::<f64>() / f64::from(size);
        let expected = number(&row, "mean_max");
        assert_near(
            mean,
            expected,
            0.015 * expected,
            &format!("{nodes} nodes, {vnodes} tokens, {size} rings"),
        );
        measured += 1;
    }
    assert_eq!(measured, 19);
}

#[test]
fn rings_exceed_the_alert_levels_as_often_as_expected() {
    let mut measured = 0;
    for (nodes, vnodes, row) in ring_rows("ring_alert.json") {
        let Some(size) = sample_size(nodes, vnodes) else { continue };
        let mut over = [(1.2, 0_u32), (1.5, 0)];
        for sample in 0..size {
            let fullest = max_over_mean(&random_ring(sample, nodes, vnodes).ownership());
            for (level, count) in &mut over {
                *count += u32::from(fullest > *level);
            }
        }
        for (level, count) in over {
            let what = format!("{nodes} nodes, {vnodes} tokens, {size} rings over {level}");
            let expected = number(&row, &format!("over_{level}"));
            assert_near(f64::from(count) / f64::from(size), expected, 0.02, &what);
        }
        measured += 1;
    }
    assert_eq!(measured, 18);
}

#[test]
fn ninety_nine_of_a_hundred_nodes_lie_in_the_exact_interval() {
    // The half per cent that an end cuts off lies between those of ends 2 % lower and 2 % higher.
    const TAIL: f64 = 0.005;
    for (nodes, vnodes, row) in ring_rows("ring_interval.json").filter(|(nodes, ..)| *nodes == 10) {
        let size = (4_000_000 / (nodes * vnodes)).min(100_000);
        let (low, high) = (number(&row, "low"), number(&row, "high"));
        let bounds = [0.98 * low, 1.02 * low, 0.98 * high, 1.02 * high];
        let mut below = [0_u32; 4];
        for sample in 0..size {
            for share in random_ring(sample, nodes, vnodes).ownership() {
                let relative = share.approx() * f64::from(nodes);
                for (bound, count) in bounds.iter().zip(&mut below) {
                    *count += u32::from(relative < *bound);
                }
            }
        }
        let [low_down, low_up, high_down, high_up] = below.map(|n| f64::from(n) / f64::from(size * nodes));
        assert!(low_down < TAIL && TAIL < low_up, "{vnodes} tokens: {low_down} and {low_up} about {low}");
        let (down, up) = (1.0 - high_down, 1.0 - high_up);
        assert!(up < TAIL && TAIL < down, "{vnodes} tokens: {down} and {up} about {high}");
    }
}

#[test]
fn mod_n_moves_the_exact_share_in_every_space() {
    for row in rows("modulo_moved.json") {
        let [n, m] = ["before", "after"].map(|name| u32::try_from(row[name].as_u64().unwrap()).unwrap());
        for function in HashFn::ALL {
            let cluster = |n| Modulo::new(function, (0..n).map(NodeId).collect());
            let moved = cluster(n).moved(&cluster(m), 1);
            // The last period of n·m values at most is cut off by the end of the space.
            let cut = f64::from(n * m) / moved.den.approx();
            let what = format!("{n} to {m}, {}", function.id());
            assert_near(moved.approx(), number(&row, "moved"), cut + 1e-12, &what);
        }
    }
}

/// The guide's ring: 150 tokens each for nodes `Node-A` and on, MD5 in all its 128 bits.
fn guides_ring(nodes: u32) -> Ring {
    let names = ["Node-A", "Node-B", "Node-C", "Node-D"];
    let node = |(id, name)| RingNode::new(NodeId(id), generated_tokens(HashFn::Md5, name, 150));
    Ring::new(128, (0..nodes).zip(names).map(node).collect())
}

/// How many of the keys `<prefix>0` and on each node of the guide's ring owns.
fn keys_owned(ring: &Ring, prefix: &str, keys: u32) -> Vec<u64> {
    let mut owned = vec![0; 4];
    for i in 0..keys {
        let owner = ring.owner(HashFn::Md5.hash(format!("{prefix}{i}").as_bytes()));
        owned[owner.unwrap().0 as usize] += 1;
    }
    owned
}

#[test]
fn the_guides_ring_has_the_guides_shares() {
    for (nodes, column) in [(3, "share_of_3"), (4, "share_of_4")] {
        let shares = guides_ring(nodes).ownership();
        for (row, share) in rows("ring_md5.json").iter().zip(shares) {
            let expected = (number(row, column) * 100_000.0).round() as u64;
            assert_eq!(share.scaled(100_000), expected, "{} of {nodes}", row["node"]);
        }
    }
}

#[test]
fn the_guides_ring_gives_its_keys_to_the_guides_nodes() {
    let column =
        |name| rows("ring_md5.json").iter().map(|row| row[name].as_u64().unwrap()).collect::<Vec<_>>();
    let (three, four) = (guides_ring(3), guides_ring(4));
    assert_eq!(keys_owned(&three, "user:", 20), column("users_of_3"));
    assert_eq!(keys_owned(&four, "user:", 20), column("users_of_4"));
    assert_eq!(keys_owned(&three, "key:", 1_000), column("keys_of_3"));
}

#[test]
fn node_d_takes_24_370_thousandths_of_the_guides_ring_and_24_163_of_its_keys() {
    let (before, after) = (guides_ring(3), guides_ring(4));
    let movement = of_owners(&before, &after);
    assert_eq!(movement.share.scaled(100_000), 24_370);
    assert_eq!(movement.share, after.ownership()[3], "it takes all that it then has, and nothing else moves");
    assert!(movement.ranges.iter().all(|range| range.to == NodeId(3)));

    let points: Vec<Point> = (0..100_000).map(|i| HashFn::Md5.point(format!("k{i}").as_bytes())).collect();
    let owner = |ring: &Ring, point: Point| ring.node_at(ring.successor(point));
    let moved = points.iter().filter(|point| owner(&before, **point) != owner(&after, **point));
    assert_eq!(moved.count(), 24_163);
    let in_ranges = points
        .iter()
        .filter(|point| movement.ranges.iter().any(|range| point.is_within(range.start, range.end)));
    assert_eq!(in_ranges.count(), 24_163);
}

#[test]
fn enough_nodes_are_on_as_often_as_the_binomial_says() {
    for row in rows("availability.json") {
        let [nodes, needed] = ["nodes", "needed"].map(|name| whole(&row, name));
        let (failure, available) = (number(&row, "failure"), number(&row, "available"));
        assert_near(at_least(needed, nodes, failure), available, 1e-12, &row.to_string());
        assert_near(fewer_than(needed, nodes, failure), 1.0 - available, 1e-12, &row.to_string());
        let strict = Quorum::new(nodes, needed, needed).unwrap();
        for operation in Operation::BOTH {
            assert_near(strict.available(operation, failure), available, 1e-12, &row.to_string());
        }
        if needed < nodes {
            // Of fewer replicas, and as many nodes that may stand in for them: a sloppy quorum.
            let sloppy = Quorum::new(needed + 1, needed, 1).unwrap();
            let found = sloppy.sloppy(Operation::Write, nodes, failure);
            assert_near(found, available, 1e-12, &row.to_string());
        }
    }
}

#[test]
fn random_reads_meet_random_writes_as_often_as_the_hypergeometric_says() {
    for row in rows("quorum_meets.json") {
        let [n, w, r] = ["n", "w", "r"].map(|name| whole(&row, name));
        let misses = Quorum::new(n, w, r).unwrap().misses();
        assert_near(1.0 - misses.approx(), number(&row, "meets"), 1e-12, &row.to_string());
    }
}

#[test]
fn scattered_copies_are_lost_as_often_as_the_copyset_paper_says() {
    const NODES: u32 = 5_000;
    for row in rows("copysets.json") {
        let lost = match row["placement"].as_str().unwrap() {
            "random" => loss::of_random(NODES, 3, NODES / 100, u64::from(whole(&row, "chunks"))),
            "copysets" => loss::of_copysets(NODES, 3, NODES / 100, whole(&row, "scatter")),
            _ => loss::of_random_distinct(NODES, 3, NODES / 100, u64::from(whole(&row, "chunks"))),
        };
        if let Some(expected) = row["lost"].as_f64() {
            assert_near(lost, expected, 1e-12, &row.to_string());
        }
        // The paper cuts its digits off.
        let above = lost - number(&row, "published");
        assert!((0.0..0.000_2).contains(&above), "{row}: {lost}");
    }
}

#[test]
fn a_rack_takes_as_much_of_a_blind_placement_as_the_hypergeometric_says() {
    for row in rows("rack_loss.json") {
        let racks = vec![whole(&row, "nodes_in_rack"); whole(&row, "racks") as usize];
        let found = RackLoss::new(&racks, 3).unwrap();
        for (share, name) in [
            (found.all_in_one, "all_in_one"),
            (found.two_or_more, "two_or_more"),
            (found.lost, "lost"),
            (found.majority_lost, "majority_lost"),
        ] {
            assert_near(share.approx(), number(&row, name), 1e-12, name);
        }
    }
}

#[test]
fn the_kth_of_n_answers_takes_as_long_as_order_statistics_say() {
    for row in rows("order_means.json") {
        let (k, n) = (whole(&row, "k"), whole(&row, "n"));
        assert_near(order::exponential_mean(k, n), number(&row, "mean"), 1e-12, &row.to_string());
    }
    for row in rows("order_quantiles.json") {
        let (k, n, expected) = (whole(&row, "k"), whole(&row, "n"), number(&row, "quantile"));
        let found = order::exponential_quantile(k, n, number(&row, "q"));
        assert_near(found, expected, 1e-9, &row.to_string());
        // The same by way of a latency, as charts draw it.
        let one = Latency::Exponential(1_000_000_000);
        let late = order::late_of_one(k, n, 1.0 - number(&row, "q"));
        assert_near(one.with_late(late, Route::default()) / 1e9, expected, 1e-9, &row.to_string());
    }
}

#[test]
fn one_of_many_servers_is_late_as_often_as_the_formula_says() {
    for row in rows("tail.json") {
        let found = order::any_late(whole(&row, "servers"), number(&row, "late"));
        assert_near(found, number(&row, "any"), 1e-12, &row.to_string());
    }
}

#[test]
fn the_table_of_round_trips_is_the_measured_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("papers/aws_rtt_2013.csv");
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("from,to,avg,p50,p75,p95,p99,p999,p9999,p99999"));
    for row in &measured::ALL {
        let line: Vec<&str> = lines.next().unwrap().split(',').collect();
        assert_eq!(line[..2], [row.from, row.to]);
        let times = line[2..].iter().map(|ms| (ms.parse::<f64>().unwrap() * 1e6).round());
        let held = [row.mean_ns].into_iter().chain(row.quantiles_us.map(|us| us * 1_000));
        assert!(times.eq(held.map(f64::from)), "{line:?}");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn trees_are_compared_in_as_many_hashes_as_a_simulation_took() {
    for row in rows("merkle.json") {
        let (depth, leaves) = (whole(&row, "depth"), whole(&row, "leaves"));
        let shape = Shape::new((Point(0), Point(0)), 64, depth).unwrap();
        let key = |leaf: u32| (Point(u128::from(leaf) << (128 - depth) | 1), 1);
        let mut order: Vec<u32> = (0..shape.leaves()).collect();
        let whole_tree = Tree::new(shape, order.iter().copied().map(key));
        let mut random = Random::new(1, "merkle");
        let mut compared = 0;
        for _ in 0..400 {
            random.shuffle(&mut order);
            let tree = Tree::new(shape, order[leaves as usize..].iter().copied().map(key));
            compared += Descent::new(&whole_tree, &tree).unwrap().comparisons();
        }
        let published = number(&row, "comparisons");
        let tolerance = if leaves == 1 { 1e-9 } else { 0.02 * published };
        assert_near(compared as f64 / 400.0, published, tolerance, &format!("measured of {row}"));
        assert_near(expected_comparisons(depth, leaves), published, tolerance, &format!("expected of {row}"));
    }
}
