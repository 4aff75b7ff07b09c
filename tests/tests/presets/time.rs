//! Examples of time: how long writes take, who leads when, what is lost, which promise breaks, and what cures it.

use crate::{run, the_page_says};
use quorate_core::{
    base::{NodeId, PartitionId},
    check::{self, Rule},
    measure::{LAG_CRITICAL_NS, LAG_WARNING_NS, Lag, Leadership},
    run::{Course, Run, Theory},
    scenario::preset,
    trace::{Actor, OpKind, Operation, Outcome, Trace, What},
};

pub(super) const MS: u64 = 1_000_000;

/// The course of an example in a mode, from 0.
pub(super) fn trace(id: &str, mode: usize) -> Trace {
    let run = run(id);
    let courses: &[Course] = run.courses().expect("the example shows time").all().expect("it can run");
    courses[mode].trace().clone()
}

/// How long each write that was done took.
fn writes_ns(trace: &Trace) -> Vec<u64> {
    let writes = trace.operations.iter().filter(|op| op.kind.is_write() && op.outcome == Outcome::Ok);
    writes.map(|op| op.end_ns.expect("it is done") - op.start_ns).collect()
}

/// The same in ms.
pub(super) fn writes_ms(trace: &Trace) -> Vec<u64> {
    writes_ns(trace).into_iter().map(|ns| ns / MS).collect()
}

pub(super) fn lost(trace: &Trace) -> Vec<u32> {
    check::lost(trace).iter().map(|lost| lost.op.0).collect()
}

pub(super) fn broken(trace: &Trace) -> Vec<Rule> {
    check::all(trace).iter().filter(|verdict| verdict.breach.is_some()).map(|verdict| verdict.rule).collect()
}

/// When somebody began to lead, ms, and who.
fn leads(trace: &Trace) -> Vec<(u64, u32)> {
    let leads = trace.events.iter().filter_map(|event| match (event.what, trace.actor(event.actor)) {
        (What::Leads { .. }, Actor::Node(id)) => Some((event.at_ns / MS, id.0)),
        _ => None,
    });
    leads.collect()
}

/// What reads returned; none where there was no answer.
pub(super) fn reads(trace: &Trace) -> Vec<Option<&str>> {
    let text =
        |op: &Operation| op.result.map_or("nothing", |at| trace.texts.get(at)).to_string().leak() as &str;
    let reads = trace.operations.iter().filter(|op| op.kind == OpKind::Get);
    reads.map(|op| (op.outcome == Outcome::Ok).then(|| text(op))).collect()
}

pub(super) fn outcomes(trace: &Trace) -> Vec<Outcome> {
    trace.operations.iter().map(|op| op.outcome).collect()
}

#[test]
fn examples_of_time_show_time_and_no_line_of_their_scripts_is_idle() {
    let first = preset::ALL.iter().position(|preset| preset.id == "crash-modes").expect("an example");
    let without = ["five", "pbs-ssd", "pbs-disk", "pbs-ymmr", "pbs-wan"];
    for preset in preset::ALL[first..].iter().filter(|preset| !without.contains(&preset.id)) {
        let scenario = preset.scenario();
        assert!(scenario.shows_time(), "{}", preset.id);
        assert_eq!(scenario.experiment().idle_acts(scenario.now()), [], "{}", preset.id);
        assert!(Run::new(scenario).courses().expect("time").all().is_ok(), "{}", preset.id);
    }
}

#[test]
fn three_modes_take_9_20_and_30_ms_and_asynchronous_alone_loses_a_write() {
    let modes = [0, 1, 2].map(|mode| trace("crash-modes", mode));
    assert_eq!(modes.each_ref().map(writes_ms), [vec![9, 9, 9], vec![20, 20], vec![30]]);
    assert_eq!(modes.each_ref().map(lost), [vec![2], vec![], vec![]]);
    for figure in ["9 ms", "20 ms", "30 ms", "loses w3"] {
        the_page_says("crash-modes", figure);
    }
}

#[test]
fn a_single_node_leaves_four_requests_of_three_clients_unanswered() {
    let trace = trace("single-node", 0);
    let unanswered: Vec<&Operation> =
        trace.operations.iter().filter(|op| op.outcome == Outcome::Unknown).collect();
    let mut clients: Vec<_> = unanswered.iter().map(|op| op.client).collect();
    clients.sort_unstable();
    clients.dedup();
    assert_eq!((unanswered.len(), clients.len()), (4, 3));
    assert_eq!(reads(&trace), [None, None, Some("1"), Some("nothing")]);
    assert!(lost(&trace).is_empty());
    the_page_says("single-node", "four requests of three clients");
}

#[test]
fn a_follower_leads_48_ms_after_the_leader_died() {
    let trace = trace("leader-follower", 0);
    assert_eq!(leads(&trace), [(0, 1), (98, 2)]);
    assert_eq!(reads(&trace), [Some("1"), Some("1"), Some("2")]);
    the_page_says("leader-follower", "48 ms");
}

#[test]
fn the_same_insert_takes_26_ms_in_sync_and_10_without() {
    assert_eq!([0, 1].map(|mode| writes_ms(&trace("sync-async", mode))), [vec![26], vec![10]]);
    the_page_says("sync-async", "26 ms");
    the_page_says("sync-async", "10 ms");
}

#[test]
fn one_slow_follower_makes_synchronous_writes_100_ms_long_and_no_others() {
    let modes = [0, 1, 2].map(|mode| writes_ms(&trace("slow-follower", mode)));
    assert_eq!(modes, [vec![10; 3], vec![20; 3], vec![100; 3]]);
    the_page_says("slow-follower", "100 ms a write");
}

#[test]
fn a_standby_80_ms_away_makes_writes_83_ms_long() {
    assert_eq!([0, 1].map(|mode| writes_ms(&trace("cross-region", mode))), [vec![4; 3], vec![83; 3]]);
    the_page_says("cross-region", "83 ms");
}

#[test]
fn when_the_leader_and_who_confirmed_die_promotion_loses_and_caution_waits() {
    let [any, safe] = [0, 1].map(|mode| trace("both-die", mode));
    assert_eq!([lost(&any), lost(&safe)], [vec![1], vec![]]);
    assert_eq!((leads(&any).len(), leads(&safe).len()), (2, 1));
    assert_eq!(outcomes(&any), [Outcome::Ok; 2]);
}

#[test]
fn a_pause_is_taken_for_a_death_and_nothing_that_was_acknowledged_is_dropped() {
    let trace = trace("false-detection", 0);
    assert_eq!(leads(&trace), [(0, 1), (63, 2)]);
    let fates = check::fates(&trace);
    assert_eq!((fates.lost.len(), fates.dropped.len()), (0, 1));
    assert_eq!(broken(&trace), []);
    the_page_says("false-detection", "75 ms and is replaced after 43");
}

#[test]
fn a_split_brain_is_for_good_ends_with_epochs_and_costs_nothing_with_a_lease() {
    let modes = [0, 1, 2].map(|mode| trace("split-brain", mode));
    assert_eq!(modes.each_ref().map(lost), [vec![1], vec![1], vec![]]);
    assert!(broken(&modes[0]).contains(&Rule::OneWriter) && broken(&modes[0]).contains(&Rule::Converged));
    assert_eq!(broken(&modes[1]), [Rule::AcknowledgedKept]);
    assert_eq!(broken(&modes[2]), []);
    assert_eq!(outcomes(&modes[2])[1], Outcome::Fail);
}

#[test]
fn a_lease_is_safe_if_it_ends_before_another_leads() {
    let [short, long] = [0, 1].map(|mode| trace("lease-too-long", mode));
    assert_eq!((broken(&short), broken(&long)), (vec![], vec![Rule::FreshReads]));
    assert_eq!((reads(&short), reads(&long)), (vec![None], vec![Some("1")]));
    let (write, read) = (&long.operations[1], &long.operations[2]);
    assert_eq!((read.start_ns - write.end_ns.unwrap()) / MS, 5);
    the_page_says("lease-too-long", "5 ms before");
}

#[test]
fn who_is_powered_off_takes_nothing() {
    let trace = trace("stonith", 0);
    assert_eq!(outcomes(&trace), [Outcome::Ok, Outcome::Unknown, Outcome::Ok]);
    assert_eq!(broken(&trace), []);
}

#[test]
fn an_id_is_given_out_twice_and_bobs_finds_carol() {
    let trace = trace("reused-ids", 0);
    let keys: Vec<&str> = trace.operations.iter().map(|op| trace.texts.get(op.key)).collect();
    assert_eq!(keys, ["1", "2", "2", "2"]);
    assert_eq!((lost(&trace), reads(&trace)), (vec![1], vec![Some("carol")]));
}

#[test]
fn a_request_waits_its_thirty_seconds_though_another_leads_after_twenty_five() {
    let trace = trace("slow-failover", 0);
    assert_eq!(leads(&trace), [(0, 1), (26_007, 2)]);
    assert_eq!((26_007 - 1_100) / 100, 249);
    let waited = &trace.operations[1];
    assert_eq!((waited.outcome, waited.end_ns), (Outcome::Unknown, Some(33_000 * MS)));
    the_page_says("slow-failover", "24.9 s after the death");
    the_page_says("slow-failover", "the last 7 s");
}

#[test]
fn a_transfer_takes_8_ms_and_loses_nothing() {
    let trace = trace("planned-transfer", 0);
    let unled = Leadership::of(&trace, PartitionId(1)).unled_ns();
    assert_eq!((unled / MS, outcomes(&trace), lost(&trace)), (8, vec![Outcome::Ok; 4], vec![]));
    the_page_says("planned-transfer", "8 ms");
}

#[test]
fn a_refresh_misses_ones_own_write_and_two_cures_help() {
    let modes = [0, 1, 2].map(|mode| trace("read-your-writes", mode));
    assert!(broken(&modes[0]).contains(&Rule::ReadYourWrites));
    assert_eq!([broken(&modes[1]), broken(&modes[2])], [vec![], vec![]]);
    the_page_says("read-your-writes", "saved at 14 ms");
    assert_eq!(modes[0].operations[0].end_ns, Some(14 * MS));
}

#[test]
fn a_post_vanishes_and_with_one_replica_a_client_it_does_not() {
    let [any, sticky] = [0, 1].map(|mode| trace("monotonic-reads", mode));
    assert_eq!(reads(&any), [Some("hello"), Some("nothing"), Some("hello")]);
    assert_eq!(reads(&sticky), [Some("nothing"), Some("nothing"), Some("hello")]);
    assert!(broken(&any).contains(&Rule::MonotonicReads) && !broken(&sticky).contains(&Rule::MonotonicReads));
}

#[test]
fn an_effect_is_seen_without_its_cause_but_from_leaders_or_in_one_partition() {
    let [followers, leaders] = [0, 1].map(|mode| trace("consistent-prefix", mode));
    assert!(broken(&followers).contains(&Rule::ConsistentPrefix));
    assert_eq!(broken(&leaders), []);
    assert!(!broken(&trace("one-partition", 0)).contains(&Rule::ConsistentPrefix));
}

#[test]
fn statements_with_clocks_and_dice_differ_on_three_replicas_and_rows_do_not() {
    let [statement, row] = [0, 1].map(|mode| trace("statement-log", mode));
    let values = |trace: &Trace, key: &str| {
        let key = trace.texts.find(key).expect("it was written");
        let mut values: Vec<_> = trace
            .events
            .iter()
            .filter_map(|event| match event.what {
                What::Applied { key: of, value, .. } if of == key => value,
                _ => None,
            })
            .collect();
        values.sort_unstable();
        values.dedup();
        values.len()
    };
    assert_eq!([values(&statement, "t"), values(&statement, "dice")], [3, 3]);
    assert_eq!([values(&row, "t"), values(&row, "dice")], [1, 1]);
    assert!(broken(&statement).contains(&Rule::SameData) && broken(&row).is_empty());
}

#[test]
fn thirty_seconds_of_lag_are_a_warning_and_not_critical() {
    let trace = trace("lag-alert", 0);
    let n3 = trace.place(Actor::Node(NodeId(3))).expect("it is there");
    let lag = &Lag::of(&trace, PartitionId(1), &[n3])[0];
    let greatest = lag.greatest_behind_ns(0, trace.end_ns);
    assert!((29_000 * MS..31_500 * MS).contains(&greatest), "{greatest}");
    assert!(greatest > LAG_WARNING_NS && greatest < LAG_CRITICAL_NS);
    assert_eq!(lag.behind_ns(45_000 * MS), 0);
}

#[test]
fn a_short_timeout_replaces_the_living_and_phi_the_dead_alone() {
    let [timeout, phi] = [0, 1].map(|mode| leads(&trace("phi-accrual", mode)));
    assert_eq!(timeout, [(0, 1), (686, 2), (857, 1), (2_098, 2), (2_873, 3)]);
    assert_eq!(phi, [(0, 1), (2_442, 2)]);
    for figure in ["three living leaders", "98 ms", "442 ms"] {
        the_page_says("phi-accrual", figure);
    }
}

#[test]
fn only_the_partition_of_the_dead_leader_waits() {
    let trace = trace("whose-write", 0);
    let waits: Vec<bool> = outcomes(&trace).iter().map(|outcome| *outcome == Outcome::Unknown).collect();
    assert_eq!(waits, [false, false, false, true, false, false, false]);
    let partitions: Vec<u32> = trace.operations.iter().map(|op| op.partition.0).collect();
    assert_eq!(partitions, [1, 2, 3, 1, 2, 3, 1]);
}

#[test]
fn theory_stands_beside_the_first_the_second_and_the_third_of_three() {
    let run = run("slowest-of-three");
    for (mode, [mean_ms, p99_ms]) in [[4.8, 14.5], [9.1, 22.7], [16.1, 39.4]].into_iter().enumerate() {
        let theory = Theory::new(run.scenario(), mode).expect("a formula");
        assert_eq!(theory.of(), (mode as u32 + 1, 3));
        // The mean is the area under the chance of being later.
        let mean = (0..4_000).map(|step| theory.late(step * 50_000 + 25_000)).sum::<f64>() * 0.05;
        let p99 = theory.with_late(0.01) / 1e6;
        assert!((mean - mean_ms).abs() < 0.05 && (p99 - p99_ms).abs() < 0.05, "{mode}: {mean} {p99}");
        for figure in [mean_ms, p99_ms] {
            the_page_says("slowest-of-three", &format!("{figure}"));
        }
        let took = writes_ns(&trace("slowest-of-three", mode));
        assert_eq!(took.len(), 300);
        let simulated = took.iter().sum::<u64>() as f64 / 300.0 / 1e6;
        // Five standard deviations of a mean of 300 are within a quarter of it.
        assert!((simulated / mean - 1.0).abs() < 0.25, "{mode}: {simulated} of {mean}");
    }
    assert!(Theory::new(self::run("crash-modes").scenario(), 1).is_none());
}
