//! Every placement: against the answers of the systems that place so ([`vectors`](../vectors)), against twins that are
//! too dumb to be wrong, and by what each promises, on random [`topologies`].
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod awareness;
mod cassandra;
mod explicit;
mod hdfs;
mod java;
mod kafka;
mod pinned;
mod redis;
mod sets;
mod spread;
mod topologies;
