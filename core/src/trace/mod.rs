//! What happened, in words that no protocol owns.
//!
//! A [`Trace`] is what a simulation writes and all else reads: checkers, pictures, tables, stories. It tells what the
//! clients saw ([`Operation`]) apart from what happened ([`Event`]). Times are virtual nanoseconds from the start; events
//! stand in the order in which they happened, those of one instant too.

mod actor;
mod describe;
mod encode;
mod event;
mod log;
mod mermaid;
mod message;
mod moment;
mod names;
mod operation;
mod phrases;
mod record;
mod replica;
#[cfg(test)]
pub(crate) mod stage;
mod texts;
mod version;

pub use actor::{Actor, ActorAt};
pub use describe::{describe, describe_all};
pub use event::{Event, Gone, What, Why};
pub use log::{Entry, Log};
pub use mermaid::mermaid;
pub use message::{Arrival, Loss, Message, MessageAt, Style, Topic};
pub use moment::{ActorState, Moment, Power, Running};
pub use names::{Names, op_name, time_text};
pub use operation::{OpAt, OpKind, Operation, Outcome};
pub use record::{Ended, Keeps, Trace};
pub use replica::{Held, Replica, Role};
pub use texts::{TextAt, Texts};
pub use version::{Version, VersionAt, Versions};
