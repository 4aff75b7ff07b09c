//! How many replicas must answer: consistency levels, overlap, tolerated failures, availability.

mod level;

pub use level::Level;
