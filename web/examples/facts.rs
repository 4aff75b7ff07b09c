//! What is said of every example: `cargo run -p quorate-web --example facts`.
use quorate::words;
use quorate_core::{run::Run, scenario::preset};

fn main() {
    for preset in &preset::ALL {
        let run = Run::new(preset.scenario());
        println!("== {}: {}\n   {}", preset.id, preset.title, preset.about);
        let Some(racks) = run.racks() else { continue };
        println!("   H {}\n   2 {}", words::racks::headline(&run), words::racks::second(&run));
        println!("   B {}", words::racks::breaks(racks));
        if let Some(at) = racks.followed() {
            println!("   W {}", words::racks::why(racks, at));
        }
        for held in racks.held() {
            println!(
                "     {:?} r{} w{} {:?}",
                held.level,
                held.readable,
                held.writable,
                held.writable_share.scaled(1000)
            );
        }
        if let Some(other) = run.racks_other() {
            println!("   C {}", words::racks::compared(racks, other));
        }
    }
}
