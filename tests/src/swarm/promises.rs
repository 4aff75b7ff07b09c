use quorate_core::{
    detect::Detector,
    protocol::leader::{Elect, Fence, LogKind, Reads, Stage, Waits},
    scenario::{Scenario, Verb},
};

/// What a configuration may promise, whatever goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// No acknowledged write is lost.
    Keeps,
    /// What a leader has acknowledged is on its own disk: it is lost only when another is promoted.
    KeepsOwn,
    /// Epochs tell leaders apart: there is one writer in each.
    IsFenced,
    /// Replicas make the same of the same entry.
    SameData,
    /// No read is stale.
    FreshReads,
    /// Clients read what they wrote.
    OwnWrites,
    /// Clients never go back under one leader.
    Forward,
    /// All are alike once all is well for long enough.
    Converges,
}

/// What the first mode of a scenario promises.
pub fn promises(scenario: &Scenario) -> Vec<Promise> {
    let rules = &scenario.modes()[0].leader;
    let (ack, is_fenced) = (rules.ack, rules.fence != Fence::None);
    let waits_for_disk = ack.waits != Waits::Nothing;
    let reaches_election = match ack.waits {
        Waits::All => true,
        Waits::Any(_) | Waits::Majority | Waits::Named(_) => rules.elect == Elect::Safe,
        Waits::Nothing | Waits::Leader => false,
    };
    let by_position = rules.reads == Reads::Position;
    let is_alike = rules.log != LogKind::Statement || !has_functions(scenario);
    let is_readable = rules.log != LogKind::Wal || !has_upgrades(scenario);
    let all = [
        (Promise::Keeps, is_fenced && ack.stage != Stage::Written && reaches_election),
        (Promise::KeepsOwn, is_fenced && waits_for_disk),
        (Promise::IsFenced, is_fenced),
        (Promise::SameData, is_fenced && waits_for_disk && is_alike),
        (Promise::FreshReads, rules.reads == Reads::Leader && is_safe_lease(scenario)),
        (Promise::OwnWrites, is_fenced && by_position),
        (Promise::Forward, is_fenced && waits_for_disk && (by_position || rules.reads == Reads::Sticky)),
        (Promise::Converges, is_fenced && is_alike && is_readable),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(promise, _)| promise).collect()
}

/// Whether statements are run that come out different on each replica.
fn has_functions(scenario: &Scenario) -> bool {
    let mut acts = scenario.experiment().script().iter();
    acts.any(|act| matches!(&act.verb, Verb::Put(_, value, _) if value.as_str().ends_with("()")))
}

fn has_upgrades(scenario: &Scenario) -> bool {
    scenario.experiment().script().iter().any(|act| matches!(act.verb, Verb::Upgrade(_)))
}

/// Whether a lease has run out by every clock before a follower takes its leader for dead.
fn is_safe_lease(scenario: &Scenario) -> bool {
    let rules = &scenario.modes()[0].leader;
    let (Fence::Lease(lease_ns), Detector::Timeout(timeout_ns)) = (rules.fence, rules.detect) else {
        return false;
    };
    let set = scenario.experiment().script().iter().filter_map(|act| match act.verb {
        Verb::Skew(_, ns) => Some(ns),
        _ => None,
    });
    let skews: Vec<i64> = scenario.experiment().skews().map(|(_, ns)| ns).chain(set).chain([0]).collect();
    let spread = skews.iter().max().zip(skews.iter().min()).map_or(0, |(most, least)| most.abs_diff(*least));
    lease_ns + spread <= timeout_ns
}
