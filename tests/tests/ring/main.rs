//! The ring and what moves between two of them, against a [`twin`] that is too dumb to be wrong.
//!
//! Properties are tried on [`clusters`] in which equal tokens, neighbours and wrapping are common; [`small`] tries
//! every ring there is of a few nodes on a few places. `PROPTEST_CASES=20000` digs deeper.
#![cfg(not(target_arch = "wasm32"))]

mod clusters;
mod movement;
mod placement;
mod small;
mod twin;
