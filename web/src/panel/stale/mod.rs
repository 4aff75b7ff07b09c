//! How stale reads are that need not overlap with writes: trials, what they found, and what may be asked instead.

mod controls;
mod evidence;
mod room;
mod trials;

pub(crate) use controls::stale_controls;
pub(crate) use room::StaleRoom;
pub(crate) use trials::Hire;
