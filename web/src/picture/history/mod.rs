//! A history with its proof: one row a process, a bar an operation from its start to its end, open where it never ended.
//! If an order explains it, numbered ticks stand where each operation can be done, joined in this order. If not, the
//! operations that no order explains are in ink and the others step back, and the sentence says what contradicts.

mod layout;
mod plan;
mod twin;

pub use layout::picture;
pub use twin::twin;
