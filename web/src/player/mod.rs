//! A run as it is played: what is read of it once, at which instants it stops, what is marked, and what can be done to it at
//! an instant. Pure: who plays it is in the panels.

mod acts;
mod film;
mod marks;
mod message;
mod pace;

pub use acts::{Choice, asks, cuts, kills, next, of_client, of_node, slows};
pub use film::Film;
pub use marks::{Kind, Mark};
pub use message::{Singled, of_message};
pub use pace::{SPEEDS, Speed, grain_ns, passes_ns, rounded_ns, stands_ms};
