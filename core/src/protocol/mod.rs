//! How replicas talk: sans-IO state machines that write what they want as effects, a folder for each family.

pub mod leader;
pub mod leaderless;
mod workload;

pub use workload::Workload;
