//! Why a mode lost a write, or kept all: fact, rule, consequence; each number read from the run.

use super::{
    actor, instant, quorum,
    story::{dead_leader, leader, told_ns},
};
use crate::picture::sequence::Lane;
use quorate_core::trace::{Keeps, OpAt, Outcome};

/// At most five short sentences.
pub fn why(lane: &Lane<'_>, until_ns: u64) -> Vec<String> {
    if lane.trace.keeps == Keeps::Versions {
        return quorum::why(lane, until_ns);
    }
    let lost = lane.spans.lost(until_ns).next();
    match (lost, dead_leader(lane, until_ns)) {
        (Some((op, lost_ns)), _) => why_lost(lane, op, lost_ns),
        (None, Some((node, died_ns))) => why_kept(lane, (node, died_ns), until_ns),
        (None, None) => why_so_long(lane, until_ns),
    }
}

fn why_lost(lane: &Lane<'_>, op: OpAt, lost_ns: u64) -> Vec<String> {
    let name = lane.spans.name(lane.trace, op);
    let mut said = Vec::new();
    let taken_by = lane.spans.taken_by(op);
    if let (Some(node), Some(ns)) = (taken_by, lane.spans.acknowledged_ns(op)) {
        let node = actor(lane.trace, node);
        said.push(format!("{node} acknowledged {name} at {}: it {}.", instant(ns), lane.subtitle));
    }
    let died = taken_by.and_then(|node| lane.spans.off.all().iter().find(|span| span.actor == node));
    match (died, lane.spans.copied_ns(op)) {
        (Some(death), None) => {
            let node = actor(lane.trace, death.actor);
            said.push(format!(
                "{node} died at {}, before it had sent {name} to any other node.",
                instant(death.from_ns)
            ));
        }
        (Some(death), Some(_)) => {
            said.push(format!("{} died at {}.", actor(lane.trace, death.actor), instant(death.from_ns)));
        }
        (None, _) => {}
    }
    let partition = lane.trace.operation(op).partition;
    if let Some((node, since_ns)) = leader(lane, partition, lost_ns) {
        let node = actor(lane.trace, node);
        said.push(format!("{node} leads since {}, and its log is without {name}.", instant(since_ns)));
        said.push(format!("All others follow {node}: {name} is lost."));
    } else {
        said.push(format!("No node has {name} since {}.", instant(lost_ns)));
    }
    said
}

fn why_kept(lane: &Lane<'_>, dead: (quorate_core::trace::ActorAt, u64), until_ns: u64) -> Vec<String> {
    let trace = lane.trace;
    let (node, died_ns) = (actor(trace, dead.0), dead.1);
    let mut said = Vec::new();
    let writes = (0..).map(OpAt).zip(&trace.operations).filter(|(_, op)| op.kind.is_write());
    let told = |op: &OpAt| told_ns(lane, *op).filter(|ns| *ns <= until_ns);
    let last = writes.clone().filter(|(op, _)| told(op).is_some_and(|ns| ns <= died_ns)).last();
    if let Some((op, _)) = last
        && let (Some(left_ns), Some(told_ns)) = (lane.spans.copied_ns(op), lane.spans.acknowledged_ns(op))
    {
        let name = lane.spans.name(trace, op);
        let order =
            if left_ns <= told_ns { "before it was acknowledged" } else { "after it was acknowledged" };
        said.push(format!("{name} left {node} at {}, {order} at {}.", instant(left_ns), instant(told_ns)));
    }
    said.push(format!("{node} died at {}.", instant(died_ns)));
    let next = lane.spans.leads.all().iter().find(|span| span.from_ns >= died_ns && span.from_ns <= until_ns);
    if let Some(next) = next {
        let next_node = actor(trace, next.actor);
        said.push(format!(
            "{next_node} leads since {}, and has all that was acknowledged.",
            instant(next.from_ns)
        ));
    }
    let open: Vec<String> = writes
        .filter(|(_, op)| op.outcome == Outcome::Unknown && op.start_ns <= until_ns)
        .map(|(op, _)| lane.spans.name(trace, op))
        .collect();
    match open.as_slice() {
        [] => {}
        [one] => said.push(format!("{one} got no answer: it may be there, and the client cannot know.")),
        many => said.push(format!(
            "{} writes got no answer: they may be there, and the client cannot know.",
            many.len()
        )),
    }
    said
}

fn why_so_long(lane: &Lane<'_>, until_ns: u64) -> Vec<String> {
    let mut writes = (0..).map(OpAt).zip(&lane.trace.operations).filter(|(_, op)| op.kind.is_write());
    let first = writes.find_map(|(at, op)| {
        let end_ns = op.end_ns.filter(|end_ns| *end_ns <= until_ns && op.outcome == Outcome::Ok)?;
        Some((at, op.start_ns, lane.spans.acknowledged_ns(at)?, end_ns))
    });
    let Some((at, start_ns, acknowledged_ns, end_ns)) = first else { return Vec::new() };
    let name = lane.spans.name(lane.trace, at);
    let node = lane.spans.taken_by(at).map_or_else(|| "its leader".into(), |node| actor(lane.trace, node));
    let mut said = vec![
        format!("The client asked for {name} at {}.", instant(start_ns)),
        format!("{node} {}, and acknowledged it at {}.", lane.subtitle, instant(acknowledged_ns)),
        format!("The client knew at {}.", instant(end_ns)),
    ];
    if let Some(left_ns) = lane.spans.copied_ns(at).filter(|left_ns| *left_ns > acknowledged_ns) {
        said.push(format!("Until {} it was on {node} only.", instant(left_ns)));
    }
    said
}
