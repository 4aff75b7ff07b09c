use super::{
    instant,
    label::{actor, carried},
    span,
};
use crate::picture::sequence::Spans;
use quorate_core::trace::{Arrival, Loss, Message, MessageAt, Style, Topic, Trace};

/// What is said of a message when it is pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// "n1 sends w1 to n2".
    pub title: String,
    /// When it was sent.
    pub sent: String,
    /// When it arrived, or that it never did.
    pub received: String,
    /// How long it was on its way.
    pub took: String,
    /// Who waits for it, or why it was lost.
    pub why: String,
}

/// What a message of each topic does, and what it is for. `F` sends it to `T`; `W` is what it carries.
const TOPICS: [(Topic, &str, &str); 27] = [
    (Topic::Request, "F asks T for W", "The client waits for the answer."),
    (Topic::Done, "T is told by F that W is done", "The client has waited for it."),
    (Topic::Refused, "T is told by F that W is refused", "Another node leads, or this one is behind."),
    (Topic::Entries, "F sends W to T", "The leader waits for followers before it acknowledges."),
    (Topic::Confirm, "F confirms W to T", "It tells the leader how far its log has come."),
    (Topic::Missing, "F asks T for what it lacks", "Entries before those that came are not in its log."),
    (Topic::Snapshot, "F sends all data to T", "The log no longer has what the follower lacks."),
    (
        Topic::Heartbeat,
        "F tells T that it is alive",
        "A follower that hears nothing takes its leader for dead.",
    ),
    (Topic::HeartbeatHeard, "F tells T that it heard it", "The leader knows by it who follows."),
    (
        Topic::Suspicion,
        "F tells T that it no longer hears its leader",
        "The monitor decides whether to promote another.",
    ),
    (Topic::Poll, "F asks T how far it is", "The monitor wants to know who can lead."),
    (Topic::Standing, "F tells T how far it is", "The monitor compares it with the others."),
    (Topic::Promotion, "F makes T the leader", "The old leader is taken for dead."),
    (Topic::NewLeader, "F tells T who leads", "What it asks and follows goes there from now on."),
    (Topic::WhoLeads, "F asks T who leads", "It has just started, and knows of no leader."),
    (Topic::StaleEpoch, "F tells T of a newer epoch", "A newer leader has been promoted."),
    (Topic::HandOver, "F speaks with T of handing over", "It takes no writes until another leads."),
    (Topic::Write, "F writes W to T", "It goes to every replica; the coordinator waits for some."),
    (Topic::Stored, "F has W and tells T", "The coordinator counts who has it."),
    (Topic::Read, "F asks T what it has, for W", "The coordinator compares the answers."),
    (Topic::DigestRead, "F asks T for a digest, for W", "A digest is enough where the replicas agree."),
    (Topic::Found, "F answers T with W", "The coordinator takes the newest of the answers."),
    (Topic::Repair, "F repairs T with W", "Its answer to a read was older."),
    (Topic::Handoff, "F delivers W to T", "It kept it while the other was away."),
    (Topic::Tree, "F sends hashes of its data to T", "Only where they differ is looked further."),
    (Topic::Difference, "F tells T which hashes differ", "The next level is compared below these."),
    (Topic::Exchange, "F sends T what it has where they differ", "Both keep the newest of both."),
];

fn row(topic: Topic) -> (&'static str, &'static str) {
    TOPICS.iter().find(|(known, ..)| *known == topic).map_or(("F sends to T", ""), |row| (row.1, row.2))
}

/// "n1 sends w1 to n2".
pub(super) fn about(trace: &Trace, spans: &Spans, message: &Message) -> String {
    let carried = carried(trace, spans, message);
    let mut said = String::new();
    for word in row(message.topic).0.split(' ') {
        if !said.is_empty() {
            said.push(' ');
        }
        match word {
            "F" => said.push_str(&actor(trace, message.from)),
            "T" => said.push_str(&actor(trace, message.to)),
            "W" => said.push_str(&carried),
            word => said.push_str(word),
        }
    }
    said
}

/// All of a message.
pub fn note(trace: &Trace, spans: &Spans, at: MessageAt) -> Note {
    let message = trace.message(at);
    let took = |ns: u64| span(ns.saturating_sub(message.sent_ns));
    let (received, took) = match message.arrival {
        Arrival::At(ns) => (instant(ns), took(ns)),
        Arrival::Under(ns) => ("under way when the run ends".into(), took(ns)),
        Arrival::Lost(ns, _) => ("never".into(), format!("lost after {}", took(ns))),
    };
    Note {
        title: about(trace, spans, message),
        sent: instant(message.sent_ns),
        received,
        took,
        why: why(trace, message),
    }
}

fn why(trace: &Trace, message: &Message) -> String {
    if let Arrival::Lost(_, loss) = message.arrival {
        return match loss {
            Loss::Network => "The network lost it.".into(),
            Loss::Cut => "The link was cut.".into(),
            Loss::Off => format!("{} was off when it came.", actor(trace, message.to)),
            Loss::Dropped => "You dropped it.".into(),
        };
    }
    if (message.topic, message.style) == (Topic::Entries, Style::OneWay) {
        return "Nobody waits for it: what it carries may have been acknowledged long before.".into();
    }
    row(message.topic).1.into()
}

/// A message in one line, for who cannot see it.
pub fn message(trace: &Trace, spans: &Spans, at: MessageAt) -> String {
    let note = note(trace, spans, at);
    match trace.message(at).arrival {
        Arrival::At(_) => format!("{}: sent at {}, received at {}", note.title, note.sent, note.received),
        Arrival::Under(_) => format!("{}: sent at {}, {}", note.title, note.sent, note.received),
        Arrival::Lost(..) => format!("{}: sent at {}, never received. {}", note.title, note.sent, note.why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_says_what_it_is_and_why() {
        for (name, topic) in Topic::NAMES {
            let (what, why) = row(topic);
            assert!(what.contains("F ") && what.contains('T') && why.ends_with('.'), "{name}");
        }
    }
}
