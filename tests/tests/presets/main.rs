//! The examples: every figure that is said of one, on the page or in `docs/presets.md`, is what its run gives.
#![cfg(not(target_arch = "wasm32"))]

mod leaderless;
mod racks;
mod rings;
mod stale;
mod time;
mod verdicts;

use quorate_core::{base::Share, run::Run, scenario::preset};

const DOCS: &str = include_str!("../../../docs/presets.md");

fn run(id: &str) -> Run {
    Run::new(preset::find(id).expect("an example").scenario())
}

/// The example's sentence on the page has this in it.
#[track_caller]
fn the_page_says(id: &str, figure: &str) {
    let about = preset::find(id).expect("an example").about;
    assert!(about.contains(figure), "{id} is not said to have «{figure}»: {about}");
}

/// A line of the document about this has this in it.
#[track_caller]
fn the_document_says(of: &str, figure: &str) {
    let mut lines = DOCS.lines().filter(|line| line.contains(of));
    assert!(lines.any(|line| line.contains(figure)), "docs/presets.md does not say «{figure}» of {of}");
}

/// `24.4`: in per cent.
fn tenths(share: Share) -> String {
    let tenths = share.scaled(1_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[test]
fn every_example_is_in_the_document() {
    for preset in &preset::ALL {
        assert!(
            DOCS.contains(&format!("`{}`", preset.id)),
            "docs/presets.md does not speak of {}",
            preset.id
        );
    }
}
