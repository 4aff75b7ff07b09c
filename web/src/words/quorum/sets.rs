//! What is said in and of the picture of the two sets.

use super::said::{copies, meeting, numbers};
use quorate_core::quorum::{Quorum, Side};

/// What the outlines of single copies mean.
pub const SIDES: [(Side, &str); 2] = [
    (Side { has_write: true, is_read: false }, "write set"),
    (Side { has_write: false, is_read: true }, "read set"),
];

/// "N=5, W=3, R=3: the two sets with the least in common"
pub fn sets_title(quorum: Quorum) -> String {
    format!("{}: the two sets with the least in common", numbers(quorum))
}

/// The picture for who cannot see it.
pub fn sets_description(quorum: Quorum) -> String {
    let (n, w, from) = (quorum.n(), quorum.w(), quorum.n() - quorum.r() + 1);
    let span = |first: u32, last: u32| {
        if first == last { format!("copy {first}") } else { format!("copies {first} to {last}") }
    };
    format!(
        "The write is on {}, the read is answered by {}. {}.",
        span(1, w),
        span(from, n),
        middle(quorum).trim_end_matches('.')
    ) + " "
        + &meeting(quorum)
        + "."
}

/// What the outline of the write set is.
pub fn write_label(quorum: Quorum) -> String {
    let have = if quorum.w() == 1 { "has" } else { "have" };
    format!("write set: {} {have} the write", copies(quorum.w()))
}

/// What the outline of the read set is.
pub fn read_label(quorum: Quorum) -> String {
    let answer = if quorum.r() == 1 { "answers" } else { "answer" };
    format!("read set: {} {answer} the read", copies(quorum.r()))
}

/// What the two have in common, or what lies between them: a sentence.
pub fn middle(quorum: Quorum) -> String {
    match (quorum.overlap(), quorum.outside()) {
        (0, _) => "This read meets none of the copies that have the write.".into(),
        (1, _) => "At least 1 copy is in both, wherever the sets lie.".into(),
        (common, _) => format!("At least {} are in both, wherever the sets lie.", copies(common)),
    }
}
