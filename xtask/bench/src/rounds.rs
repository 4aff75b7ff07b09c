//! Rounds in which every contestant has one turn: A B C, A B C, …

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::case::Samples;

/// Rounds of each case.
const ROUNDS: usize = 31;
/// A turn takes at least this long, or the clock and its reading would show.
const TURN: Duration = Duration::from_millis(3);

/// One contestant: its name and what it does in a turn.
pub(crate) struct Contestant<'a> {
    name: &'a str,
    /// Does its operations once, and returns something that depends on all of them, so that none is left out.
    turn: Box<dyn FnMut() -> u64 + 'a>,
}

impl<'a> Contestant<'a> {
    pub(crate) fn new(name: &'a str, turn: impl FnMut() -> u64 + 'a) -> Self {
        Contestant { name, turn: Box::new(turn) }
    }

    /// The time of some turns.
    fn take(&mut self, turns: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..turns {
            black_box((self.turn)());
        }
        start.elapsed()
    }
}

/// Times the contestants; a turn of each does `operations`.
pub(crate) fn rounds(operations: u32, mut contestants: Vec<Contestant<'_>>) -> Vec<Samples> {
    // The first turn warms caches and tells how many make a turn long enough.
    let turns: Vec<u32> = contestants.iter_mut().map(|contestant| turns(contestant.take(1))).collect();
    let mut samples: Vec<Samples> = contestants
        .iter()
        .map(|contestant| Samples { name: contestant.name.to_owned(), times: Vec::with_capacity(ROUNDS) })
        .collect();
    for _ in 0..ROUNDS {
        for ((contestant, turns), samples) in contestants.iter_mut().zip(&turns).zip(&mut samples) {
            let time = contestant.take(*turns).as_nanos() as f64;
            samples.times.push(time / f64::from(*turns) / f64::from(operations));
        }
    }
    samples
}

/// How many turns of such a length are long enough together.
fn turns(one: Duration) -> u32 {
    (TURN.as_nanos() / one.as_nanos().max(1) + 1) as u32
}
