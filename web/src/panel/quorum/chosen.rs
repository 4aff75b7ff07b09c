use quorate_core::{base::limit, scenario::Scenario};

/// The most copies that a slider offers: no more than there are nodes.
pub(super) fn most(scenario: &Scenario) -> u32 {
    (scenario.now().nodes().len() as u32).clamp(1, limit::QUORUM_REPLICAS)
}
