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
