//! How stale a read is that asks fewer replicas than must overlap with a write: Probabilistically Bounded Staleness (Bailis,
//! Venkataraman, Franklin, Hellerstein and Stoica, VLDB 2012).
//!
//! ```text
//!            W              A                      R              S
//! write ────────▶ replica ────────▶ acknowledged   ────▶ replica ────▶ read
//!                                       │◀── t ──▶│
//! ```
//!
//! A write goes to n replicas and is acknowledged by the first w of them. A read that begins t later goes to all n, and takes
//! the first r answers. It sees the write if one of those r had received it when the read came there.
//!
//! - [`Legs`], [`Leg`]: how long each of the four ways takes; [`Model`] are those of the paper.
//! - [`Sampling`]: trials by chance, in slices. Each trial finds the least t at which it would see the write, so one pass
//!   answers for every t.
//! - [`Findings`]: what they say, each figure with the interval in which it lies with a confidence of 95 %.
//! - [`versions`]: how many versions behind, in closed form.
//!
//! Left out, as in the paper: replicas that fail, reads that repair, writes that overtake each other. Replicas are alike, and
//! no way depends on another.

mod ask;
mod batch;
mod cells;
mod estimate;
mod findings;
mod leg;
mod model;
mod ranks;
mod sampling;
mod source;
pub mod versions;

pub use ask::{Ask, StalenessError};
pub use estimate::Estimate;
pub use findings::{Bounds, Findings};
pub use leg::{Leg, Legs};
pub use model::Model;
pub use sampling::Sampling;
