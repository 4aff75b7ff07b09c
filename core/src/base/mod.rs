//! What every other room stands on: ids, points on the circle of hash values, exact shares, seeded order and
//! draws, limits.

mod bisect;
mod combinations;
mod count;
mod digest;
mod id;
mod id_map;
pub mod limit;
pub mod normal;
mod order;
mod permutation;
mod point;
mod radix;
mod random;
mod span;

pub use bisect::bisect;
pub use combinations::choose;
pub use count::{Count, Share};
pub use digest::{Digest, Encode};
pub use id::{AreaId, ClientId, DcId, NodeId, PartitionId, RackId, Unit};
pub use id_map::{IdMap, IdSet};
pub use order::{distinct, sort_by_key, sort_few, sort_numbers, sort_places};
pub use permutation::Permutation;
pub use point::Point;
pub use random::Random;
pub use span::Span;
