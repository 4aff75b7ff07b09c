//! The promises of a run in words.

use quorate_core::check::Rule;

/// What a rule promises, and what it is called once it broke.
const RULES: [(Rule, &str, &str); 10] = [
    (Rule::AcknowledgedKept, "No acknowledged write is lost", "a write is lost"),
    (Rule::OneWriter, "One node at a time takes writes", "two nodes take writes"),
    (Rule::FreshReads, "Reads return the last write", "stale read"),
    (Rule::ReadYourWrites, "Clients read their own writes", "own write not read"),
    (Rule::MonotonicReads, "Reads never go back in time", "a read goes back"),
    (Rule::ConsistentPrefix, "Causes are read before effects", "effect before cause"),
    (Rule::SameData, "Replicas apply the same", "replicas differ"),
    (Rule::Converged, "At the end all have the same data", "data differ at the end"),
    (Rule::Linearizable, "Linearizable, as if there were one copy", "not linearizable"),
    (Rule::SeenFirst, "Nobody replaces what they had not seen", "replaced unseen"),
];

fn row(rule: Rule) -> (&'static str, &'static str) {
    RULES.iter().find(|(known, ..)| *known == rule).map_or(("", ""), |row| (row.1, row.2))
}

/// What it promises.
pub fn rule(rule: Rule) -> &'static str {
    row(rule).0
}

/// What it is called where it broke, in a word or two.
pub fn broken(rule: Rule) -> &'static str {
    row(rule).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_words() {
        for (name, known) in Rule::NAMES {
            assert!(rule(known).len() > 9 && broken(known).len() > 9, "{name}");
        }
    }
}
