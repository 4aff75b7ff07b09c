//! Prints what happens over time at addresses, mode by mode: all of it, or after `--brief` only what came of it.

use quorate_core::{check, run::Course, scenario::parse, trace};

fn main() {
    let mut is_brief = false;
    for word in std::env::args().skip(1) {
        if word == "--brief" {
            is_brief = true;
            continue;
        }
        let parsed = parse(&word);
        for problem in &parsed.problems {
            println!("{}={}: {}", problem.field, problem.value, problem.message);
        }
        for mode in 0..parsed.scenario.modes().len() {
            match Course::new(&parsed.scenario, mode) {
                Ok(course) if is_brief => brief(course.trace()),
                Ok(course) => println!("{}", trace::describe(course.trace())),
                Err(error) => println!("{error}"),
            }
        }
    }
}

fn brief(trace: &trace::Trace) {
    println!("— {} steps, {} events", trace.steps, trace.events.len());
    let names = trace::Names::new(trace);
    for (at, operation) in (0..).zip(&trace.operations) {
        println!(
            "  {} {} {:?} {}={:?} {:.1}–{:?} {:?} read {:?}",
            trace.actor(operation.client),
            trace::op_name(trace, trace::OpAt(at)),
            operation.kind,
            trace.texts.get(operation.key),
            operation.value.map(|value| trace.texts.get(value)),
            operation.start_ns as f64 / 1e6,
            operation.end_ns.map(|ns| ns as f64 / 1e6),
            operation.outcome,
            operation.result.map(|value| trace.texts.get(value)),
        );
    }
    for event in &trace.events {
        use trace::What::{
            Crashed, Discarded, Killed, Leads, LeaseEnded, Restarted, StepsDown, Suspects, Trusts,
        };
        if matches!(
            event.what,
            Leads { .. }
                | StepsDown { .. }
                | Suspects { .. }
                | Trusts { .. }
                | Discarded { .. }
                | LeaseEnded(_)
                | Killed
                | Crashed
                | Restarted
        ) {
            println!("  {:.3} ms {} {:?}", event.at_ns as f64 / 1e6, trace.actor(event.actor), event.what);
        }
    }
    for lost in check::lost(trace) {
        println!("  lost: {}", lost.sentence(&names));
    }
    for verdict in check::all(trace) {
        if verdict.breach.is_some() {
            println!("  ✗ {:?}: {}", verdict.rule, verdict.sentence);
        }
    }
}
