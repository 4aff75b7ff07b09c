//! Many small clusters at random, each with an address, each judged by what its configuration promises.
//!
//! ```text
//! seed ─draw─▶ address ─parse─▶ Scenario ─run, invariants after each step─▶ Trace ─judge─▶ kept, or what broke
//! ```
//!
//! A seed is a run: whatever is found is a link that opens it. [`promises`] says what a configuration promises, [`try_seed`]
//! holds the run to it. Lost writes and what reads return are counted anew from the events, without the checkers' code.

mod draw;
mod judge;
pub mod leaderless;
mod long;
mod promises;
mod recount;
mod script;

pub use draw::address;
pub use judge::{Failure, judge, try_seed};
pub use long::run as run_long;
pub use promises::{Promise, promises};
pub use recount::Recount;
