use super::Drawn;
use quorate_core::{
    protocol::leaderless::{Ask, Conflict, Coordinate, ReadRepair},
    quorum::Level,
};

/// What a configuration promises, whatever goes wrong as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A write that was acknowledged was answered by as many replicas as its rules ask for.
    Counted,
    /// A read that is answered has met every write that was acknowledged before it began.
    FreshReads,
    /// A write that was acknowledged is there, or what knew of it.
    Keeps,
    /// A read never goes behind what a read before it has returned.
    Forward,
    /// At the end all replicas have the same.
    Converges,
}

/// How many replicas a level asks for; none where others are counted too.
fn count(level: Option<Level>, number: u32, copies: u32) -> Option<u32> {
    Some(match level {
        None => number,
        Some(Level::One) => 1,
        Some(Level::Two) => 2,
        Some(Level::Quorum | Level::LocalQuorum(_) | Level::EachQuorum) => copies / 2 + 1,
        Some(Level::All) => copies,
        _ => return None,
    })
}

/// How many answers a write waits for, if they are all of replicas.
pub(super) fn writes(drawn: &Drawn) -> Option<u32> {
    let rules = &drawn.setup.rules;
    let copies = drawn.setup.groups[0].nodes.len() as u32;
    count(rules.write_level, rules.w, copies).filter(|_| !rules.is_sloppy)
}

/// What is promised.
pub fn promises(drawn: &Drawn) -> Vec<Promise> {
    let rules = &drawn.setup.rules;
    let copies = drawn.setup.groups[0].nodes.len() as u32;
    let (w, r) = (writes(drawn), count(rules.read_level, rules.r, copies));
    let is_safe = rules.is_durable || !drawn.has_off;
    let keeps_all = is_safe && drawn.keeps_tombstones();
    let has_dots = matches!(rules.conflict, Conflict::Siblings | Conflict::Merge);
    let meets = matches!((w, r), (Some(w), Some(r)) if w + r > copies);
    // A replica's reads see what is not on its disk yet, and a loss of power takes it back.
    let is_forward =
        rules.repair.read == ReadRepair::Blocking && rules.conflict == Conflict::Lww && !drawn.has_crash;
    // Who goes off in the middle leaves no hint; and a client keeps none.
    let is_hinted = drawn.keeps_hints() && !drawn.has_off && rules.coordinate != Coordinate::Client;
    let is_read = rules.repair.read == ReadRepair::Background && rules.ask == Ask::All && !rules.is_sloppy;
    let is_read = is_read && drawn.is_calm();
    let can_converge = drawn.is_mended && drawn.keeps_tombstones();
    [
        (Promise::Counted, w.is_some()),
        (Promise::FreshReads, meets && keeps_all && rules.conflict != Conflict::Vectors),
        (Promise::Keeps, w.is_some() && keeps_all && has_dots),
        (Promise::Forward, is_forward && keeps_all && !rules.is_sloppy && r.is_some_and(|r| 2 * r > copies)),
        (Promise::Converges, can_converge && (rules.repair.merkle || is_hinted || is_read)),
    ]
    .into_iter()
    .filter_map(|(promise, is_made)| is_made.then_some(promise))
    .collect()
}
