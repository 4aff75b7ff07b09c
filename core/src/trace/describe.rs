use super::{
    Ended, Event, Message, MessageAt, Moment, OpAt, Outcome, Topic, Trace, What, phrases::Phrases, time_text,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt::Write;

/// A run as plain text, one line an event, and then what clients asked and were told: what is compared with files and read
/// aloud. Messages that only keep the cluster going are counted at the top and left out.
///
/// ```text
///     12.345 ms  n1 → n2   entries 1–2 (w1 w2), epoch 1, arrives 17.345 ms
///     17.345 ms  n1 ⇒ n2   entries 1–2
///     17.345 ms  n2        receives w1 at 1, epoch 1
/// ```
///
/// An arrow → is a message that leaves, ⇒ one that arrives, and × one that is lost.
pub fn describe(trace: &Trace) -> String {
    write(trace, false)
}

/// The same with all messages.
pub fn describe_all(trace: &Trace) -> String {
    write(trace, true)
}

fn write(trace: &Trace, with_upkeep: bool) -> String {
    let phrases = Phrases::new(trace);
    let mut text = header(&phrases, with_upkeep);
    let mut moment = Moment::start(trace);
    while let Some(event) = moment.step(trace) {
        if let Some((who, what)) = line(&phrases, &moment, &event, with_upkeep) {
            // Whole microseconds: what is finer says nothing to a reader.
            let (whole, rest) = (event.at_ns / 1_000_000, event.at_ns % 1_000_000 / 1_000);
            let _ = writeln!(text, "{whole:>6}.{rest:03} ms  {who:<9} {what}");
        }
    }
    text += &operations(&phrases);
    text
}

fn header(phrases: &Phrases, with_upkeep: bool) -> String {
    let trace = phrases.trace;
    let places = (0..trace.actors.len() as u16).map(super::ActorAt);
    let actors: Vec<String> = places.map(|at| phrases.names.actor(at)).collect();
    let ended = match trace.ended {
        Ended::Until => "",
        Ended::Steps => ", stopped at the limit of steps",
    };
    let mut text = format!("{}, {}{ended}\n", actors.join(" "), time_text(trace.end_ns));
    let upkeep = trace.messages.iter().filter(|message| message.topic.is_upkeep()).count();
    if upkeep > 0 && !with_upkeep {
        let _ = writeln!(text, "left out: {upkeep} heartbeats and answers to them");
    }
    text
}

/// Who acts, and what happens.
fn line(phrases: &Phrases, moment: &Moment, event: &Event, with_upkeep: bool) -> Option<(String, String)> {
    let shown = |at: MessageAt| {
        let message = phrases.trace.messages.get(at.at())?;
        (with_upkeep || !message.topic.is_upkeep()).then_some(message)
    };
    let ends = |message: &Message, arrow: &str| {
        let [from, to] = [message.from, message.to].map(|end| phrases.names.actor(end));
        format!("{from} {arrow} {to}")
    };
    match event.what {
        What::Sent(at) => {
            let message = shown(at)?;
            Some((ends(message, "→"), sent(phrases, moment, message)))
        }
        What::Arrived(at) => shown(at).map(|message| (ends(message, "⇒"), phrases.message(message))),
        What::Lost(at) => shown(at).map(|message| (ends(message, "×"), phrases.message(message))),
        _ => Some((phrases.names.actor(event.actor), phrases.event(event)?)),
    }
}

fn sent(phrases: &Phrases, moment: &Moment, message: &Message) -> String {
    let mut text = phrases.message(message);
    if message.topic == Topic::Entries {
        let [first, last] = message.positions;
        let log = moment.replica(message.from, message.partition).map_or(&[][..], |from| from.log.entries());
        let from = log.partition_point(|entry| entry.position < first);
        let to = log.partition_point(|entry| entry.position <= last);
        let ops: Vec<OpAt> = log.get(from..to).unwrap_or_default().iter().map(|entry| entry.op).collect();
        if !ops.is_empty() {
            let _ = write!(text, " ({})", phrases.ops(&ops));
        }
    }
    if message.epoch > 0 {
        let _ = write!(text, ", epoch {}", message.epoch);
    }
    if message.bytes > 0 {
        let _ = write!(text, ", {} bytes", message.bytes);
    }
    format!("{text}, {}", Phrases::arrival(message.arrival))
}

fn operations(phrases: &Phrases) -> String {
    let trace = phrases.trace;
    if trace.operations.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 5]> =
        (0..trace.operations.len() as u32).map(|at| row(phrases, OpAt(at))).collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = "operations\n".to_string();
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<String>>().join("  ");
        let _ = writeln!(text, "  {}", line.trim_end());
    }
    text
}

/// Name, client, what was asked, when, and what came of it.
fn row(phrases: &Phrases, at: OpAt) -> [String; 5] {
    let operation = phrases.trace.operation(at);
    let end = operation.end_ns.map_or_else(|| "…".to_string(), time_text);
    let mut outcome = match operation.outcome {
        Outcome::Ok if !operation.kind.is_write() => phrases.names.pair(operation.key, operation.result),
        Outcome::Ok if operation.matched => "done".to_string(),
        Outcome::Ok | Outcome::Fail => "not done".to_string(),
        Outcome::Unknown => "unknown".to_string(),
    };
    if let Some(by) = operation.answered_by {
        let _ = write!(outcome, ", by {}", phrases.names.actor(by));
    }
    if let Some(position) = operation.position {
        let _ = write!(outcome, ", position {position}");
    }
    if operation.retries > 0 {
        let _ = write!(outcome, ", asked anew {} times", operation.retries);
    }
    let (name, client) = (phrases.names.op(at), phrases.names.actor(operation.client));
    [name, client, phrases.names.asked(at), format!("{} – {end}", time_text(operation.start_ns)), outcome]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{
        Loss, Style,
        stage::{Stage, commands, play, tries},
    };
    use proptest::prelude::*;

    #[test]
    fn a_run_reads_like_a_story() {
        let mut stage = Stage::new(1, 2);
        let [n1, n2] = [1, 2].map(|node| stage.node(node));
        let op = stage.lead(1, 1, 0).at(2).put("x", "1");
        stage.at(5).take(1, 1, op).flush(1, 1).later(250_000).persist(1, 1);
        let beat = stage.send(n1, n2, Topic::Heartbeat, Style::OneWay, 5);
        let sent = stage.send(n1, n2, Topic::Entries, Style::OneWay, 5);
        (stage.message(sent).positions, stage.message(sent).bytes) = ([1, 1], 34);
        let lost = stage.send(n1, n2, Topic::Entries, Style::OneWay, 5);
        stage.at(8).ack_done(1, 1, op).at(10).arrive(beat).arrive(sent).copy(2, 1, op);
        stage.lose(lost, Loss::Cut).at(12).on(1, What::Crashed).on(2, What::Skewed(-1_500_000));
        let read = stage.get("x");
        let shown = describe(&{
            // What a message becomes is known when the run is over.
            stage.serve(2, 1, read, Some("1"));
            stage.trace()
        });
        assert_eq!(
            shown,
            "\
c1 n1 n2, 12 ms
left out: 1 heartbeats and answers to them
     0.000 ms  n1        leads in epoch 1, log up to 0
     2.000 ms  c1        asks w1 (put x=1)
     5.000 ms  n1        takes w1 at 1, epoch 1
     5.000 ms  n1        applies 1: x=1
     5.000 ms  n1        flushes up to 1
     5.250 ms  n1        has up to 1 on disk
     5.250 ms  n1 → n2   entries 1 (w1), epoch 1, 34 bytes, arrives 10 ms
     5.250 ms  n1 → n2   entries, epoch 1, lost 10 ms: the link is cut
     8.000 ms  n1        acknowledges w1
     8.000 ms  c1        knows w1: done
    10.000 ms  n1 ⇒ n2   entries 1
    10.000 ms  n2        receives w1 at 1, epoch 1
    10.000 ms  n2        applies 1: x=1
    10.000 ms  n1 × n2   entries
    12.000 ms  n1        loses power
    12.000 ms  n2        has a clock 1.5 ms behind
    12.000 ms  c1        asks r1 (get x)
    12.000 ms  n2        serves r1
    12.000 ms  c1        knows r1: x=1
operations
  w1  c1  put x=1  2 ms – 8 ms    done, by n1, position 1
  r1  c1  get x    12 ms – 12 ms  x=1, by n2, position 1
"
        );
        assert!(describe_all(&stage.trace()).contains("n1 → n2   heartbeat, epoch 1, arrives 10 ms\n"));
    }

    proptest! {
        #![proptest_config(tries(64))]

        #[test]
        fn every_event_of_any_run_has_its_line(commands in commands(60)) {
            let trace = play(&commands);
            let lines = describe_all(&trace).lines().count();
            let table = if trace.operations.is_empty() { 0 } else { trace.operations.len() + 1 };
            prop_assert_eq!(lines, 1 + trace.events.len() + table);
        }
    }
}
