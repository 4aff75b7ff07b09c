use super::layout::label;
use crate::words::Sheet;
use quorate_core::{
    check::history::{History, HistoryNames, Linear, Proof},
    trace::Outcome,
};

/// The same as a table: a row an operation, in the order in which they were given.
pub fn twin(history: &History, verdict: &Linear) -> Sheet {
    let names = HistoryNames::new(history);
    let rows = (0..).zip(history.operations()).map(|(at, op)| {
        let part = match &verdict.proof {
            Proof::Order(order) => {
                let place = order.iter().position(|place| *place == at);
                place.map_or_else(String::new, |place| (place + 1).to_string())
            }
            Proof::Witness { operations, .. } if operations.contains(&at) => "contradicts".into(),
            Proof::Witness { .. } | Proof::Undecided => String::new(),
        };
        let outcome = match op.outcome {
            Outcome::Ok => "ok",
            Outcome::Fail => "fail",
            Outcome::Unknown => "unknown",
        };
        vec![
            names.op(at),
            history.texts().get(op.process).to_string(),
            label(history, op),
            op.start.to_string(),
            op.end.map_or_else(String::new, |end| end.to_string()),
            outcome.into(),
            part,
        ]
    });
    Sheet {
        heads: &["operation", "process", "what", "start", "end", "outcome", "proof"],
        rows: rows.collect(),
    }
}
