//! `cargo xtask setup`: brings what building and testing need, and leaves alone what is there.

mod browser;
mod npm;
mod rust;

use crate::failure::Outcome;
use crate::tools;

/// What the machine is to be ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Building and serving: compiler targets, wasm-bindgen, trunk, wasm-opt.
    Building,
    /// All of that, and a browser and the licence checker.
    Testing,
}

/// Makes the machine ready; quick when it is. What may be missing for good is asked for before what takes minutes.
pub fn run(aim: For) -> Outcome {
    npm::packages()?;
    if aim == For::Testing {
        browser::chrome_and_driver()?;
    }
    rust::toolchain()?;
    rust::targets()?;
    rust::tool(&tools::wasm_bindgen())?;
    rust::tool(&tools::trunk())?;
    if aim == For::Testing {
        rust::components()?;
        rust::tool(&tools::cargo_deny())?;
    }
    println!("setup: ready");
    Ok(())
}
