//! Readers of logs that other checkers come with, and a twin of the checkers that is too dumb to be wrong.

mod edn;
mod jepsen;
mod log;
mod twin;

pub use edn::{Edn, read};
pub use jepsen::{etcd, knossos, porcupine_kv};
pub use log::Log;
pub use twin::{explains, is_explainable, is_explainable_where};
