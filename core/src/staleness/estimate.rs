/// The standard normal's quantile for a confidence of 95 %, both sides together.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A chance that was found by trials, and the interval in which it lies with a confidence of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The share of trials.
    pub p: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    /// Of `hits` of `trials` trials, by Wilson's score (Journal of the American Statistical Association 22, 1927), which also
    /// says something where no trial or each one is a hit. Of no trial nothing is known.
    pub fn of(hits: u32, trials: u32) -> Self {
        if trials == 0 {
            return Estimate { p: 0.0, low: 0.0, high: 1.0 };
        }
        let trials = f64::from(trials);
        let p = f64::from(hits) / trials;
        let square = Z * Z / trials;
        let middle = (p + square / 2.0) / (1.0 + square);
        let half = libm::sqrt((p * (1.0 - p) + square / 4.0) * square) / (1.0 + square);
        let (low, high) = (middle - half, middle + half);
        // Where the ends are 0 or 1 exactly, rounding may leave them beside it.
        let low = if hits == 0 || low < 0.0 { 0.0 } else { low };
        let high = if f64::from(hits) >= trials || high > 1.0 { 1.0 } else { high };
        Estimate { p, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(estimate: Estimate, low: f64, high: f64) {
        assert!((estimate.low - low).abs() < 5e-5 && (estimate.high - high).abs() < 5e-5, "{estimate:?}");
    }

    #[test]
    fn intervals_are_those_that_are_published() {
        // Newcombe, Statistics in Medicine 17 (1998), table I: Wilson's score without correction.
        near(Estimate::of(81, 263), 0.2553, 0.3662);
        near(Estimate::of(15, 148), 0.0624, 0.1605);
        near(Estimate::of(0, 20), 0.0, 0.1611);
        near(Estimate::of(1, 29), 0.0061, 0.1718);
    }

    #[test]
    fn certain_ends_are_certain() {
        assert_eq!(Estimate::of(7, 7).high.to_bits(), 1.0_f64.to_bits());
        assert_eq!(Estimate::of(0, 7).low.to_bits(), 0.0_f64.to_bits());
        assert_eq!(Estimate::of(0, 0), Estimate { p: 0.0, low: 0.0, high: 1.0 });
    }
}
