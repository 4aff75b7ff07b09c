use super::Spans;
use quorate_core::trace::{OpAt, Trace};

/// One run, drawn as a column beside others.
#[derive(Clone, Debug)]
pub struct Lane<'a> {
    /// "Asynchronous".
    pub title: String,
    /// "waits for no follower".
    pub subtitle: String,
    /// What happened.
    pub trace: &'a Trace,
    /// What lasts in it.
    pub spans: &'a Spans,
}

/// The stretch of time that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Its first instant, ns.
    pub from_ns: u64,
    /// Its last instant, ns.
    pub to_ns: u64,
    /// How high it is, in pixels.
    pub height: f64,
}

/// What is shown, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The instant that is now, ns; none is the end of the view. Nothing after it is drawn.
    pub now_ns: Option<u64>,
    /// Whether every step is as high as every other, and messages are level.
    pub is_flat: bool,
    /// Whether heartbeats are drawn, and who watches over the leaders.
    pub has_upkeep: bool,
    /// Whether what the marks mean stands below.
    pub has_legend: bool,
    /// The operation whose whole path is lit, and the number of its lane.
    pub chosen: Option<(u8, OpAt)>,
}
