//! Verdicts on histories: what clients asked and were told, whoever served them. Nothing is known here of nodes, logs or
//! messages, so a history of any system can be judged.
//!
//! ```text
//! History ──key by key──→ Part ─┬─ values written once ── zones ──┐
//!  (or a Trace)                 └─ all else ─────────── search ──┴→ an order │ a witness │ not decided
//! ```
//!
//! A history is **linearizable** if every operation can be given an instant between its start and its end so that all
//! answers are right when the operations are done at these instants one by one (Herlihy and Wing, Linearizability: A
//! Correctness Condition for Concurrent Objects, TOPLAS 1990). It is so exactly if it is so for each key alone (their
//! theorem 1), so each key is judged alone, and the orders are merged afterwards.
//!
//! - Operations that end at the very instant at which others start are concurrent with them: either may come first.
//! - What failed did not happen. What has no answer may have happened at any time after its start, or never.
//! - A read whose value is not known asks for nothing.

mod linear;
mod merge;
mod model;
mod name;
mod operation;
mod part;
mod promise;
mod record;
mod search;
mod sentence;
mod sessions;
mod versions;
mod visited;
mod witness;
mod zones;

pub use linear::{Linear, Proof, least_delta, linearizable};
pub use model::Model;
pub use name::HistoryNames;
pub use operation::{Cell, HistoryOp, Kind};
pub use promise::{Fault, Promise, Staleness, broken, staleness};
pub use record::{Given, History, HistoryError};
