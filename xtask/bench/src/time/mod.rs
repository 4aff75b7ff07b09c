//! Time: how long a simulation takes, and from an edit to its picture.
//!
//! ```text
//! native ──┐ a round each, again and again
//! nexosim ─┼──▶ samples ──▶ one table
//! node ────┘ wasm, plain JavaScript, simjs: one process, which is asked for its rounds
//! ```

mod edit;
mod events;
mod nexosim;
mod node;

pub(crate) use edit::report as edit;
pub(crate) use events::report as events;

/// What is run: three nodes, semi-synchronous, with disks and exponential links; three clients that write and read without
/// a pause; a crash of the leader, which fails over, and its return.
struct Shown {
    /// About so many events in its trace.
    what: &'static str,
    /// Virtual time.
    until_ms: u64,
    script: &'static str,
}

const LARGE: Shown = Shown { what: "100,000 events", until_ms: 7_500, script: "5000.crash.n1_6500.up.n1" };
const SMALL: Shown = Shown { what: "10,000 events", until_ms: 1_050, script: "500.crash.n1_850.up.n1" };

impl Shown {
    fn address(&self) -> String {
        let Shown { until_ms, script, .. } = self;
        format!(
            "v=1&s=quarter&nodes=3&repl=leader&show=time&ack=semi.1&link=all.exp.1ms&disk=all.1ms&clients=3\
             &load=zipf.99&keys=100&detect=timeout.100ms&timeout=200ms&retry=5.50ms&beat=30ms&until={until_ms}ms\
             &do={script}"
        )
    }
}
