use super::{Failure, try_seed};
use quorate_core::protocol::leader::Bug;
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Failures that are kept: one cause mostly shows often.
const KEPT: usize = 20;
/// Seeds that a thread takes at once.
const SLICE: u64 = 64;

/// Tries so many seeds from the first on, on all cores, and says how it goes. The failures, in the order of seeds, with how
/// many there are of each promise.
///
/// # Panics
/// Where a run does.
pub fn run(first: u64, seeds: u64, bug: Option<Bug>) -> (Vec<(u64, Failure)>, BTreeMap<&'static str, u64>) {
    let (next, found) = (AtomicU64::new(0), Mutex::new((Vec::new(), BTreeMap::new())));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(from) = Some(next.fetch_add(SLICE, Ordering::Relaxed)).filter(|at| *at < seeds)
                {
                    for seed in first + from..first + seeds.min(from + SLICE) {
                        if let Err(failure) = try_seed(seed, bug) {
                            let mut found = found.lock().expect("no thread panics");
                            *found.1.entry(failure.promise).or_insert(0) += 1;
                            if found.0.len() < KEPT {
                                eprintln!("seed {seed}: {failure}");
                                found.0.push((seed, failure));
                            }
                        }
                    }
                }
            });
        }
        report(&next, seeds);
    });
    let (mut kept, counts) = found.into_inner().expect("no thread panics");
    kept.sort_by_key(|(seed, _)| *seed);
    (kept, counts)
}

fn report(next: &AtomicU64, seeds: u64) {
    let start = Instant::now();
    let mut said = start;
    loop {
        let done = next.load(Ordering::Relaxed).min(seeds);
        if done >= seeds {
            return;
        }
        if said.elapsed() > Duration::from_secs(10) {
            said = Instant::now();
            eprintln!("{done} of {seeds} seeds in {} s", start.elapsed().as_secs());
        }
        thread::sleep(Duration::from_millis(20));
    }
}
