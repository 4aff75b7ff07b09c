use alloc::vec::Vec;

/// A version vector: how many events of each actor are known, from 1; none of an actor that it does not name.
///
/// After Parker et al., "Detection of Mutual Inconsistency in Distributed Systems" (1983). Two of them order if one knows
/// all that the other does; else they are concurrent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector<A> {
    /// By actor, ascending, each once, no count of 0.
    counts: Vec<(A, u64)>,
}

impl<A> Default for Vector<A> {
    fn default() -> Self {
        Vector { counts: Vec::new() }
    }
}

impl<A: Copy + Ord> Vector<A> {
    /// How many events of an actor it knows.
    pub fn count(&self, actor: A) -> u64 {
        self.counts.binary_search_by_key(&actor, |(of, _)| *of).map_or(0, |at| self.counts[at].1)
    }

    /// Knows of so many events of an actor, if it did not know of as many.
    pub fn learn(&mut self, actor: A, count: u64) {
        match self.counts.binary_search_by_key(&actor, |(of, _)| *of) {
            Ok(at) => self.counts[at].1 = self.counts[at].1.max(count),
            Err(at) if count > 0 => self.counts.insert(at, (actor, count)),
            Err(_) => {}
        }
    }

    /// Knows of all that another does.
    pub fn merge(&mut self, other: &Self) {
        for (actor, count) in &other.counts {
            self.learn(*actor, *count);
        }
    }

    /// Whether it knows of all that another does.
    pub fn covers(&self, other: &Self) -> bool {
        other.counts.iter().all(|(actor, count)| self.count(*actor) >= *count)
    }

    /// Whom it knows, ascending, with how many events of each.
    pub fn iter(&self) -> impl Iterator<Item = (A, u64)> + '_ {
        self.counts.iter().copied()
    }

    /// Whether it knows of nothing.
    pub const fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(counts: &[(u8, u64)]) -> Vector<u8> {
        let mut vector = Vector::default();
        for (actor, count) in counts {
            vector.learn(*actor, *count);
        }
        vector
    }

    #[test]
    fn vectors_order_only_if_one_knows_all_that_the_other_does() {
        let (one, other) = (vector(&[(1, 2), (3, 1)]), vector(&[(1, 1), (2, 1)]));
        assert!(!one.covers(&other) && !other.covers(&one), "concurrent");
        let mut both = one.clone();
        both.merge(&other);
        assert!(both.covers(&one) && both.covers(&other) && !one.covers(&both));
        assert_eq!(both, vector(&[(3, 1), (2, 1), (1, 2), (1, 1), (4, 0)]), "each actor once, in order");
    }
}
