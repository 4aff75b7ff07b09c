//! What the page remembers: the scenario and the way back. Pure: an action and a state give the next state.

mod attachment;
mod page;
mod reckoning;

pub use attachment::{BadLine, Format, KeyBook, KeyReader, LineFault};
#[cfg(target_arch = "wasm32")]
pub(crate) use page::enough_copies;
pub use page::{Action, State};
pub use reckoning::Reckoning;
