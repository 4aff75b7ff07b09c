use super::span;
use crate::picture::sequence::Facts;
use quorate_core::protocol::leader::{Ack, Stage, Waits};

/// What a mode is called, and whom it waits for.
pub fn mode(ack: Ack) -> (String, String) {
    let (title, whom) = match ack.waits {
        Waits::Nothing => {
            return ("Asynchronous, from memory".into(), "waits for no disk and no follower".into());
        }
        Waits::Leader => return ("Asynchronous".into(), "waits for no follower".into()),
        Waits::Any(1) => ("Semi-synchronous".into(), "one follower".into()),
        Waits::Any(count) => ("Semi-synchronous".into(), format!("{count} followers")),
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
    said.push(fact(format!("{} lost", facts.lost), "", facts.lost > 0));
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
            "Semi-synchronous waits for 2 followers to have it in memory"
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
