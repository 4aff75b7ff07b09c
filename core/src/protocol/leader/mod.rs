//! Leader–follower replication: all writes go to one replica of a partition, which ships its log to the others.
//!
//! ```text
//!   Client ──request──▶ Leader ──entries──▶ Follower ──suspicion──▶ Monitor
//!      ◀──── done ────     ◀─── confirm ───    ◀──── promotion ────
//! ```
//!
//! After PostgreSQL's streaming replication, `MySQL`'s semi-synchronous replication, MongoDB's replica sets and Redis with
//! Sentinel, which differ in their [`Rules`]. A leader flushes a write, ships it, waits for whom its rules ask, and
//! acknowledges it. A follower takes entries in order, confirms what is on its disk, and applies it. Who falls behind asks
//! for what is missing; after a failover logs are cut back to where their timelines part. The monitor promotes.
//!
//! Left out: transactions of several keys, read locks, cascading replication, the election among equals that MongoDB and
//! Raft have (the monitor stands for it), reconfiguration of the members.

mod bug;
mod client;
mod following;
mod group;
mod leading;
mod message;
mod monitor;
mod part;
mod replica;
mod rules;
mod setup;
mod size;

pub use bug::Bug;
pub use message::Message;
pub use part::LeaderFollower;
pub use rules::{Ack, Elect, Fence, LogKind, Reads, Rules, Stage, Waits};
pub use setup::{Members, Setup};
