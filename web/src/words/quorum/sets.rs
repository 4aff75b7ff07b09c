//! What is said in and of the picture of the two sets.

use super::said::{copies, meeting, numbers};
use quorate_core::quorum::Quorum;

/// "The least that a write and a read have in common"
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
        "The write is on {}, the read asks {}. {}.",
        span(1, w),
        span(from, n),
        middle(quorum).trim_end_matches('.')
    ) + " "
        + &meeting(quorum)
        + "."
}

/// What the outline of the write set is.
pub fn write_label(quorum: Quorum) -> String {
    format!(
        "write set: {} the write",
        if quorum.w() == 1 { "1 copy has".into() } else { format!("{} have", copies(quorum.w())) }
    )
}

/// What the outline of the read set is.
pub fn answers_label(quorum: Quorum) -> String {
    format!(
        "read set: {} asked",
        if quorum.r() == 1 { "1 copy is".into() } else { format!("{} are", copies(quorum.r())) }
    )
}

/// What the two have in common, or what lies between them: a sentence.
pub fn middle(quorum: Quorum) -> String {
    match (quorum.overlap(), quorum.outside()) {
        (0, _) => "This read meets none of the copies that have the write.".into(),
        (1, _) => "At least 1 copy is in both, wherever the sets lie.".into(),
        (common, _) => format!("At least {} are in both, wherever the sets lie.", copies(common)),
    }
}
