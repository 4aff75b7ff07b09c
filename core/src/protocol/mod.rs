//! How replicas talk: sans-IO state machines that write what they want as effects, a folder for each family.

pub mod leader;
