//! Plain version vectors, in which a coordinator counts for all of its clients: a version replaces those whose vector its
//! own covers. Dynamo, section 4.4; Voldemort, `VectorClockUtils.compare`.
//!
//! Two clients that write through one coordinator with the same context get {c: 1} and {c: 2}: the second covers the first,
//! though its writer knew nothing of it, and the first is lost without a word. This is what dots are for.
//!
//! Voldemort's replicas refuse a write whose vector is equal to one that they have, or covered by it
//! (`ObsoleteVersionException`), and its client then fails. Here they confirm it and keep what they have, as Dynamo does:
//! counts of one coordinator are never equal, and a write that is behind is one that came late.

use super::Fate;
use crate::{
    trace::{ActorAt, Version},
    version::Vector,
};

/// The vector of a version: what its writer knew of, and all that its coordinator had counted.
pub(super) fn vector(version: &Version) -> Vector<ActorAt> {
    let mut vector = version.context.clone();
    vector.learn(version.dot.0, version.dot.1);
    vector
}

/// Whether the vector of one covers that of another.
fn covers(one: &Version, other: &Version) -> bool {
    let knows = |actor, count| one.context.has(actor, count) || (one.dot.0 == actor && one.dot.1 >= count);
    knows(other.dot.0, other.dot.1) && other.context.iter().all(|(actor, count)| knows(actor, count))
}

pub(super) fn judge(held: &Version, new: &Version) -> Fate {
    if covers(held, new) {
        Fate::Loses
    } else if covers(new, held) {
        Fate::Replaces
    } else {
        Fate::Beside
    }
}
