//! Histories against the verdicts of other checkers, and against a twin that tries every order.

#![cfg(not(target_arch = "wasm32"))]

mod known;
mod promises;
mod random;
mod small;
mod witness;
