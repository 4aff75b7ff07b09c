//! What just changed: who did what, then the one number; and what did not happen.

use super::{counted, list, name, several, share};
use quorate_core::{
    base::NodeId,
    run::Run,
    scenario::{Cluster, Keys},
};

/// What differs between the cluster before and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Nodes that were not there are.
    Joined(Vec<NodeId>),
    /// Nodes that were there are not.
    Left(Vec<NodeId>),
    /// Nodes lost power.
    WentOff(Vec<NodeId>),
    /// Nodes have power again.
    CameOn(Vec<NodeId>),
    /// All nodes have another number of tokens.
    Tokens,
    /// Another hash function.
    Hash,
    /// Another number of copies.
    Copies,
    /// A node has another name, and so other tokens.
    Renamed(NodeId),
    /// A node has another weight.
    Weighed(NodeId),
    /// Several of these at once.
    Several,
}

impl Change {
    /// Reads it off the two clusters.
    pub fn of(run: &Run) -> Change {
        let (now, before) = (run.scenario().now(), run.scenario().before());
        let alone = |here: &Cluster, there: &Cluster| -> Vec<NodeId> {
            here.nodes().iter().map(|node| node.id).filter(|id| !there.has(*id)).collect()
        };
        let common = || now.nodes().iter().map(|node| node.id).filter(|id| before.has(*id));
        let power = |is_down: bool| -> Vec<NodeId> {
            common().filter(|id| now.is_down(*id) == is_down && before.is_down(*id) != is_down).collect()
        };
        let one = |differs: &dyn Fn(NodeId) -> bool| -> Option<NodeId> { common().find(|id| differs(*id)) };
        let tokens_changed = now.vnodes() != before.vnodes()
            || common().any(|id| now.given_tokens(id) != before.given_tokens(id));
        let mut changes: Vec<Change> = Vec::new();
        let mut note = |holds: bool, change: Change| {
            if holds {
                changes.push(change);
            }
        };
        let (joined, left, off, on) = (alone(now, before), alone(before, now), power(true), power(false));
        note(!joined.is_empty(), Change::Joined(joined));
        note(!left.is_empty(), Change::Left(left));
        note(!off.is_empty(), Change::WentOff(off));
        note(!on.is_empty(), Change::CameOn(on));
        note(now.hash() != before.hash(), Change::Hash);
        note(tokens_changed, Change::Tokens);
        note(now.replicas() != before.replicas(), Change::Copies);
        if let Some(id) = one(&|id| now.name(id) != before.name(id)) {
            note(true, Change::Renamed(id));
        }
        if let Some(id) = one(&|id| now.weight(id) != before.weight(id)) {
            note(true, Change::Weighed(id));
        }
        match changes.len() {
            0 => Change::None,
            1 => changes.remove(0),
            _ => Change::Several,
        }
    }
}

fn names(run: &Run, ids: &[NodeId]) -> String {
    list(&ids.iter().map(|id| name(run, *id)).collect::<Vec<_>>())
}

/// The headline.
pub fn headline(run: &Run) -> String {
    let moved = share(run.movement().share);
    let (now, before) = (run.scenario().now(), run.scenario().before());
    if run.ring().is_empty() {
        return "Every node is off: no key has an owner.".into();
    }
    if run.ring_before().is_empty() {
        return "The first node is on, and owns the whole ring.".into();
    }
    let them = |ids: &[NodeId]| if ids.len() == 1 { "it" } else { "them" };
    let are = |ids: &[NodeId]| if ids.len() == 1 { "is" } else { "are" };
    let their = |ids: &[NodeId]| if ids.len() == 1 { "its" } else { "their" };
    match Change::of(run) {
        Change::None => at_rest(run),
        Change::Joined(ids) => {
            format!("{} joined, and {moved} of the ring moved to {}.", names(run, &ids), them(&ids))
        }
        Change::Left(ids) => {
            format!("{} left, and {} {moved} of the ring moved on.", names(run, &ids), their(&ids))
        }
        Change::WentOff(ids) => format!(
            "{} {} off, and {} {moved} of the ring went to the next nodes.",
            names(run, &ids),
            are(&ids),
            their(&ids)
        ),
        Change::CameOn(ids) => format!(
            "{} {} on again, and {moved} of the ring moved back to {}.",
            names(run, &ids),
            are(&ids),
            them(&ids)
        ),
        Change::Hash => format!("{} hashes the keys now, and every key has a new place.", now.hash().label()),
        Change::Tokens if now.vnodes() == before.vnodes() => {
            format!("The tokens changed, and {moved} of the ring moved.")
        }
        Change::Tokens => format!(
            "{} a node, not {}, and {moved} of the ring moved.",
            several(now.vnodes(), "token", "tokens"),
            counted(before.vnodes().into())
        ),
        Change::Copies => format!(
            "Each key has {} now, not {}, and no range changed its owner.",
            several(now.replicas(), "copy", "copies"),
            before.replicas()
        ),
        Change::Renamed(id) => {
            format!("{} is called {} now, and {moved} of the ring moved.", before.name(id), now.name(id))
        }
        Change::Weighed(id) => {
            format!("{} weighs {}\u{202f}% now, and {moved} of the ring moved.", now.name(id), now.weight(id))
        }
        Change::Several => format!("The cluster changed, and {moved} of the ring moved."),
    }
}

/// Without a change: who owns the most.
fn at_rest(run: &Run) -> String {
    let ownership = run.ownership();
    let most = ownership
        .iter()
        .filter_map(|owned| owned.now.map(|share| (share, owned.id)))
        .max_by_key(|(share, id)| (share.num, core::cmp::Reverse(*id)));
    match most {
        Some((_, id)) if run.ring().ring_nodes().len() == 1 => {
            format!("{} owns the whole ring.", name(run, id))
        }
        Some((most, id)) => {
            let names: Vec<String> = run.ring().ring_nodes().iter().map(|node| name(run, node.id)).collect();
            format!("{} share the ring: {} owns the most, {}.", list(&names), name(run, id), share(most))
        }
        None => "No node has a token.".into(),
    }
}

/// The second sentence: how many keys moved, and what did not move. `moved_keys` is none
/// while keys are counted, or where they are not here.
pub fn second(run: &Run, moved_keys: Option<u32>) -> String {
    let count = run.scenario().keys().count();
    let change = Change::of(run);
    let whose = if matches!(run.scenario().keys(), Keys::Attached(_)) { "your" } else { "the" };
    let keys = match (moved_keys, &change) {
        _ if run.ring().is_empty() && count > 0 => {
            format!("None of {whose} {} keys can be read or written.", counted(count.into()))
        }
        _ if run.ring_before().is_empty() => String::new(),
        (_, Change::None | Change::Copies) => String::new(),
        (_, Change::Hash) => "Ranges of two hash functions cannot be compared, so no share is shown.".into(),
        (_, Change::Several) if run.changed_hash() => {
            "Ranges of two hash functions cannot be compared, so no share is shown.".into()
        }
        _ if count == 0 => String::new(),
        // They may be in a file that is not here.
        (None, _) if matches!(run.scenario().keys(), Keys::Attached(_)) => String::new(),
        (None, _) => format!("Counting {whose} {} keys…", counted(count.into())),
        (Some(0), _) => format!("Of {whose} {} keys none moved.", counted(count.into())),
        (Some(moved), _) => format!(
            "Of {whose} {} keys, {} moved{}.",
            counted(count.into()),
            counted(moved.into()),
            each_to(run)
        ),
    };
    [keys, what_did_not(run, &change)]
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// ", each to Node-D", if all went to one node.
fn each_to(run: &Run) -> String {
    let mut to = run.movement().ranges.iter().map(|range| range.to);
    match to.next() {
        Some(first) if to.all(|id| id == first) => format!(", each to {}", name(run, first)),
        _ => String::new(),
    }
}

fn what_did_not(run: &Run, change: &Change) -> String {
    let others = |ids: &[NodeId]| -> Vec<String> {
        run.ring()
            .ring_nodes()
            .iter()
            .map(|node| node.id)
            .filter(|id| !ids.contains(id))
            .map(|id| name(run, id))
            .collect()
    };
    let between = |ids: &[NodeId]| match others(ids) {
        names if names.len() < 2 => String::new(),
        names if names.len() <= 4 => format!("None moved between {}.", list(&names)),
        names => format!("None moved between the other {}.", list(&names)),
    };
    match change {
        Change::None => {
            let expected = run.expected_deviation();
            expected.map_or_else(String::new, |expected| {
                format!(
                    "The shares deviate by {} from their mean; chance alone gives {}.",
                    super::percent(run.deviation()),
                    super::percent(expected)
                )
            })
        }
        Change::Joined(ids) | Change::Left(ids) | Change::WentOff(ids) | Change::CameOn(ids) => between(ids),
        _ => String::new(),
    }
}

/// The one node that all moved ranges went to, or came from.
pub fn sole(run: &Run) -> Option<NodeId> {
    let ranges = &run.movement().ranges;
    let first = ranges.first()?;
    if ranges.iter().all(|range| range.to == first.to) {
        return Some(first.to);
    }
    ranges.iter().all(|range| range.from == first.from).then_some(first.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::scenario::{Edit, parse};

    fn run(address: &str) -> Run {
        Run::new(parse(address).scenario)
    }

    #[test]
    fn the_opening_page_says_what_the_guide_got_nearly_right() {
        let run = run("");
        assert_eq!(headline(&run), "Node-D joined, and 24.4\u{202f}% of the ring moved to it.");
        assert_eq!(
            second(&run, Some(24_163)),
            "Of the 100,000 keys, 24,163 moved, each to Node-D. None moved between Node-A, Node-B and Node-C."
        );
    }

    #[test]
    fn every_edit_has_a_headline_of_its_own() {
        let start = run("v=1&s=four-each");
        assert_eq!(headline(&start), "A, B and C share the ring: A owns the most, 41.7\u{202f}%.");
        let said = |edit: &Edit| headline(&start.next(start.scenario().edited(edit).unwrap()));
        assert!(
            said(&Edit::Power(quorate_core::base::Unit::Node(NodeId(2)), false))
                .starts_with("B is off, and its 27.8")
        );
        assert!(said(&Edit::RemoveNode(NodeId(1))).starts_with("A left, and its 41.7"));
        assert!(said(&Edit::Replicas(2)).starts_with("Each key has 2 copies now, not 3"));
        assert!(said(&Edit::Vnodes(8)).starts_with("8 tokens a node, not 4, and "));
    }
}
