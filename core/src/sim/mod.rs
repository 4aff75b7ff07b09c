//! What the network, the disks, the clocks and the faults do with the machines of a protocol.
//!
//! ```text
//!   script ──┐                       ┌── on_message, on_timer, on_flushed, on_client … ──▶ Machine
//!            ├─▶ Queue ─▶ World::step┤                                                       │
//!   faults ──┘      ▲                └◀──────────────────────── Effects ────────────────────┘
//!                   │                        │
//!                   └── Network: how long, lost, cut, twice?      └─▶ Trace
//! ```
//!
//! A [`World`] steps from event to event; time jumps. What a machine wants is data, which the world carries out: the
//! network decides what becomes of a message, the host when its disk is done. What comes while a host pauses waits for it; a
//! host that goes off loses what it did not flush.

mod distribution;
mod fault;
mod hops;
mod host;
mod latency;
mod latency_error;
mod letters;
mod machine;
pub mod measured;
mod network;
mod queue;
mod route;
mod sample;
mod world;

pub use fault::{Ends, Fault, Peer};
pub use hops::Hops;
pub use latency::{Latency, MeasuredTable};
pub use latency_error::LatencyError;
pub use machine::{Effect, Effects, Finish, Label, LetterAt, Machine, Order, Parcel, Wish};
pub use network::{Fate, Network};
pub use queue::Queue;
pub use route::Route;
pub use world::{Cast, Step, World};
