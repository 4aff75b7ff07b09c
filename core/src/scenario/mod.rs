//! What the reader chose: all of it, and nothing else. A page is a function of a [`Scenario`], and a scenario is its
//! address.
//!
//! - [`Scenario`], [`Cluster`], [`Keys`]: plain data, always valid.
//! - [`Edit`]: the only way to change one.
//! - [`Experiment`]: what happens over time. [`Rule`] is a rule of one of its modes, [`Act`] a line of its script.
//! - [`parse`] and [`Scenario::address`]: the grammar, version 1. What cannot be read is a [`Problem`]; the rest loads.
//! - [`preset`]: where an address starts from.

mod act;
mod address;
mod cluster;
mod deal;
mod edit;
mod experiment;
mod field;
mod keys;
mod kind;
mod long;
mod model;
mod naming;
pub mod preset;
mod problem;
mod replicas;
mod rule;
mod text;
mod time_edit;

pub use address::{Parsed, parse};
pub use cluster::{Cluster, Node, TokenSpec};
pub use deal::Deal;
pub use edit::Edit;
pub use experiment::{Act, Asked, Experiment, LinkRule, Load, Replication, Verb};
pub use field::latency;
pub use keys::{Attachment, Generated, Keys};
pub use kind::{LevelKind, PlacementKind, SchemeKind, Show};
pub use model::{Scenario, TextSize, Theme};
pub use naming::Naming;
pub use preset::Preset;
pub use problem::{Code, Problem};
pub use replicas::Replicas;
pub use rule::Rule;
pub use text::{Text, TextError};
