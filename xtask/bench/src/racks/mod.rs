//! Racks: what is left when one loses power, what else would break a level, and pictures of many partitions.

pub(crate) mod native;
pub(crate) mod page;
mod twin;
