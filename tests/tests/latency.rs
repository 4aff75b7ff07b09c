//! What the simulation measures beside what theory says of the same cluster: how long writes wait for k of n followers,
//! and how much asynchronous replication has at risk and loses.
#![cfg(not(target_arch = "wasm32"))]

use quorate_core::{
    base::PartitionId,
    detect::Detector,
    measure::{Latencies, Risk, Spell, Which},
    protocol::leader::{
        Ack, Elect, Fence, LeaderFollower, LogKind, Members, Reads, Rules, Setup, Stage, Waits,
    },
    quorum::order,
    run::Course,
    scenario::{Scenario, parse},
    sim::{Cast, Hops, Latency, MeasuredTable, Network, Route, Step, Wish, World},
    trace::{Actor, ActorAt, OpKind, Texts, Trace, What},
};
use std::rc::Rc;

const MS: u64 = 1_000_000;
const MS_F: f64 = 1e6;

fn scenario(address: &str) -> Scenario {
    let parsed = parse(address);
    assert!(parsed.problems.is_empty(), "{address}: {:?}", parsed.problems);
    parsed.scenario
}

fn traced(address: &str) -> Trace {
    Course::new(&scenario(address), 0).expect("a course").trace().clone()
}

/// Of all writes of a run, which is too long for its events to be kept.
fn writes(address: &str) -> Latencies {
    let scenario = scenario(address);
    let world = Course::world(&scenario, 0, None).expect("a world").untraced().at_most(u64::MAX);
    let trace = world.run(scenario.experiment().until_ns());
    let latencies = Latencies::of(&trace, Which::Writes);
    assert_eq!((latencies.failed(), latencies.unknown()), (0, 0), "{address}");
    latencies
}

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found / expected - 1.0).abs() <= tolerance, "{what}: {found}, not {expected}");
}

/// A client writes and reads in turn, with a second between, so that all is quiet before each write. It is 1 ms from the
/// leader, whose disk takes 3 ms, as the followers' do.
fn quiet(nodes: &str, k: u32, link: &str, hours: u32) -> String {
    let seconds = hours * 3_600;
    format!(
        "v=1&s=quarter&nodes={nodes}&repl=leader&show=time&ack=semi.{k}&detect=none&beat=86400s&timeout=60s\
         &disk=all.3ms&load=uniform&keys=10&think=1s&link=all.{link}_n1.c1.const.1ms&until={seconds}s",
    )
}

/// Client to leader and back, the leader's disk, a follower's disk.
const ALWAYS_MS: f64 = 1.0 + 1.0 + 3.0 + 3.0;

/// The mean of the k-th of n round trips: the area under the chance that it takes longer.
fn mean_of_kth(hops: &Hops<'_>, k: u32, n: u32) -> f64 {
    const STEPS: u32 = 4_000;
    let end = hops.with_late(order::late_of_one(k, n, 1e-9));
    let late = |step: u32| order::late(k, n, hops.late(end / f64::from(STEPS) * (f64::from(step) + 0.5)));
    (0..STEPS).map(late).sum::<f64>() * end / f64::from(STEPS)
}

#[test]
fn a_write_over_constant_links_takes_exactly_the_sum_of_its_way() {
    for (followers, k) in [(1, 1), (3, 2), (5, 5)] {
        let latencies = writes(&quiet(&(followers + 1).to_string(), k, "const.10ms", 1));
        let way_ns = (ALWAYS_MS + 20.0) as u64 * MS;
        assert_eq!(latencies.range_ns(), Some((way_ns, way_ns)), "{k} of {followers}");
        assert!(latencies.count() > 1_700);
    }
}

#[test]
fn a_write_that_waits_for_k_of_n_exponential_round_trips_takes_as_long_as_order_statistics_say() {
    let link = Latency::Exponential(10 * MS);
    let hops = Hops::new((&link, Route::default()), (&link, Route::default()));
    for (followers, k) in [(1, 1), (2, 1), (3, 1), (3, 2), (3, 3), (5, 2)] {
        beside_theory(&quiet(&(followers + 1).to_string(), k, "exp.10ms", 24), &hops, (k, followers));
    }
}

#[test]
fn a_write_that_waits_for_k_of_n_measured_round_trips_takes_as_long_as_order_statistics_say() {
    let link = Latency::Measured(MeasuredTable::Aws2013);
    let route = Route::between("Virginia", "Ireland").expect("a measured way");
    let hops = Hops::new((&link, route), (&link, route));
    for (followers, k) in [(2, 1), (3, 2)] {
        let nodes: Vec<String> = (2..=followers + 1).map(|id| format!("d2.r2.n{id}")).collect();
        let address = quiet(&format!("d1.r1.n1_{}", nodes.join("_")), k, "table.aws-2013", 24);
        let address = format!("{address}&names=d1.Virginia_d2.Ireland");
        beside_theory(&address, &hops, (k, followers));
    }
}

/// Two seeds of a day each: 86,000 writes.
fn beside_theory(address: &str, hops: &Hops<'_>, (k, n): (u32, u32)) {
    let (mut mean, mut p99, mut count) = (0.0, 0.0, 0);
    for seed in [1, 2] {
        let latencies = writes(&format!("{address}&seed={seed}"));
        mean += latencies.mean_ns().expect("writes") as f64 / 2.0;
        p99 += latencies.quantile_ns(990_000).expect("writes") as f64 / 2.0;
        count += latencies.count();
    }
    let what = format!("{k} of {n}, {count} writes");
    assert_near(mean, ALWAYS_MS * MS_F + mean_of_kth(hops, k, n), 0.01, &format!("{what}: mean"));
    let theory = ALWAYS_MS * MS_F + hops.with_late(order::late_of_one(k, n, 0.01));
    assert_near(p99, theory, 0.02, &format!("{what}: p99"));
}

/// A leader, a client beside it and so many followers, all without disks that take time. Entries take exponentially long,
/// with mean 10 ms, and confirmations no time, so that each follower is one exponential delay. So many writes.
fn one_way(followers: u16, writes: u64) -> World<LeaderFollower> {
    let mut texts = Texts::default();
    let partition = PartitionId(1);
    let (key, value) = (texts.place("x"), Some(texts.place("1")));
    let wish = Wish {
        kind: OpKind::Put,
        key,
        value,
        expected: None,
        partition,
        group: 0,
        level: None,
        asked: None,
        is_own: false,
    };
    let (client, nodes) = (ActorAt(0), (1..=followers + 1).map(ActorAt).collect::<Vec<_>>());
    let setup = Rc::new(Setup {
        rules: synchronous(),
        groups: vec![Members { partition, nodes: nodes.clone() }],
        named: None,
        monitor: None,
        clients: vec![client],
        nearest: vec![vec![nodes[0]]],
        timeout_ns: 10_000 * MS,
        retries: 0,
        retry_wait_ns: 0,
        seed: 1,
        bug: None,
    });
    let mut network = Network::new(usize::from(followers) + 2, Latency::Constant(0), 0, 1);
    let entries = network.add_latency(Latency::Exponential(10 * MS), Route::default());
    for follower in &nodes[1..] {
        network.join(nodes[0], *follower, entries);
    }
    let cast = |actor, machine| Cast { actor, machine, disk_ns: 0, skew_ns: 0 };
    let mut all = vec![cast(
        Actor::Client(quorate_core::base::ClientId(1)),
        LeaderFollower::client(&setup, client, None),
    )];
    for node in &nodes {
        let id = quorate_core::base::NodeId(u32::from(node.0));
        all.push(cast(Actor::Node(id), LeaderFollower::node(&setup, *node)));
    }
    let script = (0..writes).map(|number| (number * 1_000 * MS, Step::Ask(client, wish))).collect();
    World::new(all, network, script, texts)
}

fn synchronous() -> Rules {
    Rules {
        ack: Ack { waits: Waits::All, stage: Stage::Durable },
        log: LogKind::Row,
        reads: Reads::Leader,
        detect: Detector::None,
        fence: Fence::Epoch,
        elect: Elect::Freshest,
        ship_ns: 0,
        keep: 1_000,
        beat_ns: 86_400_000 * MS,
    }
}

#[test]
fn a_write_that_waits_for_all_waits_for_a_harmonic_number_of_delays() {
    const WRITES: u64 = 60_000;
    for followers in [1_u16, 2, 4, 8] {
        let trace = one_way(followers, WRITES).untraced().at_most(u64::MAX).run(WRITES * 1_000 * MS);
        let latencies = Latencies::of(&trace, Which::Writes);
        assert_eq!(u64::from(latencies.count()), WRITES);
        let harmonic: f64 = (1..=followers).map(|i| 1.0 / f64::from(i)).sum();
        let what = format!("{followers} followers");
        assert_near(latencies.mean_ns().expect("writes") as f64, harmonic * 10.0 * MS_F, 0.01, &what);
        let n = u32::from(followers);
        let theory = order::exponential_quantile(n, n, 0.99) * 10.0 * MS_F;
        assert_near(latencies.quantile_ns(990_000).expect("writes") as f64, theory, 0.02, &what);
    }
}

/// Eight clients write and read as quickly as they are answered; the leader ships its log every 40 ms.
fn asynchronous(followers: u32, seed: u64, script: &str) -> String {
    format!(
        "v=1&s=quarter&nodes={}&repl=leader&show=time&ack=async&ship=40ms&disk=all.1ms&clients=8&load=uniform\
         &keys=100&think=1ms&link=all.exp.8ms&detect=timeout.500ms&timeout=10s&until=4s&seed={seed}{script}",
        followers + 1,
    )
}

/// Acknowledged writes in a second of a stretch of time.
fn rate(trace: &Trace, from_ns: u64, to_ns: u64) -> f64 {
    let within = |at_ns| from_ns <= at_ns && at_ns < to_ns;
    let acks = trace.events.iter().filter(|e| matches!(e.what, What::Acknowledged(_)) && within(e.at_ns));
    acks.count() as f64 / ((to_ns - from_ns) as f64 / 1e9)
}

/// Little's law: what is inside at a time is the rate at which it comes in, times how long it stays. A write is on the
/// leader alone until the next shipment, half an interval in the mean, and while that is on its way to the quickest.
#[test]
fn writes_at_risk_are_the_rate_times_half_the_interval_and_the_quickest_way() {
    for followers in [1, 2, 3] {
        let (mut at_risk, mut expected) = (0.0, 0.0);
        for seed in 0..40 {
            let trace = traced(&asynchronous(followers, seed, ""));
            let risk = Risk::of(&trace);
            let spells: Vec<Spell> = risk.writes().iter().map(|(_, spell)| *spell).collect();
            let total: f64 = spells.iter().map(|spell| spell.length_ns() as f64).sum();
            at_risk += total / trace.end_ns as f64;
            // The least of n exponential delays has an n-th of their mean.
            let lag = 0.040 / 2.0 + 0.008 / f64::from(followers);
            expected += rate(&trace, 0, trace.end_ns) * lag;
        }
        assert_near(at_risk, expected, 0.03, &format!("{followers} followers"));
    }
}

/// What was shipped arrives even if the leader dies meanwhile. So what a failover loses is what waited for the next
/// shipment: the rate times half an interval in the mean, and a whole one at most.
#[test]
fn a_failover_loses_the_rate_times_half_the_interval() {
    let (mut lost, mut expected) = (0.0, 0.0);
    for seed in 0..400_u64 {
        // Every part of an interval is as likely, and no crash is at an instant of a shipment.
        let crash_us = 1_000_000 + seed * 40_000 / 400 + 37;
        let trace = traced(&asynchronous(2, seed, &format!("&do={crash_us}us.crash.n1")));
        let crash_ns = crash_us * 1_000;
        let led = trace.events.iter().find_map(|event| match event.what {
            What::Leads { epoch: 2.., position, .. } => Some(position),
            _ => None,
        });
        let led = led.expect("another leads");
        let is_lost = |what: &What| match what {
            What::Acknowledged(op) => trace.operation(*op).position.is_some_and(|position| position > led),
            _ => false,
        };
        let before = trace.events.iter().filter(|event| event.at_ns <= crash_ns);
        let of_seed = before.filter(|event| is_lost(&event.what)).count() as f64;
        let rate = rate(&trace, 200 * MS, crash_ns);
        assert!(of_seed < rate * 0.040 * 1.8, "seed {seed}: {of_seed} of {rate} a second");
        lost += of_seed;
        expected += rate * 0.040 / 2.0;
    }
    assert_near(lost, expected, 0.05, "lost");
}
