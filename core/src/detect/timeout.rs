use super::rule::Judge;

/// Suspects after a fixed silence, whatever was usual before. Its phi is the share of the timeout that has passed.
///
/// Sources of such a rule: Raft's election timeout (Ongaro and Ousterhout, USENIX ATC 2014, section 5.2, which draws it anew
/// each time), Redis Sentinel's `down-after-milliseconds`, MongoDB's `electionTimeoutMillis`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Timeout {
    timeout_ns: u64,
}

impl Timeout {
    pub(super) fn new(timeout_ns: u64) -> Self {
        Timeout { timeout_ns }
    }
}

impl Judge for Timeout {
    fn heard(&mut self, _: u64) {}

    fn phi(&self, silence_ns: u64) -> f64 {
        silence_ns as f64 / self.timeout_ns as f64
    }

    fn threshold(&self) -> f64 {
        1.0
    }

    fn suspects_after(&self) -> Option<u64> {
        Some(self.timeout_ns)
    }
}
