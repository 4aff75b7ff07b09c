//! How one node comes to believe that another has died.

/// The rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detector {
    /// After so many ns of silence.
    Timeout(u64),
    /// Phi accrual with an exponential distribution of intervals, as in Cassandra; the threshold in hundredths.
    PhiExponential(u32),
    /// Phi accrual with a normal distribution, as Hayashibara et al. have it (SRDS 2004); the threshold in hundredths.
    PhiNormal(u32),
    /// Phi accrual with a logistic approximation of the normal distribution, as in Akka; the threshold in hundredths.
    PhiLogistic(u32),
    /// Never.
    None,
}

/// TEMP
#[derive(Clone, Debug)]
pub struct Watch {
    last: u64,
    span: Option<u64>,
}
impl Detector {
    /// TEMP
    pub fn start(&self, now_ns: u64, _beat_ns: u64) -> Watch {
        Watch {
            last: now_ns,
            span: match self {
                Detector::Timeout(ns) => Some(*ns),
                Detector::None => None,
                _ => Some(1_000_000_000),
            },
        }
    }
}
impl Watch {
    /// TEMP
    pub fn heard(&mut self, now_ns: u64) {
        self.last = now_ns;
    }
    /// TEMP
    pub fn suspects_at(&self) -> Option<u64> {
        self.span.map(|span| self.last + span)
    }
}
