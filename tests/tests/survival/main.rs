//! What survives a failure and what breaks a level, against a [`twin`] that tries every set and is too dumb to be wrong.
//!
//! [`small`] tries every table of two partitions on up to four nodes in all racks and data centres; [`random`] tries
//! random clusters of up to nine. `PROPTEST_CASES=20000` digs deeper.
#![cfg(not(target_arch = "wasm32"))]

mod compare;
mod random;
mod small;
mod twin;
