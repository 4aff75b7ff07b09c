use super::{
    epoch, instant,
    label::{actor, asks, version},
    message::about,
    span,
};
use crate::{
    picture::sequence::Spans,
    words::{counted, several},
};
use quorate_core::trace::{Arrival, Event, Gone, OpAt, OpKind, Outcome, Trace, What, Why};

/// What stands beside a mark of the picture: "n1 dies".
pub fn mark(trace: &Trace, event: &Event) -> Option<String> {
    let verb = match event.what {
        What::Killed => "dies",
        What::Crashed => "loses power",
        What::Restarted => "starts again",
        What::Paused => "pauses",
        What::Leads { .. } => "leads",
        _ => return None,
    };
    Some(format!("{} {verb}", actor(trace, event.actor)))
}

/// An event in one sentence without a full stop: "n1 has its log on disk up to 3".
pub fn event(trace: &Trace, spans: &Spans, event: &Event) -> String {
    let said = messages(trace, spans, event).or_else(|| clients(trace, spans, event));
    let said = said.or_else(|| versions(trace, spans, event));
    let said = said.or_else(|| logs(trace, spans, event)).or_else(|| roles(trace, event));
    said.unwrap_or_else(|| life(trace, event))
}

fn messages(trace: &Trace, spans: &Spans, event: &Event) -> Option<String> {
    let (at, end) = match event.what {
        What::Sent(at) => (at, ""),
        What::Arrived(at) => (at, "it arrives: "),
        What::Lost(at) => (at, "it never arrives: "),
        _ => return None,
    };
    let message = trace.message(at);
    let about = about(trace, spans, message);
    let way = match (event.what, message.arrival) {
        (What::Sent(_), Arrival::At(ns)) => format!(", {} away", span(ns.saturating_sub(message.sent_ns))),
        _ => String::new(),
    };
    Some(format!("{end}{about}{way}"))
}

fn clients(trace: &Trace, spans: &Spans, event: &Event) -> Option<String> {
    let who = || actor(trace, event.actor);
    let name = |op: OpAt| spans.name(trace, op);
    Some(match event.what {
        What::Invoked(op) => format!("{} asks for {}: {}", who(), name(op), asks(trace, trace.operation(op))),
        What::Returned(op) => {
            let known = trace.operation(op);
            let outcome = match known.outcome {
                Outcome::Ok if known.kind == OpKind::Get => "has what it read",
                Outcome::Ok => "knows that it is done",
                Outcome::Fail => "knows that it was refused",
                Outcome::Unknown => "gives up, and knows nothing",
            };
            format!("{}: {} {outcome}", name(op), who())
        }
        What::Acknowledged(op) => format!("{} acknowledges {}", who(), name(op)),
        What::Served(op) => format!("{} answers {}", who(), name(op)),
        _ => return None,
    })
}

fn logs(trace: &Trace, spans: &Spans, event: &Event) -> Option<String> {
    let who = actor(trace, event.actor);
    Some(match event.what {
        What::Accepted { position, op, .. } => {
            format!("{who} puts {} into its log at {}", spans.name(trace, op), counted(position))
        }
        What::Received { position, op, .. } => {
            format!("{who} receives {} at {}", spans.name(trace, op), counted(position))
        }
        What::Flushing { position, .. } => format!("{who} begins to flush up to {}", counted(position)),
        What::Persisted { position, .. } => format!("{who} has its log on disk up to {}", counted(position)),
        What::Applied { position, key, value, .. } => {
            let value = value.map_or("nothing", |value| trace.texts.get(value));
            format!("{who} applies {}: {} = {value}", counted(position), trace.texts.get(key))
        }
        What::Committed { position, .. } => {
            format!("{who} knows that enough copies have {}", counted(position))
        }
        What::Discarded { position, last, .. } => {
            format!("{who} discards {} to {}", counted(position), counted(last))
        }
        What::Installed { position, .. } => format!("{who} takes all data up to {}", counted(position)),
        What::Incompatible(_) => format!("{who} cannot read the log of its leader’s version"),
        _ => return None,
    })
}

fn versions(trace: &Trace, spans: &Spans, event: &Event) -> Option<String> {
    let who = actor(trace, event.actor);
    let what = |at| version(trace, at);
    let name = |op: OpAt| spans.name(trace, op);
    Some(match event.what {
        What::Stored { version, why, .. } => {
            let how = match why {
                Why::Write => "has",
                Why::Repair => "is repaired: it has",
                Why::Hint => "gets what was kept for it:",
                Why::Sweep => "gets from another replica",
                Why::Disk => "finds on its disk",
            };
            format!("{who} {how} {}", what(version))
        }
        What::Dropped { version, why, .. } => match why {
            Gone::Replaced => format!("{who} replaces {}", what(version)),
            Gone::Purged => format!("{who} purges {}: its grace is over", what(version)),
            Gone::Forgotten => format!("{who} forgets {}: it was not on disk", what(version)),
        },
        What::Hinted { whom, version } => format!("{who} keeps {} for {}", what(version), actor(trace, whom)),
        What::Unhinted { whom, version, is_delivered: true } => {
            format!("{who} has delivered {} to {}", what(version), actor(trace, whom))
        }
        What::Unhinted { whom, version, .. } => {
            format!("{who} no longer keeps {} for {}", what(version), actor(trace, whom))
        }
        What::Chosen { op, version } => format!("{who} answers {} with {}", name(op), what(version)),
        What::Differs(op) => format!("{who} finds for {} that replicas differ", name(op)),
        What::Short { op, got, need } => {
            format!("{who} gives {} up: {got} of {need} answered", name(op))
        }
        What::Sloppy { op, whom } => format!(
            "{who} counts {} for {}: it is no replica, so a read may miss this write",
            actor(trace, whom),
            name(op)
        ),
        What::Compared { whom, level, differ, .. } => {
            let hashes = several(differ, "hash differs", "hashes differ");
            format!("{who} compares level {level} of its tree with {}: {hashes}", actor(trace, whom))
        }
        _ => return None,
    })
}

fn roles(trace: &Trace, event: &Event) -> Option<String> {
    let who = actor(trace, event.actor);
    Some(match event.what {
        What::Leads { epoch: number, position, .. } => {
            format!("{who} leads in {}, its log up to {}", epoch(number), counted(position))
        }
        What::StepsDown { epoch: number, .. } => format!("{who} no longer leads in {}", epoch(number)),
        What::LeaseEnded(_) => format!("{who} has no lease any more"),
        What::Suspects { whom, .. } => format!("{who} no longer hears {}", actor(trace, whom)),
        What::Trusts { whom, .. } => format!("{who} hears {} again", actor(trace, whom)),
        _ => return None,
    })
}

fn life(trace: &Trace, event: &Event) -> String {
    let who = actor(trace, event.actor);
    match event.what {
        What::Resumed => format!("{who} goes on"),
        What::Skewed(ns) if ns < 0 => format!("the clock of {who} is {} behind", instant(ns.unsigned_abs())),
        What::Skewed(ns) => format!("the clock of {who} is {} ahead", instant(ns.unsigned_abs())),
        What::Acted(line) => format!("line {} of the script", line + 1),
        _ => mark(trace, event).unwrap_or(who),
    }
}
