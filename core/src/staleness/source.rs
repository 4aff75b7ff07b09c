use super::{
    Leg,
    cells::{ALL, Cells},
    leg::WHOLE,
};
use crate::base::Random;
use alloc::vec::Vec;

/// Draws of a leg, one word of the generator each, which chooses the part of a mixture and the time in it; in the tails two.
pub(super) struct Source {
    parts: Vec<Part>,
}

/// Words that are drawn together.
const WORDS: usize = 128;

/// A part of a mixture: the words from `from` up to the next part are its own.
struct Part {
    from: u32,
    /// How many times as far words stand apart once they are spread over all chances.
    stretch: f64,
    cells: Cells,
}

impl Part {
    #[inline]
    fn draw(&self, word: u32, tails: &mut Random) -> f64 {
        let place = f64::from(word.wrapping_sub(self.from));
        match self.cells.with_late((place + 0.5) * self.stretch) {
            Some(ns) => ns,
            None => self.draw_exactly(place, tails),
        }
    }

    /// In the tails a word is not fine enough: another says where between it and the next.
    #[cold]
    fn draw_exactly(&self, place: f64, tails: &mut Random) -> f64 {
        self.cells.exact((place + 1.0 - tails.unit()) * self.stretch)
    }
}

impl Source {
    pub(super) fn new(leg: &Leg) -> Self {
        let mut below = 0_u32;
        let place = |chance: u32| (u64::from(chance) << 32) / u64::from(WHOLE);
        let mut parts = Vec::new();
        for (chance, latency) in leg.parts.iter().filter(|(chance, _)| *chance > 0) {
            let (from, to) = (place(below), place(below + chance));
            below += chance;
            let stretch = ALL / (to - from) as f64;
            parts.push(Part { from: from as u32, stretch, cells: Cells::new(latency, leg.route) });
        }
        Source { parts }
    }

    /// Fills columns, ns. The tails have a generator of their own, so that words need not wait for it.
    pub(super) fn fill(&self, columns: &mut [f64], random: &mut Random, tails: &mut Random) {
        let mut words = [0; WORDS];
        for column in columns.chunks_mut(WORDS) {
            // A generator of the loop's own stays in registers.
            let mut own = random.clone();
            for word in &mut words {
                *word = own.bits();
            }
            *random = own;
            self.fill_some(column, &words, tails);
        }
    }

    fn fill_some(&self, column: &mut [f64], words: &[u32; WORDS], tails: &mut Random) {
        let drawn = column.iter_mut().zip(words);
        match self.parts.as_slice() {
            [] => column.fill(0.0),
            [one] => drawn.for_each(|(ns, word)| *ns = one.draw(*word, tails)),
            [one, other] => {
                let parts = [one, other];
                let from = other.from;
                drawn.for_each(|(ns, word)| *ns = parts[usize::from(*word >= from)].draw(*word, tails));
            }
            parts => drawn.for_each(|(ns, word)| {
                let at = parts.iter().rposition(|part| part.from <= *word).unwrap_or(0);
                *ns = parts.get(at).map_or(0.0, |part| part.draw(*word, tails));
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Latency, MeasuredTable, Route};
    use alloc::vec;

    const MS: u64 = 1_000_000;

    #[test]
    fn draws_follow_their_distribution_in_the_middle_and_in_both_tails() {
        let route = Route::between("Virginia", "Ireland").unwrap();
        let three = vec![
            (50, Latency::Exponential(MS)),
            (30, Latency::Pareto(2 * MS, 200)),
            (20, Latency::LogNormal(MS, 70)),
        ];
        for latency in [
            Latency::Uniform(2 * MS, 6 * MS),
            Latency::Exponential(5 * MS),
            Latency::LogNormal(5 * MS, 40),
            Latency::Pareto(2 * MS, 350),
            Latency::Measured(MeasuredTable::Aws2013),
            Latency::Mixture(vec![(38, Latency::Pareto(MS, 151)), (62, Latency::Exponential(6 * MS))]),
            Latency::Mixture(three),
        ] {
            let leg = Leg::new(&latency, route);
            let mut drawn = vec![0.0; 1_000_000];
            Source::new(&leg).fill(&mut drawn, &mut Random::new(7, "leg"), &mut Random::new(7, "tails"));
            drawn.sort_by(f64::total_cmp);
            for rank in [10, 1_000, 100_000, 500_000, 900_000, 999_000, 999_990] {
                let expected = 1.0 - f64::from(rank) / 1e6;
                let late = leg.late(drawn[rank as usize]);
                // Five standard deviations of a binomial.
                let strays = 5.0 * libm::sqrt(expected * (1.0 - expected) / 1e6);
                assert!((late - expected).abs() < strays, "{latency}: {late}, not {expected}");
            }
        }
    }

    #[test]
    fn a_draw_in_the_tail_lies_between_those_of_the_words_beside_it() {
        let source = Source::new(&Leg::new(&Latency::Exponential(MS), Route::default()));
        let part = &source.parts[0];
        let mut random = Random::new(1, "tail");
        let draws: Vec<f64> = (0..4).map(|_| part.draw(0, &mut random)).collect();
        assert!(draws.iter().all(|ns| *ns > 32.0 * core::f64::consts::LN_2 * 1e6), "{draws:?}");
        assert!(draws.windows(2).all(|pair| pair[0].to_bits() != pair[1].to_bits()), "{draws:?}");
    }
}
