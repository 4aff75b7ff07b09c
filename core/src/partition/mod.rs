//! Key → partition → owner: one file a [`Scheme`], and [`movement`], which says exactly what changes owner between
//! two clusters.
//!
//! A new scheme is a new file and one line here.

pub mod balance;
mod generated;
mod modulo;
pub mod movement;
mod ring;
mod scheme;

pub use generated::generated_tokens;
pub use modulo::Modulo;
pub use ring::{Ring, RingNode, Walk, WalkStep};
pub use scheme::Scheme;
