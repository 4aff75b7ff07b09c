//! Partitioning, replication and quorum logic, exact.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod base;
pub mod hash;
pub mod partition;
