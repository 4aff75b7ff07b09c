use super::Operation;
use crate::base::limit;
use core::fmt;

/// Why a quorum cannot be: the cause and the cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuorumError {
    /// There is no replica.
    NoReplicas,
    /// More replicas than sets are counted of: their number.
    TooMany(u32),
    /// An operation waits for no replica.
    WaitsForNone(Operation),
    /// An operation waits for more replicas than there are.
    Exceeds {
        /// Which one.
        operation: Operation,
        /// The replicas that it waits for.
        asked: u32,
        /// The replicas there are.
        n: u32,
    },
}

impl fmt::Display for QuorumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |operation| if operation == Operation::Write { 'w' } else { 'r' };
        match *self {
            QuorumError::NoReplicas => f.write_str("n=0 has no replica: raise n to 1 or more"),
            QuorumError::TooMany(n) => {
                let most = limit::QUORUM_REPLICAS;
                write!(f, "n={n} exceeds {most}, the most replicas: lower n to {most} or less")
            }
            QuorumError::WaitsForNone(operation) => {
                let letter = letter(operation);
                write!(f, "{letter}=0 waits for no replica: raise {letter} to 1 or more")
            }
            QuorumError::Exceeds { operation, asked, n } => {
                let letter = letter(operation);
                write!(f, "{letter}={asked} exceeds n={n}: lower {letter} or add replicas")
            }
        }
    }
}
