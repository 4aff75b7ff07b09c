use crate::base::{Span, limit};
use core::fmt;

/// Why a detector cannot be: the cause and the cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetectorError {
    /// A timeout is nothing, or longer than it may be, ns.
    Timeout(u64),
    /// A threshold is 0, or higher than it may be, hundredths.
    Threshold(u32),
}

impl fmt::Display for DetectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DetectorError::Timeout(ns) => {
                let most = Span(limit::BEAT_NS);
                write!(
                    f,
                    "a timeout of {} is not from 1 ns to {most}: some heartbeats long is usual",
                    Span(*ns)
                )
            }
            DetectorError::Threshold(phi) => {
                let [phi, most] = [*phi, limit::PHI_HUNDREDTHS].map(|phi| (phi / 100, phi % 100));
                write!(
                    f,
                    "a threshold of {}.{:02} is not from 0.01 to {}.{:02}: 8 is usual",
                    phi.0, phi.1, most.0, most.1
                )
            }
        }
    }
}
