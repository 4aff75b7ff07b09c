//! Prints what happens over time at an address, mode by mode.

use quorate_core::{
    run::Course,
    scenario::parse,
    trace::{Arrival, Trace, What},
};

fn main() {
    for address in std::env::args().skip(1) {
        let parsed = parse(&address);
        for problem in &parsed.problems {
            println!("{}={}: {}", problem.field, problem.value, problem.message);
        }
        for mode in 0..parsed.scenario.modes().len() {
            match Course::new(&parsed.scenario, mode) {
                Ok(course) => print(course.trace()),
                Err(error) => println!("{error}"),
            }
        }
    }
}

fn print(trace: &Trace) {
    for event in &trace.events {
        let ms = event.at_ns as f64 / 1e6;
        let who = trace.actor(event.actor);
        match event.what {
            What::Sent(m) | What::Arrived(m) | What::Lost(m) => {
                let message = trace.message(m);
                if message.topic.is_upkeep() {
                    continue;
                }
                let verb = match event.what {
                    What::Sent(_) => "sends",
                    What::Arrived(_) => "gets",
                    _ => "lost",
                };
                let lost = matches!(message.arrival, Arrival::Lost(..));
                println!(
                    "{ms:9.3} {who} {verb} m{} {}→{} {:?} {:?} e{}{}",
                    m.0,
                    trace.actor(message.from),
                    trace.actor(message.to),
                    message.topic,
                    message.positions,
                    message.epoch,
                    if lost { " LOST" } else { "" }
                );
            }
            what => println!("{ms:9.3} {who} {what:?}"),
        }
    }
    for (at, op) in trace.operations.iter().enumerate() {
        println!(
            "op{at} {} {:?} {}={:?} {}..{:?} {:?} → {:?}",
            trace.actor(op.client),
            op.kind,
            trace.texts.get(op.key),
            op.value.map(|value| trace.texts.get(value)),
            op.start_ns as f64 / 1e6,
            op.end_ns.map(|ns| ns as f64 / 1e6),
            op.outcome,
            op.result.map(|value| trace.texts.get(value)),
        );
    }
    for verdict in quorate_core::check::all(trace) {
        println!(
            "{} {:?}: {}",
            if verdict.breach.is_some() { "✗" } else { "✓" },
            verdict.rule,
            verdict.sentence
        );
    }
    println!("{} steps, {} events", trace.steps, trace.events.len());
}
