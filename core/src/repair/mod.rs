//! Anti-entropy: how two replicas find what they do not have in common, by trees of hashes.
//!
//! ```text
//! rows ──▶ Tree ──┐
//!                 ├──▶ Descent ──▶ Exchange ──▶ Cost
//! rows ──▶ Tree ──┘    level by level   keys of the leaves that differ
//! ```
//!
//! After Dynamo (`DeCandia` et al., SOSP 2007, section 4.7): a replica keeps a hash tree (Merkle, CRYPTO 1987) of each range
//! of keys; two replicas compare roots, then children of what differs, until they reach leaves, and exchange what lies in
//! those. A [`Tree`] splits its range as Cassandra's does (`utils/MerkleTree.java`): at the midpoint, again and again; what
//! lies in a leaf that differs is sent whole, by both, as Cassandra streams it.
//!
//! What real systems do otherwise: Cassandra's replicas send whole trees to a third node, which compares them there
//! ([`Cost::of_whole_trees`]), and an inner hash is the XOR of its children. Riak's tree (`riak_core`, `hashtree.erl`) has 1,024
//! children a node, three levels and 1,048,576 leaves by the hash of the key; of leaves that differ it compares key by key,
//! and sends those that differ ([`Sent::needed_bytes`]).
//!
//! - [`Shape`]: the range, and how it is split: what two trees must have in common.
//! - [`Tree`]: the hashes, and what a protocol asks of them that goes one level a round trip.
//! - [`Descent`], [`Exchange`], [`Cost`]: all rounds at once, for two trees that are at hand.
//! - [`expected_comparisons`]: how many hashes a descent is expected to compare.
//! - [`Partitioned`] and [`Comparison`]: the same of two replicas at an instant of a run.

mod comparison;
mod cost;
mod descent;
mod exchange;
mod expected;
mod partitioned;
mod row;
mod shape;
mod tree;
#[cfg(test)]
mod twin;

pub use comparison::Comparison;
pub use cost::{Cost, HASH_BYTES};
pub use descent::{Compared, Descent, Unlike};
pub use exchange::{Exchange, Sent, Swapped};
pub use expected::expected_comparisons;
pub use partitioned::Partitioned;
pub use row::{Row, digest_of, version_bytes};
pub use shape::{Shape, ShapeError};
pub use tree::Tree;
