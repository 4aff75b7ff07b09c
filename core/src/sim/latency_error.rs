use super::measured;
use crate::base::{Span, limit};
use alloc::string::{String, ToString};
use core::fmt;

/// Why messages cannot be given a latency: the cause and the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LatencyError {
    /// A time is longer than a latency may be, ns.
    TooLong(u64),
    /// The shortest time of a range is longer than the longest, ns.
    Backwards(u64, u64),
    /// Sigma is larger than it may be, per cent.
    Sigma(u32),
    /// Alpha is 0, or larger than it may be, hundredths.
    Alpha(u32),
    /// A mixture has no part, or more parts than it may.
    Parts(usize),
    /// The chances of a mixture make this, per cent.
    Chances(u64),
    /// A part of a mixture is a mixture.
    Nested,
    /// The table of measured latencies was asked for a data centre that has no name.
    NoName,
    /// Nothing was measured at a place of this name.
    Unknown(String),
    /// Both places are in the table, and the way between them is not.
    NotMeasured(String, String),
}

impl LatencyError {
    pub(super) fn not_measured(from: &str, to: &str) -> Self {
        match [from, to].into_iter().find(|name| !measured::is_place(name)) {
            Some(name) => LatencyError::Unknown(name.to_string()),
            None => LatencyError::NotMeasured(from.to_string(), to.to_string()),
        }
    }
}

impl fmt::Display for LatencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LatencyError::TooLong(ns) => {
                write!(f, "{} exceeds the longest latency, {}: make it shorter", Span(*ns), Span(limit::LATENCY_NS))
            }
            LatencyError::Backwards(low, high) => {
                write!(f, "the shortest time, {}, exceeds the longest, {}: swap them", Span(*low), Span(*high))
            }
            LatencyError::Sigma(percent) => {
                write!(f, "sigma {percent} % exceeds {} %: make it smaller", limit::SIGMA_PERCENT)
            }
            LatencyError::Alpha(hundredths) => {
                let most = limit::ALPHA_HUNDREDTHS / 100;
                write!(f, "alpha {}.{:02} is not from 0.01 to {most}", hundredths / 100, hundredths % 100)
            }
            LatencyError::Parts(parts) => {
                write!(f, "a mixture of {parts} parts: it takes from 1 to {}", limit::MIXTURE_PARTS)
            }
            LatencyError::Chances(sum) => write!(f, "the chances of a mixture make {sum} %: they must make 100 %"),
            LatencyError::Nested => f.write_str("a mixture in a mixture: write all parts into one"),
            LatencyError::NoName => f.write_str(
                "measured latencies need the names of data centres: name each as a region of the table, such as Virginia",
            ),
            LatencyError::Unknown(name) => {
                write!(f, "no latency was measured at {name}: name each data centre as one of")?;
                let mut places = measured::places();
                let first = places.next().into_iter().try_for_each(|place| write!(f, " {place}"));
                first.and_then(|()| places.try_for_each(|place| write!(f, ", {place}")))
            }
            LatencyError::NotMeasured(from, to) => {
                write!(f, "no latency was measured between {from} and {to}: take two regions, or two zones of one")
            }
        }
    }
}
