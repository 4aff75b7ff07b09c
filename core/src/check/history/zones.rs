//! Registers of which every value is written once: Gibbons and Korach, Testing Shared Memories, SIAM Journal on Computing
//! 26 (1997), section 5.
//!
//! A write and the reads of its value are a **cluster**. All of it must come before whatever is written next, so clusters
//! are ordered as wholes. One must come before another if any operation of it ended before one of the other began: if its
//! first end is before the other's last start. The history can be explained exactly if no two clusters must each come before
//! the other.
//!
//! The **zone** of a cluster lies between its first end and its last start. Where the first end comes first it is a forward
//! zone: the value was there all that time, so two of them must not overlap. Else it is a backward zone: all its operations
//! have a time in common, and one instant of that is enough, unless all of it lies within a forward zone.

use super::{
    part::{Act, Entry, NEVER, Part},
    search::Found,
};
use crate::base::sort_by_key;
use alloc::{vec, vec::Vec};

/// A write and its reads.
struct Cluster {
    value: u32,
    /// None of what was there from the start.
    write: Option<u32>,
    reads: Vec<u32>,
    first_end: u32,
    last_start: u32,
}

impl Cluster {
    const fn is_forward(&self) -> bool {
        self.first_end < self.last_start
    }

    fn note(&mut self, entry: &Entry) {
        self.first_end = self.first_end.min(entry.ret);
        self.last_start = self.last_start.max(entry.call);
    }

    /// Whether it must come before another.
    const fn is_before(&self, other: &Cluster) -> bool {
        self.first_end < other.last_start
    }
}

/// An order that explains a part, or operations of it that cannot be explained. None if a value was written twice, or
/// there is something else than reads and writes.
pub(super) fn by_zones(part: &Part) -> Option<Found> {
    let mut clusters = clusters(part)?;
    let found = fill(part, &mut clusters).and_then(|()| ordered(part, clusters));
    Some(match found {
        Ok(order) => Found::Order(order),
        Err(suspects) => Found::Stuck(suspects),
    })
}

/// The clusters without their reads, by value.
fn clusters(part: &Part) -> Option<Vec<Cluster>> {
    // What was there from the start was written before all.
    let start = Cluster { value: part.initial, write: None, reads: Vec::new(), first_end: 0, last_start: 0 };
    let mut clusters = vec![start];
    for (place, entry) in (0..).zip(&part.entries) {
        match entry.act {
            Act::Write(value) => clusters.push(Cluster {
                value,
                write: Some(place),
                reads: Vec::new(),
                first_end: entry.ret,
                last_start: entry.call,
            }),
            Act::Is(_) => {}
            _ => return None,
        }
    }
    sort_by_key(&mut clusters, |cluster| (u64::from(cluster.value), 0));
    let is_once = clusters.windows(2).all(|pair| pair[0].value != pair[1].value);
    is_once.then_some(clusters)
}

/// Gives each cluster its reads.
fn fill(part: &Part, clusters: &mut [Cluster]) -> Result<(), Vec<u32>> {
    for (place, entry) in (0..).zip(&part.entries) {
        let Act::Is(value) = entry.act else { continue };
        let found = clusters.binary_search_by_key(&value, |cluster| cluster.value).ok();
        let Some(cluster) = found.and_then(|at| clusters.get_mut(at)) else {
            return Err(vec![place]);
        };
        let write = cluster.write.and_then(|write| Some((write, part.entries.get(write as usize)?)));
        if let Some((write, _)) = write.filter(|(_, write)| entry.ret < write.call) {
            return Err(vec![write, place]);
        }
        cluster.note(entry);
        cluster.reads.push(place);
    }
    Ok(())
}

/// The clusters in order, if no two must each come before the other; else those two.
fn ordered(part: &Part, clusters: Vec<Cluster>) -> Result<Vec<u32>, Vec<u32>> {
    // What nobody knows to have happened, and nobody read, did not.
    let is_there = |cluster: &Cluster| {
        let write = cluster.write.and_then(|write| part.entries.get(write as usize));
        !cluster.reads.is_empty() || write.is_some_and(|write| write.must)
    };
    let (mut forward, mut backward): (Vec<Cluster>, Vec<Cluster>) =
        clusters.into_iter().filter(is_there).partition(Cluster::is_forward);
    sort_by_key(&mut forward, |cluster| (u64::from(cluster.first_end), 0));
    let pairs = || forward.iter().zip(forward.iter().skip(1));
    if let Some((a, b)) = pairs().find(|(a, b)| b.is_before(a)) {
        return Err(members(a).chain(members(b)).collect());
    }
    // Forward zones have the places 1, 3, 5, …; backward ones go between them, by their last start.
    let mut places: Vec<((u64, u64), Cluster)> = Vec::new();
    sort_by_key(&mut backward, |cluster| (u64::from(cluster.last_start), 0));
    for cluster in backward {
        let before = forward.partition_point(|zone| zone.is_before(&cluster));
        let last = before.checked_sub(1).and_then(|last| forward.get(last));
        if let Some(zone) = last.filter(|zone| cluster.is_before(zone)) {
            return Err(members(zone).chain(members(&cluster)).collect());
        }
        places.push(((2 * before as u64, u64::from(cluster.last_start)), cluster));
    }
    places.extend((0..).zip(forward).map(|(at, zone)| ((2 * at + 1, 0), zone)));
    sort_by_key(&mut places, |(place, _)| *place);
    Ok(places.into_iter().flat_map(|(_, cluster)| in_order(part, cluster)).collect())
}

fn members(cluster: &Cluster) -> impl Iterator<Item = u32> + '_ {
    cluster.write.into_iter().chain(cluster.reads.iter().copied())
}

/// The write, and its reads as they began.
fn in_order(part: &Part, mut cluster: Cluster) -> Vec<u32> {
    let call = |place: &u32| part.entries.get(*place as usize).map_or(NEVER, |entry| entry.call);
    sort_by_key(&mut cluster.reads, |place| (u64::from(call(place)), 0));
    members(&cluster).collect()
}
