use super::Spell;
use alloc::vec::Vec;

/// A value over time that changes at instants and holds between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps<T> {
    /// When, ns, ascending, and what from then on; the first is at 0.
    changes: Vec<(u64, T)>,
}

impl<T: Copy + PartialEq> Steps<T> {
    /// This from the start on.
    pub fn new(start: T) -> Self {
        Steps { changes: [(0, start)].into() }
    }

    /// From this instant on, which is not before the last change, it is this. Of changes at one instant the last holds.
    pub fn set(&mut self, at_ns: u64, value: T) {
        if let [.., before, last] = &mut self.changes[..]
            && last.0 == at_ns
        {
            if before.1 == value {
                self.changes.pop();
            } else {
                last.1 = value;
            }
        } else if let [only] = &mut self.changes[..]
            && only.0 == at_ns
        {
            only.1 = value;
        } else if self.at(u64::MAX) != value {
            self.changes.push((at_ns, value));
        }
    }

    /// What it is at an instant, a change at that very instant included.
    pub fn at(&self, at_ns: u64) -> T {
        let (_, value) = self.changes[self.place(at_ns)];
        value
    }

    /// The changes, with what it is from each on. The first is at 0.
    pub fn changes(&self) -> &[(u64, T)] {
        &self.changes
    }

    /// The spans up to an end in which something is true of it. Two that touch are one.
    pub fn spells(&self, end_ns: u64, holds: impl Fn(T) -> bool) -> Vec<Spell> {
        let mut spells: Vec<Spell> = Vec::new();
        let ends = self.changes.iter().skip(1).map(|(at, _)| *at).chain([u64::MAX]);
        for ((from_ns, value), to_ns) in self.changes.iter().zip(ends) {
            let spell = Spell { from_ns: *from_ns, to_ns: to_ns.min(end_ns) };
            if !holds(*value) || spell.length_ns() == 0 {
                continue;
            }
            match spells.last_mut() {
                Some(last) if last.to_ns == spell.from_ns => last.to_ns = spell.to_ns,
                _ => spells.push(spell),
            }
        }
        spells
    }

    fn place(&self, at_ns: u64) -> usize {
        self.changes.partition_point(|(from, _)| *from <= at_ns).saturating_sub(1)
    }

    /// What it is in a span, with the instant from which on: what it is at the beginning first.
    pub(super) fn within(&self, from_ns: u64, to_ns: u64) -> impl Iterator<Item = (u64, T)> {
        let changes = self.changes[self.place(from_ns)..].iter().copied();
        changes.take_while(move |(at, _)| *at <= from_ns || *at < to_ns)
    }
}

impl<T: Copy + Ord> Steps<T> {
    /// The greatest that it is from an instant up to and without another: what a pixel shows that stands for the span.
    pub fn greatest(&self, from_ns: u64, to_ns: u64) -> T {
        let first = self.at(from_ns);
        self.within(from_ns, to_ns).map(|(_, value)| value).fold(first, T::max)
    }

    /// The greatest in each of so many equal spans, from an instant to another: one for each pixel.
    pub fn sampled(&self, from_ns: u64, to_ns: u64, pixels: u32) -> Vec<T> {
        edges(from_ns, to_ns, pixels).map(|(from, to)| self.greatest(from, to)).collect()
    }
}

/// The spans of pixels.
pub(super) fn edges(from_ns: u64, to_ns: u64, pixels: u32) -> impl Iterator<Item = (u64, u64)> {
    let length = u128::from(to_ns.saturating_sub(from_ns));
    let edge = move |pixel: u32| from_ns + (length * u128::from(pixel) / u128::from(pixels.max(1))) as u64;
    (0..pixels).map(move |pixel| (edge(pixel), edge(pixel + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> Steps<u32> {
        let mut steps = Steps::new(0);
        for (at, value) in [(10, 3), (20, 9), (20, 1), (30, 1), (40, 5)] {
            steps.set(at, value);
        }
        steps
    }

    #[test]
    fn a_value_holds_until_the_next_change() {
        let steps = steps();
        assert_eq!([0, 9, 10, 19, 20, 39, 40, 99].map(|at| steps.at(at)), [0, 0, 3, 3, 1, 1, 5, 5]);
        assert_eq!(steps.changes(), [(0, 0), (10, 3), (20, 1), (40, 5)]);
    }

    #[test]
    fn a_change_that_is_taken_back_at_once_is_none() {
        let mut steps = steps();
        steps.set(50, 7);
        steps.set(50, 5);
        assert_eq!(steps.changes().len(), 4);
        let mut start = Steps::new(1);
        start.set(0, 2);
        assert_eq!(start.changes(), [(0, 2)]);
    }

    #[test]
    fn spells_that_touch_are_one_and_end_with_the_run() {
        let spells = steps().spells(45, |value| value > 0);
        assert_eq!(spells, [Spell { from_ns: 10, to_ns: 45 }]);
        let low = steps().spells(45, |value| value < 3);
        assert_eq!(low, [Spell { from_ns: 0, to_ns: 10 }, Spell { from_ns: 20, to_ns: 40 }]);
        assert_eq!((Spell::total_ns(&low), steps().spells(5, |value| value > 0).len()), (30, 0));
    }

    #[test]
    fn a_pixel_shows_the_greatest_of_its_span() {
        let steps = steps();
        assert_eq!(steps.sampled(0, 50, 5), [0, 3, 1, 1, 5]);
        assert_eq!(steps.sampled(0, 50, 2), [3, 5]);
        assert_eq!((steps.greatest(15, 15), steps.sampled(5, 5, 2)), (3, [0, 0].into()));
    }
}
