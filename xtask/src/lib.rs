//! Every command a person types: `cargo xtask serve`, `cargo xtask test` and the rest.
//!
//! A library, so that the browser tests share its static [`server`]. One file a command; [`run`] starts programs
//! and turns their failures into sentences, [`tools`] knows which programs and versions the project needs.

pub mod bench;
pub mod bless;
pub mod build;
pub mod check;
pub mod failure;
pub mod page;
pub mod run;
pub mod serve;
pub mod server;
pub mod setup;
pub mod size;
pub mod swarm;
pub mod tools;

use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// Where the built site is.
pub fn dist() -> PathBuf {
    root().join("dist")
}
