//! Region > data centre > rack > node: where the nodes of a cluster stand.
//!
//! - [`Site`]: one node's place, by numbers.
//! - [`Topology`]: all nodes with their racks and data centres, each numbered by its place in a list, which is what
//!   placements and survival compute with.

mod site;
mod sites;

pub use site::Site;
pub use sites::{Dc, Member, Rack, Topology};
