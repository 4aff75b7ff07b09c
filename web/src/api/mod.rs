//! The JavaScript module: what `dist/quorate.js` exports beside `init`, described for its users in
//! `www/quorate.d.ts` and `docs/javascript.md`.
//!
//! ```text
//! a call ─js: read, checked─→ Rule, Nodes, keys as hash values ─pure─→ answer ─written as JSON─→ plain objects
//! ```
//!
//! - `js` is the only part that touches JavaScript. It reads each option once into a plain value (`given`) and never
//!   trusts an object: a getter may throw, a Proxy may lie, a list may claim any length.
//! - The rest is pure and tested natively: one file a function, over `cluster`, which checks the nodes and keeps the last
//!   clusters built.
//! - What is wrong is an `ApiError`, thrown as a plain object. Nothing here panics: a panic ends the instance.
//! - Every limit is named in [`quorate_core::base::limit`] and checked before memory is taken.

mod assign;
mod breakers;
mod check;
mod cluster;
mod course;
mod error;
mod given;
mod hash;
mod instant;
mod js;
mod json;
mod keys;
mod levels;
mod movement;
mod ownership;
mod parse;
mod place;
mod quorum;
mod rf;
mod sites;
mod staleness;
mod standing;
mod survive;
mod versions;

pub use js::{
    Trials, assign, breakers, check, hash, levels, mermaid, movement, owners, ownership, parse, place,
    quorum, render, run, staleness, survive, version,
};
