use super::{
    Actor, ActorAt, Event, Message, MessageAt, OpAt, Style, Trace, What, phrases::Phrases, time_text,
};
use crate::base::limit;
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt::Write;

/// What is kept for the last lines.
const RESERVE: usize = 2_000;

/// A run as the text of a Mermaid sequence diagram (version 10 and later).
///
/// A message stands where it arrives, or is lost; one that is under way at the end stands there. Messages that only keep
/// the cluster going are left out, and so is what logs do but for what reaches the disk. Mermaid refuses texts of more than
/// [`limit::MERMAID_CHARS`]: a longer run is cut, and says how much is missing.
pub fn mermaid(trace: &Trace) -> String {
    let phrases = Phrases::new(trace);
    let mut diagram = Diagram { text: "sequenceDiagram\n".to_string(), waits: Vec::new() };
    for at in (0..trace.actors.len() as u16).map(ActorAt) {
        diagram.push(&participant(&phrases, at));
    }
    let returns = returns(trace);
    for (at, event) in trace.events.iter().enumerate() {
        if diagram.text.len() > limit::MERMAID_CHARS - RESERVE {
            diagram.end(trace, &format!("{} more events", trace.events.len() - at));
            return diagram.text;
        }
        diagram.draw(&phrases, event, &returns);
    }
    let under_way = trace.messages.iter().filter(|message| is_under_way(message));
    for (at, message) in under_way.enumerate() {
        if diagram.text.len() > limit::MERMAID_CHARS - RESERVE {
            diagram.end(trace, &format!("more than {at} messages under way"));
            return diagram.text;
        }
        diagram.message(&phrases, message, " (under way)");
    }
    diagram.close();
    diagram.text
}

struct Diagram {
    text: String,
    /// Clients that wait for an answer that comes, once for each.
    waits: Vec<ActorAt>,
}

impl Diagram {
    fn push(&mut self, line: &str) {
        self.text += "    ";
        self.text += line;
        self.text.push('\n');
    }

    fn draw(&mut self, phrases: &Phrases, event: &Event, returns: &[bool]) {
        let name = id(phrases, event.actor);
        let is_answered = |op: OpAt| returns.get(op.at()).copied().unwrap_or(false);
        match event.what {
            What::Arrived(at) | What::Lost(at) => {
                if let Some(message) = shown(phrases.trace, at) {
                    self.message(phrases, message, "");
                }
            }
            What::Invoked(op) if is_answered(op) => {
                self.waits.push(event.actor);
                self.push(&format!("activate {name}"));
            }
            What::Returned(op) if is_answered(op) => {
                // Only what was activated may end.
                if let Some(place) = self.waits.iter().position(|waits| *waits == event.actor) {
                    self.waits.remove(place);
                    self.push(&format!("deactivate {name}"));
                }
            }
            what if is_note(what) => {
                if let Some(phrase) = phrases.event(event) {
                    let time = time_text(event.at_ns);
                    let note = format!("{} {phrase} ({time})", phrases.names.actor(event.actor));
                    self.push(&format!("Note over {name}: {}", escaped(&note)));
                }
            }
            _ => {}
        }
    }

    fn message(&mut self, phrases: &Phrases, message: &Message, rest: &str) {
        let [from, to] = [message.from, message.to].map(|end| id(phrases, end));
        let text = escaped(&phrases.message(message));
        self.push(&format!("{from}{}{to}: {text}{rest}", arrow(message)));
    }

    fn end(&mut self, trace: &Trace, missing: &str) {
        if let Some(first) = trace.actors.first() {
            let name = actor_id(*first);
            self.push(&format!("Note over {name}: {}", escaped(missing)));
        }
        self.close();
    }

    fn close(&mut self) {
        for actor in core::mem::take(&mut self.waits) {
            // Clients are the first lifelines and are called by their number.
            self.push(&format!("deactivate c{}", actor.0 + 1));
        }
    }
}

fn participant(phrases: &Phrases, at: ActorAt) -> String {
    let kind = match phrases.trace.actor(at) {
        Actor::Client(_) => "actor",
        _ => "participant",
    };
    format!("{kind} {}", id(phrases, at))
}

fn id(phrases: &Phrases, at: ActorAt) -> String {
    actor_id(phrases.trace.actor(at))
}

fn actor_id(actor: Actor) -> String {
    match actor {
        Actor::Monitor => "monitor".to_string(),
        actor => actor.to_string(),
    }
}

fn shown(trace: &Trace, at: MessageAt) -> Option<&Message> {
    trace.messages.get(at.at()).filter(|message| !message.topic.is_upkeep())
}

fn is_under_way(message: &Message) -> bool {
    matches!(message.arrival, super::Arrival::Under(_)) && !message.topic.is_upkeep()
}

/// By operation, whether its client comes to know.
fn returns(trace: &Trace) -> Vec<bool> {
    let mut returns = vec![false; trace.operations.len()];
    for event in &trace.events {
        if let What::Returned(op) = event.what
            && let Some(known) = returns.get_mut(op.at())
        {
            *known = true;
        }
    }
    returns
}

const fn arrow(message: &Message) -> &'static str {
    match (message.arrival, message.style) {
        (super::Arrival::Lost(..), Style::Reply) => "--x",
        (super::Arrival::Lost(..), _) => "-x",
        (_, Style::Call) => "->>",
        (_, Style::OneWay) => "-)",
        (_, Style::Reply) => "-->>",
    }
}

/// What a lifeline says of itself.
const fn is_note(what: What) -> bool {
    matches!(
        what,
        What::Persisted { .. }
            | What::Discarded { .. }
            | What::Installed { .. }
            | What::Incompatible(_)
            | What::Leads { .. }
            | What::StepsDown { .. }
            | What::LeaseEnded(_)
            | What::Suspects { .. }
            | What::Killed
            | What::Crashed
            | What::Restarted
            | What::Paused
            | What::Resumed
            | What::Skewed(_)
    )
}

/// Letters of any script, digits, spaces and a few signs stay; all else of ASCII is written by its number, as it may end
/// the text (`;`, `#`, a line end), be read as a directive (`%%{`), as HTML or as a formula (`$$`).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if !char.is_ascii() || char.is_ascii_alphanumeric() || " =.,-_()+*/'".contains(char) {
            escaped.push(char);
        } else if char.is_ascii_control() {
            escaped.push(' ');
        } else {
            let _ = write!(escaped, "#{};", char as u32);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{
        Loss, Topic,
        stage::{Stage, commands, play, tries},
    };
    use proptest::prelude::*;

    #[test]
    fn a_run_becomes_a_diagram() {
        let mut stage = Stage::new(1, 2);
        let [c1, n1, n2] = [ActorAt(0), stage.node(1), stage.node(2)];
        let op = stage.lead(1, 1, 0).at(2).put("a;b", "#1: %%{x}");
        let request = stage.send(c1, n1, Topic::Request, Style::Call, 3);
        stage.message(request).op = Some(op);
        stage.at(5).arrive(request).take(1, 1, op).persist(1, 1);
        let beat = stage.send(n1, n2, Topic::Heartbeat, Style::OneWay, 5);
        let sent = stage.send(n1, n2, Topic::Entries, Style::OneWay, 5);
        stage.message(sent).positions = [1, 1];
        let done = stage.send(n1, c1, Topic::Done, Style::Reply, 3);
        stage.message(done).op = Some(op);
        stage.ack(1, 1, op).at(8).arrive(done).done(op).at(10).arrive(beat).lose(sent, Loss::Cut);
        stage.at(12).on(1, What::Killed).get("x");
        stage.send(c1, n1, Topic::Request, Style::Call, 9);
        assert_eq!(
            mermaid(&stage.trace()),
            "\
sequenceDiagram
    actor c1
    participant n1
    participant n2
    Note over n1: n1 leads in epoch 1, log up to 0 (0 ms)
    activate c1
    c1->>n1: request w1 (put a#59;b=#35;1#58; #37;#37;#123;x#125;)
    Note over n1: n1 has up to 1 on disk (5 ms)
    n1-->>c1: done w1
    deactivate c1
    n1-xn2: entries 1
    Note over n1: n1 dies (12 ms)
    c1->>n1: request (under way)
"
        );
    }

    /// What the grammar of Mermaid allows of what is written here.
    fn assert_is_valid(text: &str) {
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("sequenceDiagram"));
        let mut open: Vec<&str> = Vec::new();
        for line in lines.map(str::trim_start) {
            match line.split_once(' ') {
                Some(("participant" | "actor", _)) => {}
                Some(("activate", who)) => open.push(who),
                Some(("deactivate", who)) => {
                    let place = open.iter().position(|other| *other == who).expect("it was activated");
                    open.remove(place);
                }
                _ => {
                    let (_, said) = line.split_once(": ").expect("a message or a note says something");
                    let bare = said.split('#').enumerate().map(|(at, part)| {
                        if at == 0 { part } else { part.split_once(';').expect("an entity ends").1 }
                    });
                    assert!(
                        bare.into_iter().all(|part| !part.contains([';', '#', ':', '%', '<', '$'])),
                        "{line}"
                    );
                }
            }
        }
        assert_eq!(open, [""; 0]);
        assert!(text.len() <= limit::MERMAID_CHARS);
    }

    proptest! {
        #![proptest_config(tries(64))]

        #[test]
        fn any_run_is_valid(commands in commands(60), text in "\\PC*") {
            assert_is_valid(&mermaid(&play(&commands)));
            let is_free = !escaped(&text).contains([':', '%', '<', '>', '{', '$', '&', '"', '\\']);
            prop_assert!(is_free);
        }
    }

    #[test]
    fn a_run_that_is_too_long_for_mermaid_is_cut_and_says_so() {
        let mut stage = Stage::new(1, 1);
        for position in 0..2_000 {
            let op = stage.at(position).put("x", "1");
            stage.persist(1, position).done(op);
        }
        stage.put("x", "2");
        let text = mermaid(&stage.trace());
        assert_is_valid(&text);
        assert!(text.contains("more events"), "{}", text.len());
    }

    #[test]
    fn the_text_of_a_message_does_not_end_before_its_end() {
        assert_eq!(escaped("a\nb;c#d"), "a b#59;c#35;d");
        assert_eq!(escaped("→ ä (1, 2)"), "→ ä (1, 2)");
    }
}
