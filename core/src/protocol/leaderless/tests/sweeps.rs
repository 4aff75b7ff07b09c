use super::stage::{MS, Stage, n, rules};
use crate::{
    protocol::leaderless::{Conflict, Repair, Rules, SWEEP_DEPTH},
    trace::{Arrival, Topic, What, Why},
};

fn sweeping(conflict: Conflict) -> Rules {
    let repair = Repair { merkle: true, ..rules().repair };
    Rules { conflict, repair, sweep_ns: 100 * MS, ..rules() }
}

#[test]
fn replicas_find_by_trees_what_one_of_them_missed_one_level_a_round_trip() {
    let stage = Stage::new(3, sweeping(Conflict::Lww)).cut(3, &[1, 2]).at(1).put(1, "a", 1).at(50).heal();
    let told = stage.run(199);
    assert_eq!(told.all_held(), ["a", "a", "a"]);
    let by_sweep = |what: &What| matches!(what, What::Stored { why: Why::Sweep, .. });
    assert_eq!(told.count(by_sweep), 1);
    // n2 asks n3 at 100 ms: a root and then two hashes a level, each 2 ms after the last.
    let asked = told.sent(Topic::Tree).into_iter().filter(|(_, message)| message.from == n(2));
    let asked: alloc::vec::Vec<u64> = asked.map(|(ms, _)| ms).collect();
    assert_eq!(
        asked,
        (0..=u64::from(SWEEP_DEPTH)).map(|level| 100 + 2 * level).collect::<alloc::vec::Vec<_>>()
    );
    let compared = |level: u32| {
        told.count(|what| matches!(what, What::Compared { level: at, differ: 1, .. } if *at == level))
    };
    assert!((0..=SWEEP_DEPTH).all(|level| compared(level) >= 1));
}

#[test]
fn replicas_that_are_alike_compare_their_roots_and_no_more() {
    let told = Stage::new(3, sweeping(Conflict::Lww)).at(1).put(1, "a", 1).run(199);
    assert_eq!((told.sent(Topic::Tree).len(), told.sent(Topic::Exchange).len()), (3, 0));
    assert_eq!(told.count(|what| matches!(what, What::Compared { level: 0, differ: 0, .. })), 3);
}

#[test]
fn both_sides_send_what_they_have_and_each_other_replica_has_its_turn() {
    let stage = Stage::new(3, Rules { w: 1, ..sweeping(Conflict::Siblings) }).cut(1, &[2, 3]).cut(2, &[3]);
    let told = stage.at(1).put(1, "a", 1).put(2, "b", 2).at(50).heal().run(399);
    assert_eq!(told.all_held(), ["a b", "a b", "a b"]);
    let whom: alloc::vec::Vec<_> = told
        .sent(Topic::Tree)
        .into_iter()
        .filter(|(ms, message)| ms % 100 == 0 && message.from == n(1))
        .map(|(_, message)| message.to)
        .collect();
    assert_eq!(whom, [n(2), n(3), n(2)]);
}

#[test]
fn a_sweep_of_which_a_message_is_lost_is_given_up_for_the_next() {
    let stage = Stage::new(3, sweeping(Conflict::Lww)).cut(3, &[1, 2]).at(1).put(1, "a", 1);
    let told = stage.at(105).heal().run(699);
    assert!(told.sent(Topic::Tree).iter().any(|(_, message)| matches!(message.arrival, Arrival::Lost(..))));
    assert_eq!(told.all_held(), ["a", "a", "a"]);
}

#[test]
fn a_sweep_may_take_longer_than_the_time_between_two() {
    let rules = Rules { sweep_ns: 3 * MS, ..sweeping(Conflict::Lww) };
    let stage = Stage::new(3, rules).cut(3, &[1, 2]).at(1).put(1, "a", 1).at(50).heal();
    assert_eq!(stage.run(150).all_held(), ["a", "a", "a"], "seven round trips of 2 ms");
}
