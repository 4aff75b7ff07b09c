//! Each anomaly as the shortest story that has it, beside one that almost has.

use super::{Rule, Verdict, Why, all, fates};
use crate::{
    base::PartitionId,
    trace::{
        OpAt, OpKind, Style, Topic, What,
        stage::{P1, Stage},
    },
};
use alloc::{string::String, vec::Vec};

fn verdict(stage: &Stage, rule: Rule) -> Verdict {
    let verdicts = all(&stage.trace());
    let rules: Vec<Rule> = verdicts.iter().map(|verdict| verdict.rule).collect();
    assert_eq!(rules, Rule::NAMES[..8].iter().map(|(_, rule)| *rule).collect::<Vec<_>>());
    verdicts.into_iter().find(|verdict| verdict.rule == rule).expect("a verdict of every rule")
}

#[track_caller]
fn assert_kept(stage: &Stage, rule: Rule, sentence: &str) {
    let verdict = verdict(stage, rule);
    assert_eq!((verdict.breach, verdict.sentence.as_str()), (None, sentence));
}

/// Broken at an instant, for an operation.
#[track_caller]
fn assert_broken(stage: &Stage, rule: Rule, (ms, op): (u64, Option<OpAt>), sentence: &str) {
    let verdict = verdict(stage, rule);
    let breach = verdict.breach.expect("it is broken");
    assert_eq!((breach.at_ns, breach.op), (ms * 1_000_000, op), "{}", verdict.sentence);
    let event = stage.trace().events[breach.event as usize];
    assert_eq!(event.at_ns, breach.at_ns);
    assert_eq!(verdict.sentence, sentence);
}

/// Everything but this is kept.
#[track_caller]
fn assert_alone(stage: &Stage, rules: &[Rule]) {
    let broken = all(&stage.trace()).into_iter().filter(|verdict| verdict.breach.is_some());
    assert_eq!(broken.map(|verdict| verdict.rule).collect::<Vec<_>>(), rules);
}

/// n1 leads and took w1, w2 and w3 at 2, 12 and 22 ms, acknowledged them 10 ms later and died at 35 ms. n2 has the first
/// two.
fn three_writes() -> Stage {
    let mut stage = Stage::new(2, 3);
    stage.lead(1, 1, 0);
    for (position, value) in [(1, "1"), (2, "2"), (3, "3")] {
        let op = stage.at(position * 10 - 8).put("x", value);
        stage.take(1, position, op).persist(1, position);
        if position < 3 {
            stage.copy(2, position, op);
        }
        stage.at(position * 10 + 2).ack_done(1, position, op);
    }
    stage
}

#[test]
fn asynchronous_loses_what_the_promoted_replica_does_not_have() {
    let mut stage = three_writes();
    stage.at(35).on(1, What::Crashed).at(47).lead(2, 2, 2);
    let sentence =
        "w3 (put x=3) was acknowledged at 32 ms and is lost: n2, which leads since 47 ms, does not have it.";
    assert_broken(&stage, Rule::AcknowledgedKept, (47, Some(OpAt(2))), sentence);
    assert_alone(&stage, &[Rule::AcknowledgedKept]);
    let lost = super::lost(&stage.trace());
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].why, Why::LeaderLacks { since_ns: 47_000_000 });
}

#[test]
fn a_write_that_a_disk_still_has_is_not_lost_until_another_leads_without_it() {
    let mut stage = three_writes();
    stage.at(35).on(1, What::Crashed).at(60);
    assert_kept(&stage, Rule::AcknowledgedKept, "No acknowledged write is lost.");
    stage.on(1, What::Restarted).lead(1, 2, 3);
    assert_kept(&stage, Rule::AcknowledgedKept, "No acknowledged write is lost.");
}

#[test]
fn a_write_that_no_disk_has_is_lost_when_its_node_loses_power() {
    let mut stage = Stage::new(1, 2);
    let op = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, op).ack_done(1, 1, op).at(2).flush(1, 1).at(5);
    // What was handed to the disk survives the death of the process, not of the power.
    let mut killed = stage.so_far().clone();
    stage.on(1, What::Crashed);
    let sentence = "w1 (put x=1) was acknowledged at 1 ms and is lost: n1 had it last, until 5 ms.";
    assert_broken(&stage, Rule::AcknowledgedKept, (5, Some(op)), sentence);
    let event = stage.trace().events.pop().expect("the crash");
    killed.events.push(crate::trace::Event { what: What::Killed, ..event });
    assert_eq!(fates(&killed).lost, []);
}

#[test]
fn a_leader_that_discards_what_it_acknowledged_loses_it() {
    let mut stage = three_writes();
    stage.at(40).discard(1, 2, 3);
    let sentence = "w2 (put x=2) was acknowledged at 22 ms and is lost: n1, which leads, discarded it at 40 ms. So is w3.";
    assert_broken(&stage, Rule::AcknowledgedKept, (40, Some(OpAt(1))), sentence);
    let mut follower = three_writes();
    follower.at(40).discard(2, 2, 2);
    assert_kept(&follower, Rule::AcknowledgedKept, "No acknowledged write is lost.");
}

#[test]
fn what_an_old_leader_acknowledges_is_lost_by_the_answer() {
    let mut stage = three_writes();
    stage.at(33).lead(2, 2, 2);
    stage.epoch = 1;
    let op = stage.at(34).put("y", "9");
    stage.take(1, 4, op);
    assert_eq!(fates(&stage.trace()).lost.len(), 1, "w3 alone");
    stage.at(36).ack(1, 4, op);
    let lost = fates(&stage.trace()).lost;
    assert_eq!((lost.len(), lost[1].op, lost[1].at_ns), (2, op, 36_000_000));
    assert_eq!(lost[1].node, stage.node(2));
}

#[test]
fn an_acknowledged_write_is_known_by_the_client_alone_where_no_node_says_so() {
    let mut stage = Stage::new(1, 2);
    let op = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, op).at(2).done(op).at(3).lead(2, 2, 0);
    assert_eq!(fates(&stage.trace()).lost.len(), 1);
}

#[test]
fn an_answer_without_an_entry_is_a_lost_write() {
    let mut stage = Stage::new(1, 1);
    let op = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.ack_done(1, 1, op);
    let sentence =
        "w1 (put x=1) was acknowledged at 1 ms and is lost: n1 answered, but at 1 ms no log had it.";
    assert_broken(&stage, Rule::AcknowledgedKept, (1, Some(op)), sentence);
}

#[test]
fn writes_that_nobody_was_promised_are_dropped_and_not_lost() {
    let mut stage = three_writes();
    let op = stage.at(33).put("y", "9");
    stage.take(1, 4, op).at(35).on(1, What::Killed).at(47).lead(2, 2, 2);
    let fates = fates(&stage.trace());
    assert_eq!(fates.lost.iter().map(|lost| lost.op).collect::<Vec<_>>(), [OpAt(2)]);
    assert_eq!(fates.dropped.iter().map(|lost| lost.op).collect::<Vec<_>>(), [op]);
    let trace = stage.trace();
    let sentence = fates.dropped[0].sentence(&crate::trace::Names::new(&trace));
    // It was never given to the disk, so it went with the process.
    assert_eq!(sentence, "w4 (put y=9) was never acknowledged and is gone: n1 had it last, until 35 ms.");
}

#[test]
fn a_write_that_was_asked_anew_is_there_wherever_it_stands() {
    let mut stage = Stage::new(1, 2);
    let op = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, op).at(2).on(1, What::Crashed).at(3).lead(2, 2, 0);
    stage.take(2, 1, op).ack_done(2, 1, op);
    assert_eq!(fates(&stage.trace()), super::Fates::default());
}

#[test]
fn a_snapshot_brings_the_writes_that_its_sender_had() {
    let mut stage = three_writes();
    let [from, to] = [1, 3].map(|node| stage.node(node));
    let sent = stage.at(33).send(from, to, Topic::Snapshot, Style::OneWay, 3);
    stage.at(35).on(1, What::Crashed).at(36).arrive(sent);
    stage.on(3, What::Installed { partition: P1, position: 3 }).at(47).lead(3, 2, 3);
    assert_kept(&stage, Rule::AcknowledgedKept, "No acknowledged write is lost.");
}

#[test]
fn two_nodes_that_write_in_one_epoch_are_told_apart_from_a_handover() {
    let mut stage = Stage::new(1, 2);
    let a = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.accept(1, 1, a).at(2).lead(2, 1, 0);
    let b = stage.at(3).put("x", "2");
    stage.accept(2, 1, b);
    let kept = "In each epoch one node at a time took writes.";
    assert_kept(&stage, Rule::OneWriter, kept);
    let c = stage.at(4).put("x", "3");
    stage.epoch = 2;
    stage.accept(1, 2, c);
    assert_kept(&stage, Rule::OneWriter, kept);
    stage.epoch = 1;
    stage.at(5).accept(1, 2, c);
    let sentence = "n1 took w3 (put x=3) at 5 ms in epoch 1, in which n2 leads since 2 ms.";
    assert_broken(&stage, Rule::OneWriter, (5, Some(c)), sentence);
}

/// w1 is applied on n1 and n2; w2 on n1 alone, and its client knows since 20 ms.
fn lagging() -> Stage {
    let mut stage = Stage::new(2, 3);
    let a = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, a).copy(2, 1, a).ack_done(1, 1, a);
    let b = stage.at(10).put("x", "2");
    stage.take(1, 2, b).receive(2, 2, b).at(20).ack_done(1, 2, b);
    stage
}

#[test]
fn a_read_is_stale_if_it_began_after_a_write_was_done_that_it_does_not_see() {
    let mut stage = lagging();
    stage.at(21).by(2).read("x", 1, 2, Some("2"));
    let op = stage.at(30).get("x");
    stage.at(33).serve(2, 1, op, Some("1"));
    let sentence = "r2 (get x) began at 30 ms and returned x=1 from n2 at 33 ms, which is stale: w2 (put x=2) was done at 20 ms.";
    assert_broken(&stage, Rule::FreshReads, (33, Some(op)), sentence);
}

#[test]
fn of_two_answers_to_a_read_the_one_counts_that_its_client_took() {
    for (position, rules) in [(1, &[Rule::FreshReads, Rule::ReadYourWrites][..]), (2, &[])] {
        let mut stage = lagging();
        let read = stage.at(30).get("x");
        stage.on(2, What::Served(read)).apply(2, 2, OpAt(1)).on(2, What::Served(read));
        let node = stage.node(2);
        let operation = stage.operation(read);
        (operation.answered_by, operation.position) = (Some(node), Some(position));
        stage.at(31).done(read);
        assert_alone(&stage, rules);
    }
}

#[test]
fn a_read_of_which_no_node_says_that_it_served_it_is_judged_when_its_client_knows() {
    let mut stage = lagging();
    let read = stage.at(30).by(2).get("x");
    let node = stage.node(2);
    stage.operation(read).answered_by = Some(node);
    stage.at(31).done(read);
    assert_alone(&stage, &[Rule::FreshReads]);
}

#[test]
fn a_write_that_was_conditional_and_did_not_match_is_no_write() {
    let mut stage = Stage::new(1, 1);
    let op = stage.lead(1, 1, 0).at(1).put("x", "1");
    let operation = stage.operation(op);
    (operation.kind, operation.matched) = (OpKind::Cas, false);
    stage.ack_done(1, 0, op).at(2).read("x", 1, 0, None);
    assert_alone(&stage, &[]);
    assert_eq!(fates(&stage.trace()), super::Fates::default());
}

#[test]
fn a_read_that_overlaps_a_write_may_miss_it() {
    let mut stage = Stage::new(2, 2);
    let a = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, a).at(2);
    let read = stage.by(2).get("x");
    stage.at(3).ack_done(1, 1, a).at(4).serve(2, 0, read, None);
    assert_alone(&stage, &[]);
}

#[test]
fn a_read_is_not_blamed_for_a_write_that_was_lost_before_but_for_one_that_is_lost_after() {
    let mut stage = lagging();
    stage.at(30).discard(2, 2, 2).on(1, What::Crashed).at(40).lead(2, 2, 1);
    let mut after = stage;
    after.at(50).by(2).read("x", 2, 1, Some("1"));
    assert_alone(&after, &[Rule::AcknowledgedKept]);

    let mut before = lagging();
    before.at(25).by(2).read("x", 2, 1, Some("1"));
    before.at(30).discard(2, 2, 2).on(1, What::Crashed).at(40).lead(2, 2, 1);
    assert_alone(&before, &[Rule::AcknowledgedKept, Rule::FreshReads]);
}

#[test]
fn positions_of_two_histories_are_not_taken_for_one() {
    // The old leader n1 has w2 at position 2, the new one n2 has w3 there: a read of n1 is stale although it saw as far.
    let mut stage = lagging();
    stage.at(30).discard(2, 2, 2).lead(2, 2, 1);
    let c = stage.at(31).put("x", "3");
    stage.take(2, 2, c).at(32).ack_done(2, 2, c);
    let op = stage.at(40).by(2).read("x", 1, 2, Some("2"));
    let sentence =
        "r1 (get x) returned x=2 from n1 at 40 ms, which is stale: w3 (put x=3) was done at 32 ms.";
    assert_broken(&stage, Rule::FreshReads, (40, Some(op)), sentence);
}

#[test]
fn a_client_that_asks_a_follower_does_not_find_its_own_write() {
    let mut stage = lagging();
    let op = stage.at(30).by(1).read("x", 2, 1, Some("1"));
    let sentence =
        "c1 knew at 20 ms that its w2 (put x=2) was done, yet its r1 (get x) returned x=1 from n2 at 30 ms.";
    assert_broken(&stage, Rule::ReadYourWrites, (30, Some(op)), sentence);
    let mut other = lagging();
    other.at(30).by(2).read("x", 2, 1, Some("1"));
    assert_kept(&other, Rule::ReadYourWrites, "Every client read what it had written, or later.");
}

#[test]
fn a_client_that_reads_from_two_followers_goes_back_in_time() {
    let mut stage = lagging();
    stage.at(30).by(2).read("x", 1, 2, Some("2"));
    let op = stage.at(40).read("x", 2, 1, Some("1"));
    let sentence = "c2 had read w2 (put x=2) by r1 at 30 ms, yet its r2 (get x) returned x=1 from n2 at 40 ms, which did not have it.";
    assert_broken(&stage, Rule::MonotonicReads, (40, Some(op)), sentence);
    let mut two = lagging();
    two.at(30).by(2).read("x", 1, 2, Some("2"));
    two.at(40).by(1).read("x", 2, 1, Some("1"));
    assert_kept(&two, Rule::MonotonicReads, "No client read older data than it had read before.");
}

#[test]
fn a_client_goes_back_in_time_by_another_key_of_the_partition_too() {
    let mut stage = lagging();
    stage.at(30).by(2).read("x", 1, 2, Some("2"));
    let op = stage.at(40).read("y", 2, 1, None);
    assert_eq!(verdict(&stage, Rule::MonotonicReads).breach.and_then(|breach| breach.op), Some(op));
}

#[test]
fn a_value_that_was_read_and_then_dropped_is_a_step_back() {
    let mut stage = Stage::new(2, 2);
    let a = stage.lead(1, 1, 0).at(1).put("x", "1");
    stage.take(1, 1, a).at(2).by(2).read("x", 1, 1, Some("1"));
    stage.at(3).on(1, What::Crashed).at(4).lead(2, 2, 0);
    stage.at(5).read("x", 2, 0, None);
    assert_alone(&stage, &[Rule::MonotonicReads]);
}

/// c1 wrote x (in p1), knew, and then wrote y (in p2). n2 has y and not x.
fn question_and_answer() -> Stage {
    let mut stage = Stage::new(3, 2);
    let x = stage.lead(1, 1, 0).at(1).put("x", "why");
    stage.take(1, 1, x).at(2).ack_done(1, 1, x);
    stage.partition = PartitionId(2);
    let y = stage.lead(1, 1, 0).at(3).put("y", "so");
    stage.take(1, 1, y).copy(2, 1, y).at(4).ack_done(1, 1, y);
    stage
}

#[test]
fn an_observer_who_reads_an_answer_must_see_the_question() {
    let mut stage = question_and_answer();
    stage.at(10).by(2).read("y", 2, 1, Some("so"));
    stage.partition = P1;
    let op = stage.at(11).read("x", 2, 0, None);
    let sentence = "c2 had read w2 (put y=so) by r1 at 10 ms, yet its r2 (get x) returned no x from n2 at 11 ms and did not see w1 (put x=why), which came before.";
    assert_broken(&stage, Rule::ConsistentPrefix, (11, Some(op)), sentence);
    let kept = "Whoever read a write also saw what came before it.";
    let mut backward = question_and_answer();
    backward.partition = P1;
    backward.at(10).by(2).read("x", 2, 0, None);
    backward.partition = PartitionId(2);
    backward.at(11).read("y", 2, 1, Some("so"));
    assert_kept(&backward, Rule::ConsistentPrefix, kept);
}

#[test]
fn what_its_writer_had_read_comes_before_an_answer_too() {
    let mut stage = Stage::new(3, 2);
    let x = stage.lead(1, 1, 0).at(1).by(1).put("x", "why");
    stage.take(1, 1, x).at(2).ack_done(1, 1, x);
    stage.at(3).by(2).read("x", 1, 1, Some("why"));
    stage.partition = PartitionId(2);
    let y = stage.lead(1, 1, 0).at(4).put("y", "so");
    stage.take(1, 1, y).copy(2, 1, y).ack_done(1, 1, y);
    stage.at(5).by(3).read("y", 2, 1, Some("so"));
    stage.partition = P1;
    let op = stage.at(6).read("x", 2, 0, None);
    assert_eq!(verdict(&stage, Rule::ConsistentPrefix).breach.and_then(|breach| breach.op), Some(op));
}

#[test]
fn writes_of_one_client_that_overlap_do_not_come_before_each_other() {
    let mut stage = Stage::new(2, 2);
    let x = stage.lead(1, 1, 0).at(1).put("x", "1");
    let y = stage.at(2).put("y", "2");
    stage.take(1, 1, x).ack_done(1, 1, x);
    stage.take(1, 2, y).ack_done(1, 2, y);
    // n2 shows the second and not the first, as no log would: only what is said of causes is tried.
    stage.at(3).copy(2, 2, y).by(2).read("y", 2, 2, Some("2"));
    stage.at(4).read("x", 2, 2, None);
    assert_kept(&stage, Rule::ConsistentPrefix, "Whoever read a write also saw what came before it.");
}

#[test]
fn statements_with_a_clock_come_out_different_on_every_replica() {
    let mut stage = Stage::new(1, 2);
    let op = stage.lead(1, 1, 0).at(1).put("x", "NOW()");
    let [key, one, two] = ["x", "1", "2"].map(|text| stage.text(text));
    let applied = |value| What::Applied { partition: P1, position: 1, key, value: Some(value) };
    stage.accept(1, 1, op).on(1, applied(one)).at(4).receive(2, 1, op).on(2, applied(two));
    let sentence = "n2 applied w1 (put x=NOW()) at 4 ms and has x=2 from it, n1 has x=1.";
    assert_broken(&stage, Rule::SameData, (4, Some(op)), sentence);
    let sentence = "At the end n2 has x=2 and n1 has x=1, though both applied p1 up to 1.";
    assert_broken(&stage, Rule::Converged, (4, None), sentence);
}

#[test]
fn entries_of_different_epochs_at_one_position_may_differ() {
    let mut stage = Stage::new(1, 2);
    let [a, b] = ["1", "2"].map(|value| stage.put("x", value));
    stage.lead(1, 1, 0).at(1).take(1, 1, a).at(2).lead(2, 2, 0).at(3).take(2, 1, b);
    assert_kept(&stage, Rule::SameData, "Replicas that applied the same entry have the same data.");
    let mut same = Stage::new(1, 2);
    let [a, b] = ["1", "2"].map(|value| same.put("x", value));
    same.lead(1, 1, 0).at(1).take(1, 1, a).at(2).lead(2, 1, 0).at(3).take(2, 1, b);
    let sentence = "At position 1 n2 applied w2 at 3 ms and has x=2 from it, n1 applied w1 and has x=1.";
    assert_broken(&same, Rule::SameData, (3, Some(b)), sentence);
}

#[test]
fn replicas_that_are_behind_are_named_and_those_that_differ_break_convergence() {
    let mut stage = lagging();
    assert_kept(
        &stage,
        Rule::Converged,
        "At the end n2 is 1 behind in p1; what replicas have applied is the same.",
    );
    stage.apply(2, 2, OpAt(1));
    let alike = "At the end all replicas that are on have the same data.";
    assert_kept(&stage, Rule::Converged, alike);
    // n1 is cut off from the new leader and keeps what nobody else has.
    stage.at(30).discard(2, 2, 2).lead(2, 2, 1);
    let c = stage.at(31).put("x", "3");
    stage.take(2, 2, c);
    let sentence = "At the end n1 has x=2 and n2 has x=3, though both applied p1 up to 2.";
    assert_broken(&stage, Rule::Converged, (31, None), sentence);
    stage.on(1, What::Killed);
    assert_kept(&stage, Rule::Converged, alike);
}

#[test]
fn a_run_in_which_nothing_happens_keeps_every_promise() {
    let stage = Stage::new(1, 1);
    assert_alone(&stage, &[]);
    let sentences: Vec<String> = all(&stage.trace()).into_iter().map(|verdict| verdict.sentence).collect();
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{sentences:?}");
}
