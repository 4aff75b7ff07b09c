//! What is done to racks, act by act; and that what a run keeps of the run before is what would be made anew.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use quorate::{
    state::{Action, State},
    words,
};
use quorate_core::{
    base::{DcId, Digest, NodeId, RackId, Unit},
    hash::HashFn,
    run::{Health, Racks, Run},
    scenario::{
        Deal, Edit, Generated, LevelKind, Pane, PlacementKind, Replicas, Scenario, SchemeKind, Show, Text,
        parse, preset,
    },
    topology::Site,
};
use quorate_tests::tries;

const fn node(number: u32) -> Unit {
    Unit::Node(NodeId(number))
}

const fn rack(number: u32) -> Unit {
    Unit::Rack(RackId(number))
}

const fn dc(number: u32) -> Unit {
    Unit::Dc(DcId(number))
}

fn start(id: &str) -> State {
    State::open(&format!("v=1&s={id}"))
}

fn after(state: &State, edits: &[Edit]) -> State {
    edits.iter().fold(state.clone(), |state, edit| {
        let next = state.after(&Action::Edit(edit.clone()));
        assert_eq!(next.refusal(), None, "{edit:?}");
        next
    })
}

fn racks(state: &State) -> &Racks {
    state.run().racks().expect("racks are shown")
}

fn off(state: &State) -> Vec<Unit> {
    state.scenario().now().off().collect()
}

/// The nodes that are on.
fn on(state: &State) -> Vec<u32> {
    state.scenario().now().live().map(|id| id.0).collect()
}

fn trouble(racks: &Racks) -> u32 {
    racks.count(Health::Unavailable) + racks.count(Health::Lost)
}

#[test]
fn a_node_a_rack_and_a_data_centre_lose_power_and_get_it_back() {
    let all = after(&start("two-dcs"), &[Edit::AllOn]);
    assert_eq!((off(&all), on(&all).len()), (vec![], 12));
    for (unit, left) in
        [(node(4), 11), (rack(2), 10), (dc(2), 6), (Unit::Area(quorate_core::base::AreaId(1)), 0)]
    {
        let dark = after(&all, &[Edit::Power(unit, false)]);
        assert_eq!((off(&dark), on(&dark).len()), (vec![unit], left));
        assert!(!racks(&dark).has_power(unit));
        assert!(racks(&dark).has_same_placement(racks(&all)), "a fault moves no copy");
        assert_eq!(dark.run().racks_before().map(trouble), Some(0));
        let light = after(&dark, &[Edit::Power(unit, true)]);
        assert_eq!(light.scenario().now(), all.scenario().now());
        assert!(words::racks::headline(light.run()).contains("on again"));
    }
}

#[test]
fn a_node_of_a_rack_that_is_off_comes_on_alone() {
    let dark = after(&start("two-dcs"), &[Edit::AllOn, Edit::Power(rack(2), false)]);
    let one = after(&dark, &[Edit::Power(node(3), true)]);
    assert_eq!((off(&one), racks(&one).has_power(rack(2))), (vec![node(4)], true));
    let both = after(&one, &[Edit::Power(node(4), true)]);
    assert_eq!(off(&both), []);
    let dark = after(&start("two-dcs"), &[Edit::AllOn, Edit::Power(dc(1), false)]);
    let one = after(&dark, &[Edit::Power(rack(3), true)]);
    assert_eq!(off(&one), [1, 2, 3, 4].map(node));
    let one = after(&dark, &[Edit::Power(node(6), true)]);
    assert_eq!(off(&one), [1, 2, 3, 4, 5].map(node));
}

#[test]
fn a_node_that_was_off_by_itself_stays_off_when_its_rack_comes_back() {
    let dark =
        after(&start("two-dcs"), &[Edit::AllOn, Edit::Power(node(3), false), Edit::Power(rack(2), false)]);
    assert_eq!(off(&dark), [rack(2), node(3)]);
    let back = after(&dark, &[Edit::Power(rack(2), true)]);
    assert_eq!(off(&back), [node(3)]);
}

#[test]
fn a_rack_that_is_dark_because_each_of_its_nodes_is_off_comes_on_with_them() {
    let dark =
        after(&start("two-dcs"), &[Edit::AllOn, Edit::Power(node(3), false), Edit::Power(node(4), false)]);
    assert!(!racks(&dark).has_power(rack(2)));
    let back = after(&dark, &[Edit::Power(rack(2), true)]);
    assert_eq!(off(&back), []);
    let dark = after(&dark, &[Edit::Power(rack(1), false), Edit::Power(rack(3), false)]);
    let back = after(&dark, &[Edit::Power(dc(1), true)]);
    assert_eq!((off(&back), on(&back).len()), (vec![], 12));
    let darker = after(&dark, &[Edit::Power(rack(2), false)]);
    assert_eq!(off(&after(&darker, &[Edit::Power(rack(2), true)])), [rack(1), rack(3)]);
}

#[test]
fn a_new_rack_has_as_many_nodes_as_the_fullest_and_takes_them_along_when_it_goes() {
    let all = after(&start("two-dcs"), &[Edit::AllOn]);
    let more = after(&all, &[Edit::AddRack(DcId(2))]);
    let new = Site { area: Site::FIRST.area, dc: DcId(2), rack: RackId(7) };
    let sites = more.scenario().now().sites();
    assert_eq!((sites.len(), sites.last()), (7, Some(&new)));
    assert_eq!(racks(&more).placed().places_in(rack(7)).count(), 2);
    assert_eq!(words::racks::headline(more.run()).split(',').next(), Some("n13 and n14 joined"));
    let less = after(&more, &[Edit::RemoveRack(new)]);
    assert_eq!(less.scenario().now(), all.scenario().now());
    let fewer = after(&all, &[Edit::Power(rack(1), false), Edit::RemoveRack(Site::FIRST)]);
    assert_eq!(
        (off(&fewer), fewer.scenario().now().nodes().len()),
        (vec![], 10),
        "nothing is said of what is gone"
    );
    let one = State::open("v=1&s=ring&show=racks");
    let refused = one.after(&Action::Edit(Edit::RemoveRack(Site::FIRST)));
    assert!(refused.refusal().is_some_and(|why| why.contains("last rack")), "{:?}", refused.refusal());
    let nowhere = one.after(&Action::Edit(Edit::AddRack(DcId(9))));
    assert!(nowhere.refusal().is_some_and(|why| why.contains("d9 is not in the cluster")));
}

#[test]
fn what_is_compared_differs_in_its_placement_alone_and_gets_all_that_is_done() {
    let compared = after(&start("kafka-racks"), &[Edit::Compare(Some(PlacementKind::Random))]);
    let other = |state: &State| state.scenario().other().cloned().expect("a compared cluster");
    assert_eq!(other(&compared).placement(), PlacementKind::Random);
    assert_eq!(other(&compared).off().collect::<Vec<_>>(), off(&compared));
    let done = [
        Edit::Power(node(5), false),
        Edit::AddNode,
        Edit::Replicas(2),
        Edit::Parts(12),
        Edit::MinInsync(1),
        Edit::Rename(Unit::Node(NodeId(3)), Text::new("third").expect("a text")),
    ];
    let after_all = after(&compared, &done);
    assert_eq!(other(&after_all).off().collect::<Vec<_>>(), off(&after_all));
    assert_eq!(other(&after_all).nodes(), after_all.scenario().now().nodes());
    assert_eq!(other(&after_all).copies(), after_all.scenario().now().copies());
    assert_eq!((other(&after_all).parts(), other(&after_all).name(NodeId(3))), (12, "third".into()));
    let placed = after(&after_all, &[Edit::Place(PlacementKind::Spread)]);
    assert_eq!(other(&placed).placement(), PlacementKind::Random, "a placement is chosen for one of the two");
    let both = after(&placed, &[Edit::PlaceOther(PlacementKind::Hdfs)]);
    assert_eq!(
        (other(&both).placement(), both.scenario().now().placement()),
        (PlacementKind::Hdfs, PlacementKind::Spread)
    );
    let alone = after(&both, &[Edit::Compare(None)]);
    assert!(alone.run().racks_other().is_none());
}

#[test]
fn copies_are_dealt_over_data_centres_and_back() {
    let local = start("local-quorum");
    assert_eq!(local.scenario().now().copies_meant(), 6);
    let random = after(&local, &[Edit::Place(PlacementKind::Random)]);
    assert_eq!(random.scenario().now().copies(), &Replicas::Each(6), "as many in all");
    let back = after(&random, &[Edit::Place(PlacementKind::Nts)]);
    assert_eq!(
        (back.scenario().now().copies(), back.scenario().now().scheme()),
        (local.scenario().now().copies(), SchemeKind::Ring)
    );
    let fewer = after(&local, &[Edit::ReplicasIn(DcId(2), 0)]);
    assert_eq!(fewer.scenario().now().copies_meant(), 3);
    let none = fewer.after(&Action::Edit(Edit::ReplicasIn(DcId(1), 0)));
    assert!(none.refusal().is_some_and(|why| why.contains("one data centre at least")));
}

#[test]
fn a_level_of_a_data_centre_that_goes_is_that_of_the_first() {
    let local = after(&start("local-quorum"), &[Edit::Level(LevelKind::LocalQuorum, Some(DcId(2)))]);
    assert_eq!(local.scenario().level_dc(), DcId(2));
    let sites = local.scenario().now().sites();
    let gone: Vec<Edit> = sites.into_iter().filter(|site| site.dc == DcId(2)).map(Edit::RemoveRack).collect();
    let without = after(&local, &gone);
    assert_eq!((without.scenario().level_dc(), without.scenario().now().dcs()), (DcId(1), vec![DcId(1)]));
}

#[test]
fn what_is_counted_of_racks_and_data_centres_is_what_looking_at_every_copy_finds() {
    for id in STARTS.into_iter().filter(|id| start(id).run().racks().is_some()) {
        let random = after(&start(id), &[Edit::Place(PlacementKind::Random)]);
        for state in [start(id), random] {
            let racks = racks(&state);
            let cluster = racks.cluster();
            let site = |place: &u32| cluster.nodes()[*place as usize].site;
            for here in cluster.sites() {
                let count = |copies: &[u32]| copies.iter().filter(|place| site(place) == here).count();
                let shared = racks.table().iter().filter(|copies| count(copies) > 1).count();
                assert_eq!(racks.shared_in(here), shared, "{id}, {here:?}");
            }
            for (at, dc) in (0..).zip(cluster.dcs()) {
                let count =
                    |copies: &[u32]| copies.iter().filter(|place| site(place).dc == dc).count() as u32;
                let least = racks.table().iter().map(count).min().expect("a partition");
                let most = racks.table().iter().map(count).max().expect("a partition");
                assert_eq!(racks.placed().copies_in(at), (least, most), "{id}, {dc}");
            }
        }
    }
}

#[test]
fn more_copies_than_there_is_room_for_are_refused_before_any_is_placed() {
    let many =
        |rest: &str| State::open(&format!("v=1&s=ring&nodes=1000&racks=10&show=racks&scheme=slots{rest}"));
    for place in
        PlacementKind::WORDS.map(|(word, _)| word).into_iter().filter(|word| !word.starts_with("nts"))
    {
        let each = many(&format!("&parts=1000&rf=101&place={place}"));
        let said = words::racks::headline(each.run());
        assert!(said.contains("101 copies of each partition exceed 100: lower rf"), "{place}: {said}");
    }
    let all = many("&parts=10001&rf=100&place=random");
    let said = words::racks::headline(all.run());
    assert!(said.contains("1000100 copies in all exceed 1000000: lower rf"), "{said}");
    assert!(racks(&all).is_empty());
    assert_eq!(racks(&many("&parts=10000&rf=100&place=random")).len(), 10_000);
    let few = State::open("v=1&s=ring&nodes=3&rf=1000&show=racks");
    assert_eq!((racks(&few).len(), racks(&few).copies(0)), (450, (3, 3)), "no more than there are nodes");
}

#[test]
fn a_change_from_or_to_a_cluster_that_cannot_be_placed_is_told() {
    for address in [
        "v=1&s=ring&nodes=5&nodes0=4&rf=3&rf0=d1.2&show=racks",
        "v=1&s=ring&nodes=5&nodes0=4&rf0=3&rf=d1.2&show=racks",
        "v=1&s=ring&nodes=6&nodes0=1&place=redis&rf=2&show=racks",
        "v=1&s=ring&nodes=4&nodes0=5&scheme=slots&place=nts&place0=spread&show=racks",
    ] {
        let state = State::open(address);
        assert!(
            !told(state.run()).is_empty() && !words::racks::headline(state.run()).is_empty(),
            "{address}"
        );
    }
}

#[test]
fn every_act_can_be_undone_to_the_very_scenario_and_redone() {
    let edits = [
        Edit::Power(rack(1), false),
        Edit::Power(node(1), true),
        Edit::AddRack(DcId(1)),
        Edit::AddNode,
        Edit::Place(PlacementKind::Kafka),
        Edit::Compare(Some(PlacementKind::Random)),
        Edit::Seed(5),
        Edit::Level(LevelKind::All, None),
        Edit::Replicas(2),
        Edit::Show(Show::RING.with(Pane::Racks)),
        Edit::RemoveRack(Site::FIRST),
        Edit::AllOn,
        Edit::Deal(8, Deal { racks: 2, dcs: 2, areas: 1 }),
        Edit::Preset(preset::find("node-loss").expect("an example")),
    ];
    let mut states = vec![start("kafka-racks")];
    for edit in &edits {
        let next = after(states.last().expect("a state"), std::slice::from_ref(edit));
        assert!(
            states.last().is_some_and(|last| last.scenario() != next.scenario()),
            "{edit:?} does nothing"
        );
        states.push(next);
    }
    let mut state = states.last().expect("a state").clone();
    for was in states.iter().rev().skip(1) {
        state = state.after(&Action::Undo);
        assert_eq!(state.scenario(), was.scenario());
        assert_eq!(Digest::of(state.run()), Digest::of(was.run()));
    }
    for is in states.iter().skip(1) {
        state = state.after(&Action::Redo);
        assert_eq!(state.scenario(), is.scenario());
        assert_eq!(Digest::of(state.run()), Digest::of(is.run()));
    }
}

const STARTS: [&str; 14] = [
    "two-dcs",
    "node-loss",
    "rack-loss",
    "shard-grid",
    "shard-lost",
    "rack-blind",
    "local-quorum",
    "cassandra-racks",
    "kafka-racks",
    "redis-cluster",
    "hdfs-racks",
    "quarter",
    "node-down",
    "four-each",
];

/// An edit that makes sense of this scenario, most of the time.
fn edit(scenario: &Scenario, (kind, a, b): (u8, u32, u32)) -> Edit {
    let now = scenario.now();
    let pick = |count: usize| a as usize % count.max(1);
    let id = now.nodes()[pick(now.nodes().len())].id;
    let sites = now.sites();
    let site = sites[pick(sites.len())];
    let dc = site.dc;
    let unit = [Unit::Node(id), Unit::Rack(site.rack), Unit::Dc(dc), Unit::Area(site.area)][b as usize % 4];
    let placement = PlacementKind::WORDS[b as usize % PlacementKind::WORDS.len()].1;
    let text = |prefix: &str| Text::new(&format!("{prefix}{}", b % 5)).expect("a text");
    match kind % 26 {
        0..=3 => Edit::Power(unit, false),
        4..=5 => Edit::Power(unit, true),
        6 => Edit::AllOn,
        7 => Edit::AddNode,
        8 => Edit::RemoveNode(id),
        9 => Edit::AddRack(dc),
        10 => Edit::RemoveRack(site),
        11..=12 => Edit::Place(placement),
        13 => Edit::Compare((!a.is_multiple_of(4)).then_some(placement)),
        14 => Edit::PlaceOther(placement),
        15 => Edit::Replicas(1 + b % 4),
        16 => Edit::ReplicasIn(dc, b % 4),
        17 => Edit::Parts(1 + b % 30),
        18 => Edit::Seed(b.into()),
        19 => Edit::Level(LevelKind::WORDS[b as usize % LevelKind::WORDS.len()].1, None),
        20 => Edit::Show([Show::RING, Show::RACKS, Show::RING.with(Pane::Racks)][b as usize % 3]),
        21 => Edit::Scheme(SchemeKind::WORDS[b as usize % 3].1),
        22 => [
            Edit::Rename(Unit::Node(id), text("x")),
            Edit::Weigh(id, 50 + 50 * (b % 3)),
            Edit::MinInsync(1 + b % 3),
        ][a as usize % 3]
            .clone(),
        23 => [Edit::Vnodes(1 + b % 5), Edit::Hash(HashFn::ALL[b as usize % HashFn::ALL.len()])]
            [a as usize % 2]
            .clone(),
        24 => [
            Edit::Pick(text("k")),
            Edit::GenerateKeys(Generated { count: b % 99, prefix: text("k"), seed: 1 }),
        ][a as usize % 2]
            .clone(),
        _ => Edit::Deal(1 + b % 15, Deal { racks: 1 + a % 4, dcs: 1 + b % 2, areas: 1 + a % 2 }),
    }
}

#[test]
fn a_further_node_breaks_what_one_finds_by_switching_each_off() {
    let ids = [
        "two-dcs",
        "shard-lost",
        "shard-grid",
        "rack-loss",
        "read-all",
        "kafka-racks",
        "hdfs-racks",
        "local-quorum",
    ];
    for id in ids {
        let state = start(id);
        let racks = state.run().racks().expect("an example of racks");
        let level = racks.level();
        let off: Vec<Unit> = racks.cluster().off().collect();
        let places = 0..racks.cluster().nodes().len() as u32;
        let on: Vec<u32> = places.filter(|place| racks.is_on(*place)).collect();
        let writable = |racks: &Racks| racks.survival().at(level).writable;
        let is_missed = |place: &&u32| {
            let more: Vec<Unit> = off.iter().copied().chain([Unit::Node(racks.node(**place))]).collect();
            writable(&racks.with_only_off(&more)) < writable(racks)
        };
        let missed = on.iter().filter(is_missed).count() as u64;
        let further = racks.further().expect("something is off").nodes;
        assert_eq!((further.breaking, further.total), (missed, on.len() as u64), "{id}");
    }
}

/// All that a run tells of racks, in words and numbers.
fn told(run: &Run) -> String {
    let one = |racks: &Racks| {
        format!(
            "{} {:?} {:?} {:?} {:?} {:?}",
            words::racks::safety(racks),
            racks.breakers(),
            racks.further(),
            racks.held(),
            racks.loads(),
            racks.followed()
        )
    };
    let racks = [run.racks(), run.racks_before(), run.racks_other()].map(|racks| racks.map(one));
    format!("{} {} {racks:?}", words::racks::headline(run), words::racks::second(run))
}

proptest! {
    #![proptest_config(tries(192))]

    #[test]
    fn what_is_kept_is_what_would_be_made_anew_and_every_scenario_is_its_address(
        first in 0..STARTS.len(),
        acts in prop::collection::vec((any::<u8>(), any::<u32>(), any::<u32>()), 1..40),
    ) {
        let mut run = Run::new(preset::find(STARTS[first]).expect("an example").scenario());
        for act in acts {
            let edit = edit(run.scenario(), act);
            let Ok(scenario) = run.scenario().edited(&edit) else { continue };
            prop_assert_eq!(scenario.check(), Ok(()));
            let address = scenario.address();
            let parsed = parse(&address);
            prop_assert_eq!((parsed.problems, &parsed.scenario), (vec![], &scenario), "{:?} to {}", edit, address);
            run = run.next(scenario.clone());
            let anew = Run::new(scenario);
            prop_assert_eq!(Digest::of(&run), Digest::of(&anew), "{:?} to {}", edit, address);
            prop_assert_eq!(told(&run), told(&anew), "{:?} to {}", edit, address);
        }
    }
}
