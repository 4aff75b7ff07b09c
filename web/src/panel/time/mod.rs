//! What happens over time: the picture, what is said of it, what is done to it. The player is beside it.

mod charts;
mod controls;
mod figure;
mod keys;
mod menu;
mod more;
mod nodes;
mod playing;
mod quorum_rules;
mod room;
mod script;
mod story;
mod system;
mod twin;
mod verdicts;
mod versions;

pub(crate) use controls::time_controls;
pub(crate) use figure::TimeFigure;
pub(crate) use menu::{MenuOf, TimeMenu, TimeMenuAt};
pub(crate) use playing::{Command, Deed, Playing};
