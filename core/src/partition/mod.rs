//! Key → partition → owner: one file a [`Scheme`], and [`movement`], which says exactly what changes owner between
//! two clusters.
//!
//! A new scheme is a new file and one line here.

mod assignment;
pub mod balance;
mod generated;
mod modulo;
pub mod movement;
mod range;
mod ring;
mod scheme;
mod slots;

pub use assignment::{Assignment, Move};
pub use generated::generated_tokens;
pub use modulo::Modulo;
pub use range::KeyRanges;
pub use ring::{Ring, RingNode, Walk, WalkStep};
pub use scheme::Scheme;
pub use slots::Slots;
