//! What happened in a few plain words, for texts that are read line by line.

use super::{
    Arrival, Event, Gone, Loss, Message, Names, OpAt, OpKind, Outcome, Topic, Trace, What, Why, time_text,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Makes the phrases of one trace.
pub(super) struct Phrases<'a> {
    pub(super) trace: &'a Trace,
    pub(super) names: Names<'a>,
    /// Whether more than one partition is spoken of: only then each is named.
    has_partitions: bool,
}

impl<'a> Phrases<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        let of_events = trace.events.iter().filter_map(|event| event.what.partition());
        let mut all = of_events.chain(trace.operations.iter().map(|operation| operation.partition));
        let first = all.next();
        let has_partitions = all.any(|partition| Some(partition) != first);
        Phrases { trace, names: Names::new(trace), has_partitions }
    }

    /// What a message says: "entries 1–2".
    pub(super) fn message(&self, message: &Message) -> String {
        let names = Topic::NAMES.iter().find(|(_, topic)| *topic == message.topic);
        let topic = names.map_or_else(String::new, |(name, _)| name.replace('-', " "));
        let op = message.op.map_or_else(String::new, |op| match message.topic {
            Topic::Request => format!(" {}", self.names.full(op)),
            Topic::Done => format!(" {}", self.result(op, message)),
            _ => format!(" {}", self.names.op(op)),
        });
        let positions = match message.positions {
            [0, 0] => String::new(),
            [first, last] if first > last => ", none".to_string(),
            [first, last] => format!(" {}", span(first, last)),
        };
        let positions = match message.version {
            Some(version) => format!(": {}", self.names.version(version)),
            None => positions,
        };
        let partition = if self.has_partitions { format!(", {}", message.partition) } else { String::new() };
        format!("{topic}{op}{positions}{partition}")
    }

    /// What a client learns: of a read what it found.
    fn result(&self, op: OpAt, message: &Message) -> String {
        let operation = self.trace.operation(op);
        let name = self.names.op(op);
        if operation.kind == OpKind::Get && operation.answered_by == Some(message.from) {
            format!("{name} ({})", self.names.pair(operation.key, operation.result))
        } else {
            name
        }
    }

    /// What becomes of a message: "arrives 17 ms".
    pub(super) fn arrival(arrival: Arrival) -> String {
        match arrival {
            Arrival::At(at_ns) => format!("arrives {}", time_text(at_ns)),
            Arrival::Under(at_ns) => format!("would arrive {}", time_text(at_ns)),
            Arrival::Lost(at_ns, loss) => format!("lost {}: {}", time_text(at_ns), Self::loss(loss)),
        }
    }

    const fn loss(loss: Loss) -> &'static str {
        match loss {
            Loss::Network => "by the network",
            Loss::Cut => "the link is cut",
            Loss::Off => "the receiver is off",
            Loss::Dropped => "dropped by the reader",
        }
    }

    /// What somebody does, without its name: "takes w1 at 1, epoch 1". Of messages nothing: they have two ends.
    pub(super) fn event(&self, event: &Event) -> Option<String> {
        let phrase = self.of_client(event.what).or_else(|| self.of_log(event.what));
        let phrase = phrase.or_else(|| self.of_leader(event.what)).or_else(|| self.of_versions(event.what));
        let phrase = phrase.or_else(|| Self::of_node(event.what))?;
        match event.what.partition().filter(|_| self.has_partitions) {
            Some(partition) => Some(format!("{phrase}, {partition}")),
            None => Some(phrase),
        }
    }

    fn of_client(&self, what: What) -> Option<String> {
        match what {
            What::Invoked(op) => Some(format!("asks {}", self.names.full(op))),
            What::Returned(op) => Some(self.known(op)),
            What::Acknowledged(op) => Some(format!("acknowledges {}", self.names.op(op))),
            What::Served(op) => Some(format!("serves {}", self.names.op(op))),
            _ => None,
        }
    }

    /// What a client knows of an operation.
    fn known(&self, op: OpAt) -> String {
        let operation = self.trace.operation(op);
        let name = self.names.op(op);
        let found = || self.names.pair(operation.key, operation.result);
        match operation.outcome {
            Outcome::Ok if operation.kind == OpKind::Get => format!("knows {name}: {}", found()),
            Outcome::Ok if !operation.matched => format!("knows {name}: not done, there was {}", found()),
            Outcome::Ok => format!("knows {name}: done"),
            Outcome::Fail => format!("knows {name}: not done"),
            Outcome::Unknown if operation.kind == OpKind::Get => format!("gives {name} up"),
            Outcome::Unknown => format!("gives {name} up: it may be done"),
        }
    }

    fn of_log(&self, what: What) -> Option<String> {
        let op = |op| self.names.op(op);
        Some(match what {
            What::Accepted { position, epoch, op: at, .. } => {
                format!("takes {} at {position}, epoch {epoch}", op(at))
            }
            What::Received { position, epoch, op: at, .. } => {
                format!("receives {} at {position}, epoch {epoch}", op(at))
            }
            What::Flushing { position, .. } => format!("flushes up to {position}"),
            What::Persisted { position, .. } => format!("has up to {position} on disk"),
            What::Applied { position, key, value, .. } => {
                format!("applies {position}: {}", self.names.pair(key, value))
            }
            What::Committed { position, .. } => format!("knows that {position} is committed"),
            What::Discarded { position, last, .. } => format!("discards {}", span(position, last)),
            What::Installed { position, .. } => format!("installs all up to {position}"),
            What::Incompatible(_) => "cannot apply a log of another version".to_string(),
            _ => return None,
        })
    }

    fn of_leader(&self, what: What) -> Option<String> {
        Some(match what {
            What::Leads { epoch, position, .. } => format!("leads in epoch {epoch}, log up to {position}"),
            What::StepsDown { epoch, .. } => format!("steps down from epoch {epoch}"),
            What::LeaseEnded(_) => "has no lease any more".to_string(),
            What::Suspects { whom, .. } => format!("suspects {}", self.names.actor(whom)),
            What::Trusts { whom, .. } => format!("trusts {} again", self.names.actor(whom)),
            _ => return None,
        })
    }

    fn of_versions(&self, what: What) -> Option<String> {
        let version = |at| self.names.version(at);
        Some(match what {
            What::Stored { version: at, why, .. } => {
                let how = match why {
                    Why::Write => "",
                    Why::Repair => ", repaired",
                    Why::Hint => ", from a hint",
                    Why::Sweep => ", from another replica",
                    Why::Disk => ", from its disk",
                };
                format!("has {}{how}", version(at))
            }
            What::Dropped { version: at, why, .. } => match why {
                Gone::Replaced => format!("replaces {}", version(at)),
                Gone::Purged => format!("purges {}", version(at)),
                Gone::Forgotten => format!("forgets {}", version(at)),
            },
            What::Hinted { whom, version: at } => {
                format!("keeps {} for {}", version(at), self.names.actor(whom))
            }
            What::Unhinted { whom, version: at, is_delivered: true } => {
                format!("has delivered {} to {}", version(at), self.names.actor(whom))
            }
            What::Unhinted { whom, version: at, .. } => {
                format!("gives up {} for {}", version(at), self.names.actor(whom))
            }
            What::Chosen { op, version: at } => format!("takes {} for {}", version(at), self.names.op(op)),
            What::Differs(op) => format!("finds different versions for {}", self.names.op(op)),
            What::Short { op, got, need } => {
                format!("gives {} up: {got} of {need} answered", self.names.op(op))
            }
            What::Sloppy { op, whom } => {
                format!("counts {} for {}, which is no replica", self.names.actor(whom), self.names.op(op))
            }
            What::Compared { whom, level, differ, .. } => {
                format!("compares level {level} with {}: {differ} differ", self.names.actor(whom))
            }
            _ => return None,
        })
    }

    fn of_node(what: What) -> Option<String> {
        Some(match what {
            What::Killed => "dies".to_string(),
            What::Crashed => "loses power".to_string(),
            What::Restarted => "starts again".to_string(),
            What::Paused => "pauses".to_string(),
            What::Resumed => "goes on".to_string(),
            What::Skewed(0) => "has the right time".to_string(),
            What::Skewed(ns) => {
                let way = if ns > 0 { "ahead" } else { "behind" };
                format!("has a clock {} {way}", time_text(ns.unsigned_abs()))
            }
            What::Acted(line) => format!("line {} of the script", u64::from(line) + 1),
            _ => return None,
        })
    }

    /// Some names, the rest counted: "w1 w2 w3 and 4 more".
    pub(super) fn ops(&self, ops: &[OpAt]) -> String {
        const NAMED: usize = 4;
        let named: Vec<String> = ops.iter().take(NAMED).map(|op| self.names.op(*op)).collect();
        match ops.len().saturating_sub(NAMED) {
            0 => named.join(" "),
            more => format!("{} and {more} more", named.join(" ")),
        }
    }
}

/// "3" or "3–4".
pub(super) fn span(first: u64, last: u64) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
