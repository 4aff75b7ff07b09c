//! Partitioning, replication and quorum logic, exact and without IO: what the pictures of Quorate are drawn from.
//!
//! The one idea is that a page is a function of its address:
//!
//! ```text
//! address ─parse→ Scenario ─run→ Run ─lay out→ Picture
//!    ↑                                            │
//!    └──────────────── an edit ───────────────────┘
//! ```
//!
//! This crate is the first two arrows and the edit. Same scenario, same run, on every machine: there are no clocks, no
//! randomness but from seeds, no hash maps, and floating point only where a number is shown.
//!
//! - [`base`]: ids, points on the circle of hash values, exact counts and shares, digests, limits.
//! - [`hash`]: the hash functions that real systems use.
//! - [`partition`]: key → partition → owner, and exactly what moves.
//! - [`topology`]: where the nodes stand.
//! - [`placement`]: partition → replicas, as real systems place them.
//! - [`quorum`]: consistency levels; N, W and R.
//! - [`survival`]: what each level still has when nodes are off, and what breaks it.
//! - [`system`]: which real systems are modelled, and what of them is not.
//! - [`workload`]: keys as points.
//! - [`scenario`]: what the reader chose, and its address.
//! - [`run`]: all that follows from it.
//! - [`version`]: which versions of a value knew of which, [`conflict`]: which of them stay.
//! - [`staleness`]: how soon reads see a write that they need not overlap with.
//! - [`trace`]: what happens over time, [`protocol`] how replicas talk, [`sim`] what the world does with them, [`detect`]
//!   who is taken for dead, [`check`] which promises held, [`measure`] how long all took.
//! - [`repair`]: how replicas find what they do not have in common, by trees of hashes.
//!
//! ```
//! use quorate_core::{run::Run, scenario::parse};
//!
//! let parsed = parse("#v=1&s=ring");
//! let run = Run::new(parsed.scenario);
//! assert_eq!(run.movement().share.scaled(100_000), 24_370, "thousandths of a per cent of the ring moved");
//! assert_eq!(run.modulo_moved().scaled(1000), 750);
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod base;
pub mod check;
pub mod conflict;
pub mod detect;
pub mod hash;
pub mod log;
pub mod measure;
pub mod partition;
pub mod placement;
pub mod protocol;
pub mod quorum;
pub mod repair;
pub mod run;
pub mod scenario;
pub mod sim;
pub mod staleness;
pub mod store;
pub mod survival;
pub mod system;
pub mod topology;
pub mod trace;
pub mod version;
pub mod workload;
