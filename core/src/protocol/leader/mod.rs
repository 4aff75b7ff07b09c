//! Leader–follower replication: all writes go to one replica of a partition, which ships its log to the others.

mod rules;

pub use rules::{Ack, Elect, Fence, LogKind, Reads, Rules, Stage, Waits};
