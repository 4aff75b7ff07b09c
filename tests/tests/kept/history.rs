//! The pictures of histories that are kept in `tests/golden`.

use quorate::picture::{Palette, history, to_svg};
use quorate_core::{
    check::history::{Given, History, Kind, Model, linearizable},
    trace::Outcome,
};

/// An operation in short: process, kind, value, expected, start, end.
type Short = (&'static str, Kind, &'static str, &'static str, u64, Option<u64>);

const EXPLAINED: [Short; 7] = [
    ("a", Kind::Write, "1", "", 0, Some(20)),
    ("b", Kind::Write, "2", "", 10, Some(50)),
    ("c", Kind::Read, "2", "", 22, Some(30)),
    ("c", Kind::Cas, "3", "2", 32, Some(60)),
    ("a", Kind::Read, "2", "", 25, Some(45)),
    ("b", Kind::Write, "4", "", 55, None),
    ("a", Kind::Read, "3", "", 62, Some(70)),
];

const STALE: [Short; 6] = [
    ("a", Kind::Write, "1", "", 0, Some(20)),
    ("b", Kind::Read, "1", "", 15, Some(30)),
    ("b", Kind::Write, "2", "", 35, Some(50)),
    ("c", Kind::Read, "2", "", 40, Some(52)),
    ("a", Kind::Read, "1", "", 54, Some(65)),
    ("c", Kind::Write, "3", "", 60, None),
];

fn history(short: &[Short]) -> History {
    let mut history = History::new(Model::CasRegister, None);
    for (process, kind, value, expected, start, end) in short {
        let given = Given {
            process,
            kind: *kind,
            key: Some("x"),
            value: Some(value),
            is_known: true,
            expected: Some(expected),
            matched: true,
            start: *start,
            end: *end,
            outcome: if end.is_some() { Outcome::Ok } else { Outcome::Unknown },
        };
        history.push(&given).expect("an operation of the model");
    }
    history
}

/// All of them by name.
pub(crate) fn pictures() -> Vec<(&'static str, String)> {
    let draw = |short: &[Short], width: f64, palette: Palette| {
        let history = history(short);
        to_svg(&history::picture(&history, &linearizable(&history), width), palette)
    };
    vec![
        ("history-order", draw(&EXPLAINED, 744.0, Palette::Light)),
        ("history-order-narrow", draw(&EXPLAINED, 360.0, Palette::Light)),
        ("history-witness", draw(&STALE, 744.0, Palette::Light)),
        ("history-witness-narrow", draw(&STALE, 360.0, Palette::Dark)),
    ]
}

/// The table of the second.
pub(crate) fn table() -> String {
    let history = history(&STALE);
    history::twin(&history, &linearizable(&history)).csv()
}
