use super::stage::{Stage, n, rules};
use crate::{
    base::NodeId,
    protocol::leaderless::{Ask, Bug, Coordinate, ReadRepair, Repair, Rules},
    sim::{Fault, Peer},
    trace::{Outcome, Style, Topic, What},
};

fn repairing(read: ReadRepair) -> Rules {
    Rules { repair: Repair { read, ..rules().repair }, ..rules() }
}

/// The new value is on n1 and n2 alone: n3 was cut off, and is back.
fn n3_is_behind(rules: Rules) -> Stage {
    let stage = Stage::new(3, rules).at(1).put(1, "old", 1).at(10).cut(3, &[1, 2]);
    stage.at(20).put(1, "new", 1).at(60).heal()
}

#[test]
fn a_read_that_asks_all_takes_the_first_answers() {
    let told = n3_is_behind(rules()).at(70).get(2, 3).run(200);
    assert_eq!(told.whom(Topic::Read), ["n1", "n2"], "its own copy needs no message");
    assert_eq!((told.result(2), told.outcome(2)), ("new", (Outcome::Ok, 4)));
    assert_eq!(told.count(|what| matches!(what, What::Differs(_))), 1);
    assert_eq!(told.all_held(), ["new", "new", "old"], "nothing is repaired");
    let at = |is_it: fn(&What) -> bool| told.0.events.iter().position(|event| is_it(&event.what)).unwrap();
    let chosen = at(|what| matches!(what, What::Chosen { .. }));
    assert_eq!(chosen + 1, at(|what| matches!(what, What::Served(_))));
}

#[test]
fn a_read_of_one_may_be_behind() {
    let told = n3_is_behind(Rules { r: 1, ..rules() }).at(70).get(2, 3).run(200);
    assert_eq!((told.result(2), told.outcome(2)), ("old", (Outcome::Ok, 2)));
}

#[test]
fn background_repair_answers_first() {
    let told = n3_is_behind(repairing(ReadRepair::Background)).at(100).get(2, 1).run(200);
    assert_eq!((told.result(2), told.outcome(2)), ("new", (Outcome::Ok, 4)));
    assert_eq!(
        (told.whom(Topic::Repair), told.all_held()[2].as_str()),
        ([alloc::string::String::from("n3")].into(), "new")
    );
    assert_eq!(told.sent(Topic::Repair)[0].1.style, Style::OneWay);
}

#[test]
fn blocking_repair_answers_when_enough_have_the_newest() {
    let told = n3_is_behind(repairing(ReadRepair::Blocking)).at(70).get(2, 3).run(200);
    assert_eq!((told.result(2), told.outcome(2)), ("new", (Outcome::Ok, 4)), "its own disk takes no time");
    let mut stage = n3_is_behind(repairing(ReadRepair::Blocking)).at(65).kill(2).at(70).get(2, 3);
    stage.disk_ns = 3_000_000;
    assert_eq!(stage.run(200).outcome(2), (Outcome::Ok, 7), "now it does");
    let skipped =
        n3_is_behind(repairing(ReadRepair::Blocking)).bug(Bug::SkipRepair).at(70).get(2, 3).run(200);
    assert_eq!(skipped.held(3), "old");
}

#[test]
fn digests_are_asked_of_the_nearest_and_values_of_all_where_they_differ() {
    let rules = Rules { ask: Ask::Digest, ..repairing(ReadRepair::Blocking) };
    let told = n3_is_behind(rules.clone()).at(70).get(1, 1).run(200);
    assert_eq!((told.result(2), told.outcome(2).1), ("new", 4));
    assert_eq!(
        (told.whom(Topic::DigestRead), told.whom(Topic::Read).len()),
        ([alloc::string::String::from("n2")].into(), 0)
    );
    assert_eq!(told.count(|what| matches!(what, What::Differs(_))), 0, "n3 is not asked");
    let told = n3_is_behind(rules).at(70).get(1, 3).run(200);
    assert_eq!((told.result(2), told.outcome(2).1), ("new", 6), "a second round");
    assert_eq!(told.whom(Topic::DigestRead), ["n1"]);
    assert_eq!(
        (told.whom(Topic::Read), told.held(3).as_str()),
        ([alloc::string::String::from("n1")].into(), "new")
    );
}

#[test]
fn a_read_is_asked_anew_elsewhere() {
    let told = Stage::new(3, rules()).at(1).put(1, "a", 1).at(20).kill(1).at(30).get(2, 0).run(300);
    assert_eq!((told.result(1), told.op(1).retries, told.op(1).answered_by), ("a", 1, Some(n(2))));
    let told = Stage::new(3, rules()).kill(1).kill(2).kill(3).at(1).get(1, 0).run(1_000);
    assert_eq!((told.outcome(0).0, told.op(0).retries), (Outcome::Unknown, 2));
    let any = Rules { coordinate: Coordinate::Any, ..rules() };
    let told = Stage::new(5, any).kill(1).at(1).get(1, 0).at(300).get(1, 0).at(600).get(1, 0).run(2_000);
    assert!((0..3).all(|op| told.outcome(op).0 == Outcome::Ok));
}

#[test]
fn a_read_short_of_answers_says_so() {
    let told = Stage::new(3, rules()).kill(2).kill(3).at(1).get(1, 1).run(300);
    let short = told.count(|what| matches!(what, What::Short { got: 1, need: 2, .. }));
    assert_eq!(short, 2, "n1 waits; n2, asked next, is off; and n1 knows by then that too few are there");
    assert_ne!(told.outcome(0).0, Outcome::Ok);
}

#[test]
fn what_was_deleted_is_not_there_and_comes_back_where_a_tombstone_is_forgotten_too_soon() {
    // n3 misses the deletion, and n1 and n2 keep its tombstone for 100 ms only.
    let run = |grace_ms: u64, read_at: u64| {
        let rules = Rules { grace_ns: grace_ms * 1_000_000, ..repairing(ReadRepair::Background) };
        let stage = Stage::new(3, rules).at(1).put(1, "old", 1).at(10).cut(3, &[1, 2]);
        let stage = stage.at(20).delete(1, 1).at(60).heal().at(read_at).get(2, 3);
        stage.at(read_at + 100).get(2, 1).run(read_at + 200)
    };
    let told = run(100, 70);
    assert_eq!(
        (told.result(2), told.all_held()),
        ("", ["", "", ""].map(Into::into)),
        "repaired in time, then purged"
    );
    let told = run(100, 300);
    assert_eq!((told.result(2), told.result(3)), ("old", "old"), "nobody knows any more that it was deleted");
    assert_eq!(told.all_held(), ["old", "old", "old"]);
    let told = run(10_000, 300);
    assert_eq!((told.result(2), told.all_held()), ("", ["-", "-", "-"].map(Into::into)));
}

#[test]
fn a_read_that_repairs_returns_what_it_repairs_with() {
    // n1 has "a", n2 "b" and n3 "c". n1 finds "b" first and writes it to its slow disk; "c" comes before that is done.
    let mut stage =
        Stage::new(3, Rules { w: 1, ..repairing(ReadRepair::Blocking) }).cut(1, &[2, 3]).cut(2, &[3]);
    stage.disk_ns = 5_000_000;
    let slow = Fault::Delay(Peer::Node(NodeId(3)), Peer::Node(NodeId(1)), 2_000_000, 1);
    let stage = stage.at(1).put(1, "a", 1).at(20).put(1, "b", 2).at(40).put(1, "c", 3).at(100).heal();
    let told = stage.at(120).fault(slow).at(130).get(1, 1).run(300);
    assert_eq!((told.result(3), told.outcome(3).1), ("b", 9), "n1 and n2 have it, and n3 alone has c");
}
