use quorate_core::{
    base::limit,
    quorum::{Quorum, QuorumError},
    scenario::Scenario,
};

/// The copies, and those that writes and reads of the first mode wait for, or why that cannot be.
pub(super) fn chosen(scenario: &Scenario) -> Result<Quorum, QuorumError> {
    let rules = scenario.modes().first().map(|mode| &mode.quorum);
    let (w, r) = rules.map_or((1, 1), |rules| (rules.w, rules.r));
    Quorum::new(copies(scenario), w, r)
}

/// Copies of each key.
pub(super) fn copies(scenario: &Scenario) -> u32 {
    scenario.now().replicas()
}

/// The most copies that a slider offers: no more than there are nodes.
pub(super) fn most(scenario: &Scenario) -> u32 {
    (scenario.now().nodes().len() as u32).clamp(1, limit::QUORUM_REPLICAS)
}
