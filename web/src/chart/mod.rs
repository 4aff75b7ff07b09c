//! Charts: plotters draws them into a picture, through a backend of our own. Nothing else here uses plotters.

mod backend;
mod ownership;

pub use ownership::ownership;
