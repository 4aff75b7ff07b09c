//! What crosses crates: vectors, addresses, digests, the page in a browser.
//!
//! - [`golden`] compares with files that `cargo xtask bless` rewrites.
//! - [`tries`] says how often a property is tried, alike everywhere.
//! - [`history`] reads logs of histories, and tries every order of small ones.
//! - [`swarm`] draws small clusters at random and holds each to its promises.
//! - [`webdriver`] steers Chromium; a test of the page is a few lines with [`webdriver::Page`]:
//!
//! ```no_run
//! use quorate_tests::webdriver::{Outcome, Page};
//!
//! fn a_node_can_be_added() -> Outcome {
//!     let page = Page::open("v=1&s=ring")?;
//!     page.find("button[name=add]")?.click()?;
//!     assert_eq!(page.js("return document.querySelectorAll('[data-node]').length")?, 4);
//!     page.check()
//! }
//! ```
#![cfg(not(target_arch = "wasm32"))]

mod golden;
pub mod history;
mod property;
pub mod swarm;
pub mod webdriver;

pub use golden::golden;
pub use property::tries;
