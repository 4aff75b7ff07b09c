//! The playground: pictures, words, page, widgets, and the JavaScript module. Its pure parts also compile and are tested
//! natively; what touches a browser is compiled for wasm alone.

pub mod api;
pub mod chart;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
mod panel;
pub mod picture;
#[cfg(target_arch = "wasm32")]
mod platform;
pub mod player;
pub mod state;
pub mod words;
