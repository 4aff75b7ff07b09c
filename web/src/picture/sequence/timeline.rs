use quorate_core::base::sort_by_key;
use quorate_core::trace::ActorAt;

/// Something that lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// Whom it happens to.
    pub actor: ActorAt,
    /// When it begins, ns.
    pub from_ns: u64,
    /// When it ends, ns; `u64::MAX` where the run ends before it does.
    pub to_ns: u64,
    /// What it is.
    pub of: T,
}

impl<T> Span<T> {
    /// Whether it is over at an instant.
    pub const fn is_over(&self, at_ns: u64) -> bool {
        self.to_ns <= at_ns
    }

    /// Whether it lasts at an instant.
    pub const fn lasts(&self, at_ns: u64) -> bool {
        self.from_ns <= at_ns && at_ns < self.to_ns
    }
}

/// Spans in the order in which they begin, from which those of a window are found without a look at the others.
#[derive(Clone, Debug)]
pub struct Timeline<T> {
    all: Vec<Span<T>>,
    /// The latest end among a span and all before it.
    ends: Vec<u64>,
}

impl<T> Timeline<T> {
    /// Puts spans in order.
    pub fn new(mut all: Vec<Span<T>>) -> Self {
        sort_by_key(&mut all, |span| (span.from_ns, 0));
        let mut latest = 0;
        let ends = all.iter().map(|span| {
            latest = span.to_ns.max(latest);
            latest
        });
        Timeline { ends: ends.collect(), all }
    }

    /// All, in the order in which they begin.
    pub fn all(&self) -> &[Span<T>] {
        &self.all
    }

    /// Those that touch a window, its ends included.
    pub fn within(&self, from_ns: u64, to_ns: u64) -> impl Iterator<Item = &Span<T>> {
        let first = self.ends.partition_point(|end| *end < from_ns);
        let behind = self.all.partition_point(|span| span.from_ns <= to_ns);
        self.all[first.min(behind)..behind].iter().filter(move |span| span.to_ns >= from_ns)
    }

    /// Those of one actor that last at an instant.
    pub fn at(&self, actor: ActorAt, at_ns: u64) -> Option<&Span<T>> {
        self.within(at_ns, at_ns).find(|span| span.actor == actor && span.lasts(at_ns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_finds_long_spans_that_began_before_it() {
        let span = |from_ns, to_ns| Span { actor: ActorAt(0), from_ns, to_ns, of: () };
        let line = Timeline::new(vec![span(20, 30), span(0, u64::MAX), span(1, 2), span(40, 50)]);
        let found = |from, to| line.within(from, to).map(|span| span.from_ns).collect::<Vec<_>>();
        assert_eq!(found(25, 39), [0, 20]);
        assert_eq!(found(0, 1), [0, 1]);
        assert_eq!(found(50, 60), [0, 40]);
        assert_eq!(line.at(ActorAt(0), 3).map(|span| span.from_ns), Some(0));
    }
}
