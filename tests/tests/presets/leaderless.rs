//! Examples of replication without a leader: what a quorum promises and what it does not, and what mends a replica that
//! missed something.

use crate::{
    the_document_says, the_page_says,
    time::{MS, broken, outcomes, reads, trace, writes_ms},
};
use quorate_core::{
    check::{self, Rule},
    measure::{Latencies, Which},
    trace::{ActorAt, Gone, Moment, Names, OpKind, Outcome, Trace, What, Why},
};

fn modes<const N: usize>(id: &str) -> [Trace; N] {
    core::array::from_fn(|mode| trace(id, mode))
}

/// How long the reads took that were done, ms.
fn reads_ms(trace: &Trace) -> Vec<u64> {
    let reads = trace.operations.iter().filter(|op| op.kind == OpKind::Get && op.outcome == Outcome::Ok);
    reads.map(|op| (op.end_ns.expect("it is done") - op.start_ns) / MS).collect()
}

/// When and where something happened, with a version or whatever it is about: `62 n3 x=5 (v2)`.
fn happened(trace: &Trace, about: impl Fn(&What, &Names<'_>) -> Option<String>) -> Vec<String> {
    let names = Names::new(trace);
    let found = trace.events.iter().filter_map(|event| {
        let what = about(&event.what, &names)?;
        Some(format!("{} {} {what}", event.at_ns / MS, names.actor(event.actor)))
    });
    found.collect()
}

/// The versions that nodes came to in this way.
fn stored(trace: &Trace, how: Why) -> Vec<String> {
    happened(trace, |what, names| match *what {
        What::Stored { version, why, .. } if why == how => Some(names.version(version)),
        _ => None,
    })
}

/// How many answers coordinators had, and how many they waited for, when they gave up.
fn short(trace: &Trace) -> Vec<(u32, u32)> {
    let short = trace.events.iter().filter_map(|event| match event.what {
        What::Short { got, need, .. } => Some((got, need)),
        _ => None,
    });
    short.collect()
}

/// The place of the acknowledged write that is lost, if one is.
fn lost(trace: &Trace) -> Option<u32> {
    let verdicts = check::all(trace);
    let kept = verdicts.iter().find(|verdict| verdict.rule == Rule::AcknowledgedKept).expect("it is judged");
    kept.breach.and_then(|breach| breach.op).map(|op| op.0)
}

/// What a node has at an instant.
fn held(trace: &Trace, node: &str, at_ms: u64) -> Vec<String> {
    let (moment, names) = (Moment::new(trace, at_ms * MS), Names::new(trace));
    let is_it = |(at, _): &(ActorAt, _)| names.actor(*at) == node;
    let (_, state) = moment.actors().find(is_it).expect("the node");
    let mut versions: Vec<String> = state.versions.iter().map(|version| names.version(*version)).collect();
    versions.sort();
    versions
}

#[test]
fn a_read_returns_what_two_of_three_have_and_repairs_the_third() {
    let [trace] = modes("quorum-repair");
    assert_eq!((writes_ms(&trace), reads_ms(&trace)), (vec![9, 9], vec![8]));
    assert_eq!(reads(&trace), [Some("5")]);
    let differs = happened(&trace, |what, _| matches!(what, What::Differs(_)).then(String::new));
    assert_eq!(differs, ["56 c1 "], "the last answer, 4 ms after the read was served");
    assert_eq!(held(&trace, "n3", 56), ["x=3 (v1)"]);
    assert_eq!(stored(&trace, Why::Repair), ["62 n3 x=5 (v2)"]);
    assert_eq!(broken(&trace), []);
    for figure in ["after 9 ms", "after 8 ms and returns 5", "4 ms later with x=3", "6 ms after that"] {
        the_page_says("quorum-repair", figure);
    }
    the_document_says("`quorum-repair`", "4 ms ● after the read was served, and the repair 6 ms ● later");
}

#[test]
fn strict_quorums_are_not_linearizable_but_with_reads_that_repair_first() {
    let [flips, blocks] = modes("read-flips");
    assert_eq!([broken(&flips), broken(&blocks)], [vec![Rule::Linearizable], vec![]]);
    assert_eq!(reads(&flips), [Some("2"), Some("1")]);
    assert_eq!(reads(&blocks), [Some("2"), Some("2")]);
    assert_eq!([reads_ms(&flips), reads_ms(&blocks)], [vec![8, 8], vec![17, 17]]);
    let [_, write, first, second] = &flips.operations[..] else { panic!("two writes and two reads") };
    assert!(write.start_ns < first.start_ns && second.end_ns < write.end_ns, "while it was written");
    assert_eq!(second.start_ns - first.end_ns.expect("it is done"), 12 * MS);
    the_page_says("read-flips", "12 ms later");
    the_page_says("read-flips", "9 ms longer");
}

#[test]
fn a_write_that_one_of_two_took_is_read_once_and_then_not() {
    let [trace] = modes("failed-write");
    assert_eq!(outcomes(&trace), [Outcome::Ok, Outcome::Unknown, Outcome::Ok, Outcome::Ok]);
    assert_eq!(short(&trace), [(1, 2)]);
    assert_eq!(reads(&trace), [Some("2"), Some("1")]);
    assert!(broken(&trace).contains(&Rule::Linearizable) && !broken(&trace).contains(&Rule::FreshReads));
    the_page_says("failed-write", "The next read returns it; the one after that does not");
}

#[test]
fn a_read_of_two_replicas_misses_what_their_stand_ins_took_until_hints_come() {
    let [sloppy, strict] = modes("sloppy");
    assert_eq!(writes_ms(&sloppy)[1], 27);
    assert!(happened(&sloppy, |what, _| matches!(what, What::Sloppy { .. }).then(String::new)) != [""; 0]);
    assert_eq!(reads(&sloppy), [Some("1"), Some("2")]);
    assert!(broken(&sloppy).contains(&Rule::FreshReads));
    // They started at 60 ms.
    assert_eq!(stored(&sloppy, Why::Hint), ["136 n2 x=2 (v2)", "136 n3 x=2 (v2)"]);
    assert_eq!((short(&strict), outcomes(&strict)[1]), (vec![(1, 2)], Outcome::Unknown));
    assert_eq!(broken(&strict), []);
    for figure in ["27 ms", "76 ms", "one answer of two"] {
        the_page_says("sloppy", figure);
    }
}

#[test]
fn a_clock_that_is_ahead_loses_a_later_write_and_siblings_keep_it() {
    let [lww, siblings] = modes("lww-skew");
    assert_eq!([lost(&lww), lost(&siblings)], [Some(1), None]);
    assert_eq!([reads(&lww), reads(&siblings)], [[Some("a")], [Some("a|b")]]);
    for node in ["n1", "n2", "n3"] {
        assert_eq!(held(&lww, node, 80), ["x=a (v1)"], "{node}");
    }
    assert!(lww.operations[0].end_ns < Some(lww.operations[1].start_ns), "b was written after a");
    assert_eq!(outcomes(&lww), [Outcome::Ok; 3]);
    the_page_says("lww-skew", "30 ms ahead");
}

#[test]
fn of_two_writes_in_one_microsecond_the_greater_value_is_left_everywhere() {
    let [trace] = modes("lww-tie");
    let clocks: Vec<i64> = trace.versions.iter().map(|(_, version)| version.clock_us).collect();
    assert_eq!(clocks.iter().min(), clocks.iter().max());
    // n1 and n2 each heard of their own first.
    assert_eq!([held(&trace, "n1", 8), held(&trace, "n2", 8)], [["x=apple (v1)"], ["x=pear (v2)"]]);
    for node in ["n1", "n2", "n3"] {
        assert_eq!(held(&trace, node, 60), ["x=pear (v2)"], "{node}");
    }
    assert_eq!(outcomes(&trace), [Outcome::Ok; 4]);
    the_page_says("lww-tie", "pear and not apple");
}

#[test]
fn what_was_taken_out_of_a_cart_comes_back_with_the_union_of_siblings() {
    let [trace] = modes("cart");
    let hinted = happened(&trace, |what, names| match *what {
        What::Hinted { whom, version } => {
            Some(format!("for {}: {}", names.actor(whom), names.version(version)))
        }
        _ => None,
    });
    assert_eq!(hinted, ["26 n1 for n3: cart=milk (v1)", "38 n4 for n3: cart=milk,eggs (v2)"]);
    assert_eq!(stored(&trace, Why::Hint)[1], "82 n3 cart=milk,eggs (v2)");
    for node in ["n1", "n2", "n3"] {
        assert_eq!(held(&trace, node, 140), ["cart=eggs (v3)", "cart=milk,eggs,bread (v4)"], "{node}");
    }
    assert_eq!(reads(&trace)[2], Some("bread,eggs,milk"));
    the_page_says("cart", "their union has the milk again");
}

#[test]
fn of_two_writes_through_one_node_siblings_keep_both_and_vectors_one() {
    let [siblings, vectors, lww] = modes("siblings-vectors");
    assert_eq!([&siblings, &vectors, &lww].map(|trace| reads(trace)[2]), [Some("b|c"), Some("c"), Some("c")]);
    for (trace, is_broken) in [(&siblings, false), (&vectors, true), (&lww, true)] {
        assert_eq!(broken(trace).contains(&Rule::SeenFirst), is_broken);
        assert_eq!(outcomes(trace), [Outcome::Ok; 6]);
        assert_eq!(trace.operations[4].start_ns - trace.operations[3].start_ns, MS);
    }
    the_page_says("siblings-vectors", "1 ms apart");
}

#[test]
fn hints_are_delivered_in_the_order_of_the_writes() {
    let [trace] = modes("hints");
    assert_eq!(stored(&trace, Why::Hint), ["109 n3 x=2 (v2)", "118 n3 y=1 (v1)", "127 n3 z=1 (v1)"]);
    assert_eq!(broken(&trace), []);
    // It is back at 100 ms.
    the_page_says("hints", "27 ms after it is back");
}

#[test]
fn who_was_away_for_longer_than_hints_are_kept_needs_a_sweep() {
    let [hints, sweep] = modes("hint-window");
    assert_eq!(stored(&hints, Why::Hint), ["149 n3 x=2 (v2)"]);
    assert_eq!(held(&hints, "n3", 300), ["x=2 (v2)", "y=1 (v1)"]);
    assert!(broken(&hints).contains(&Rule::Converged));
    // It is back at 130 ms.
    assert_eq!(stored(&sweep, Why::Sweep), ["260 n3 y=2 (v2)"]);
    assert_eq!(broken(&sweep), []);
    the_page_says("hint-window", "130 ms after n3 is back");
}

#[test]
fn a_sweep_goes_down_to_two_leaves_and_brings_two_writes() {
    let [trace] = modes("merkle");
    let compared = happened(&trace, |what, names| match *what {
        What::Compared { whom, level, differ, .. } => {
            Some(format!("with {}: level {level}, {differ}", names.actor(whom)))
        }
        _ => None,
    });
    let of_n3: Vec<&String> = compared.iter().filter(|line| line.contains("n3 with n2")).collect();
    assert_eq!(
        of_n3,
        [
            "84 n3 with n2: level 0, 1",
            "92 n3 with n2: level 1, 2",
            "100 n3 with n2: level 2, 2",
            "108 n3 with n2: level 3, 2",
            "116 n3 with n2: level 4, 2",
            "124 n3 with n2: level 5, 2",
            "132 n3 with n2: level 6, 2",
        ]
    );
    assert_eq!(stored(&trace, Why::Sweep), ["140 n3 b=2 (v2)", "140 n3 f=1 (v1)"]);
    assert_eq!(held(&trace, "n3", 180).len(), 6);
    assert_eq!(broken(&trace), []);
    the_page_says("merkle", "seven of 8 ms");
}

#[test]
fn a_deletion_comes_undone_once_its_tombstone_is_purged() {
    let [purged, kept] = modes("tombstone");
    assert_eq!([reads(&purged), reads(&kept)], [[Some("1"); 2], [Some("nothing"); 2]]);
    let gone = happened(&purged, |what, names| match *what {
        What::Dropped { version, why: Gone::Purged, .. } => Some(names.version(version)),
        _ => None,
    });
    // n1 wrote it at 30 ms.
    assert_eq!(gone, ["90 n1 no x (v2)", "90 n2 no x (v2)"]);
    assert_eq!([lost(&purged), lost(&kept)], [Some(1), None]);
    for node in ["n1", "n2", "n3"] {
        assert_eq!(held(&purged, node, 160), ["x=1 (v1)"], "{node}");
    }
    assert_eq!(broken(&kept), []);
    the_page_says("tombstone", "60 ms later");
}

#[test]
fn levels_of_three_data_centres_wait_for_none_for_the_nearest_and_for_all_others() {
    let said = [["1.8", "4.5"], ["82.3", "89.8"], ["109.1", "116.3"]];
    for (trace, said) in modes::<3>("far-apart").iter().zip(said) {
        let latencies = Latencies::of(trace, Which::Writes);
        assert!(latencies.count() >= 199 && latencies.failed() == 0, "{}", latencies.count());
        for (ppm, figure) in [(500_000, said[0]), (990_000, said[1])] {
            let ns = latencies.quantile_ns(ppm).expect("writes");
            assert_eq!(format!("{:.1}", ns as f64 / 1e6), figure);
            the_page_says("far-apart", figure);
        }
        assert!(!broken(trace).contains(&Rule::FreshReads));
    }
    the_document_says("`far-apart`", "82.3 ms at the median, where LOCAL_QUORUM takes 1.8 ●");
}

#[test]
fn without_a_data_centre_a_quorum_of_all_goes_on_and_one_of_each_does_not() {
    let [local, all, each] = modes("dc-lost");
    let ms = |trace: &Trace| -> Vec<u64> {
        let all = Latencies::of(trace, Which::Writes).range_ns().into_iter();
        all.flat_map(|(least, most)| [least, most]).map(|ns| (ns + MS / 2) / MS).collect()
    };
    assert_eq!([ms(&local), ms(&all)], [vec![2, 2], vec![82, 105]]);
    assert_eq!([outcomes(&local), outcomes(&all)], [[Outcome::Ok; 3]; 2]);
    assert_eq!(outcomes(&each), [Outcome::Ok, Outcome::Unknown, Outcome::Fail]);
    for figure in ["2 ms a write", "105 ms where it took 82"] {
        the_page_says("dc-lost", figure);
    }
}

#[test]
fn three_settings_of_guide_001_read_the_new_value_fail_and_read_the_old() {
    let [two, all, one] = modes("guide-001");
    assert_eq!([reads(&two), reads(&one)], [[Some("2")], [Some("1")]]);
    assert_eq!((outcomes(&all)[1], short(&all)), (Outcome::Unknown, vec![(2, 3)]));
    assert_eq!([writes_ms(&two), writes_ms(&one)], [[17, 17], [9, 9]]);
    let stale = [&two, &all, &one].map(|trace| broken(trace).contains(&Rule::FreshReads));
    assert_eq!(stale, [false, false, true]);
    the_page_says("guide-001", "9 ms rather than 17");
    the_page_says("guide-001", "two answers of three");
}

#[test]
fn three_settings_of_guide_004_cost_writes_or_reads_and_refuse_one_of_them() {
    let modes = modes::<3>("guide-004");
    assert_eq!(modes.each_ref().map(|trace| writes_ms(trace)[0]), [17, 17, 9]);
    assert_eq!(modes.each_ref().map(|trace| reads_ms(trace)[0]), [16, 8, 16]);
    // What is asked while n3 is off: a write, then a read.
    let without = modes.each_ref().map(|trace| [2, 3].map(|op| outcomes(trace)[op]));
    let (done, unsure, refused) = (Outcome::Ok, Outcome::Unknown, Outcome::Fail);
    assert_eq!(without, [[done, done], [unsure, done], [done, refused]]);
    the_page_says("guide-004", "17 ms with W=R=2 as with W=3, and 9 with W=1");
    the_page_says("guide-004", "16 ms, with R=1 8, with R=3 16");
    the_document_says("`guide-004`", "Reads of 8 ms rather than 16 ●, but writes of 17 as with W=2 ●");
    assert!(!modes.iter().any(|trace| broken(trace).contains(&Rule::FreshReads)));
}

#[test]
fn a_hint_is_enough_for_any_and_no_read_finds_it() {
    let [any, one] = modes("any");
    assert_eq!(outcomes(&any), [Outcome::Unknown, Outcome::Ok, Outcome::Fail, Outcome::Ok]);
    assert_eq!(reads(&any), [None, None, Some("1")]);
    // They started at 64 ms.
    assert_eq!(stored(&any, Why::Hint), ["84 n1 x=1 (v1)", "84 n2 x=1 (v1)", "84 n3 x=1 (v1)"]);
    assert_eq!((outcomes(&one)[1], reads(&one)[2]), (Outcome::Fail, Some("nothing")));
    the_page_says("any", "20 ms after the replicas are back");
}
