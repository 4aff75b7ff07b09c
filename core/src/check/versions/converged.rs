use super::{Facts, state::is_on};
use crate::{
    base::{IdMap, distinct, sort_by_key},
    check::{Breach, Rule, Verdict},
    trace::{ActorAt, Moment, TextAt, Topic, Trace, VersionAt, What},
};
use alloc::{format, string::String, vec::Vec};

/// Whether at the end all nodes that are on and ever had a key have the same versions of it.
pub(super) fn judge(facts: &Facts<'_>) -> Verdict {
    let trace = facts.trace;
    let moment = Moment::new(trace, u64::MAX);
    for (key, nodes) in keepers(trace).iter() {
        let on = nodes.iter().filter(|node| moment.actor(**node).is_some_and(|state| is_on(state.running)));
        let has = |node: ActorAt| -> Vec<VersionAt> {
            let state = moment.actor(node);
            let all = state.into_iter().flat_map(|state| state.versions.iter().copied());
            distinct(all.filter(|version| trace.versions.get(*version).key == key))
        };
        let mut held = on.map(|node| (*node, has(*node)));
        let Some((first, versions)) = held.next() else { continue };
        if let Some((other, others)) = held.find(|(_, others)| *others != versions) {
            let said = |versions: &[VersionAt]| match versions {
                [] => format!("no {}", trace.texts.get(key)),
                all => {
                    let names: Vec<String> = all.iter().map(|at| facts.names.version(*at)).collect();
                    names.join(" and ")
                }
            };
            let sentence = format!(
                "At the end {} has {} and {} has {}.",
                facts.names.actor(first),
                said(&versions),
                facts.names.actor(other),
                said(&others)
            );
            let event = (trace.events.len() as u32).saturating_sub(1);
            return Verdict::broken(
                Rule::Converged,
                Breach { at_ns: trace.end_ns, event, op: None },
                sentence,
            );
        }
    }
    Verdict::kept(Rule::Converged, "At the end all replicas that are on have the same versions.")
}

/// By key: the nodes that ever had a version of it, that it was written to, or for which one was kept; not those that only
/// kept it for others.
fn keepers(trace: &Trace) -> IdMap<Vec<ActorAt>, TextAt> {
    let mut keepers: IdMap<Vec<ActorAt>, TextAt> = IdMap::default();
    let mut hinted: Vec<(ActorAt, VersionAt)> = Vec::new();
    for event in &trace.events {
        if let What::Hinted { version, .. } = event.what {
            hinted.push((event.actor, version));
        }
    }
    sort_by_key(&mut hinted, |(node, version)| (node.0.into(), version.0.into()));
    let stands_in = |node: ActorAt, version: VersionAt| hinted.binary_search(&(node, version)).is_ok();
    for event in &trace.events {
        let (node, version) = match event.what {
            What::Stored { version, .. } => (event.actor, version),
            What::Hinted { whom, version } => (whom, version),
            What::Sent(at) => match (trace.message(at).topic, trace.message(at).version) {
                (Topic::Write, Some(version)) => (trace.message(at).to, version),
                _ => continue,
            },
            _ => continue,
        };
        let nodes = keepers.get_or_default(trace.versions.get(version).key);
        if !nodes.contains(&node) && (!matches!(event.what, What::Sent(_)) || !stands_in(node, version)) {
            nodes.push(node);
        }
    }
    keepers
}
