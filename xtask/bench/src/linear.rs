//! Whether a history of a register is linearizable: ours beside Stateright's tester, on the same histories.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use quorate_core::{
    base::Random,
    check::history::{Given, History, Kind, Model, linearizable},
    trace::Outcome,
};
use stateright::semantics::{
    ConsistencyTester, LinearizabilityTester,
    register::{Register, RegisterOp, RegisterRet},
};
use xtask::failure::{Failure, Outcome as Result};

use crate::case::Samples;
use crate::report::{aligned, digits, row, time};

/// A peer that takes longer is stopped, and counts as having taken this long.
const MOST: Duration = Duration::from_mins(1);
/// Where every history is judged in a moment, so many rounds; else one.
const ROUNDS: usize = 31;
/// What the recursion of the other needs.
const STACK: usize = 1 << 30;

/// An operation of a client: what it writes, or none of a read; when it begins, is done and ends.
struct Op {
    client: u32,
    value: Option<u32>,
    found: u32,
    start: u64,
    end: u64,
}

/// A history of a register that is linearizable: each operation is done at some instant between its start and its end.
fn generated(clients: u32, each: u32, values: u32) -> Vec<Op> {
    let mut random = Random::new(1, "linear");
    let mut ops: Vec<(u64, Op)> = Vec::new();
    for client in 0..clients {
        let mut now = u64::from(random.below(10));
        for _ in 0..each {
            let (start, wait) = (now, 1 + u64::from(random.below(8)));
            let end = start + wait + u64::from(random.below(8));
            let value = (random.below(2) == 0).then_some(0);
            ops.push((start + wait, Op { client, value, found: 0, start: 2 * start, end: 2 * end + 1 }));
            now = end + 1 + u64::from(random.below(4));
        }
    }
    ops.sort_by_key(|(at, op)| (*at, op.client));
    let (mut state, mut written) = (0, 0);
    for (_, op) in &mut ops {
        if let Some(value) = &mut op.value {
            written += 1;
            state = if values == 0 { written } else { 1 + random.below(values) };
            *value = state;
        }
        op.found = state;
    }
    ops.into_iter().map(|(_, op)| op).collect()
}

fn history(ops: &[Op]) -> Result<History> {
    let mut history = History::new(Model::Register, Some("0"));
    for op in ops {
        let (process, value) = (op.client.to_string(), op.found.to_string());
        let given = Given {
            process: &process,
            kind: if op.value.is_some() { Kind::Write } else { Kind::Read },
            key: Some("x"),
            value: Some(&value),
            is_known: true,
            expected: None,
            matched: true,
            start: op.start,
            end: Some(op.end),
            outcome: Outcome::Ok,
        };
        history.push(&given).map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(history)
}

/// The other, told all that happened in order of time; and how long its verdict took, if it came.
fn theirs(ops: &Arc<Vec<Op>>) -> Result<Option<Duration>> {
    let ops = Arc::clone(ops);
    let (send, receive) = mpsc::channel();
    let judge = move || {
        let mut events: Vec<(u64, bool, usize)> =
            (0..ops.len()).flat_map(|at| [(ops[at].start, false, at), (ops[at].end, true, at)]).collect();
        events.sort_unstable();
        let mut tester = LinearizabilityTester::new(Register(0_u32));
        let begun = Instant::now();
        for (_, is_end, at) in events {
            let op = &ops[at];
            let told = if is_end {
                let ret =
                    if op.value.is_some() { RegisterRet::WriteOk } else { RegisterRet::ReadOk(op.found) };
                tester.on_return(op.client, ret).map(drop)
            } else {
                tester.on_invoke(op.client, op.value.map_or(RegisterOp::Read, RegisterOp::Write)).map(drop)
            };
            if told.is_err() {
                return;
            }
        }
        if tester.is_consistent() {
            let _ = send.send(begun.elapsed());
        }
    };
    // A thread cannot be stopped from outside: one that takes too long goes on until the process ends.
    let started = thread::Builder::new().stack_size(STACK).spawn(judge);
    started.map_err(|error| Failure::new(error.to_string()))?;
    match receive.recv_timeout(MOST) {
        Ok(took) => Ok(Some(took)),
        Err(mpsc::RecvTimeoutError::Timeout) => Ok(None),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Failure::new("Stateright refuses the history")),
    }
}

/// Ours, from the operations to the verdict with its proof.
fn ours(ops: &[Op]) -> Result<Duration> {
    let begun = Instant::now();
    let verdict = linearizable(&history(ops)?);
    let took = begun.elapsed();
    if verdict.is_ok() == Some(true) { Ok(took) } else { Err(Failure::new(verdict.sentence)) }
}

/// Measures and prints; the section of the document.
pub(crate) fn report() -> Result<String> {
    println!("\nhistories of a register: about three minutes");
    let mut rows = vec![
        row(["history", "Quorate", "beside", "takes", "ratio", "quartiles", "goal"]),
        row(["---", "--:", "---", "--:", "--:", "--:", "---"]),
    ];
    let sizes = [(3, 4, 0, false), (3, 4, 3, false), (8, 200, 0, true), (8, 200, 5, false)];
    for (clients, each, values, has_goal) in sizes {
        let ops = Arc::new(generated(clients, each, values));
        let kinds = if values == 0 { "written once".into() } else { format!("of {values}") };
        let what = format!("{clients} clients × {each} operations, values {kinds}");
        rows.push(measured(&what, &ops, has_goal)?);
    }
    let table = aligned(&rows);
    println!("\n{table}");
    Ok(format!("### Histories\n\n{table}\n"))
}

fn measured(what: &str, ops: &Arc<Vec<Op>>, has_goal: bool) -> Result<Vec<String>> {
    let samples = |name: &str| Samples { name: name.into(), times: Vec::new() };
    let (mut mine, mut other) = (samples("quorate"), samples("stateright"));
    let mut is_stopped = false;
    ours(ops)?;
    for _ in 0..ROUNDS {
        mine.times.push(ours(ops)?.as_nanos() as f64);
        let took = if is_stopped { None } else { theirs(ops)? };
        is_stopped |= took.is_none();
        other.times.push(took.unwrap_or(MOST).as_nanos() as f64);
    }
    let ratio = other.over(&mine);
    let least = if is_stopped { "≥ " } else { "" };
    let goal = match (has_goal, ratio.median) {
        (true, ratio) if ratio >= 10_000.0 => "≥ 10000× met",
        (true, _) => "≥ 10000× **missed**",
        (false, ratio) if ratio < 1.0 => "**we are slower**",
        (false, _) => "",
    };
    let quartiles = format!("{} – {}", digits(ratio.lower_quartile), digits(ratio.upper_quartile));
    Ok(row([
        what,
        &time(mine.spread().median),
        "stateright",
        &format!("{least}{}", time(other.spread().median)),
        &format!("{least}{}×", digits(ratio.median)),
        &quartiles,
        goal,
    ]))
}
