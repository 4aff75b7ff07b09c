//! Runs over time as tables: to read, and to save with exact numbers.

use super::{event, instant, label::actor, story, story::leaderless_ns};
use crate::{
    picture::sequence::{Lane, Spans},
    words::{Sheet, counted, time::span},
};
use quorate_core::trace::{Actor, ActorAt, Event, MessageAt, OpAt, Trace, What};

/// The twin of the picture: what happened until an instant, the first so many.
pub fn events(trace: &Trace, spans: &Spans, until_ns: u64, most: usize) -> Sheet {
    let until = trace.events_until(until_ns);
    let row = |happened: &Event| {
        vec![instant(happened.at_ns), actor(trace, happened.actor), event(trace, spans, happened)]
    };
    Sheet {
        heads: &["Time", "Who", "What"],
        rows: trace.events[..until].iter().take(most).map(row).collect(),
    }
}

/// All that happened, to save.
pub fn events_exact(trace: &Trace, spans: &Spans) -> Sheet {
    let row = |happened: &Event| {
        let (op, message) = refers(happened.what);
        vec![
            happened.at_ns.to_string(),
            trace.actor(happened.actor).to_string(),
            op.map_or_else(String::new, |op| spans.name(trace, op)),
            message.map_or_else(String::new, |message| message.0.to_string()),
            event(trace, spans, happened),
        ]
    };
    Sheet {
        heads: &["time_ns", "actor", "operation", "message", "what"],
        rows: trace.events.iter().map(row).collect(),
    }
}

fn refers(what: What) -> (Option<OpAt>, Option<MessageAt>) {
    match what {
        What::Sent(at) | What::Arrived(at) | What::Lost(at) => (None, Some(at)),
        What::Invoked(op)
        | What::Returned(op)
        | What::Acknowledged(op)
        | What::Served(op)
        | What::Accepted { op, .. }
        | What::Received { op, .. } => (Some(op), None),
        _ => (None, None),
    }
}

/// The nodes at an instant.
pub fn nodes(trace: &Trace, spans: &Spans, at_ns: u64) -> Sheet {
    let until = trace.events_until(at_ns);
    let mut reach = vec![(0_u64, 0_u64); trace.actors.len()];
    for happened in &trace.events[..until] {
        let Some((log, disk)) = reach.get_mut(happened.actor.at()) else { continue };
        match happened.what {
            What::Accepted { position, .. } | What::Received { position, .. } => *log = position.max(*log),
            What::Installed { position, .. } => (*log, *disk) = (position, position),
            What::Persisted { position, .. } => *disk = position.max(*disk),
            What::Discarded { position, .. } => {
                (*log, *disk) = (position.saturating_sub(1), (*disk).min(position.saturating_sub(1)));
            }
            What::Crashed => *log = *disk,
            _ => {}
        }
    }
    let row = |(at, (log, disk)): (u16, &(u64, u64))| {
        let at = ActorAt(at);
        let Actor::Node(_) = trace.actor(at) else { return None };
        let is_off = spans.off.at(at, at_ns).is_some();
        let state = match (is_off, spans.pauses.at(at, at_ns)) {
            (true, _) => "off",
            (_, Some(_)) => "pauses",
            _ => "on",
        };
        let role = match spans.leads.at(at, at_ns) {
            Some(span) => format!("leads in {}", super::epoch(span.of.epoch)),
            None if is_off => "–".into(),
            None => "follows".into(),
        };
        Some(vec![actor(trace, at), state.into(), role, counted(*log), counted(*disk)])
    };
    Sheet {
        heads: &["Node", "Power", "Role", "Log up to", "On disk up to"],
        rows: (0..).zip(&reach).filter_map(row).collect(),
    }
}

/// The modes beside each other, until an instant.
pub fn modes(lanes: &[Lane<'_>], until_ns: u64) -> Sheet {
    let row = |lane: &Lane<'_>| {
        let facts = lane.spans.facts(lane.trace, until_ns);
        vec![
            lane.title.clone(),
            facts.mean_ns.map_or_else(|| "–".into(), span),
            format!("{} of {}", facts.acknowledged, facts.writes),
            counted(facts.lost.into()),
            span(leaderless_ns(lane, until_ns)),
        ]
    };
    Sheet {
        heads: &["Mode", "A write takes", "Acknowledged", "Lost", "Without a leader"],
        rows: lanes.iter().map(row).collect(),
    }
}

/// The same to save.
pub fn modes_exact(lanes: &[Lane<'_>], until_ns: u64) -> Sheet {
    let row = |lane: &Lane<'_>| {
        let facts = lane.spans.facts(lane.trace, until_ns);
        vec![
            lane.title.clone(),
            facts.mean_ns.map_or_else(String::new, |mean_ns| mean_ns.to_string()),
            facts.writes.to_string(),
            facts.acknowledged.to_string(),
            facts.lost.to_string(),
            story::names_of_lost(lane, until_ns).join(" "),
            leaderless_ns(lane, until_ns).to_string(),
        ]
    };
    Sheet {
        heads: &["mode", "mean_write_ns", "writes", "acknowledged", "lost", "lost_writes", "leaderless_ns"],
        rows: lanes.iter().map(row).collect(),
    }
}
