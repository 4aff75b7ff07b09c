//! N, W and R: a write waits for w of n replicas, a read for r. Gifford, Weighted Voting for Replicated Data (SOSP 1979);
//! Dynamo (SOSP 2007), section 4.5.
//!
//! All here follows from three whole numbers and from one idea: whichever w replicas acknowledged a write, and whichever r
//! answer a read, at least w + r − n of them are the same. What that does not say is which of two values that are found is
//! the newer, what a read sees while a write is on its way, or what becomes of a write that failed: a quorum is not
//! linearizability.

use super::{Operation, QuorumError, availability, order};
use crate::base::{Count, Share, choose, limit, sort_numbers};

/// How many of a partition's replicas a write and a read wait for: 1 ≤ w ≤ n and 1 ≤ r ≤ n.
///
/// ```
/// use quorate_core::quorum::{Operation, Quorum};
///
/// let quorum = Quorum::new(5, 4, 4)?;
/// assert_eq!((quorum.overlap(), quorum.tolerates_both()), (3, 1));
/// let weak = Quorum::new(5, 3, 1)?;
/// assert_eq!((weak.is_strong(), weak.misses().scaled(1_000)), (false, 400));
/// # Ok::<(), quorate_core::quorum::QuorumError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quorum {
    n: u32,
    w: u32,
    r: u32,
}

impl Quorum {
    /// Of `n` replicas, at most [`limit::QUORUM_REPLICAS`], of which a write waits for `w` and a read for `r`.
    ///
    /// # Errors
    /// Where n is 0 or too large, or w or r is 0 or more than n.
    pub const fn new(n: u32, w: u32, r: u32) -> Result<Self, QuorumError> {
        if n == 0 {
            return Err(QuorumError::NoReplicas);
        }
        if n > limit::QUORUM_REPLICAS {
            return Err(QuorumError::TooMany(n));
        }
        match (check(Operation::Write, w, n), check(Operation::Read, r, n)) {
            (Some(error), _) | (None, Some(error)) => Err(error),
            (None, None) => Ok(Quorum { n, w, r }),
        }
    }

    /// The replicas, at least 1.
    pub const fn n(self) -> u32 {
        self.n
    }

    /// Those that a write waits for, from 1 to n.
    pub const fn w(self) -> u32 {
        self.w
    }

    /// Those that a read waits for, from 1 to n.
    pub const fn r(self) -> u32 {
        self.r
    }

    /// The replicas that an operation waits for: w or r.
    pub const fn waits_for(self, operation: Operation) -> u32 {
        match operation {
            Operation::Read => self.r,
            Operation::Write => self.w,
        }
    }

    /// The replicas that any read set and any write set have in common, at least: w + r − n, or 0.
    pub const fn overlap(self) -> u32 {
        (self.w + self.r).saturating_sub(self.n)
    }

    /// The replicas that neither set reaches where the two lie as far apart as they can: n − w − r, or 0.
    pub const fn outside(self) -> u32 {
        self.n.saturating_sub(self.w + self.r)
    }

    /// Whether every read set meets every write set: w + r > n.
    pub const fn is_strong(self) -> bool {
        self.overlap() > 0
    }

    /// The replicas that any two write sets have in common, at least: 2w − n, or 0.
    pub const fn write_overlap(self) -> u32 {
        (2 * self.w).saturating_sub(self.n)
    }

    /// Whether any two write sets meet: 2w > n. Then of two writers at once some replica hears both.
    pub const fn writes_meet(self) -> bool {
        self.write_overlap() > 0
    }

    /// How many replicas may be off, whichever they are, with an operation still answered: n − w or n − r.
    pub const fn tolerates(self, operation: Operation) -> u32 {
        self.n - self.waits_for(operation)
    }

    /// How many may be off with reads and writes both answered.
    pub const fn tolerates_both(self) -> u32 {
        self.n - if self.w > self.r { self.w } else { self.r }
    }

    /// How often a read misses a write, if both sets are drawn at random and nothing else brings the write to the others:
    /// C(n − w, r) of C(n, r), the read sets without a replica of the write set among all read sets.
    pub fn misses(self) -> Share {
        // Never too many to count: C(100, 50) is below 2^97.
        let sets = |of: u32| Count::from(choose(of.into(), self.r).unwrap_or(u128::MAX));
        Share { num: sets(self.n - self.w), den: sets(self.n) }
    }

    /// The chance that an operation is answered, if each replica is off with a chance of `p` in [0, 1], independently of
    /// the others.
    pub fn available(self, operation: Operation, p: f64) -> f64 {
        self.sloppy(operation, self.n, p)
    }

    /// The same of a sloppy quorum, which any of `nodes` nodes may stand in for (Dynamo, section 4.6): from n to
    /// [`limit::NODES`]; a number outside counts as the nearest. What is written so overlaps with no read for sure.
    pub fn sloppy(self, operation: Operation, nodes: u32, p: f64) -> f64 {
        let nodes = nodes.clamp(self.n, limit::NODES);
        // Sums of rounded chances may pass 1 by a last digit.
        availability::at_least(self.waits_for(operation), nodes, p).min(1.0)
    }

    /// When an operation has enough answers: the w-th, or r-th, smallest of the times at which the replicas answer, in any
    /// unit. None where fewer answer. The times are left in order.
    pub fn answered(self, operation: Operation, times: &mut [u64]) -> Option<u64> {
        sort_numbers(times);
        times.get(self.waits_for(operation) as usize - 1).copied()
    }

    /// The chance that an operation is late, if each answer is with a chance of `one` in [0, 1]: [`order::late`].
    pub fn late(self, operation: Operation, one: f64) -> f64 {
        order::late(self.waits_for(operation), self.n, one)
    }

    /// The chance with which a single answer is late where the operation is with a chance of `late` in (0, 1]: so a quantile
    /// of the operation is a quantile of one answer, [`order::late_of_one`].
    pub fn late_of_one(self, operation: Operation, late: f64) -> f64 {
        order::late_of_one(self.waits_for(operation), self.n, late)
    }

    /// How long an operation takes on average, if each answer takes exponentially long with mean 1:
    /// [`order::exponential_mean`].
    pub fn exponential_mean(self, operation: Operation) -> f64 {
        order::exponential_mean(self.waits_for(operation), self.n)
    }

    /// The quorum of as many replicas that is so many steps away in w and in r; a step over the edge stays on it.
    #[must_use]
    pub fn stepped(self, writes: i32, reads: i32) -> Self {
        let step = |from: u32, by: i32| from.saturating_add_signed(by).clamp(1, self.n);
        Quorum { n: self.n, w: step(self.w, writes), r: step(self.r, reads) }
    }
}

/// What is wrong with the number of answers that an operation waits for.
const fn check(operation: Operation, asked: u32, n: u32) -> Option<QuorumError> {
    if asked == 0 {
        return Some(QuorumError::WaitsForNone(operation));
    }
    if asked > n {
        return Some(QuorumError::Exceeds { operation, asked, n });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use Operation::{Read, Write};
    use alloc::{string::ToString, vec::Vec};

    fn quorum(n: u32, w: u32, r: u32) -> Quorum {
        Quorum::new(n, w, r).expect("a quorum")
    }

    /// Every quorum of up to six replicas.
    fn small() -> impl Iterator<Item = Quorum> {
        (1..=6).flat_map(|n| (1..=n).flat_map(move |w| (1..=n).map(move |r| quorum(n, w, r))))
    }

    /// Every set of so many of n replicas, as bits.
    fn sets(n: u32, size: u32) -> Vec<u32> {
        (0..1 << n).filter(|set: &u32| set.count_ones() == size).collect()
    }

    /// The least number of replicas that a set of the one and a set of the other have in common.
    fn least_common(ones: &[u32], others: &[u32]) -> Option<u32> {
        ones.iter().flat_map(|one| others.iter().map(move |other| (one & other).count_ones())).min()
    }

    #[test]
    fn overlaps_are_the_least_over_all_pairs_of_sets() {
        for quorum in small() {
            let (writes, reads) = (sets(quorum.n, quorum.w), sets(quorum.n, quorum.r));
            let common = least_common(&writes, &reads);
            assert_eq!(Some(quorum.overlap()), common, "{quorum:?}");
            assert_eq!(quorum.is_strong(), common > Some(0), "{quorum:?}");
            let both = least_common(&writes, &writes);
            assert_eq!(Some(quorum.write_overlap()), both, "{quorum:?}");
            assert_eq!(quorum.writes_meet(), both > Some(0), "{quorum:?}");
            let outside = writes.iter().flat_map(|write| {
                reads
                    .iter()
                    .filter(move |read| common == Some((write & *read).count_ones()))
                    .map(move |read| write | read)
            });
            let outside = outside.map(|either| quorum.n - either.count_ones()).min();
            assert_eq!(Some(quorum.outside()), outside, "{quorum:?}");
        }
    }

    #[test]
    fn as_many_may_be_off_as_leave_a_set_on_whichever_they_are() {
        for quorum in small() {
            let is_answered =
                |off: u32, waits_for| sets(quorum.n, waits_for).iter().any(|set| set & off == 0);
            let most = |operations: &[Operation]| {
                let survives =
                    |off: &u32| operations.iter().all(|op| is_answered(*off, quorum.waits_for(*op)));
                (0..=quorum.n).rev().find(|count| sets(quorum.n, *count).iter().all(survives))
            };
            assert_eq!(Some(quorum.tolerates(Read)), most(&[Read]), "{quorum:?}");
            assert_eq!(Some(quorum.tolerates(Write)), most(&[Write]), "{quorum:?}");
            assert_eq!(Some(quorum.tolerates_both()), most(&Operation::BOTH), "{quorum:?}");
        }
    }

    #[test]
    fn reads_miss_writes_in_exactly_as_many_pairs_of_sets_as_are_apart() {
        for quorum in small() {
            let (writes, reads) = (sets(quorum.n, quorum.w), sets(quorum.n, quorum.r));
            let apart: u64 = writes
                .iter()
                .map(|write| reads.iter().filter(|read| *read & write == 0).count() as u64)
                .sum();
            let (misses, pairs) = (quorum.misses(), (writes.len() * reads.len()) as u64);
            assert_eq!(misses.num.times(pairs), misses.den.times(apart), "{quorum:?}");
            assert_eq!(misses.num == Count::ZERO, quorum.is_strong(), "{quorum:?}");
        }
    }

    #[test]
    fn the_largest_quorums_miss_exactly_too() {
        let n = limit::QUORUM_REPLICAS;
        for r in 1..=n {
            // Without the only copy that has it: (n − r) / n.
            let misses = quorum(n, 1, r).misses();
            assert_eq!(misses.num.times(n.into()), misses.den.times(u64::from(n - r)), "{r}");
            assert!(misses.den < Count::power_of_two(97), "{r}");
        }
    }

    /// Quarters have few bits, so that every sum of their products is exact.
    #[test]
    fn quorums_are_available_exactly_as_all_sets_of_living_nodes_say() {
        for quorum in small() {
            for nodes in quorum.n..=7 {
                for p in [0.0, 0.25, 0.5, 0.75, 1.0] {
                    for operation in Operation::BOTH {
                        let chance = |on: u32| {
                            let chances =
                                (0..nodes).map(|node| if on >> node & 1 == 1 { 1.0 - p } else { p });
                            chances.product::<f64>()
                        };
                        let met =
                            (0..1 << nodes).filter(|on: &u32| on.count_ones() >= quorum.waits_for(operation));
                        let exact: f64 = met.map(chance).sum();
                        let found = quorum.sloppy(operation, nodes, p);
                        assert_eq!(
                            found.to_bits(),
                            exact.to_bits(),
                            "{quorum:?} of {nodes}: {found}, not {exact}"
                        );
                    }
                }
            }
            assert_eq!(quorum.available(Write, 0.1).to_bits(), quorum.sloppy(Write, 0, 0.1).to_bits());
        }
    }

    #[test]
    fn an_operation_is_answered_with_the_last_answer_that_it_waits_for() {
        for quorum in small() {
            // Every order of answers, as digits of a number in base n.
            for number in 0..u64::from(quorum.n).pow(quorum.n) {
                let digit = |at: u32| number / u64::from(quorum.n).pow(at) % u64::from(quorum.n);
                let mut times: Vec<u64> = (0..quorum.n).map(digit).collect();
                let enough =
                    |time: &u64| times.iter().filter(|other| *other <= time).count() >= quorum.w as usize;
                let least = times.iter().filter(|time| enough(time)).min().copied();
                assert_eq!(quorum.answered(Write, &mut times), least, "{quorum:?}");
            }
        }
        assert_eq!(quorum(3, 3, 1).answered(Write, &mut [5, 4]), None);
    }

    #[test]
    fn late_answers_make_an_operation_late_as_all_sets_of_late_answers_say() {
        for quorum in small() {
            let is_late = |late: &u32| quorum.n - late.count_ones() < quorum.r;
            let chance =
                |late: u32| libm::pow(0.5, f64::from(quorum.n)) * f64::from(u32::from(is_late(&late)));
            let exact: f64 = (0..1 << quorum.n).map(chance).sum();
            assert!((quorum.late(Read, 0.5) - exact).abs() < 1e-15, "{quorum:?}");
            let back = quorum.late(Read, quorum.late_of_one(Read, 0.01));
            assert!((back / 0.01 - 1.0).abs() < 1e-11, "{quorum:?}: {back}");
        }
        assert!((quorum(3, 2, 1).exponential_mean(Write) - 5.0 / 6.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_quorum_is_refused_with_its_cause_and_cure() {
        let said = |n, w, r| Quorum::new(n, w, r).expect_err("no quorum").to_string();
        assert_eq!(said(3, 4, 1), "w=4 exceeds n=3: lower w or add replicas");
        assert_eq!(said(3, 4, 9), "w=4 exceeds n=3: lower w or add replicas");
        assert_eq!(said(3, 1, u32::MAX), "r=4294967295 exceeds n=3: lower r or add replicas");
        assert_eq!(said(3, 0, 1), "w=0 waits for no replica: raise w to 1 or more");
        assert_eq!(said(3, 1, 0), "r=0 waits for no replica: raise r to 1 or more");
        assert_eq!(said(0, 1, 1), "n=0 has no replica: raise n to 1 or more");
        assert_eq!(said(101, 1, 1), "n=101 exceeds 100, the most replicas: lower n to 100 or less");
    }

    #[test]
    fn steps_stay_among_quorums() {
        let start = quorum(3, 3, 1);
        assert_eq!(start.stepped(-1, 1), quorum(3, 2, 2));
        assert_eq!(start.stepped(i32::MAX, i32::MIN), start);
    }
}
