use super::{LatencyError, Route};
use crate::base::{Span, limit};
use alloc::vec::Vec;
use core::fmt;

/// How long a message takes on its way, one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Latency {
    /// Always as long, ns.
    Constant(u64),
    /// Anything between two, each as likely, ns.
    Uniform(u64, u64),
    /// Exponential with this mean, ns.
    Exponential(u64),
    /// Log-normal: the median in ns, and sigma in per cent.
    LogNormal(u64, u32),
    /// Pareto: the least in ns, and alpha in hundredths.
    Pareto(u64, u32),
    /// As it was measured between two places.
    Measured(MeasuredTable),
    /// One of several: the chance of each in per cent, which make a hundred.
    Mixture(Vec<(u32, Latency)>),
}

/// Tables of measured round trips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasuredTable {
    /// Between the regions of AWS in 2013 (Bailis): the data centres of sender and receiver have the names of regions.
    Aws2013,
}

impl Latency {
    /// Whether all numbers are within their limits, and what to do where they are not.
    pub fn check(&self) -> Result<(), LatencyError> {
        let time = |ns: u64| if ns > limit::LATENCY_NS { Err(LatencyError::TooLong(ns)) } else { Ok(()) };
        match self {
            Latency::Constant(ns) | Latency::Exponential(ns) => time(*ns),
            Latency::Uniform(low, high) if low > high => Err(LatencyError::Backwards(*low, *high)),
            Latency::Uniform(_, high) => time(*high),
            Latency::LogNormal(_, sigma) if *sigma > limit::SIGMA_PERCENT => Err(LatencyError::Sigma(*sigma)),
            Latency::LogNormal(median, _) => time(*median),
            Latency::Pareto(_, alpha) if *alpha == 0 || *alpha > limit::ALPHA_HUNDREDTHS => {
                Err(LatencyError::Alpha(*alpha))
            }
            Latency::Pareto(least, _) => time(*least),
            Latency::Measured(MeasuredTable::Aws2013) => Ok(()),
            Latency::Mixture(parts) => check_mixture(parts),
        }
    }

    /// What a draw must know of a link between two data centres of these names. Names are asked for by measured latencies
    /// alone; any other takes any.
    pub fn route(&self, from: Option<&str>, to: Option<&str>) -> Result<Route, LatencyError> {
        if !self.is_measured() {
            return Ok(Route::default());
        }
        let (from, to) = from.zip(to).ok_or(LatencyError::NoName)?;
        Route::between(from, to)
    }

    fn is_measured(&self) -> bool {
        match self {
            Latency::Measured(_) => true,
            Latency::Mixture(parts) => parts.iter().any(|(_, part)| part.is_measured()),
            _ => false,
        }
    }
}

fn check_mixture(parts: &[(u32, Latency)]) -> Result<(), LatencyError> {
    if parts.is_empty() || parts.len() > limit::MIXTURE_PARTS {
        return Err(LatencyError::Parts(parts.len()));
    }
    let sum = parts.iter().map(|(chance, _)| u64::from(*chance)).sum();
    if sum != 100 {
        return Err(LatencyError::Chances(sum));
    }
    parts.iter().try_for_each(|(_, part)| match part {
        Latency::Mixture(_) => Err(LatencyError::Nested),
        part => part.check(),
    })
}

/// What it is in a few words, such as `exponential with mean 5 ms`.
impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Latency::Constant(ns) => write!(f, "always {}", Span(*ns)),
            Latency::Uniform(low, high) => {
                write!(f, "anything from {} to {}, each as likely", Span(*low), Span(*high))
            }
            Latency::Exponential(mean) => write!(f, "exponential with mean {}", Span(*mean)),
            Latency::LogNormal(median, sigma) => {
                let (whole, rest) = (sigma / 100, sigma % 100);
                write!(f, "log-normal with median {} and sigma {whole}.{rest:02}", Span(*median))
            }
            Latency::Pareto(least, alpha) => {
                let (whole, rest) = (alpha / 100, alpha % 100);
                write!(f, "Pareto from {} on with alpha {whole}.{rest:02}", Span(*least))
            }
            Latency::Measured(MeasuredTable::Aws2013) => {
                f.write_str("half of the round trip between regions of AWS as measured in 2013")
            }
            Latency::Mixture(parts) => {
                for (at, (chance, part)) in parts.iter().enumerate() {
                    let between = if at == 0 { "" } else { "; " };
                    write!(f, "{between}{chance} % {part}")?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{
        string::{String, ToString},
        vec,
    };

    fn refusal(latency: &Latency) -> String {
        latency.check().unwrap_err().to_string()
    }

    #[test]
    fn numbers_beyond_their_limits_are_refused_with_a_cure() {
        let day = limit::LATENCY_NS;
        assert_eq!(Latency::Constant(day).check(), Ok(()));
        assert!(refusal(&Latency::Constant(day + 1)).ends_with("make it shorter"));
        assert!(refusal(&Latency::Exponential(u64::MAX)).ends_with("make it shorter"));
        assert_eq!(
            refusal(&Latency::Uniform(2_000_000, 1_000_000)),
            "the shortest time, 2 ms, exceeds the longest, 1 ms: swap them"
        );
        assert!(refusal(&Latency::LogNormal(1, 501)).starts_with("sigma 501 %"));
        assert_eq!(refusal(&Latency::Pareto(1, 0)), "alpha 0.00 is not from 0.01 to 100");
        assert!(Latency::Pareto(1, 10_001).check().is_err());
    }

    #[test]
    fn a_mixture_makes_a_hundred_and_holds_no_other() {
        let part = |chance| (chance, Latency::Constant(1));
        assert_eq!(Latency::Mixture(vec![part(99), part(1)]).check(), Ok(()));
        assert_eq!(
            refusal(&Latency::Mixture(vec![part(99), part(2)])),
            "the chances of a mixture make 101 %: they must make 100 %"
        );
        assert!(refusal(&Latency::Mixture(vec![])).starts_with("a mixture of 0 parts"));
        let inner = Latency::Mixture(vec![part(100)]);
        assert_eq!(Latency::Mixture(vec![(100, inner)]).check(), Err(LatencyError::Nested));
    }

    #[test]
    fn only_measured_latencies_ask_for_names() {
        assert!(Latency::Constant(1).route(None, Some("nowhere")).is_ok());
        let measured = Latency::Mixture(vec![(100, Latency::Measured(MeasuredTable::Aws2013))]);
        assert_eq!(measured.route(Some("Tokyo"), None), Err(LatencyError::NoName));
        let there = measured.route(Some("Tokyo"), Some("Sydney")).unwrap();
        assert_eq!((there.measured.from, there.measured.to), ("Tokyo", "Sydney"));
        let unknown = measured.route(Some("Tokyo"), Some("Paris")).unwrap_err().to_string();
        assert!(unknown.starts_with(
            "no latency was measured at Paris: name each data centre as one of Virginia, Oregon,"
        ));
        let apart = measured.route(Some("Tokyo"), Some("East-B")).unwrap_err().to_string();
        assert!(apart.starts_with("no latency was measured between Tokyo and East-B"));
    }

    #[test]
    fn each_says_in_words_what_it_is() {
        let said = [
            (Latency::Constant(5_000_000), "always 5 ms"),
            (Latency::Uniform(1_000_000, 1_500_000), "anything from 1 ms to 1.5 ms, each as likely"),
            (Latency::Exponential(20_000_000), "exponential with mean 20 ms"),
            (Latency::LogNormal(1_000_000, 45), "log-normal with median 1 ms and sigma 0.45"),
            (Latency::Pareto(500_000, 116), "Pareto from 500 µs on with alpha 1.16"),
            (
                Latency::Mixture(vec![
                    (98, Latency::Constant(1_000_000)),
                    (2, Latency::Exponential(9_000_000)),
                ]),
                "98 % always 1 ms; 2 % exponential with mean 9 ms",
            ),
        ];
        for (latency, words) in said {
            assert_eq!(latency.to_string(), words);
        }
    }
}
