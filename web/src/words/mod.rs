//! Everything that is said: pure functions from a run to words. Each number is read from the run.

mod caption;
mod change;
pub mod levels;
pub mod loads;
mod mark;
pub mod meeting;
pub mod merkle;
mod number;
pub mod quorum;
pub mod racks;
pub mod racks_sheets;
mod sheet;
pub mod staleness;
pub mod time;
pub mod versions;
mod why;

pub use caption::{
    Centre, about_change, about_node, call_out_notes, expected, magnified, moved_description, range_label,
    ring_caption, ring_description, ring_title, skip, taken_from, token_number, walk_rule, walk_title,
};
pub use change::{Change, headline, second, sole};
pub use mark::mark;
pub use number::{counted, degrees, percent, share, tenths, within};
pub use sheet::{Sheet, quoted, shown_of};
pub use why::{Phrase, Tone, why, why_text};

use quorate_core::{base::NodeId, run::Run, scenario::Preset};

/// A node's name, now or, if it is gone, before.
pub fn name(run: &Run, id: NodeId) -> String {
    let scenario = run.scenario();
    let cluster = if scenario.now().has(id) { scenario.now() } else { scenario.before() };
    cluster.name(id)
}

/// What an example shows, under its own name: a reader may have changed the cluster since.
pub fn about_example(preset: &Preset) -> String {
    format!("Example “{}”: {}", preset.title, preset.about)
}

/// A name of at most 12 characters.
pub fn short(name: &str) -> String {
    cut(name, 12)
}

/// A key of at most 18 characters.
pub fn short_key(key: &str) -> String {
    cut(key, 18)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Some names in a row: "A", "A and B", "A, B and C"; past four a count.
pub fn list(names: &[String]) -> String {
    match names {
        [] => "no node".into(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= 4 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} nodes", counted(names.len() as u64)),
    }
}

/// A count and its noun.
pub fn several(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", counted(count.into()), if count == 1 { one } else { many })
}
