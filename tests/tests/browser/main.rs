//! The built page in Chromium, as a reader has it: a module a theme.
//!
//! `cargo xtask test browser` builds and runs all; one alone, on the last build:
//! `cargo test -p quorate-tests --features browser --test browser <name>`.

mod access;
mod address;
mod embed;
mod harness;
mod keyboard;
mod link;
mod own_keys;
mod page;
mod racks;
mod reader;
mod stale;
mod time;
mod trap;
