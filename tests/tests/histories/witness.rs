use crate::random::any;
use quorate_core::{
    base::Random,
    check::history::{Cell, History, HistoryOp, Kind, Model, Proof, linearizable},
};
use quorate_tests::history::{is_explainable, is_explainable_where};

/// Whether it can be where a value came from.
fn makes(op: &HistoryOp, value: Cell) -> bool {
    op.kind.is_write() && op.matched && op.value == value && op.expected != value
}

/// What is left when one is left out, and what is a mystery without it.
fn without(history: &History, at: usize) -> Vec<u32> {
    let operations = history.operations();
    let mut left: Vec<usize> = (0..operations.len()).filter(|other| *other != at).collect();
    loop {
        let is_there =
            |value: Cell| value == history.initial() || left.iter().any(|at| makes(&operations[*at], value));
        let lost = |value: Cell| value != Cell::Unknown && !is_there(value);
        // What nobody had written from the start is no mystery of our making.
        let was_there =
            |value: Cell| value == history.initial() || operations.iter().any(|op| makes(op, value));
        let is_mystery = |op: &HistoryOp| match op.kind {
            Kind::Read => lost(op.value) && was_there(op.value),
            Kind::Cas if op.matched => lost(op.expected) && was_there(op.expected),
            _ => false,
        };
        let kept: Vec<usize> = left.iter().copied().filter(|at| !is_mystery(&operations[*at])).collect();
        if kept.len() == left.len() {
            return left.into_iter().map(|at| at as u32).collect();
        }
        left = kept;
    }
}

/// So many random witnesses, each with its history.
fn witnesses(model: Model, label: &str, count: usize) -> Vec<(History, Vec<u32>)> {
    let mut random = Random::new(9, label);
    let mut found = Vec::new();
    while found.len() < count {
        let history = any(&mut random, model, 1, 7);
        if let Proof::Witness { operations, is_shortest, .. } = linearizable(&history).proof {
            assert!(is_shortest);
            found.push((history, operations));
        }
    }
    found
}

#[test]
fn where_values_are_written_once_a_witness_is_explained_when_any_of_it_is_left_out() {
    let mut count = 0;
    for (history, operations) in witnesses(Model::Register, "witness", 6_000) {
        let writes = history.operations().iter().filter(|op| op.kind == Kind::Write);
        let mut values: Vec<Cell> = writes.map(|op| op.value).chain([history.initial()]).collect();
        values.sort_unstable();
        if !values.windows(2).all(|pair| pair[0] != pair[1]) {
            continue;
        }
        count += 1;
        let witness = history.only(&operations);
        assert!(!is_explainable(&witness));
        for at in 0..operations.len() {
            assert!(is_explainable(&witness.only(&without(&witness, at))), "{operations:?} {history:?}");
        }
    }
    assert!(count > 1_000, "{count}");
}

/// Whatever else was done: the other writes may have been, and may not.
#[test]
fn a_witness_of_any_model_is_a_proof_and_explained_when_any_of_it_is_left_out() {
    for (name, model) in Model::NAMES.into_iter().take(2) {
        for (history, operations) in witnesses(model, name, 2_000) {
            assert!(
                !is_explainable_where(&history, |at| operations.contains(&at)),
                "{operations:?} {history:?}"
            );
            let witness = history.only(&operations);
            for at in 0..operations.len() {
                let left: Vec<u32> =
                    without(&witness, at).into_iter().map(|at| operations[at as usize]).collect();
                assert!(
                    is_explainable_where(&history, |at| left.contains(&at)),
                    "{operations:?} {history:?}"
                );
            }
        }
    }
}
