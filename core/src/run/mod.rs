//! Scenario → [`Run`]: all that follows from what the reader chose. A pure function; what an edit did not touch is taken
//! over from the run before it.

mod followed;
mod ring_run;

pub use followed::Followed;
pub use ring_run::{Owned, Run};
