//! What words of time mean, and what is said of those that mean nothing.

use quorate_core::{
    base::NodeId,
    scenario::{Pane, Replication, Show, parse},
    sim::{Latency, Peer},
};

const LEADER: &str = "v=1&s=cassandra-racks&repl=leader";

/// As it may be written, and as it is.
const SAID: &[(&str, &str)] = &[
    ("ack=remote-write.1", "ack=remote-write"),
    ("ack=remote-apply.n02", "ack=remote-apply.n2"),
    ("ack=off", "ack=off"),
    ("ack=sync", "ack=sync"),
    ("ack=sync.n2", "ack=sync.n2"),
    ("ack=remote-apply.quorum", "ack=remote-apply.quorum"),
    ("reads=window.2000", "reads=window.2s"),
    ("reads=bounded.250us", "reads=bounded.250us"),
    ("detect=phi.850pct", "detect=phi.850pct"),
    ("detect=phi-normal.800pct", "detect=phi-normal.8"),
    ("fence=lease.2000000us", "fence=lease.2s"),
    ("ship=0ms", ""),
    ("ship=100us", "ship=100us"),
    ("link=all.exp.2ms", "link=all.exp.2ms"),
    ("link=n2.n1.const.80", "link=all.const.1ms_n1.n2.const.80ms"),
    ("link=n1.n2.const.3_all.exp.2ms_c1.n1.const.3ms", "link=all.exp.2ms_n1.c1.const.3ms"),
    ("link=n1.w1.const.3_n1.w1.const.4", "link=all.const.1ms_n1.w1.const.4ms"),
    ("link=all.mix.90.const.1ms.10pct.pareto.1ms.250", "link=all.mix.90pct.const.1ms.10pct.pareto.1ms.250"),
    ("link=all.table.aws-2013", "link=all.table.aws-2013"),
    ("loss=50000ppm", "loss=5pct"),
    ("loss=0ppm", ""),
    ("skew=n3.-30ms_n1.30_n2.0", "skew=n1.30ms_n3.-30ms"),
    ("disk=n2.9ms", "disk=all.1ms_n2.9ms"),
    ("disk=all.5ms_n2.9ms", "disk=all.5ms_n2.9ms"),
    ("retry=3", "retry=3.100ms"),
    ("retry=3.1s", "retry=3.1s"),
    ("at=end", ""),
    ("at=150", "at=150ms"),
    ("load=zipf.99", "load=zipf.99"),
    ("do=none", ""),
    ("do=200ms.up.n3_150.kill.n3", "do=150.kill.n3_200.up.n3"),
    ("do=1s.get.x_0.put.x.a-20b.c2_1000.incr.x", "do=0.put.x.a-20b.c2_1s.get.x_1s.incr.x"),
    ("do=5.put.x.1.quorum.c2.n3", "do=5.put.x.1.quorum.c2.n3"),
    ("do=5.get.c1.n2", "do=5.get.c1.n2"),
    ("do=5.cut.n3-n1.c2-w1", "do=5.cut.n1-n3.c2-w1"),
    ("do=5.split.n2-n1.n3-n4-n5_9.heal", "do=5.split.n1-n2.n3-n4-n5_9.heal"),
    ("do=5.lose.n1.n2.1_5.delay.c1.n2.80ms.3", "do=5.lose.n1.n2_5.delay.c1.n2.80ms.3"),
    ("do=5.kill.r1_6.crash.d1_7.up.g1", "do=5.kill.r1_6.crash.d1_7.up.g1"),
    ("do=5.pause.n1_6.pause.n2.200", "do=5.pause.n1_6.pause.n2.200ms"),
    (
        "do=5.skew.n1.-50ms_5.slow.n2.0_6.transfer.p1.n2_7.upgrade.n3",
        "do=5.skew.n1.-50ms_5.slow.n2.0_6.transfer.p1.n2_7.upgrade.n3",
    ),
    ("do=5.loss.n1.n2.5pct_5.dup.n1-n2.c1.20ppm", "do=5.loss.n1.n2.5pct_5.dup.n1-n2.c1.20ppm"),
    ("do=5.cas.x.1.2_5.del.x_6.insert.v", "do=5.cas.x.1.2_5.del.x_6.insert.v"),
    ("w=03", "w=3"),
    ("r=2", ""),
    ("ask=digest", "ask=digest"),
    ("coord=client", "coord=client"),
    ("conflict=siblings", "conflict=siblings"),
    ("repair=hint-read", ""),
    ("repair=merkle-hint-block", "repair=block-hint-merkle"),
    ("repair=none", "repair=none"),
    ("sloppy=on", "sloppy=on"),
    ("hint=10800s", ""),
    ("hint=3h.10000.1s", ""),
    ("hint=3h.10000.200", "hint=3h.10000.200ms"),
    ("hint=24h.5", "hint=1d.5"),
    ("hint=0.0", "hint=0.0"),
    ("grace=10d", ""),
    ("grace=240h", ""),
    ("grace=864001s", "grace=864001s"),
    ("grace=2s", "grace=2s"),
    ("sweep=1000", ""),
    ("sweep=100us", "sweep=100us"),
    ("wait=auto", ""),
    ("wait=1000us", "wait=1ms"),
    ("fsync=off", "fsync=off"),
    ("wl=quorum", "wl=quorum"),
    ("wl=any", "wl=any"),
    ("rl=each-quorum", "rl=each-quorum"),
    ("rl=none", ""),
    ("wars=ymmr-335", "wars=ymmr-335"),
    ("wars=none", ""),
    ("p=10000ppm", ""),
    ("p=0", "p=0"),
    ("p=5ppm", "p=5ppm"),
    ("trials=0100000", ""),
    ("trials=10000000", "trials=10000000"),
    ("do=5.put.x.1.any.c2.n3_6.get.x.local-quorum", "do=5.put.x.1.any.c2.n3_6.get.x.local-quorum"),
];

#[test]
fn what_can_be_said_in_several_ways_is_written_in_one() {
    for (said, written) in SAID {
        let parsed = parse(&format!("{LEADER}&{said}"));
        assert_eq!(parsed.problems, vec![], "{said}");
        let meant = if written.is_empty() { LEADER.into() } else { with(written) };
        assert_eq!(parsed.scenario.address(), meant, "{said}");
    }
}

/// Rules stand before `repl`, but for levels.
fn with(field: &str) -> String {
    let key = field.split('=').next().unwrap_or("");
    let stands_beside_level = matches!(key, "wl" | "rl");
    if quorate_core::scenario::Rule::KEYS.contains(&key) && !stands_beside_level {
        format!("v=1&s=cassandra-racks&{field}&repl=leader")
    } else {
        format!("{LEADER}&{field}")
    }
}

/// What is wrong with a value, by its code, what the message has, and what is near.
const WRONG: &[(&str, &str, &str, Option<&str>)] = &[
    ("repl=multi", "not-modelled", "not model yet", Some("leader")),
    ("repl=raft", "not-modelled", "not model yet", Some("leader")),
    ("repl=leder", "word", "single, leader", Some("leader")),
    ("repl=leaderles", "word", "single, leader, leaderless", Some("leaderless")),
    ("modes=0", "range", "from 1 to 3", Some("1")),
    ("modes=4", "range", "from 1 to 3", Some("3")),
    ("ack=asinc", "word", "async, off, semi", Some("async")),
    ("ack=semi", "word", "lacks a number of followers", Some("semi.1")),
    ("ack=semi.0", "range", "«0»", Some("semi.1")),
    ("ack=semi.64", "range", "«64»", Some("semi.63")),
    ("ack=sync.n99", "node", "n99", None),
    ("ack=sync.2", "node", "«2»", Some("sync.n1")),
    ("ack=async.1", "word", "«1» too much", Some("async")),
    ("ack2=semi.0", "range", "«0»", Some("semi.1")),
    ("log=rows", "word", "statement, wal, row", Some("row")),
    ("reads=bounded", "word", "lacks a time", Some("bounded.2s")),
    ("reads=bounded.0", "range", "1ns", Some("bounded.1ns")),
    ("reads=window.2h", "number", "no time", Some("window.80ms")),
    ("detect=phi", "word", "lacks a threshold", Some("phi.8")),
    ("detect=phi.0", "range", "from 1 to 100", Some("phi.1")),
    ("detect=phi.20000pct", "range", "10000", Some("phi.10000pct")),
    ("detect=timeout.-5", "range", "1ns", Some("timeout.1ns")),
    ("fence=leese.2s", "word", "none, epoch, lease", Some("lease.2s")),
    ("elect=fastest", "word", "freshest, safe, first", Some("freshest")),
    ("ship=99us", "range", "100us", Some("100us")),
    ("ship=-1", "range", "0", Some("0")),
    ("keep=0", "range", "1000000", Some("1")),
    ("beat=0", "range", "100us", Some("100us")),
    ("w=0", "range", "from 1 to 1000", Some("1")),
    ("w=quorum", "number", "from 1 to 1000", None),
    ("r=1001", "range", "1000", Some("1000")),
    ("r3=0", "range", "1", Some("1")),
    ("ask=digests", "word", "all, digest", Some("digest")),
    ("coord=clint", "word", "replica, any, client", Some("client")),
    ("conflict=crdt", "word", "lww, siblings, vectors, merge", None),
    ("conflict2=sibling", "word", "siblings", Some("siblings")),
    ("repair=read-block", "word", "choose one of them", Some("block")),
    ("repair=hint-block-read-merkle", "word", "choose one of them", Some("hint-block-merkle")),
    ("repair=hint-hint", "duplicate", "hint twice", None),
    ("repair=hint-merkel", "word", "«merkel»", Some("hint-merkle")),
    ("repair=reed", "word", "read, block, hint, merkle", Some("read")),
    ("repair=none-hint", "word", "«none»", None),
    ("repair=hint-", "word", "«»", None),
    ("sloppy=yes", "word", "on, off", None),
    ("hint=3x", "number", "s, h or d", Some("3h")),
    ("hint=3h.many", "number", "«many»", None),
    ("hint=3h.1000001", "range", "1000000", Some("3h.1000000")),
    ("hint=3h.5.0", "range", "100us", Some("3h.5.100us")),
    ("hint=3h.5.1s.9", "word", "«9» too much", Some("3h.5.1s")),
    ("hint=366d", "range", "365d", Some("365d")),
    ("grace=never", "number", "as in 3h", Some("3h")),
    ("grace=9999999999999999999999d", "range", "365d", Some("365d")),
    ("sweep=0", "range", "100us", Some("100us")),
    ("wait=0", "range", "1ns", Some("1ns")),
    ("fsync=of", "word", "on, off", Some("off")),
    ("wl=serial", "not-modelled", "SERIAL needs Paxos", Some("quorum")),
    ("rl2=local-serial", "not-modelled", "SERIAL needs Paxos", Some("local-quorum")),
    ("wl3=qurum", "word", "one, two, three", Some("quorum")),
    ("wars=lnkd", "word", "lnkd-ssd, lnkd-disk", None),
    ("wars=ymmr-334", "word", "own", Some("ymmr-335")),
    ("p=101pct", "range", "100pct", Some("100pct")),
    ("p=1", "number", "pct or ppm", Some("5pct")),
    ("trials=999", "range", "1000", Some("1000")),
    ("trials=10000001", "range", "10000000", Some("10000000")),
    ("link=all", "word", "lacks a distribution", Some("all.const.2ms")),
    ("link=all.expo.2ms", "word", "const, uniform, exp", Some("all.exp.2ms")),
    ("link=all.exp.2ms_n1.const.2ms", "node", "«const»", Some("all.exp.2ms_n1.n1.2ms")),
    ("link=n1.n1.const.1ms", "node", "to itself", None),
    ("link=n1.n99.const.1ms", "node", "«n99»", None),
    ("link=n1.c65.const.1ms", "range", "c64", Some("n1.c64.const.1ms")),
    ("link=all.uniform.5ms.1ms", "range", "5ms", Some("all.uniform.5ms.5ms")),
    ("link=all.lognormal.1ms.501pct", "range", "500pct", Some("all.lognormal.1ms.500pct")),
    ("link=all.pareto.1ms.9", "range", "10", Some("all.pareto.1ms.10")),
    ("link=all.mix.50.exp.1ms.40.exp.2ms", "range", "90pct in all", None),
    ("link=all.mix.100.mix.100.exp.1ms", "word", "«mix»", None),
    ("loss=5", "number", "pct or ppm", Some("5pct")),
    ("loss=101pct", "range", "100pct", Some("100pct")),
    ("skew=n1.1d", "number", "«1d»", Some("n1.80ms")),
    ("skew=n1.1_n1.2", "node", "n1 twice", None),
    ("skew=n99.1", "node", "«n99»", None),
    ("disk=5ms", "node", "as in all.5ms", Some("all.5ms")),
    ("timeout=0", "range", "1ns", Some("1ns")),
    ("timeout=2d", "number", "no time", Some("80ms")),
    ("retry=101.1s", "range", "100", Some("100.1s")),
    ("load=zipf", "word", "lacks theta", Some("zipf.99")),
    ("load=celebrity.90pct", "not-modelled", "does not model yet", Some("zipf.99")),
    ("clients=65", "range", "64", Some("64")),
    ("think=-1", "range", "0", Some("0")),
    ("arrive=every.0", "range", "1us", Some("every.1us")),
    ("arrive=poisson", "word", "lacks the time", Some("poisson.20ms")),
    ("until=86401s", "range", "86400s", Some("86400s")),
    ("at=soon", "number", "no time", Some("80ms")),
    ("do=150", "word", "lacks a verb", Some("150.kill.n1")),
    ("do=150.kil.n3_200.up.n3", "word", "put, get, del", Some("150.kill.n3_200.up.n3")),
    ("do=150.kill", "word", "lacks a node", Some("150.kill.n1")),
    ("do=150.kill.x3", "node", "«x3»", Some("150.kill.n1")),
    ("do=150.kill.n3.n4", "word", "«n4» too much", Some("150.kill.n3")),
    ("do=soon.kill.n3", "number", "«soon»", Some("80ms.kill.n3")),
    ("do=-5.kill.n3", "range", "«-5»", Some("0.kill.n3")),
    ("do=5.put.x", "word", "lacks a value", Some("5.put.x.1")),
    ("do=5.put.x.1.qurum", "word", "one, two, three", Some("5.put.x.1.quorum")),
    ("do=5.get.x.serial", "not-modelled", "SERIAL needs Paxos", Some("5.get.x.quorum")),
    ("do=5.put.x.1.c65", "range", "c64", Some("5.put.x.1.c64")),
    ("do=5.put.x.-ZZ", "text", "«-ZZ»", None),
    ("do=5.cut.n1.n1", "node", "n1 in two sets", None),
    ("do=5.cut.n1-n1.n2", "duplicate", "n1 twice", None),
    ("do=5.split.n1-n2", "word", "lacks another group", Some("5.split.n1-n2.n3")),
    ("do=5.lose.n1.n1", "node", "to itself", None),
    ("do=5.lose.n1.n2.0", "range", "«0»", Some("5.lose.n1.n2.1")),
    ("do=5.loss.n1.n2.5", "number", "«5»", Some("5.loss.n1.n2.5pct")),
    ("do=5.slow.n2.80m", "number", "«80m»", Some("5.slow.n2.80ms")),
    ("do=5.add.n7", "not-modelled", "not modelled over time", None),
    ("do=5.rm.n3", "not-modelled", "not modelled over time", None),
    ("do=5.transfer.p0.n1", "node", "«p0»", Some("5.transfer.p1.n1")),
];

#[test]
fn what_is_wrong_with_a_value_of_time_is_told_with_what_is_near_which_can_be_used() {
    let start = parse(LEADER).scenario;
    for (field, code, said, hint) in WRONG {
        let (key, _) = field.split_once('=').unwrap();
        let leader = if key == "repl" { "v=1&s=cassandra-racks" } else { LEADER };
        let parsed = parse(&format!("{leader}&{field}"));
        let [problem] = parsed.problems.as_slice() else { panic!("{field}: {:?}", parsed.problems) };
        assert_eq!((problem.field.as_str(), problem.code.id()), (key, *code), "{field}");
        assert!(problem.message.contains(said), "{field}: {}", problem.message);
        assert_eq!(problem.hint.as_deref(), *hint, "{field}: {}", problem.message);
        if key != "repl" {
            assert_eq!(parsed.scenario, start, "{field}: the rest loads");
        }
    }
}

#[test]
fn what_is_near_can_be_used_as_it_is() {
    // One line has two mistakes, so the first is mended alone.
    let twice_wrong = "link=all.exp.2ms_n1.const.2ms";
    for (field, .., hint) in WRONG.iter().filter(|(field, ..)| *field != twice_wrong) {
        let Some(hint) = hint else { continue };
        let (key, _) = field.split_once('=').unwrap();
        let parsed = parse(&format!("v=1&s=cassandra-racks&{key}={hint}"));
        assert_eq!(parsed.problems, vec![], "{field}");
    }
}

#[test]
fn the_link_between_two_is_the_same_either_way_and_others_are_as_all() {
    let scenario = parse(&format!("{LEADER}&link=all.exp.2ms_n2.n1.const.80ms")).scenario;
    let [one, two, three] = [1, 2, 3].map(|id| Peer::Node(NodeId(id)));
    let experiment = scenario.experiment();
    assert_eq!(experiment.latency(one, two), &Latency::Constant(80_000_000));
    assert_eq!(experiment.latency(two, one), &Latency::Constant(80_000_000));
    assert_eq!(experiment.latency(three, one), &Latency::Exponential(2_000_000));
    assert_eq!(experiment.latency(Peer::Monitor, one), &Latency::Exponential(2_000_000));
}

#[test]
fn time_is_shown_where_it_is_chosen_and_there_is_some() {
    let shown = |params: &str| {
        let scenario = parse(&format!("v=1&s={params}")).scenario;
        [scenario.shows_ring(), scenario.shows_racks(), scenario.shows_time()]
    };
    for (params, ring_racks_time) in [
        ("ring&show=ring", [true, false, false]),
        ("ring&show=time", [true, false, false]),
        ("ring&repl=leader&show=time", [false, false, true]),
        ("ring&repl=leader&show=sequence", [false, false, true]),
        ("ring&repl=leader&show=ring_time", [true, false, true]),
        ("ring&repl=leader&show=racks_time", [false, true, true]),
        ("ring&repl=leader&show=ring_racks_time", [true, true, true]),
        ("ring&repl=leader", [true, false, false]),
        ("ring&show=quorum", [false, false, false]),
        ("ring&show=ring_quorum", [true, false, false]),
        ("ring&show=racks_stale", [false, true, false]),
        ("ring&repl=leaderless&show=ring_racks_time_quorum_stale", [true, true, true]),
        ("ring&show=time_quorum", [false, false, false]),
        ("rack-blind&show=ring_stale", [false, false, false]),
        ("rack-blind&show=time", [false, true, false]),
        ("rack-blind&repl=leader&show=time", [false, false, true]),
        ("rack-blind&repl=leader&show=ring_time", [false, false, true]),
        ("rack-blind&repl=leader&show=ring", [false, true, false]),
    ] {
        assert_eq!(shown(params), ring_racks_time, "{params}");
    }
    assert_eq!(parse("v=1&s=ring&show=racks_sequence").scenario.show(), Show::RACKS.with(Pane::Time));
    assert_eq!(parse("v=1&s=ring").scenario.experiment().replication(), Replication::Single);
}

#[test]
fn what_only_leaders_do_is_idle_where_nobody_leads() {
    let lines = "do=1.put.x.1_2.cas.x.1.2_3.incr.c_4.insert.v_5.transfer.p1.n2_6.upgrade.n1_7.get.x_8.del.x_9.kill.n1";
    let idle = |params: &str| {
        let scenario = parse(&format!("v=1&s=cassandra-racks&{params}&{lines}")).scenario;
        scenario.experiment().idle_acts(scenario.now())
    };
    let whys = idle("repl=leaderless");
    assert_eq!(whys.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(whys[0].1, "needs a leader, as leaderless replication has no cas: take put");
    assert_eq!(idle("repl=leader"), []);
}

#[test]
fn the_levels_of_reads_and_writes_are_one_for_racks_and_for_the_first_mode() {
    use quorate_core::{quorum::Level, scenario::LevelKind};
    let both = parse("v=1&s=cassandra-racks&repl=leaderless&wl=all&wl2=local-quorum&rl3=one").scenario;
    assert_eq!(both.split_levels(), Some([LevelKind::Quorum, LevelKind::All]));
    let levels = |at: usize| (both.modes()[at].quorum.read_level, both.modes()[at].quorum.write_level);
    assert_eq!(levels(0), (None, Some(Level::All)));
    assert_eq!(levels(1), (None, Some(Level::LocalQuorum(0))));
    assert_eq!(levels(2), (Some(Level::One), Some(Level::All)));
    let address = "v=1&s=cassandra-racks&repl=leaderless&wl=all&wl2=local-quorum&rl3=one";
    assert_eq!(both.address(), address);
}

#[test]
fn what_is_said_of_nodes_that_an_address_takes_away_is_left_out() {
    let three = "v=1&s=cassandra-racks&nodes=3&repl=leader";
    let parsed = parse(&format!("{three}&skew=n9.30ms"));
    assert_eq!(parsed.problems.len(), 1);
    let parsed = parse(&format!("{three}&do=5.kill.n9_6.kill.n1_3s.kill.n1"));
    assert_eq!(parsed.problems, vec![], "a line may speak of a node that is not there");
    let experiment = parsed.scenario.experiment();
    assert_eq!(
        experiment.idle_acts(parsed.scenario.now()),
        [
            (0, "speaks of n9, which is not in the cluster".to_owned()),
            (2, "is after the end at 2s".to_owned())
        ]
    );
}
