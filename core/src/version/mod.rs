//! How versions of a value are told apart: which came later, and which of them knew of which.
//!
//! - [`Vector`]: a version vector, how many events of each actor are known.

mod vector;

pub use vector::Vector;
