use core::fmt;

/// A length of virtual time in ns, which is shown in the largest unit that it fills, to three decimals: `1.5 ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub u64);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            0 => return f.write_str("0 ms"),
            1..1_000 => return write!(f, "{} ns", self.0),
            1_000..1_000_000 => (1_000, "µs"),
            1_000_000..1_000_000_000 => (1_000_000, "ms"),
            _ => (1_000_000_000, "s"),
        };
        let thousandths = u128::from(self.0) * 1_000 / unit;
        write!(f, "{}", thousandths / 1_000)?;
        let (mut rest, mut digits) = (thousandths % 1_000, 3);
        if rest > 0 {
            while rest % 10 == 0 {
                (rest, digits) = (rest / 10, digits - 1);
            }
            write!(f, ".{rest:0digits$}")?;
        }
        write!(f, " {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_span_is_shown_in_the_largest_unit_that_it_fills() {
        let spans = [0, 7, 1_000, 1_500_000, 2_050_000, 1_000_000_000, 90_001_000_000, 1_234_567];
        let shown = ["0 ms", "7 ns", "1 µs", "1.5 ms", "2.05 ms", "1 s", "90.001 s", "1.234 ms"];
        assert_eq!(spans.map(|ns| Span(ns).to_string()), shown);
    }
}
