//! A replica's data.

mod values;

pub use values::Values;
