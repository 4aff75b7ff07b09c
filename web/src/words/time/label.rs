//! What stands in the picture beside things.

use super::{instant, span};
use crate::{picture::sequence::Spans, words::counted};
use quorate_core::trace::{
    Actor, ActorAt, Message, MessageAt, OpAt, OpKind, Operation, Outcome, Topic, Trace, VersionAt,
};

/// Who: "client" where there is one, else "c2"; "n1"; "monitor".
pub fn actor(trace: &Trace, at: ActorAt) -> String {
    let clients = trace.actors.iter().filter(|actor| matches!(actor, Actor::Client(_))).count();
    match trace.actor(at) {
        Actor::Client(_) if clients == 1 => "client".into(),
        Actor::Monitor => "monitor".into(),
        other => other.to_string(),
    }
}

/// What a message is about, in as few words as can be.
pub fn label(trace: &Trace, spans: &Spans, at: MessageAt) -> String {
    let message = trace.message(at);
    let carried = carried(trace, spans, message);
    match message.topic {
        Topic::Done => match message.op.map(|op| trace.operation(op)) {
            Some(op) if op.kind == OpKind::Get => format!("{carried}: {}", read(trace, op)),
            _ => format!("ok {carried}"),
        },
        Topic::Refused => format!("not {carried}"),
        Topic::Snapshot => "snapshot".into(),
        Topic::Promotion => "lead".into(),
        Topic::Repair => format!("repair {carried}"),
        Topic::Handoff => format!("hint {carried}"),
        Topic::Tree | Topic::Difference => "hashes".into(),
        Topic::Found if message.version.is_none() => {
            let request = message.op.and_then(|op| spans.requests.get(op));
            let are_several = request.is_some_and(|request| request.chosen.len() > 1);
            if are_several { "siblings".into() } else { "nothing".into() }
        }
        _ => carried,
    }
}

/// "x=3 v1, stale"
pub fn stale(said: &str) -> String {
    format!("{said}, stale")
}

/// What a read returned.
fn read(trace: &Trace, op: &Operation) -> String {
    op.result.map_or_else(|| "nothing".into(), |value| crate::words::short(trace.texts.get(value)))
}

/// The writes that a message carries or confirms: "w3", "w4 to w9".
pub(super) fn carried(trace: &Trace, spans: &Spans, message: &Message) -> String {
    if let Some(version) = message.version {
        return self::version(trace, version);
    }
    if let Some(op) = message.op {
        return spans.name(trace, op);
    }
    let [first, last] = message.positions;
    if first > last || last == 0 {
        return "nothing".into();
    }
    let name = |position: u64| {
        let op = spans.entry(message.partition, position, message.epoch);
        op.map_or_else(|| format!("position {}", counted(position)), |op| spans.name(trace, op))
    };
    if first == last { name(first) } else { format!("{} to {}", name(first), name(last)) }
}

/// "x=5 v2": a version, with its number among those of its key.
pub fn version(trace: &Trace, at: VersionAt) -> String {
    let version = trace.versions.get(at);
    let (key, number) = (crate::words::short(trace.texts.get(version.key)), trace.versions.number(at));
    match version.value {
        Some(value) => format!("{key}={} v{number}", crate::words::short(trace.texts.get(value))),
        None => format!("no {key} v{number}"),
    }
}

/// "epoch 2"
pub fn epoch(epoch: u64) -> String {
    format!("epoch {}", counted(epoch))
}

/// "only on n1"
pub fn only_on(trace: &Trace, node: ActorAt) -> String {
    format!("only on {}", actor(trace, node))
}

/// "w3 is lost"
pub fn is_lost(op: &str) -> String {
    format!("{op} is lost")
}

/// "w3: no answer"
pub fn no_answer(op: &str) -> String {
    format!("{op}: no answer")
}

/// "1,234 messages: zoom in for each"
pub fn too_many(messages: u32) -> String {
    format!("{} messages: zoom in for each", counted(messages.into()))
}

/// What an operation asks for: "put x = 3".
pub(super) fn asks(trace: &Trace, op: &Operation) -> String {
    let text = |at: Option<quorate_core::trace::TextAt>| at.map_or("", |at| trace.texts.get(at));
    let (key, value) = (trace.texts.get(op.key), text(op.value));
    match op.kind {
        OpKind::Get => format!("get {key}"),
        OpKind::Put => format!("put {key} = {value}"),
        OpKind::Delete => format!("delete {key}"),
        OpKind::Cas => format!("put {key} = {value} if it is {}", text(op.expected)),
        OpKind::Increment => format!("add one to {key}"),
        OpKind::Insert => format!("insert {value}"),
    }
}

/// An operation and what became of it, in one line.
pub fn operation(trace: &Trace, spans: &Spans, at: OpAt) -> String {
    let op = trace.operation(at);
    let asked = format!("{}, {}: asked at {}", spans.name(trace, at), asks(trace, op), instant(op.start_ns));
    let took = op.end_ns.map(|end_ns| span(end_ns.saturating_sub(op.start_ns)));
    let end = match (op.outcome, took) {
        (Outcome::Ok, Some(took)) if op.kind == OpKind::Get => {
            format!("read {} after {took}", read(trace, op))
        }
        (Outcome::Ok, Some(took)) => format!("acknowledged after {took}"),
        (Outcome::Fail, Some(took)) => format!("refused after {took}"),
        (Outcome::Unknown, Some(took)) => format!("no answer after {took}"),
        (_, None) => "no answer".into(),
    };
    let lost = spans.lost(u64::MAX).find(|(lost, _)| *lost == at);
    let lost = lost.map_or_else(String::new, |(_, ns)| format!(", lost at {}", instant(ns)));
    format!("{asked}, {end}{lost}")
}
