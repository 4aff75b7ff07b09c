use super::{Failure, try_seed};
use quorate_core::protocol::leaderless::Bug;
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// Failures that are kept: one cause mostly shows often.
const KEPT: usize = 10;

/// Tries so many seeds from the first on, on all cores. The failures, in the order of seeds, with how many there are of each
/// promise.
///
/// # Panics
/// Where a run does.
pub fn run(first: u64, seeds: u64, bug: Option<Bug>) -> (Vec<Failure>, BTreeMap<&'static str, u64>) {
    let (next, found) = (AtomicU64::new(0), Mutex::new((Vec::new(), BTreeMap::new())));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < seeds) {
            if let Err(failure) = try_seed(first + at, bug) {
                let mut found = found.lock().expect("no thread panics");
                *found.1.entry(failure.promise).or_insert(0) += 1;
                if found.0.len() < KEPT {
                    eprintln!("{failure}");
                    found.0.push(failure);
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let (mut kept, counts) = found.into_inner().expect("no thread panics");
    kept.sort_by_key(|failure| failure.seed);
    (kept, counts)
}
