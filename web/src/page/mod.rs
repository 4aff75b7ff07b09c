//! The playground and the widget: which panels stand where, and what they share.

mod counting;
mod playground;
mod shared;
mod start;
mod widget;

pub use start::{Mounted, mount, start};
