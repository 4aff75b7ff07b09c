use crate::{player::Film, words};
use quorate_core::{
    base::PartitionId,
    trace::{Actor, Keeps, Moment, Replica, Role, Running, Trace, VersionAt},
};
use yew::prelude::*;

/// Values of one node that are shown.
const VALUES: usize = 6;

/// How the nodes of all modes are at the instant.
pub(super) fn nodes(film: &Film, at_ns: u64) -> Html {
    let mode = |mode: usize| {
        let trace = film.trace(mode)?;
        Some(table(mode, film.title(mode).0, trace, &Moment::new(trace, at_ns)))
    };
    html! {
        <section class="nodes-at">
            <h2>{ words::time::nodes_at(at_ns) }</h2>
            <div class="side-by-side">{ for (0..film.modes()).filter_map(mode) }</div>
        </section>
    }
}

fn table(mode: usize, title: &str, trace: &Trace, moment: &Moment) -> Html {
    if trace.keeps == Keeps::Versions {
        return versions(mode, title, trace, moment);
    }
    let rows = moment.actors().filter_map(|(at, state)| {
        let Actor::Node(id) = trace.actor(at) else { return None };
        let of = |(partition, replica): (PartitionId, &Replica)| {
            let values = moment.values(trace, at, partition);
            let mut said: Vec<String> = values
                .iter()
                .take(VALUES)
                .map(|(key, value)| format!("{}={}", trace.texts.get(*key), trace.texts.get(*value)))
                .collect();
            if values.len() > VALUES {
                said.push("…".into());
            }
            let count = |number: u64| html! { <td class="number">{ words::counted(number) }</td> };
            let several = state.replicas.iter().count() > 1;
            let name = if several { format!("{id}, {partition}") } else { id.to_string() };
            html! {
                <tr><th scope="row">{ name }</th><td>{ role(state.running, replica) }</td>{ count(replica.log.head()) }{ count(replica.persisted) }{ count(replica.applied) }<td>{ said.join(" ") }</td></tr>
            }
        };
        let none = || html! { <tr><th scope="row">{ id.to_string() }</th><td colspan="5">{ "has heard of nothing" }</td></tr> };
        let rows: Vec<Html> = state.replicas.iter().map(of).collect();
        Some(if rows.is_empty() { none() } else { html! { { for rows } } })
    });
    html! {
        <div class="table" role="region" aria-label={format!("Nodes of mode {}, {title}", mode + 1)} tabindex="0">
            <table><caption>{ title }</caption>
                <thead><tr>{ for ["Node", "Role", "Log", "Disk", "Applied", "Values"].into_iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for rows }</tbody></table>
        </div>
    }
}

fn role(running: Running, replica: &Replica) -> String {
    match (running, replica.role) {
        (Running::Off, _) => "off".into(),
        (Running::Paused, _) => "pauses".into(),
        (_, Role::Leads { epoch }) => format!("leads, {}", words::time::epoch(epoch)),
        (_, Role::Follows) if replica.is_incompatible => "cannot read the log".into(),
        (_, Role::Follows) => format!("follows, {}", words::time::epoch(replica.epoch)),
        (_, Role::Idle) => "knows no leader".into(),
    }
}

/// What nodes have, and keep for others, where nobody leads.
fn versions(mode: usize, title: &str, trace: &Trace, moment: &Moment) -> Html {
    let said = |versions: Vec<VersionAt>| {
        let mut said: Vec<String> =
            versions.iter().rev().take(VALUES).map(|at| words::time::version(trace, *at)).collect();
        if versions.len() > VALUES {
            said.push("…".into());
        }
        said.join(", ")
    };
    let rows = moment.actors().filter_map(|(at, state)| {
        let Actor::Node(id) = trace.actor(at) else { return None };
        let power = match state.running {
            Running::On => "on",
            Running::Paused => "pauses",
            Running::Off => "off",
        };
        let hints = state.hints.iter().map(|(whom, version)| {
            format!("{} for {}", words::time::version(trace, *version), words::time::actor(trace, *whom))
        });
        let hints: Vec<String> = hints.take(VALUES).collect();
        Some(html! { <tr><th scope="row">{ id.to_string() }</th><td>{ power }</td><td>{ said(state.versions.clone()) }</td><td>{ hints.join(", ") }</td></tr> })
    });
    html! {
        <div class="table" role="region" aria-label={format!("Nodes of mode {}, {title}", mode + 1)} tabindex="0">
            <table><caption>{ title }</caption>
                <thead><tr>{ for ["Node", "Power", "Has", "Keeps for others"].into_iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for rows }</tbody></table>
        </div>
    }
}
