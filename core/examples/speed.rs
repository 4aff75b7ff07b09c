//! TEMP
use quorate_core::{run::Course, scenario::parse};
use std::time::Instant;
fn main() {
    let address = std::env::args().nth(1).unwrap();
    let parsed = parse(&address);
    for problem in &parsed.problems {
        println!("{}={}: {}", problem.field, problem.value, problem.message);
    }
    for round in 0..5 {
        let s = Instant::now();
        let world = Course::world(&parsed.scenario, 0, None).unwrap();
        let built = s.elapsed();
        let t = Instant::now();
        let trace = world.run(parsed.scenario.experiment().until_ns());
        let on = t.elapsed();
        let world = Course::world(&parsed.scenario, 0, None).unwrap().untraced();
        let t = Instant::now();
        let off = world.run(parsed.scenario.experiment().until_ns());
        let offt = t.elapsed();
        println!(
            "{round}: build {built:?}; {} steps {} events {} ops: on {:?} = {:.1} ns/step {:.1} ns/event; off {:.1} ns/step",
            trace.steps,
            trace.events.len(),
            trace.operations.len(),
            on,
            on.as_nanos() as f64 / trace.steps as f64,
            on.as_nanos() as f64 / trace.events.len() as f64,
            offt.as_nanos() as f64 / off.steps as f64
        );
    }
}
