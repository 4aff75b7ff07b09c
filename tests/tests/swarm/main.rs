//! Small clusters at random, each held to what its configuration promises; and the same with faults planted into the
//! protocol, each of which has to be found. `cargo xtask swarm --seeds 1000000` digs deeper.
#![cfg(not(target_arch = "wasm32"))]

mod bugs;
mod leaderless;
mod seeds;
