use super::{
    DetectorError, Watch, exponential::Exponential, logistic::Logistic, normal::Normal, rule::Rule,
    timeout::Timeout,
};
use crate::base::{Span, limit};
use alloc::boxed::Box;
use core::fmt;

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

impl Detector {
    /// Whether its number is within its limits, and what to do where it is not.
    pub fn check(self) -> Result<(), DetectorError> {
        match self {
            Detector::Timeout(ns) if ns == 0 || ns > limit::BEAT_NS => Err(DetectorError::Timeout(ns)),
            Detector::PhiExponential(phi) | Detector::PhiNormal(phi) | Detector::PhiLogistic(phi)
                if phi == 0 || phi > limit::PHI_HUNDREDTHS =>
            {
                Err(DetectorError::Threshold(phi))
            }
            _ => Ok(()),
        }
    }

    /// Begins to watch a node that was heard at this instant, and sends a heartbeat every `beat_ns`. Of a rule that
    /// [`check`](Detector::check) refuses, the nearest number within the limits is taken.
    pub fn start(&self, now_ns: u64, beat_ns: u64) -> Watch {
        let beat_ns = beat_ns.clamp(1, limit::BEAT_NS);
        let threshold = |phi: u32| f64::from(phi.clamp(1, limit::PHI_HUNDREDTHS)) / 100.0;
        let rule = match *self {
            Detector::Timeout(ns) => Rule::Timeout(Timeout::new(ns.clamp(1, limit::BEAT_NS))),
            Detector::PhiExponential(phi) => {
                Rule::Exponential(Box::new(Exponential::new(threshold(phi), beat_ns)))
            }
            Detector::PhiNormal(phi) => Rule::Normal(Box::new(Normal::new(threshold(phi), beat_ns))),
            Detector::PhiLogistic(phi) => Rule::Logistic(Box::new(Logistic::new(threshold(phi), beat_ns))),
            Detector::None => Rule::Never,
        };
        Watch::new(now_ns, rule)
    }
}

/// What it is in a few words, such as `after 500 ms of silence`.
impl fmt::Display for Detector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (phi, how) = match self {
            Detector::Timeout(ns) => return write!(f, "after {} of silence", Span(*ns)),
            Detector::None => return f.write_str("never"),
            Detector::PhiExponential(phi) => (phi, "exponential, as in Cassandra"),
            Detector::PhiNormal(phi) => (phi, "normal, as in the paper"),
            Detector::PhiLogistic(phi) => (phi, "logistic, as in Akka"),
        };
        write!(f, "from phi {}.{:02} on ({how})", phi / 100, phi % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn numbers_beyond_their_limits_are_refused_with_a_cure() {
        assert_eq!(Detector::PhiNormal(800).check(), Ok(()));
        assert_eq!(Detector::None.check(), Ok(()));
        assert_eq!(Detector::Timeout(0).check(), Err(DetectorError::Timeout(0)));
        let high = Detector::PhiLogistic(10_001).check().unwrap_err().to_string();
        assert_eq!(high, "a threshold of 100.01 is not from 0.01 to 100.00: 8 is usual");
    }

    #[test]
    fn each_says_in_words_what_it_is() {
        assert_eq!(Detector::Timeout(500_000_000).to_string(), "after 500 ms of silence");
        assert_eq!(
            Detector::PhiExponential(800).to_string(),
            "from phi 8.00 on (exponential, as in Cassandra)"
        );
    }
}
