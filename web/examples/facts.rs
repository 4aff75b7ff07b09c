//! What is said of addresses, or of every example: `cargo run -p quorate-web --example facts -- [ADDRESS…]`.

use quorate::words;
use quorate_core::{
    run::Run,
    scenario::{parse, preset},
};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let addresses = if given.is_empty() {
        preset::ALL.iter().map(|preset| format!("v=1&s={}", preset.id)).collect()
    } else {
        given
    };
    for address in addresses {
        let parsed = parse(&address);
        for problem in &parsed.problems {
            println!("! {} {}", problem.field, problem.message);
        }
        let run = Run::new(parsed.scenario);
        println!("{address}\n  {}", run.scenario().preset().about);
        match run.racks() {
            Some(racks) => {
                println!("  {} {}", words::racks::headline(&run), words::racks::second(&run));
                println!("  {}", words::racks::breaks(racks));
                println!("  {}", words::racks::meeting(racks).unwrap_or_default());
                println!("  {}", words::levels::description(racks));
            }
            None => println!("  {} {}", words::headline(&run), words::second(&run, None)),
        }
    }
}
