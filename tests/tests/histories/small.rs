use crate::random::compare;
use quorate_core::{
    check::history::{Given, History, Kind, Model},
    trace::Outcome,
};

/// What an operation does: kind, value, expected, matched; and whether it has an answer.
type Act = (Kind, &'static str, &'static str, bool, bool);

const REGISTER: [Act; 6] = [
    (Kind::Read, "1", "", true, true),
    (Kind::Read, "2", "", true, true),
    (Kind::Read, "0", "", true, true),
    (Kind::Write, "1", "", true, true),
    (Kind::Write, "2", "", true, true),
    (Kind::Write, "1", "", true, false),
];
const CAS: [Act; 7] = [
    (Kind::Read, "1", "", true, true),
    (Kind::Read, "2", "", true, true),
    (Kind::Write, "1", "", true, true),
    (Kind::Cas, "2", "1", true, true),
    (Kind::Cas, "1", "2", true, true),
    (Kind::Cas, "2", "1", true, false),
    (Kind::Cas, "2", "1", false, true),
];
const TEXT: [Act; 6] = [
    (Kind::Read, "1", "", true, true),
    (Kind::Read, "12", "", true, true),
    (Kind::Write, "1", "", true, true),
    (Kind::Append, "2", "", true, true),
    (Kind::Append, "1", "", true, true),
    (Kind::Append, "2", "", true, false),
];

/// All ways in which two processes can begin and end so many operations: of each the process, the start and the end.
fn shapes(count: u32) -> Vec<Vec<(u32, u64, u64)>> {
    let mut shapes = Vec::new();
    for mask in 0..1_u32 << (2 * count) {
        let second = mask.count_ones();
        if second % 2 == 1 || second > count {
            continue;
        }
        let (mut operations, mut open) = (Vec::new(), [None; 2]);
        for now in 0..2 * count {
            let process = mask >> now & 1;
            match open[process as usize].take() {
                None => {
                    open[process as usize] = Some(operations.len());
                    operations.push((process, u64::from(now), 0));
                }
                Some(at) => operations[at].2 = u64::from(now),
            }
        }
        shapes.push(operations);
    }
    shapes
}

fn history(model: Model, initial: &str, shape: &[(u32, u64, u64)], mut code: usize, acts: &[Act]) -> History {
    let mut history = History::new(model, Some(initial));
    for (process, start, end) in shape {
        let (kind, value, expected, matched, is_answered) = acts[code % acts.len()];
        code /= acts.len();
        let given = Given {
            process: if *process == 0 { "p" } else { "q" },
            kind,
            key: Some(""),
            value: Some(value),
            is_known: true,
            expected: Some(expected),
            matched,
            start: *start,
            end: is_answered.then_some(*end),
            outcome: if is_answered { Outcome::Ok } else { Outcome::Unknown },
        };
        history.push(&given).expect("an operation of the model");
    }
    history
}

fn all(model: Model, initial: &str, acts: &[Act]) -> [u32; 2] {
    let mut counts = [0; 2];
    for count in 1..=4 {
        for shape in shapes(count) {
            for code in 0..acts.len().pow(count) {
                let history = history(model, initial, &shape, code, acts);
                counts[usize::from(compare(&history))] += 1;
            }
        }
    }
    counts
}

#[test]
fn every_small_history_of_a_register_is_judged_as_all_orders_judge_it() {
    assert_eq!(all(Model::Register, "0", &REGISTER), [89_209, 42_809]);
}

#[test]
fn every_small_history_of_a_cas_register_is_judged_as_all_orders_judge_it() {
    assert_eq!(all(Model::CasRegister, "1", &CAS), [163_404, 80_133]);
}

#[test]
fn every_small_history_of_texts_is_judged_as_all_orders_judge_it() {
    assert_eq!(all(Model::Kv, "", &TEXT), [78_023, 53_995]);
}
