//! Scenario → [`Run`]: all that follows from what the reader chose. A pure function; what an edit did not touch is taken
//! over from the run before it.

mod broken;
mod built;
mod course;
mod followed;
mod placed;
mod racks;
mod ring_run;
mod staging;
mod theory;

pub use broken::{Broken, Sets};
pub use course::{Course, Courses};
pub use followed::Followed;
pub use placed::Placed;
pub use racks::{Health, Racks, level_of};
pub use ring_run::{Owned, Run};
pub use theory::Theory;
