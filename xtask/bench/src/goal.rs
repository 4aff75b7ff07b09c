//! The ratios that we hold ourselves to.

/// At least so many times as fast as another.
pub(crate) struct Goal {
    /// The part that measures it.
    part: &'static str,
    /// What is done.
    what: &'static str,
    /// Beside whom.
    rival: &'static str,
    /// At which number of nodes; at all of them if none is named.
    nodes: Option<u32>,
    /// How many times as fast.
    pub(crate) times: f64,
}

const GOALS: [Goal; 10] = [
    Goal { part: "native", what: "lookup", rival: "hashring", nodes: None, times: 3.0 },
    Goal { part: "native", what: "walk", rival: "consistent_hash", nodes: None, times: 5.0 },
    Goal { part: "native", what: "diff", rival: "hashring", nodes: Some(100), times: 500.0 },
    Goal { part: "node", what: "lookup", rival: "hashring", nodes: None, times: 40.0 },
    Goal { part: "node", what: "walk", rival: "hashring", nodes: None, times: 40.0 },
    Goal { part: "node", what: "build", rival: "hashring", nodes: None, times: 40.0 },
    Goal {
        part: "staleness",
        what: "one instant, LNKD-DISK",
        rival: "plain JavaScript",
        nodes: None,
        times: 10.0,
    },
    Goal {
        part: "staleness",
        what: "of 100 instants each, LNKD-DISK",
        rival: "plain JavaScript",
        nodes: None,
        times: 500.0,
    },
    Goal {
        part: "staleness",
        what: "one instant, exponential",
        rival: "plain JavaScript",
        nodes: None,
        times: 10.0,
    },
    Goal {
        part: "staleness",
        what: "of 100 instants each, exponential",
        rival: "plain JavaScript",
        nodes: None,
        times: 500.0,
    },
];

/// The goal of a row, if it has one.
pub(crate) fn find(part: &str, what: &str, rival: &str, nodes: u32) -> Option<&'static Goal> {
    GOALS.iter().find(|goal| {
        (goal.part, goal.what, goal.rival) == (part, what, rival)
            && goal.nodes.is_none_or(|wanted| wanted == nodes)
    })
}
