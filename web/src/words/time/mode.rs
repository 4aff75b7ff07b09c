use super::{quorum_mode, span};
use crate::{picture::sequence::Facts, words::several};
use quorate_core::{
    detect::Detector,
    protocol::leader::{Ack, Elect, Fence, LogKind, Reads, Rules, Stage, Waits},
    scenario::{Replication, Scenario},
};

/// What modes side by side are called, and what that means: by when they acknowledge, or, where they are alike in that,
/// by the first rule in which they differ.
pub fn titles(scenario: &Scenario) -> Vec<(String, String)> {
    /// What a rule is called, and what that means.
    type Name = fn(&Rules) -> (String, String);
    const NAMES: [Name; 7] = [
        |rules| mode(rules.ack),
        |rules| fence(rules.fence),
        |rules| reads(rules.reads),
        |rules| elect(rules.elect),
        |rules| detect(rules.detect),
        |rules| log(rules.log),
        |rules| ship(rules.ship_ns),
    ];
    if scenario.experiment().replication() == Replication::Leaderless {
        return quorum_mode::titles(scenario);
    }
    let said = |name: &Name| scenario.modes().iter().map(|mode| name(&mode.leader)).collect::<Vec<_>>();
    let differs = |names: &Vec<(String, String)>| names.iter().any(|name| *name != names[0]);
    NAMES.iter().map(said).find(differs).unwrap_or_else(|| said(&NAMES[0]))
}

fn fence(fence: Fence) -> (String, String) {
    let (title, what) = match fence {
        Fence::None => ("No fencing".into(), "an old leader is not stopped"),
        Fence::Epoch => ("Epochs".into(), "replicas refuse an old leader"),
        Fence::Lease(ns) => (format!("A lease of {}", span(ns)), "without it a leader takes nothing"),
        Fence::Stonith => ("Powered off".into(), "the old leader, before another leads"),
    };
    (title, what.into())
}

fn reads(reads: Reads) -> (String, String) {
    match reads {
        Reads::Leader => ("Reads from the leader".into(), "writes and reads in one place".into()),
        Reads::Any => ("Reads anywhere".into(), "any replica answers".into()),
        Reads::Sticky => ("One follower a client".into(), "always the same answers".into()),
        Reads::Nearest => ("Reads nearby".into(), "the nearest replica answers".into()),
        Reads::Bounded(ns) => (format!("At most {} behind", span(ns)), "else the leader answers".into()),
        Reads::Position => ("By position".into(), "who is behind sends the client on".into()),
        Reads::AfterWrite(ns) => {
            ("The leader after a write".into(), format!("for {}, then any replica", span(ns)))
        }
    }
}

fn elect(elect: Elect) -> (String, String) {
    let (title, what) = match elect {
        Elect::Freshest => ("The furthest leads", "of those that answer"),
        Elect::Safe => ("Nobody leads in doubt", "until all that was acknowledged is found"),
        Elect::First => ("The first leads", "that answers"),
    };
    (title.into(), what.into())
}

fn detect(detector: Detector) -> (String, String) {
    let phi = |hundredths: u32| {
        let (whole, rest) = (hundredths / 100, hundredths % 100 / 10);
        if rest == 0 { format!("Phi of {whole}") } else { format!("Phi of {whole}.{rest}") }
    };
    match detector {
        Detector::Timeout(ns) => (format!("A timeout of {}", span(ns)), "of silence".into()),
        Detector::PhiExponential(at) => (phi(at), "exponential, as Cassandra has it".into()),
        Detector::PhiNormal(at) => (phi(at), "normal, as Hayashibara has it".into()),
        Detector::PhiLogistic(at) => (phi(at), "logistic, as Akka has it".into()),
        Detector::None => ("Nobody watches".into(), "a dead leader is not replaced".into()),
    }
}

fn log(log: LogKind) -> (String, String) {
    let (title, what) = match log {
        LogKind::Statement => ("Statements", "each replica runs them"),
        LogKind::Wal => ("Write-ahead log", "the bytes that changed"),
        LogKind::Row => ("Rows", "what came of each write"),
    };
    (title.into(), what.into())
}

fn ship(ns: u64) -> (String, String) {
    let title = if ns == 0 { "Shipped at once".into() } else { format!("Shipped every {}", span(ns)) };
    (title, "the log of the leader".into())
}

/// What a mode is called, and whom it waits for.
pub fn mode(ack: Ack) -> (String, String) {
    let (title, whom) = match ack.waits {
        Waits::Nothing => {
            return ("Asynchronous, from memory".into(), "waits for no disk and no follower".into());
        }
        Waits::Leader => return ("Asynchronous".into(), "waits for no follower".into()),
        Waits::Any(1) => ("Semi-synchronous".into(), "one follower".into()),
        Waits::Any(count) => (format!("Semi-synchronous with {count}"), format!("{count} followers")),
        Waits::Named(id) => (format!("Synchronous with {id}"), id.to_string()),
        Waits::Majority => ("By majority".into(), "a majority".into()),
        Waits::All => ("Synchronous".into(), "every follower".into()),
    };
    let stage = match ack.stage {
        Stage::Written => " to have it in memory",
        Stage::Durable => "",
        Stage::Applied => " to apply it",
    };
    (title, format!("waits for {whom}{stage}"))
}

/// A number of a head, and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// "9 ms".
    pub number: String,
    /// "a write".
    pub what: &'static str,
    /// Whether data is lost.
    pub is_bad: bool,
}

/// What the head of a mode says: time a write, acknowledged, lost.
pub fn facts(facts: &Facts) -> Vec<Fact> {
    let fact = |number, what, is_bad| Fact { number, what, is_bad };
    let mut said = Vec::new();
    said.extend(facts.mean_ns.map(|mean_ns| fact(span(mean_ns), "a write", false)));
    said.push(fact(format!("{} of {}", facts.acknowledged, facts.writes), "acknowledged", false));
    match facts.reads {
        Some(reads) => {
            let stale = several(reads.stale, "stale read", "stale reads");
            said.push(fact(stale, "", reads.stale > 0));
        }
        None => said.push(fact(format!("{} lost", facts.lost), "", facts.lost > 0)),
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::base::NodeId;

    #[test]
    fn every_mode_says_whom_it_waits_for() {
        let said = |waits, stage| {
            let (title, waits) = mode(Ack { waits, stage });
            format!("{title} {waits}")
        };
        assert_eq!(said(Waits::Leader, Stage::Durable), "Asynchronous waits for no follower");
        assert_eq!(said(Waits::Any(1), Stage::Durable), "Semi-synchronous waits for one follower");
        assert_eq!(said(Waits::All, Stage::Durable), "Synchronous waits for every follower");
        assert_eq!(
            said(Waits::Any(2), Stage::Written),
            "Semi-synchronous with 2 waits for 2 followers to have it in memory"
        );
        assert_eq!(
            said(Waits::Named(NodeId(2)), Stage::Applied),
            "Synchronous with n2 waits for n2 to apply it"
        );
        assert_eq!(said(Waits::Majority, Stage::Durable), "By majority waits for a majority");
        assert_eq!(
            said(Waits::Nothing, Stage::Written),
            "Asynchronous, from memory waits for no disk and no follower"
        );
    }
}
