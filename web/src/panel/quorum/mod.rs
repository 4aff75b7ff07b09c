//! N, W and R: what they give, every other choice beside them, and how often enough copies are on.

mod chosen;
mod controls;
mod room;

pub(in crate::panel) use controls::counts;
pub(crate) use controls::quorum_controls;
pub(crate) use room::QuorumRoom;
pub(in crate::panel) use room::mend;
