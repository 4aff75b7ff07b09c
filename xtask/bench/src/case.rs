//! What was measured, and how it is summed up.

/// One thing done at one size by several contestants.
pub(crate) struct Case {
    /// What is done.
    pub(crate) what: String,
    /// Nodes of the ring.
    pub(crate) nodes: u32,
    /// Quorate, which comes first, and the others.
    pub(crate) contestants: Vec<Samples>,
}

/// The times of one contestant.
pub(crate) struct Samples {
    /// Who.
    pub(crate) name: String,
    /// Nanoseconds an operation, round by round.
    pub(crate) times: Vec<f64>,
}

/// The middle and the spread of some numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) lower_quartile: f64,
    pub(crate) median: f64,
    pub(crate) upper_quartile: f64,
}

impl Samples {
    pub(crate) fn spread(&self) -> Spread {
        Spread::of(self.times.clone())
    }

    /// How often as long this contestant takes as another, of each round's pair.
    pub(crate) fn over(&self, other: &Samples) -> Spread {
        Spread::of(self.times.iter().zip(&other.times).map(|(mine, other)| mine / other).collect())
    }
}

impl Spread {
    /// Of at least one number; of none it is not a number.
    pub(crate) fn of(mut numbers: Vec<f64>) -> Self {
        numbers.sort_by(f64::total_cmp);
        let at = |quarter: usize| {
            let last = numbers.len().saturating_sub(1);
            numbers.get((last * quarter + 2) / 4).copied().unwrap_or(f64::NAN)
        };
        Spread { lower_quartile: at(1), median: at(2), upper_quartile: at(3) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_of_the_sorted_numbers() {
        let spread = Spread::of(vec![9.0, 1.0, 5.0, 3.0, 7.0]);
        assert_eq!(spread, Spread { lower_quartile: 3.0, median: 5.0, upper_quartile: 7.0 });
        assert!(Spread::of(Vec::new()).median.is_nan());
    }
}
