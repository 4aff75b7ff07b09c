use quorate_core::{
    check::history::{Cell, History, HistoryOp, Kind, Model},
    trace::Outcome,
};

/// Whether an order of all, or of those that need not have happened of some, explains a history of one key: tried one after
/// the other.
pub fn is_explainable(history: &History) -> bool {
    is_explainable_where(history, |_| true)
}

/// The same where only some operations are known to have been done, by their places; the others may have been, within
/// their time, and what they found is forgotten.
pub fn is_explainable_where(history: &History, is_known: impl Fn(u32) -> bool) -> bool {
    let said = |(at, op): (u32, &HistoryOp)| {
        let must = op.is_done() && is_known(at);
        // A mismatched cas wrote nothing.
        let may = op.kind.is_write() && (op.matched || !op.is_done());
        (op.outcome != Outcome::Fail && (must || may)).then_some((*op, must))
    };
    let operations: Vec<(HistoryOp, bool)> = (0..).zip(history.operations()).filter_map(said).collect();
    goes_on(history, &operations, &mut Vec::new())
}

fn goes_on(history: &History, operations: &[(HistoryOp, bool)], order: &mut Vec<usize>) -> bool {
    let left: Vec<usize> = (0..operations.len()).filter(|at| !order.contains(at)).collect();
    if !left.iter().any(|at| operations[*at].1) {
        return true;
    }
    for at in left {
        // Nothing that came before it began after it was over.
        let is_in_time = order.iter().all(|other| !is_before(&operations[at].0, &operations[*other].0));
        order.push(at);
        let chosen: Vec<HistoryOp> = order.iter().map(|at| operations[*at].0).collect();
        if is_in_time && is_right(history, &chosen) && goes_on(history, operations, order) {
            return true;
        }
        order.pop();
    }
    false
}

/// Whether one was over when the other began.
fn is_before(a: &HistoryOp, b: &HistoryOp) -> bool {
    a.is_done() && a.end.is_some_and(|end| end < b.start)
}

/// Whether an order of places is in time and right, and has all that was done.
pub fn explains(history: &History, order: &[u32]) -> bool {
    let all = history.operations();
    let ops: Vec<HistoryOp> = order.iter().map(|at| all[*at as usize]).collect();
    let is_in_time = ops.iter().enumerate().all(|(at, a)| ops[..at].iter().all(|b| !is_before(a, b)));
    let asks = |op: &HistoryOp| op.is_done() && (op.kind != Kind::Read || op.value != Cell::Unknown);
    let has_all = (0..).zip(all).all(|(at, op)| !asks(op) || order.contains(&at));
    let mut once = order.to_vec();
    once.sort_unstable();
    once.dedup();
    let is_right_each = history.keys().iter().all(|key| {
        let of_key: Vec<HistoryOp> =
            ops.iter().filter(|op| op.key.is_none_or(|of| of == *key)).copied().collect();
        is_right(history, &of_key)
    });
    is_in_time && has_all && once.len() == order.len() && is_right_each
}

/// Whether all answers are right, one by one.
fn is_right(history: &History, order: &[HistoryOp]) -> bool {
    let text = |cell: Cell| match cell {
        Cell::Text(text) => Some(history.texts().get(text).to_owned()),
        Cell::Nothing | Cell::Unknown => None,
    };
    let is_kv = history.model() == Model::Kv;
    let mut state = text(history.initial());
    order.iter().all(|op| {
        let (value, is_done) = (text(op.value), op.is_done());
        match op.kind {
            Kind::Read => return op.value == Cell::Unknown || value == state,
            Kind::Write => state = value,
            Kind::Append => state = Some(state.clone().unwrap_or_default() + &value.unwrap_or_default()),
            Kind::Cas if is_done && op.matched != (state == text(op.expected)) => return false,
            Kind::Cas if state == text(op.expected) => state = value,
            Kind::Cas => {}
            Kind::Increment => {
                let number = state.as_deref().and_then(|state| state.parse::<u64>().ok()).unwrap_or(0) + 1;
                state = Some(number.to_string());
                if is_done && op.value != Cell::Unknown {
                    return state == value;
                }
            }
        }
        debug_assert!(is_kv || op.kind != Kind::Append);
        true
    })
}
