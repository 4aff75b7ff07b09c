//! What each level still has when nodes are down.
//!
//! - [`Survival`]: what is left of each partition, and what each level [`Held`].
//! - [`Loads`]: what nodes and racks carry.
//! - [`Breaking`]: which sets of nodes, racks or data centres a level cannot lose, counted.
//! - [`Expected`]: how much is to be expected when nodes and racks fail by themselves.
//! - [`loss`] and [`RackLoss`]: how likely data is lost, by how copies are scattered.

mod breaking;
mod expected;
mod grain;
mod held;
mod limits;
mod loads;
pub mod loss;
mod minimal;
mod patterns;
mod rack_loss;
#[cfg(test)]
mod sample;
mod search;
mod smallest;
#[allow(
    clippy::module_inception,
    reason = "the room is named after its main type, which has a file of its own"
)]
mod survival;
mod tally;

pub use breaking::{Breakers, Breaking, Counted};
pub use expected::{Chances, Expected};
pub use grain::Grain;
pub use held::Held;
pub use loads::Loads;
pub use rack_loss::RackLoss;
pub use survival::{Left, State, Survival};
