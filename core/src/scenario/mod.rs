//! What the reader chose: all of it, and nothing else. A page is a function of a [`Scenario`], and a scenario is its
//! address.
//!
//! - [`Scenario`], [`Cluster`], [`Keys`]: plain data, always valid.
//! - [`Edit`]: the only way to change one.
//! - [`Experiment`]: what happens over time. A [`Mode`] is what it goes by, a [`Rule`] one rule of a mode, an [`Act`] a line of
//!   its script. [`Odds`]: what chances are reckoned with.
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
mod mode;
mod model;
mod naming;
mod odds;
pub mod preset;
mod problem;
mod replicas;
mod rule;
mod show;
mod text;
mod time_edit;

pub use address::{Parsed, parse};
pub use cluster::{Cluster, Node, TokenSpec};
pub use deal::Deal;
pub use edit::Edit;
pub use experiment::{Act, Asked, Experiment, LinkRule, Load, Replication, Verb};
pub use field::latency;
pub use keys::{Attachment, Generated, Keys};
pub use kind::{LevelKind, PlacementKind, SchemeKind};
pub use mode::Mode;
pub use model::{Scenario, TextSize, Theme};
pub use naming::Naming;
pub use odds::{Odds, WarsKind};
pub use preset::Preset;
pub use problem::{Code, Problem};
pub use replicas::Replicas;
pub use rule::Rule;
pub use show::{Pane, Show};
pub use text::{Text, TextError};
