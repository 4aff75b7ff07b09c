//! What happened, in words that no protocol owns.
//!
//! A [`Trace`] is what a simulation writes and all else reads: checkers, pictures, tables, stories. It tells what the
//! clients saw ([`Operation`]) apart from what happened ([`Event`]). Times are virtual nanoseconds from the start; events
//! stand in the order in which they happened, those of one instant too.

mod actor;
mod event;
mod message;
mod operation;
mod record;
mod texts;

pub use actor::{Actor, ActorAt};
pub use event::{Event, What};
pub use message::{Arrival, Loss, Message, MessageAt, Style, Topic};
pub use operation::{OpAt, OpKind, Operation, Outcome};
pub use record::{Ended, Trace};
pub use texts::{TextAt, Texts};
