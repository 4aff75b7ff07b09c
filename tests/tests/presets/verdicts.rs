use quorate_core::{
    check,
    run::Course,
    scenario::{Replication, preset},
};

/// What breaks in which example without a leader, mode by mode; where nothing does the example is not here.
const BROKEN: [(&str, usize, &str); 13] = [
    ("read-flips", 1, "linearizable"),
    ("failed-write", 1, "linearizable converged"),
    ("sloppy", 1, "fresh-reads linearizable"),
    ("lww-skew", 1, "acknowledged-kept fresh-reads linearizable read-your-writes"),
    ("lww-tie", 1, "seen-first"),
    ("siblings-vectors", 2, "seen-first"),
    ("siblings-vectors", 3, "seen-first"),
    ("hint-window", 1, "converged"),
    ("tombstone", 1, "acknowledged-kept fresh-reads linearizable read-your-writes"),
    ("guide-001", 1, "converged"),
    ("guide-001", 2, "converged"),
    ("guide-001", 3, "fresh-reads linearizable converged"),
    ("stale-run", 1, "fresh-reads linearizable"),
];

#[test]
fn examples_without_a_leader_break_these_promises_and_no_others() {
    let mut found = Vec::new();
    for preset in &preset::ALL {
        let scenario = preset.scenario();
        if scenario.experiment().replication() != Replication::Leaderless {
            continue;
        }
        for mode in 0..scenario.modes().len() {
            let course = Course::new(&scenario, mode).expect("a course");
            let broken = check::all(course.trace()).into_iter().filter(|verdict| verdict.breach.is_some());
            let names: Vec<&str> = broken.map(|verdict| verdict.rule.name()).collect();
            if !names.is_empty() {
                found.push((preset.id, mode + 1, names.join(" ")));
            }
        }
    }
    let expected: Vec<_> =
        BROKEN.iter().map(|(id, mode, names)| (*id, *mode, (*names).to_string())).collect();
    assert_eq!(found, expected);
}
