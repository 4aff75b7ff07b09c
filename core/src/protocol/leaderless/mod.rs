//! Leaderless replication: any node coordinates a request, which goes to all replicas of the key and waits for some.
//!
//! ```text
//!   Client ──request──▶ Coordinator ──write──▶ Replica          a write waits for w of n, a read for r of n
//!      ◀──── done ────      ◀── stored ──                       what answers find different, it repairs
//!                           ──write, for another──▶ Substitute ──hint──▶ Replica
//!                                              Replica ◀──trees──▶ Replica
//! ```
//!
//! After Dynamo (`DeCandia` et al., SOSP 2007), Cassandra, Riak and Voldemort, which differ in their [`Rules`]. Every write
//! makes a version; replicas keep what no later version replaces, as the rules say. Any coordinator may fail between two
//! messages: a write that reached too few is not taken back, and may surface later.
//!
//! - A [coordinator](Coordinate) counts the versions of each key that it makes, replica or not. Contexts name single events,
//!   so it does not matter that a version travels alone, where Riak sends all siblings.
//! - Who did not answer in time is suspected by that coordinator until anything is heard of it. It is asked for nothing
//!   meanwhile but whether it is there, every [`Hints::every_ns`](Hints). Where too few are left a strict quorum refuses at
//!   once, and nothing is written.
//! - Others stand in at once for who is suspected, and after half of the time for who is silent. What they keep are hints,
//!   which reads are answered from.
//! - A read that repairs first returns what it repairs with: answers that come meanwhile are for later reads.
//! - A client asks others before a node that was silent, for four times its patience.
//!
//! Left out: gossip (who is off is learnt from requests that are not answered, and who is back by asking), changes of the members, light-weight
//! transactions (SERIAL), batches, counters, speculative retries. Writes are not asked anew by clients: after one without an
//! answer nobody knows whether it was done.

mod bug;
mod client;
mod coordinator;
mod hints;
mod job;
mod message;
mod node;
mod out;
mod part;
mod reading;
mod rules;
mod setup;
mod shelf;
mod sweep;
#[cfg(test)]
mod tests;
mod writing;

pub use crate::conflict::Conflict;
pub use bug::Bug;
pub use message::Message;
pub use part::Leaderless;
pub use rules::{Ask, Coordinate, Hints, ReadRepair, Repair, Rules};
pub use setup::{Group, Setup};
pub use sweep::SWEEP_DEPTH;
