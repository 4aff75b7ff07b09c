use super::stage::{Stage, rules};
use crate::protocol::leaderless::{Bug, Conflict, Rules};

fn under(conflict: Conflict) -> Stage {
    Stage::new(3, Rules { conflict, ..rules() })
}

/// Two clients write at once, through these nodes; then the first reads, writes, and reads.
fn cart(conflict: Conflict, nodes: [u16; 2]) -> [alloc::string::String; 2] {
    let stage = under(conflict).at(1).put(1, "milk", nodes[0]).put(2, "bread,milk", nodes[1]);
    let told = stage.at(20).get(1, 3).at(40).put(1, "eggs", 1).at(60).get(2, 2).run(100);
    [2, 4].map(|op| told.result(op).into())
}

#[test]
fn the_last_write_wins_and_nobody_hears_of_the_other() {
    assert_eq!(cart(Conflict::Lww, [1, 2]), ["milk", "eggs"], "of one instant the greater value");
    assert_eq!(cart(Conflict::Lww, [1, 1]), ["bread,milk", "eggs"], "one clock tells them apart");
}

#[test]
fn siblings_stay_until_somebody_writes_who_has_read_them() {
    for nodes in [[1, 2], [1, 1]] {
        assert_eq!(cart(Conflict::Siblings, nodes), ["milk|bread,milk", "eggs"]);
        assert_eq!(cart(Conflict::Merge, nodes), ["bread,milk", "eggs"]);
    }
}

#[test]
fn vectors_without_dots_lose_one_of_two_writes_through_one_node() {
    assert_eq!(cart(Conflict::Vectors, [1, 2]), ["milk|bread,milk", "eggs"]);
    assert_eq!(cart(Conflict::Vectors, [1, 1]), ["bread,milk", "eggs"], "milk is lost");
}

#[test]
fn who_has_read_one_sibling_alone_replaces_no_other() {
    // c2 reads of n3 alone, which missed the first write, and writes: the first is not replaced.
    let rules = Rules { conflict: Conflict::Siblings, w: 1, r: 1, ..rules() };
    let stage = Stage::new(3, rules).at(1).cut(3, &[1]).put(1, "a", 1).at(20).heal().put(2, "b", 1);
    let stage = stage.at(40).get(2, 3).at(60).put(2, "c", 3).at(80).get(1, 1);
    assert_eq!((stage.run(100).result(4)), "a|c");
}

#[test]
fn a_coordinator_that_counts_anew_makes_siblings_look_alike() {
    let run = |bug: Option<Bug>| {
        let rules = Rules { conflict: Conflict::Siblings, w: 3, ..rules() };
        let stage =
            Stage::new(3, rules).at(1).put(1, "a", 1).at(20).kill(1).at(30).up(1).at(40).put(2, "b", 1);
        let stage = if let Some(bug) = bug { stage.bug(bug) } else { stage };
        let stage = stage.at(50).get(1, 1).at(60).put(1, "c", 2);
        let dots: alloc::vec::Vec<_> =
            stage.run(90).0.versions.iter().map(|(_, version)| version.dot.1).collect();
        dots
    };
    assert_eq!((run(None), run(Some(Bug::CountAnew))), ([1, 2, 1].into(), [1, 1, 1].into()));
}

#[test]
fn a_replica_that_keeps_one_sibling_loses_the_other() {
    let told =
        under(Conflict::Siblings).bug(Bug::OneSibling).at(1).put(1, "a", 1).at(10).put(2, "b", 2).run(50);
    assert_eq!(told.all_held(), ["b", "b", "b"]);
}

#[test]
fn a_replica_that_takes_what_comes_last_goes_back() {
    let run = |bug: Option<Bug>| {
        let mut stage = under(Conflict::Lww).at(1).put(1, "z", 1).at(1).put(2, "a", 2);
        stage.setup.bug = bug;
        stage.run(50).all_held()
    };
    assert_eq!(run(None), ["z", "z", "z"]);
    assert_ne!(run(Some(Bug::Overwrite)), ["z", "z", "z"]);
}
