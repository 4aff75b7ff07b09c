//! The last write wins: the later clock, and of one instant the tombstone, then the greater value. As Cassandra reconciles
//! cells (5.0, `Cells.resolveRegular`, and `CASSANDRA-14592` for the tombstone); cells that expire are not modelled. Of two
//! writes of the same value at the same instant, which a client cannot tell apart, the later made stays.

use crate::trace::{Texts, VersionAt, Versions};
use core::cmp::Ordering;

/// How two versions order, the one that wins last.
pub(super) fn order(one: VersionAt, other: VersionAt, versions: &Versions, texts: &Texts) -> Ordering {
    let (a, b) = (versions.get(one), versions.get(other));
    let text = |value| texts.get(value).as_bytes();
    let values = || match (a.value, b.value) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => text(a).cmp(text(b)),
    };
    a.clock_us.cmp(&b.clock_us).then_with(values).then(one.cmp(&other))
}
