//! The hash functions that real systems place data with, by name, each exact to its vectors.
//!
//! A [`HashFn`] turns bytes into a [`HashValue`]: a number of 16 to 160 bits, signed where the system's is. On a ring
//! the value is a [`Point`] of the circle. What crates have right is theirs; by hand are only the three that no
//! crate has: Cassandra's Murmur3 with its sign-extended tail, Java's `String.hashCode`, and FNV-1a in two lines.

mod decimal;
mod fnv;
mod function;
mod hash_tag;
mod java;
mod lines;
mod murmur3_cassandra;
mod numbered;

pub use decimal::{DecimalError, HashValue};
pub use function::HashFn;
pub use hash_tag::hash_tag;
pub(crate) use java::java_hash_code;
pub use lines::Lines;
pub use numbered::Numbered;

#[cfg(doc)]
use crate::base::Point;
