use super::{Which, steps::edges};
use crate::base::sort_numbers;
use crate::trace::{Outcome, Trace};
use alloc::vec::Vec;

/// How many operations were done, and when their clients knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throughput {
    done_ns: Vec<u64>,
    end_ns: u64,
}

impl Throughput {
    /// Of all reads, or all writes, of a run.
    pub fn of(trace: &Trace, which: Which) -> Self {
        let done =
            trace.operations.iter().filter(|op| which.holds(op.kind.is_write()) && op.outcome == Outcome::Ok);
        let mut done_ns: Vec<u64> = done.filter_map(|op| op.end_ns).collect();
        sort_numbers(&mut done_ns);
        Throughput { done_ns, end_ns: trace.end_ns }
    }

    /// How many were done.
    pub fn count(&self) -> u32 {
        self.done_ns.len() as u32
    }

    /// How many were done in a second on average, in thousandths. 0 of a run without length.
    pub fn per_second_thousandths(&self) -> u64 {
        let thousandths = self.done_ns.len() as u128 * 1_000_000_000_000;
        thousandths.checked_div(u128::from(self.end_ns)).unwrap_or(0) as u64
    }

    /// How many were done in each of so many equal spans from an instant up to and without another, ns.
    pub fn sampled(&self, from_ns: u64, to_ns: u64, spans: u32) -> Vec<u32> {
        let before = |ns: u64| self.done_ns.partition_point(|done| *done < ns) as u32;
        edges(from_ns, to_ns, spans).map(|(from, to)| before(to) - before(from)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::story;

    #[test]
    fn what_was_done_is_counted_when_the_client_knew() {
        let mut story = story(1, 1);
        for (start, end) in [(0, 100), (50, 900), (60, 950), (70, 1_999_999_999)] {
            let op = story.put(start, "k", "v");
            story.done(end, op);
        }
        story.put(80, "k", "v");
        story.trace.end_ns = 2_000_000_000;
        let throughput = Throughput::of(&story.trace, Which::Writes);
        assert_eq!((throughput.count(), throughput.per_second_thousandths()), (4, 2_000));
        assert_eq!(throughput.sampled(0, 1_000, 2), [1, 2]);
        assert_eq!(Throughput::of(&story.trace, Which::Reads).count(), 0);
    }
}
