//! The playground: pictures, words, page, widgets, and the JavaScript module. Its pure parts also compile and are tested
//! natively; what touches a browser is compiled for wasm alone.

pub mod api;
pub mod chart;
pub mod picture;
pub mod state;
pub mod words;
