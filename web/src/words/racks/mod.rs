//! What is said of racks: who holds what, what just happened, and why. All of it is read from the placement.

mod breaks;
mod labels;
mod story;
mod why;

pub use breaks::{breaks, breaks_title, meeting, safety};
pub use labels::{
    HINT, asked, carries, carries_now, chip_label, dc_label, dc_note, dc_title, health_words, leader_words,
    level, level_with_need, node_label, of_first, partition, rack_label, rack_title, short_strip_title,
    strip_label, strip_title, title, unit,
};
pub use story::{compared, description, headline, is_at_rest, lost_power, power_act, second};
pub use why::{followed, why, why_title};
