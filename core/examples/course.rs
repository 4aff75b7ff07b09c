//! Prints what happens over time at addresses, mode by mode, with what is to be said of it.

use quorate_core::{check, run::Course, scenario::parse};

fn main() {
    for address in std::env::args().skip(1) {
        let parsed = parse(&address);
        for problem in &parsed.problems {
            println!("{}={}: {}", problem.field, problem.value, problem.message);
        }
        for mode in 0..parsed.scenario.modes().len() {
            match Course::new(&parsed.scenario, mode) {
                Ok(course) => println!("{}", check::report(course.trace())),
                Err(error) => println!("{error}"),
            }
        }
    }
}
