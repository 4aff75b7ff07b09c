use super::{exponential::Exponential, logistic::Logistic, normal::Normal, timeout::Timeout};
use alloc::boxed::Box;

/// What a detector makes of a silence, in ns since the last heartbeat.
pub(super) trait Judge {
    /// A heartbeat ends a silence.
    fn heard(&mut self, silence_ns: u64);
    /// How suspect a silence is; never less for a longer one.
    fn phi(&self, silence_ns: u64) -> f64;
    /// The phi at which suspicion begins.
    fn threshold(&self) -> f64;
    /// The shortest silence that is suspect. None if it is too long for a number.
    fn suspects_after(&self) -> Option<u64>;
}

/// A rule and what it has learned. What has a window is boxed: most watches of a run may be timeouts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rule {
    Never,
    Timeout(Timeout),
    Exponential(Box<Exponential>),
    Normal(Box<Normal>),
    Logistic(Box<Logistic>),
}

impl Rule {
    pub(super) fn judge(&self) -> Option<&dyn Judge> {
        match self {
            Rule::Never => None,
            Rule::Timeout(rule) => Some(rule),
            Rule::Exponential(rule) => Some(rule.as_ref()),
            Rule::Normal(rule) => Some(rule.as_ref()),
            Rule::Logistic(rule) => Some(rule.as_ref()),
        }
    }

    pub(super) fn judge_mut(&mut self) -> Option<&mut dyn Judge> {
        match self {
            Rule::Never => None,
            Rule::Timeout(rule) => Some(rule),
            Rule::Exponential(rule) => Some(rule.as_mut()),
            Rule::Normal(rule) => Some(rule.as_mut()),
            Rule::Logistic(rule) => Some(rule.as_mut()),
        }
    }
}
