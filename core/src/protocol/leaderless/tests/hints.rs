use super::stage::{Stage, n, rules};
use crate::{
    protocol::leaderless::{Bug, Hints, Repair, Rules},
    trace::{Outcome, Topic, What, Why},
};

fn hinting() -> Rules {
    Rules { repair: Repair { hint: true, ..rules().repair }, ..rules() }
}

fn sloppy() -> Rules {
    Rules { is_sloppy: true, ..hinting() }
}

fn by_hint(what: &What) -> bool {
    matches!(what, What::Stored { why: Why::Hint, .. })
}

#[test]
fn who_missed_a_write_gets_it_when_it_is_back() {
    let told =
        Stage::new(3, hinting()).kill(3).at(1).put(1, "a", 1).at(30).put(1, "b", 1).at(50).up(3).run(200);
    assert_eq!((told.outcome(0), told.outcome(1)), ((Outcome::Ok, 4), (Outcome::Ok, 4)));
    assert_eq!(
        told.count(|what| matches!(what, What::Hinted { .. })),
        2,
        "one when it was silent, one at once"
    );
    assert_eq!(told.count(|what| matches!(what, What::Unhinted { is_delivered: true, .. })), 2);
    assert_eq!((told.count(by_hint), told.held(3).as_str()), (2, "b"));
    assert_eq!(told.count(|what| matches!(what, What::Dropped { .. })), 3, "each has replaced the first");
    let (sent, _) = told.sent(Topic::Handoff)[0];
    assert!(told.sent(Topic::Handoff).iter().all(|(ms, message)| message.to == n(3) && *ms >= sent));
}

#[test]
fn a_hint_is_kept_until_it_has_arrived() {
    let told = |bug: Option<Bug>| {
        let stage = Stage::new(3, hinting()).kill(3).at(1).put(1, "a", 1).at(150).up(3);
        if let Some(bug) = bug { stage.bug(bug) } else { stage }.run(300).held(3)
    };
    assert_eq!((told(None).as_str(), told(Some(Bug::ForgetHint)).as_str()), ("a", ""));
}

#[test]
fn hints_have_a_limit_a_window_and_an_age() {
    let told = |hints: Hints, grace_ms: u64| {
        let rules = Rules { hints, grace_ns: grace_ms * 1_000_000, ..hinting() };
        let mut stage = Stage::new(3, rules).kill(3);
        for ms in [1, 30, 60, 90] {
            stage = stage.at(ms).put(1, "a", 1);
        }
        let told = stage.at(160).up(3).run(400);
        let count = |is_delivered| {
            told.count(|what| matches!(what, What::Unhinted { is_delivered: it, .. } if *it == is_delivered))
        };
        (told.count(|what| matches!(what, What::Hinted { .. })), count(true), count(false))
    };
    let hints = rules().hints;
    assert_eq!(told(hints, 1_000), (4, 4, 0));
    assert_eq!(told(Hints { most: 2, ..hints }, 1_000), (2, 2, 0));
    assert_eq!(
        told(Hints { window_ns: 60_000_000, ..hints }, 1_000),
        (3, 3, 0),
        "silent for 80 ms at the last"
    );
    assert_eq!(told(hints, 90), (4, 1, 3), "three are older than 90 ms when it is back");
}

#[test]
fn hints_on_disk_outlive_a_crash() {
    for (disk_ms, held) in [(0, "a"), (30, "")] {
        let mut stage = Stage::new(3, Rules { is_durable: false, ..hinting() }).kill(3).at(1).put(1, "a", 1);
        stage.disk_ns = disk_ms * 1_000_000;
        let told = stage.at(20).crash(1).at(60).up(1).at(80).up(3).run(300);
        assert_eq!(told.held(3), held, "hints flushed in {disk_ms} ms");
    }
}

#[test]
fn a_sloppy_quorum_lets_the_next_node_stand_in() {
    let told =
        Stage::new(5, Rules { w: 3, ..sloppy() }).kill(2).kill(3).at(1).put(1, "a", 1).at(40).put(1, "b", 1);
    let told = told.at(100).up(2).up(3).run(400);
    assert_eq!(told.outcome(0), (Outcome::Ok, 9), "after half of 10 ms for those who are silent");
    assert_eq!(told.outcome(1), (Outcome::Ok, 4), "at once for those who are suspected");
    assert_eq!(told.count(|what| matches!(what, What::Sloppy { .. })), 4);
    assert_eq!(told.all_held(), ["b", "b", "b"], "delivered when they are back");
    assert_eq!((told.held(4), told.held(5)), (alloc::string::String::new(), alloc::string::String::new()));
    let keepers = told.0.events.iter().filter(|event| matches!(event.what, What::Hinted { .. }));
    assert!(keepers.clone().all(|event| [n(4), n(5)].contains(&event.actor)) && keepers.count() == 4);
}

#[test]
fn a_sloppy_read_finds_what_a_stand_in_keeps() {
    let stage = || Stage::new(5, Rules { w: 3, ..sloppy() }).kill(2).kill(3).at(1).put(1, "a", 1);
    let told = stage().at(40).kill(1).at(50).get(2, 4).run(100);
    assert_eq!(told.result(1), "a", "all three are off, and two others asked for them");
    let strict = Stage::new(5, Rules { r: 3, ..hinting() }).kill(2).kill(3).at(1).get(1, 1).run(200);
    assert_ne!(strict.outcome(0).0, Outcome::Ok);
}

#[test]
fn a_sloppy_quorum_is_no_quorum() {
    // n4 keeps the write for n2 and n3 that n1 alone was told of; those two, who are back, know nothing of it.
    let rules = Rules { w: 2, r: 2, ..sloppy() };
    let rules = Rules { hints: Hints { every_ns: 500_000_000, ..rules.hints }, ..rules };
    let stage = Stage::new(4, rules).at(1).put(1, "old", 1).at(20).kill(2).kill(3).at(30).put(1, "new", 1);
    let told = stage.at(60).up(2).up(3).kill(1).at(70).get(2, 2).run(200);
    assert_eq!((told.outcome(1).0, told.result(2)), (Outcome::Ok, "old"));
}
