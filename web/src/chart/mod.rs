//! Charts: plotters draws them into a picture, through a backend of our own. Nothing else here uses plotters.

mod backend;
mod loads;
mod ownership;
mod replicas;
mod rows;

pub use loads::loads;
pub use ownership::ownership;
pub use replicas::replicas;
