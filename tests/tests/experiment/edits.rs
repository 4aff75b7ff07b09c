//! What the reader does to time.

use quorate_core::{
    base::{NodeId, RackId, Unit},
    protocol::leader::{Ack, Stage, Waits},
    scenario::{Act, Edit, Replication, Rule, Scenario, Verb, parse},
    sim::{Latency, Peer},
};

const START: &str = "v=1&s=cassandra-racks&repl=leader&do=100.kill.n1_100.kill.n2_200.up.n1";

fn start() -> Scenario {
    parse(START).scenario
}

fn lines(scenario: &Scenario) -> Vec<String> {
    scenario.experiment().script().iter().map(Act::line).collect()
}

fn act(line: &str) -> Act {
    Act::read(line).expect("a line")
}

fn after(scenario: &Scenario, edit: &Edit) -> Scenario {
    scenario.edited(edit).unwrap_or_else(|why| panic!("{edit:?}: {why}"))
}

#[test]
fn a_line_is_added_after_those_of_its_instant() {
    let next = after(&start(), &Edit::Do(act("100.up.n2")));
    assert_eq!(lines(&next), ["100.kill.n1", "100.kill.n2", "100.up.n2", "200.up.n1"]);
    assert_eq!(next.before(), start().before(), "time is no change of the cluster");
}

#[test]
fn a_line_is_struck_altered_or_cleared() {
    let start = start();
    assert_eq!(lines(&after(&start, &Edit::Strike(0))), ["100.kill.n2", "200.up.n1"]);
    let in_place = after(&start, &Edit::Alter(0, act("100.kill.n3")));
    assert_eq!(lines(&in_place), ["100.kill.n3", "100.kill.n2", "200.up.n1"]);
    let later = after(&start, &Edit::Alter(0, act("150.kill.n1")));
    assert_eq!(lines(&later), ["100.kill.n2", "150.kill.n1", "200.up.n1"]);
    assert_eq!(lines(&after(&start, &Edit::ClearAfter(100_000_000))), ["100.kill.n1", "100.kill.n2"]);
    for refused in [Edit::Strike(3), Edit::Alter(3, act("1.heal"))] {
        assert_eq!(start.edited(&refused).unwrap_err(), "there is no line 4: the script has 3");
    }
}

#[test]
fn what_an_edit_cannot_set_is_refused_in_words() {
    let [one, nine] = [1, 99].map(|id| Peer::Node(NodeId(id)));
    let kill = |id| Act { at_ns: 5, verb: Verb::Kill(Unit::Rack(RackId(id))) };
    for (edit, why) in [
        (Edit::Do(kill(9)), "r9 is not in the cluster"),
        (Edit::Do(Act { at_ns: u64::MAX, ..kill(1) }), "86400s is nearest"),
        (Edit::Do(Act { at_ns: 5, verb: Verb::Cut(vec![], vec![], false) }), "do=5ns.cut"),
        (Edit::Timeout(0), "timeout=0 is not from 1ns to 86400s: 1ns is nearest"),
        (Edit::Loss(1_000_001), "100pct is nearest"),
        (Edit::Clients(0), "1 is nearest"),
        (Edit::Latency(Latency::Mixture(vec![])), "lacks a chance"),
        (Edit::LatencyBetween(one, nine, Some(Latency::Constant(1))), "n99"),
        (Edit::LatencyBetween(one, one, Some(Latency::Constant(1))), "to itself"),
        (Edit::Skew(NodeId(99), 5), "n99"),
        (Edit::Modes(vec![]), "from 1 to 3"),
        (Edit::Rule(1, Rule::Keep(5)), "there is no mode 2"),
        (Edit::Rule(0, Rule::Beat(5)), "beat=5ns"),
        (Edit::Rule(0, Rule::WriteCount(0)), "w=0 is not from 1 to 1000: 1 is nearest"),
        (Edit::Rule(0, Rule::Grace(u64::MAX)), "365d is nearest"),
        (Edit::Trials(10_000_001), "10000000 is nearest"),
        (Edit::Failure(1_000_001), "1000000 is nearest"),
        (Edit::Rule(0, Rule::Ack(Ack { waits: Waits::Named(NodeId(99)), stage: Stage::Durable })), "n99"),
    ] {
        let refused = start().edited(&edit).unwrap_err();
        assert!(refused.contains(why), "{edit:?}: {refused}");
    }
}

#[test]
fn a_node_that_goes_takes_what_was_said_of_it_but_lines_stay() {
    let full = parse(&format!(
        "{START}_300.up.n2&ack=sync.n2&skew=n2.30ms&disk=n2.9ms&link=all.exp.2ms_n1.n2.const.5ms"
    ));
    assert_eq!(full.problems, vec![]);
    let next = after(&full.scenario, &Edit::RemoveNode(NodeId(2)));
    assert_eq!(next.check(), Ok(()));
    let experiment = next.experiment();
    assert_eq!(experiment.modes()[0].leader.ack.waits, Waits::Any(1), "who waited for it waits for any one");
    assert_eq!((experiment.skews().count(), experiment.disks().count(), experiment.links().len()), (0, 0, 1));
    assert_eq!(lines(&next), lines(&full.scenario));
    let idle: Vec<usize> = experiment.idle_acts(next.now()).iter().map(|(at, _)| *at).collect();
    assert_eq!(idle, [1, 3]);
}

#[test]
fn modes_run_side_by_side_and_each_has_its_own_rules() {
    let two = after(&start(), &Edit::Modes(vec![start().modes()[0].clone(), start().modes()[0].clone()]));
    let semi = Rule::Ack(Ack { waits: Waits::Any(1), stage: Stage::Durable });
    let next = after(&two, &Edit::Rule(1, semi));
    assert_eq!(next.modes()[0], start().modes()[0]);
    assert_eq!(Rule::of(&next.modes()[1])[0], semi);
    assert!(next.address().contains("&ack2=semi.1&"), "{}", next.address());
    let one = after(&next, &Edit::Modes(vec![next.modes()[1].clone()]));
    assert_eq!(one.modes().len(), 1);
    assert!(one.address().contains("&ack=semi.1&"), "{}", one.address());
}

#[test]
fn what_racks_need_of_reads_and_writes_is_set_in_all_modes_and_a_level_of_all_unsets_it() {
    use quorate_core::scenario::LevelKind;
    let two = parse(&format!("{START}&modes=2")).scenario;
    let next = after(&two, &Edit::WriteAt(Some(LevelKind::All)));
    assert!(next.address().ends_with("&wl=all") && next.modes()[0] == next.modes()[1], "{}", next.address());
    assert_eq!(after(&next, &Edit::Level(LevelKind::Quorum, None)), two);
    assert_eq!(after(&next, &Edit::WriteAt(None)), two);
}

#[test]
fn an_instant_can_be_sought_and_replication_chosen() {
    let next = after(&start(), &Edit::Seek(Some(150_000_000)));
    assert_eq!((next.experiment().at_ns(), next.experiment().moment_ns()), (Some(150_000_000), 150_000_000));
    assert_eq!(after(&next, &Edit::Seek(None)).experiment().moment_ns(), 2_000_000_000);
    assert_eq!(after(&after(&next, &Edit::Until(5)), &Edit::Seek(Some(9))).experiment().moment_ns(), 5);
    let single = after(&next, &Edit::Replicate(Replication::Single));
    assert_eq!(single.experiment().replication(), Replication::Single);
}
