use super::stage::{MS, Stage, n, rules};
use crate::{
    base::{ClientId, NodeId},
    protocol::leaderless::{Bug, Coordinate, Rules},
    quorum::Level,
    sim::{Fault, Peer},
    trace::{Outcome, Topic, What},
};

#[test]
fn a_write_goes_to_all_replicas_and_waits_for_w() {
    for (w, ms) in [(1, 2), (2, 4), (3, 4)] {
        let told = Stage::new(3, Rules { w, ..rules() }).at(1).put(1, "a", 1).run(100);
        assert_eq!(told.outcome(0), (Outcome::Ok, ms), "its own copy needs no message: w={w}");
        assert_eq!(told.all_held(), ["a", "a", "a"]);
        assert_eq!(told.whom(Topic::Write), ["n2", "n3"]);
        assert_eq!(told.count(|what| matches!(what, What::Acknowledged(_))), 1);
    }
}

#[test]
fn whoever_is_no_replica_coordinates_too() {
    let told = Stage::new(4, rules()).at(1).put(1, "a", 4).run(100);
    assert_eq!(told.outcome(0), (Outcome::Ok, 4));
    assert_eq!(told.whom(Topic::Write), ["n1", "n2", "n3"]);
    let (_, version) = told.0.versions.iter().next().unwrap();
    assert_eq!(version.dot, (n(4), 1), "who coordinates counts");
}

#[test]
fn a_client_may_coordinate_itself() {
    let told = Stage::new(3, Rules { coordinate: Coordinate::Client, ..rules() }).at(1).put(1, "a", 0);
    let told = told.at(10).get(1, 0).run(100);
    assert_eq!((told.outcome(0), told.outcome(1)), ((Outcome::Ok, 2), (Outcome::Ok, 2)), "one hop less");
    assert_eq!((told.result(1), told.sent(Topic::Request).len()), ("a", 0));
}

#[test]
fn a_durable_replica_answers_when_it_has_flushed() {
    for (is_durable, ms) in [(true, 9), (false, 4)] {
        let mut stage = Stage::new(3, Rules { is_durable, ..rules() }).at(1).put(1, "a", 1);
        stage.disk_ns = 5 * MS;
        assert_eq!(stage.run(100).outcome(0), (Outcome::Ok, ms));
    }
    let mut stage = Stage::new(3, rules()).bug(Bug::AnswerBeforePersisting).at(1).put(1, "a", 1);
    stage.disk_ns = 5 * MS;
    assert_eq!(stage.run(100).outcome(0), (Outcome::Ok, 4));
}

#[test]
fn too_few_answers_leave_the_client_in_doubt_and_the_value_where_it_is() {
    let told = Stage::new(3, rules()).kill(2).kill(3).at(1).put(1, "a", 1).run(100);
    assert_eq!(told.outcome(0), (Outcome::Unknown, 12), "the coordinator waits 10 ms");
    assert_eq!(told.all_held(), ["a", "", ""]);
    assert_eq!(told.count(|what| matches!(what, What::Short { got: 1, need: 2, .. })), 1);
    assert_eq!(told.count(|what| matches!(what, What::Acknowledged(_))), 0);
}

#[test]
fn who_was_silent_is_suspected_until_heard_and_a_strict_quorum_refuses_at_once() {
    let told = Stage::new(3, rules()).kill(2).kill(3).at(1).put(1, "a", 1).at(20).put(1, "b", 1);
    let told = told.at(40).up(2).at(80).put(1, "c", 1).run(200);
    assert_eq!(told.outcome(1), (Outcome::Fail, 2), "nothing is written");
    assert_eq!(told.0.versions.len(), 2);
    assert_eq!(told.outcome(2), (Outcome::Ok, 4), "n2 has answered that it is there");
    assert_eq!(told.count(|what| matches!(what, What::Suspects { .. })), 2);
    assert_eq!(told.count(|what| matches!(what, What::Trusts { .. })), 1);
}

#[test]
fn a_request_that_arrives_twice_is_done_once() {
    let double = |to: Peer| Fault::Duplicate([Peer::Client(ClientId(1)), to].into(), [to].into(), 1_000_000);
    let told = Stage::new(3, rules()).fault(double(Peer::Node(NodeId(1)))).at(1).put(1, "a", 1).run(100);
    assert_eq!((told.sent(Topic::Request).len(), told.0.versions.len()), (2, 1));
}

#[test]
fn an_answer_that_arrives_twice_counts_once() {
    let from_to = |from: u32, to: u32| ([Peer::Node(NodeId(from))].into(), [Peer::Node(NodeId(to))].into());
    let stage = |bug: Option<Bug>| {
        let (from, to) = from_to(2, 1);
        let stage =
            Stage::new(3, Rules { w: 3, ..rules() }).kill(3).fault(Fault::Duplicate(from, to, 1_000_000));
        let stage = if let Some(bug) = bug { stage.bug(bug) } else { stage };
        stage.at(1).put(1, "a", 1).run(100).outcome(0).0
    };
    assert_eq!((stage(None), stage(Some(Bug::CountTwice))), (Outcome::Unknown, Outcome::Ok));
}

#[test]
fn a_level_counts_each_data_centre_by_itself() {
    let told = |level| {
        let mut stage = Stage::new(3, Rules { write_level: Some(level), ..rules() });
        // n3 stands in another data centre than the others.
        stage.setup.dcs[n(3).at()] = 1;
        stage.setup.groups[0].placed = [(0, 2), (1, 1)].into();
        stage.setup.copies = crate::placement::Copies::PerDc([2, 1].into());
        stage.kill(3).at(1).put(1, "a", 1).run(100).outcome(0).0
    };
    assert_eq!(told(Level::LocalQuorum(0)), Outcome::Ok);
    assert_eq!(told(Level::EachQuorum), Outcome::Unknown, "nobody answers in the other");
    assert_eq!((told(Level::Quorum), told(Level::All)), (Outcome::Ok, Outcome::Unknown));
}

#[test]
fn any_is_met_by_a_hint_alone() {
    for (is_hinting, outcome) in [(true, Outcome::Ok), (false, Outcome::Fail)] {
        let mut rules = Rules { write_level: Some(Level::Any), ..rules() };
        rules.repair.hint = is_hinting;
        let stage = Stage::new(4, rules).kill(1).kill(2).kill(3).at(1).put(1, "a", 4).at(20).put(1, "b", 4);
        let told = stage.run(100);
        assert_eq!(told.outcome(0).0, Outcome::Unknown, "nobody is suspected yet");
        assert_eq!(told.outcome(1), (outcome, 2));
    }
}

#[test]
fn the_clock_of_a_coordinator_never_gives_one_instant_twice() {
    let stage = Stage::new(3, rules()).at(1).put(1, "a", 1).put(2, "b", 1).put(1, "c", 1);
    let told = stage.run(100);
    let clocks: alloc::vec::Vec<i64> = told.0.versions.iter().map(|(_, version)| version.clock_us).collect();
    assert_eq!(clocks, [2_000, 2_001, 2_002]);
}

#[test]
fn what_is_not_modelled_fails_at_once() {
    let told = Stage::new(3, rules()).at(1).ask(1, crate::trace::OpKind::Cas, "", 1).run(10);
    assert_eq!((told.outcome(0), told.0.messages.len()), ((Outcome::Fail, 0), 0));
}

#[test]
fn a_client_asks_others_when_its_nearest_was_silent() {
    let told = Stage::new(3, rules()).kill(1).at(1).put(1, "a", 0).at(60).put(1, "b", 0).run(200);
    assert_eq!(told.outcome(0), (Outcome::Unknown, 50), "a write is not asked anew");
    assert_eq!(told.op(1).answered_by, Some(n(2)));
}
