//! Verdicts on runs in which replicas keep versions and nobody orders them.
//!
//! Which of two writes is the later is known only where one had ended before the other began: by this, and not by clocks or
//! vectors, a read is judged. So a verdict holds whatever rule decides which versions replace which.

mod converged;
mod fresh;
mod kept;
mod linear;
mod seen;
mod state;

use super::Verdict;
use crate::{
    measure::Requests,
    trace::{Names, Trace},
};
use alloc::vec::Vec;
use state::State;

/// What the rules have in common, found once.
struct Facts<'a> {
    trace: &'a Trace,
    names: Names<'a>,
    requests: Requests,
    state: State,
}

/// All verdicts.
pub(super) fn all(trace: &Trace) -> Vec<Verdict> {
    let (names, requests) = (Names::new(trace), Requests::of(trace));
    let facts = Facts { trace, names, requests, state: State::at_end(trace) };
    let judges = [
        Some(kept::judge(&facts)),
        Some(fresh::judge(&facts)),
        linear::judge(&facts),
        Some(fresh::judge_own(&facts)),
        Some(fresh::judge_monotonic(&facts)),
        Some(seen::judge(&facts)),
        Some(converged::judge(&facts)),
    ];
    judges.into_iter().flatten().collect()
}
