use super::stage::{MS, Stage, rules};
use crate::{
    protocol::leaderless::{Conflict, Rules},
    trace::{Gone, What, Why},
};

fn slow_disks(rules: Rules) -> Stage {
    let mut stage = Stage::new(3, rules);
    stage.disk_ns = 30 * MS;
    stage
}

fn forgotten(what: &What) -> bool {
    matches!(what, What::Dropped { why: Gone::Forgotten, .. })
}

fn from_disk(what: &What) -> bool {
    matches!(what, What::Stored { why: Why::Disk, .. })
}

#[test]
fn a_crash_loses_what_is_not_on_disk_and_brings_back_what_it_had_replaced() {
    let rules = Rules { is_durable: false, ..rules() };
    let stage = |what: fn(Stage, u32) -> Stage| {
        let stage = slow_disks(rules.clone()).at(1).put(1, "a", 1).at(60).put(1, "b", 1);
        what(stage.at(70), 1).at(100).up(1).run(150)
    };
    let crashed = stage(Stage::crash);
    assert_eq!((crashed.count(forgotten), crashed.count(from_disk)), (1, 1));
    assert_eq!(crashed.all_held(), ["a", "b", "b"]);
    let killed = stage(Stage::kill);
    assert_eq!((killed.count(forgotten), killed.all_held()), (0, ["b", "b", "b"].map(Into::into)));
}

#[test]
fn what_had_not_begun_to_be_flushed_is_lost_to_a_kill_too() {
    // The second write waits for the flush of the first.
    let stage = slow_disks(Rules { is_durable: false, conflict: Conflict::Siblings, ..rules() });
    let told = stage.at(1).put(1, "a", 1).at(10).put(2, "b", 1).at(20).kill(1).at(100).up(1).run(150);
    assert_eq!(told.all_held(), ["a", "a b", "a b"]);
}

#[test]
fn who_restarts_has_forgotten_whom_it_suspected_and_what_it_was_at() {
    let stage = Stage::new(3, rules()).kill(2).kill(3).at(1).put(1, "a", 1).at(15).kill(1);
    let told = stage.at(16).up(1).up(2).at(20).put(1, "b", 1).run(100);
    assert_eq!(told.outcome(1).0, crate::trace::Outcome::Ok);
    let stage = Stage::new(3, rules()).kill(2).at(1).put(1, "a", 1).at(3).kill(1).up(1).run(100);
    assert_eq!(stage.outcome(0), (crate::trace::Outcome::Unknown, 50), "nobody answers");
}

#[test]
fn a_tombstone_on_disk_is_purged_in_time_after_a_restart() {
    let rules = Rules { grace_ns: 100 * MS, ..rules() };
    let stage = Stage::new(3, rules).at(1).delete(1, 1).at(20).kill(1).at(30).up(1);
    let told = stage.run(200);
    assert_eq!(told.all_held(), ["", "", ""]);
    let purged =
        told.0.events.iter().filter(|event| matches!(event.what, What::Dropped { why: Gone::Purged, .. }));
    assert!(purged.clone().count() == 3 && purged.clone().all(|event| event.at_ns == 102 * MS));
}

#[test]
fn a_version_that_loses_is_acknowledged_when_what_it_lost_against_is_on_disk() {
    // Both reach n2 within its flush of 30 ms: "z" first, which wins.
    let mut stage = slow_disks(Rules { w: 3, wait_ns: 80 * MS, ..rules() });
    stage.setup.timeout_ns = 200 * MS;
    let told = stage.at(1).put(1, "z", 1).put(2, "a", 3).run(200);
    assert_eq!(told.all_held(), ["z", "z", "z"]);
    assert!((0..2).all(|op| told.outcome(op).1 >= 30));
}
