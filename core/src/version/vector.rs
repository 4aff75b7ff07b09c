use alloc::vec::Vec;

/// A version vector: which events of each actor are known, counted from 1.
///
/// After Parker et al., "Detection of Mutual Inconsistency in Distributed Systems" (1983). Two of them order if one knows
/// all that the other does; else they are concurrent. Whoever reads one version alone knows its event and perhaps none of
/// those before it, so single events can be known too ([`add`](Vector::add)): these are the dots of Preguiça et al., "Dotted
/// Version Vectors" (2012). Events one after the other are one span, so gaps cost memory and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector<A> {
    /// By actor and count, ascending; spans of one actor neither meet nor touch.
    spans: Vec<Span<A>>,
}

/// Events of one actor: the first and the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span<A> {
    of: A,
    first: u64,
    last: u64,
}

impl<A> Default for Vector<A> {
    fn default() -> Self {
        Vector { spans: Vec::new() }
    }
}

impl<A: Copy + Ord> Vector<A> {
    /// How many events of an actor it knows from the first on, without a gap.
    pub fn count(&self, actor: A) -> u64 {
        let at = self.spans.partition_point(|span| span.of < actor);
        self.spans.get(at).filter(|span| span.of == actor && span.first == 1).map_or(0, |span| span.last)
    }

    /// Whether it knows an event.
    pub fn has(&self, actor: A, count: u64) -> bool {
        self.knows(Span { of: actor, first: count, last: count })
    }

    fn knows(&self, other: Span<A>) -> bool {
        let at = self.spans.partition_point(|span| (span.of, span.last) < (other.of, other.last));
        self.spans.get(at).is_some_and(|span| span.of == other.of && span.first <= other.first)
    }

    /// Knows of so many events of an actor, the first and all after it, if it did not know of as many.
    pub fn learn(&mut self, actor: A, count: u64) {
        if count > 0 {
            self.join(Span { of: actor, first: 1, last: count });
        }
    }

    /// Knows one event, and no other because of it.
    pub fn add(&mut self, actor: A, count: u64) {
        if count > 0 {
            self.join(Span { of: actor, first: count, last: count });
        }
    }

    /// Takes a span in, with those that it meets or touches.
    fn join(&mut self, mut new: Span<A>) {
        let from =
            self.spans.partition_point(|span| (span.of, span.last.saturating_add(1)) < (new.of, new.first));
        let meets = |span: &Span<A>| span.of == new.of && span.first <= new.last.saturating_add(1);
        let met = self.spans.iter().skip(from).take_while(|span| meets(span)).count();
        if met == 0 {
            return self.spans.insert(from, new);
        }
        for span in self.spans.drain(from + 1..from + met) {
            new.last = new.last.max(span.last);
        }
        if let Some(span) = self.spans.get_mut(from) {
            span.first = span.first.min(new.first);
            span.last = span.last.max(new.last);
        }
    }

    /// Knows of all that another does.
    pub fn merge(&mut self, other: &Self) {
        for span in &other.spans {
            self.join(*span);
        }
    }

    /// Whether it knows of all that another does.
    pub fn covers(&self, other: &Self) -> bool {
        other.spans.iter().all(|span| self.knows(*span))
    }

    /// Whom it knows, ascending, with the last event of each that it knows; after a gap once more.
    pub fn iter(&self) -> impl Iterator<Item = (A, u64)> + '_ {
        self.spans.iter().map(|span| (span.of, span.last))
    }

    /// Whether it knows of nothing.
    pub const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use proptest::prelude::*;

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

    #[test]
    fn one_event_is_known_without_those_before_it() {
        let mut vector = vector(&[(1, 2)]);
        vector.add(1, 4);
        assert!(vector.has(1, 4) && !vector.has(1, 3) && vector.count(1) == 2);
        assert_eq!(vector.iter().collect::<Vec<_>>(), [(1, 2), (1, 4)]);
        vector.add(1, 3);
        assert_eq!((vector.count(1), vector.iter().count()), (4, 1), "the gap is closed");
    }

    proptest! {
        #![proptest_config(crate::trace::stage::tries(512))]

        #[test]
        fn a_vector_is_a_set_of_events(
            one in proptest::collection::vec((0..3_u8, 1..9_u64, any::<bool>()), 0..12),
            other in proptest::collection::vec((0..3_u8, 1..9_u64, any::<bool>()), 0..12),
        ) {
            let make = |steps: &[(u8, u64, bool)]| {
                let (mut vector, mut set) = (Vector::default(), BTreeSet::new());
                for (actor, count, is_one) in steps {
                    if *is_one {
                        vector.add(*actor, *count);
                        set.insert((*actor, *count));
                    } else {
                        vector.learn(*actor, *count);
                        set.extend((1..=*count).map(|count| (*actor, count)));
                    }
                }
                (vector, set)
            };
            let ((a, events_a), (b, events_b)) = (make(&one), make(&other));
            prop_assert_eq!(a.covers(&b), events_a.is_superset(&events_b));
            let mut both = a.clone();
            both.merge(&b);
            let union: BTreeSet<_> = events_a.union(&events_b).copied().collect();
            for event in (0..3_u8).flat_map(|actor| (1..10_u64).map(move |count| (actor, count))) {
                prop_assert_eq!(both.has(event.0, event.1), union.contains(&event));
            }
            prop_assert_eq!(a == b, events_a == events_b, "one set is one vector");
        }
    }
}
