//! What is said in and of the matrix of W and R.

use super::said::{cell, copies, numbers};
use crate::words::share;
use quorate_core::quorum::{
    Operation::{Read, Write},
    Quorum,
};
use std::ops::RangeInclusive;

/// "Every W and R of 5 copies"
pub fn matrix_title(quorum: Quorum) -> String {
    format!("Every W and R of {}", copies(quorum.n()))
}

/// The matrix for who cannot see it.
pub fn matrix_description(quorum: Quorum) -> String {
    let n = quorum.n();
    format!(
        "A row for each W from 1 to {n}, a column for each R from 1 to {n}. Where W + R is more than {n}, every read meets every write. Chosen is {}: {}",
        numbers(quorum),
        cell(quorum)
    )
}

/// What is written in a wide cell: "1 in common", "may miss 40 %"; and "reads 4, writes 2".
pub fn cell_words(quorum: Quorum) -> [String; 2] {
    let meets = if quorum.is_strong() {
        format!("{} in common", quorum.overlap())
    } else {
        format!("may miss {}", share(quorum.misses()))
    };
    [meets, format!("reads {}, writes {}", quorum.tolerates(Read), quorum.tolerates(Write))]
}

/// The same in a narrow cell: "1" and "4/2".
pub fn cell_counts(quorum: Quorum) -> [String; 2] {
    [quorum.overlap().to_string(), format!("{}/{}", quorum.tolerates(Read), quorum.tolerates(Write))]
}

/// A cell for who cannot see it: "W=3, R=1: a read may miss the last write; reads tolerate 4 copies off, writes 2"
pub fn cell_label(quorum: Quorum) -> String {
    let meets = if quorum.is_strong() {
        format!("{} in common", copies(quorum.overlap()))
    } else {
        "a read may miss the last write".into()
    };
    format!("W={}, R={}: {meets}; {}", quorum.w(), quorum.r(), super::tolerance(quorum))
}

/// What the two kinds of cells mean, and what their two lines say.
pub fn matrix_key(is_wide: bool) -> [&'static str; 4] {
    let [first, second] = if is_wide {
        [
            "Above: copies in common, or how often a read of a random set misses.",
            "Below: copies that may be off with reads, and with writes, still answered.",
        ]
    } else {
        ["Above: copies in common.", "Below: copies that may be off, reads/writes."]
    };
    ["W + R > N: every read meets every write", "a read may miss the last write", first, second]
}

/// Which of all rows and columns are shown, where these are not all: "W 3 to 8 and R 1 to 6, each of 1 to 20."
pub fn more(quorum: Quorum, w: &RangeInclusive<u32>, r: &RangeInclusive<u32>) -> Option<String> {
    let is_all = *w.start() == 1 && *w.end() == quorum.n() && *r.start() == 1 && *r.end() == quorum.n();
    (!is_all).then(|| {
        format!(
            "Shown are W {} to {} and R {} to {}, each of 1 to {}.",
            w.start(),
            w.end(),
            r.start(),
            r.end(),
            quorum.n()
        )
    })
}
