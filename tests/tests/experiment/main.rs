//! What addresses and edits say of what happens over time.
#![cfg(not(target_arch = "wasm32"))]

mod any;
mod edits;
mod random;
mod words;
