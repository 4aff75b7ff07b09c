//! A version replaces those that its writer had read or written, and no others: the rest are siblings. Dotted version
//! vectors (Preguiça et al., "Dotted Version Vectors: Efficient Causality Tracking for Distributed Key-Value Stores", 2012),
//! which Riak 2.x has for each sibling (`riak_object`, `dvv_enabled`).
//!
//! Riak hands on whole objects, so that one vector a replica is enough for all that it has; here versions travel one by one,
//! and contexts name single events where there are gaps. What is kept is the same.

use super::Fate;
use crate::trace::Version;

pub(super) fn judge(held: &Version, new: &Version) -> Fate {
    if held.knows(new) {
        Fate::Loses
    } else if new.knows(held) {
        Fate::Replaces
    } else {
        Fate::Beside
    }
}
