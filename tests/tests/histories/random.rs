use quorate_core::{
    base::Random,
    check::history::{Given, History, Kind, Model, Proof, linearizable},
    trace::Outcome,
};
use quorate_tests::history::{explains, is_explainable};

/// Whether a history of one key can be explained, if the checker says the same as all orders.
pub(crate) fn compare(history: &History) -> bool {
    let verdict = linearizable(history);
    let is_ok = is_explainable(history);
    assert_eq!(verdict.is_ok(), Some(is_ok), "{} {:?}", verdict.sentence, history.operations());
    match &verdict.proof {
        Proof::Order(order) => assert!(explains(history, order), "{order:?} {:?}", history.operations()),
        Proof::Witness { operations, .. } => {
            assert!(!is_explainable(&history.only(operations)), "{operations:?} {:?}", history.operations());
        }
        Proof::Undecided => unreachable!("it was decided"),
    }
    is_ok
}

/// A history of few values and instants, so that much overlaps, touches and is written twice.
pub(crate) fn any(random: &mut Random, model: Model, keys: u32, most: u32) -> History {
    let mut history = History::new(model, ["", "0"].get(random.below(3) as usize).copied());
    let (values, instants) = (1 + random.below(7), 4 + random.below(12));
    let kinds: &[Kind] = match model {
        Model::Register => &[Kind::Read, Kind::Write],
        Model::CasRegister => &[Kind::Read, Kind::Read, Kind::Write, Kind::Cas, Kind::Cas, Kind::Increment],
        Model::Kv => &[Kind::Read, Kind::Read, Kind::Append, Kind::Append, Kind::Write],
    };
    let texts: Vec<String> = (0..8).map(|value| value.to_string()).collect();
    for _ in 0..=random.below(most) {
        let kind = kinds[random.below(kinds.len() as u32) as usize];
        let mut value = texts[random.below(values) as usize].clone();
        if kind == Kind::Read && model == Model::Kv {
            value = (0..random.below(4)).map(|_| texts[random.below(values) as usize].as_str()).collect();
        }
        let start = u64::from(random.below(instants));
        let outcome = [Outcome::Ok, Outcome::Unknown, Outcome::Fail]
            [[0, 0, 0, 0, 0, 0, 1, 1, 1, 2][random.below(10) as usize]];
        let end = (outcome != Outcome::Unknown || random.below(2) == 0)
            .then_some(start + u64::from(random.below(6)));
        let given = Given {
            process: &texts[random.below(3) as usize],
            kind,
            key: Some(&texts[random.below(keys) as usize]),
            value: (random.below(8) > 0 || kind == Kind::Append).then_some(&value),
            is_known: !matches!(kind, Kind::Read | Kind::Increment) || random.below(8) > 0,
            expected: (random.below(8) > 0).then_some(&texts[random.below(values) as usize]),
            matched: random.below(3) > 0,
            start,
            end,
            outcome,
        };
        history.push(&given).expect("an operation of the model");
    }
    history
}

#[test]
fn random_histories_are_judged_as_all_orders_judge_them() {
    for (name, model) in Model::NAMES {
        let mut random = Random::new(7, name);
        let mut counts = [0; 2];
        for _ in 0..6_000 {
            counts[usize::from(compare(&any(&mut random, model, 1, 7)))] += 1;
        }
        assert!(counts.iter().all(|count| *count > 600), "{name}: {counts:?}");
    }
}

#[test]
fn a_history_of_many_keys_is_judged_key_by_key_and_its_order_holds_for_all() {
    let mut random = Random::new(8, "keys");
    let mut counts = [0; 2];
    for _ in 0..3_000 {
        let history = any(&mut random, Model::Register, 3, 12);
        let verdict = linearizable(&history);
        let of_key = |key| -> Vec<u32> {
            let operations = (0..).zip(history.operations());
            operations.filter(|(_, op)| op.key == Some(key)).map(|(at, _)| at).collect()
        };
        let each = history.keys().into_iter().all(|key| is_explainable(&history.only(&of_key(key))));
        assert_eq!(verdict.is_ok(), Some(each));
        if let Proof::Order(order) = &verdict.proof {
            assert!(explains(&history, order), "{order:?} {:?}", history.operations());
        }
        counts[usize::from(each)] += 1;
    }
    assert!(counts.iter().all(|count| *count > 300), "{counts:?}");
}
