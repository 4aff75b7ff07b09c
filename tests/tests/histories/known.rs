use quorate_core::check::history::{Model, Proof, linearizable};
use quorate_tests::history::{etcd, explains, knossos, porcupine_kv};
use std::{fs, path::Path};

/// The verdict of each file, with what is known: `file ok|bad`.
const KNOWN: &str = include_str!("../../histories/verdicts.txt");

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("histories").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_known_history_gets_the_verdict_that_it_is_known_for() {
    let mut counts = [0; 2];
    for (file, known) in KNOWN.lines().filter_map(|line| line.split_once(' ')) {
        let text = text(file);
        let history = match file.split_once('_').map_or("", |(sort, _)| sort) {
            "etcd" => etcd(&text).history(Model::CasRegister, None),
            "knossos" => knossos(&text).history(Model::CasRegister, None),
            _ => porcupine_kv(&text).history(Model::Kv, None),
        };
        let verdict = linearizable(&history);
        assert_eq!(verdict.is_ok(), Some(known == "ok"), "{file}: {}", verdict.sentence);
        match &verdict.proof {
            Proof::Order(order) => assert!(explains(&history, order), "{file}"),
            Proof::Witness { is_shortest, .. } => assert!(is_shortest, "{file}: {}", verdict.sentence),
            Proof::Undecided => panic!("{file} is not decided"),
        }
        counts[usize::from(known == "ok")] += 1;
    }
    assert_eq!(counts, [53, 46]);
}
