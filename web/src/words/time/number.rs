//! Times in words: short ones in short units.

use crate::words::counted;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nanoseconds.
    Ns,
    /// Microseconds.
    Us,
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
    /// Minutes.
    Min,
    /// Hours.
    H,
}

const UNITS: [(Unit, u64, &str); 6] = [
    (Unit::H, 3_600_000_000_000, "h"),
    (Unit::Min, 60_000_000_000, "min"),
    (Unit::S, 1_000_000_000, "s"),
    (Unit::Ms, 1_000_000, "ms"),
    (Unit::Us, 1_000, "µs"),
    (Unit::Ns, 1, "ns"),
];

impl Unit {
    /// The largest unit of which so many ns are one or more.
    pub fn of(ns: u64) -> Unit {
        UNITS.iter().find(|(_, size, _)| *size <= ns).map_or(Unit::Ns, |(unit, ..)| *unit)
    }

    fn row(self) -> (u64, &'static str) {
        UNITS.iter().find(|(unit, ..)| *unit == self).map_or((1, "ns"), |row| (row.1, row.2))
    }

    /// Its sign.
    pub fn sign(self) -> &'static str {
        self.row().1
    }

    /// So many ns in this unit, without its sign, to at most so many decimals (up to 3).
    pub fn number(self, ns: u64, decimals: u32) -> String {
        let (size, parts) = (u128::from(self.row().0), u128::from(10_u32.pow(decimals.min(3))));
        let rounded = (u128::from(ns) * parts + size / 2) / size;
        let whole = counted((rounded / parts) as u64);
        let rest = rounded % parts;
        if rest == 0 {
            return whole;
        }
        let digits = format!("{rest:0width$}", width = decimals.min(3) as usize);
        format!("{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// How long something took: "9 ms", "3.5 µs".
pub fn span(ns: u64) -> String {
    let unit = if ns == 0 { Unit::Ms } else { Unit::of(ns) };
    format!("{}\u{202f}{}", unit.number(ns, 1), unit.sign())
}

/// An instant of a run, in ms to the µs.
pub fn instant(ns: u64) -> String {
    format!("{}\u{202f}ms", Unit::Ms.number(ns, 3))
}

/// Where a player stands: "52 ms of 56 ms".
pub fn of_run(at_ns: u64, until_ns: u64) -> String {
    let unit = Unit::of(until_ns.max(1));
    let decimals = u32::from(unit.number(until_ns, 0).len() <= 2);
    let said = |ns: u64| format!("{}\u{202f}{}", unit.number(ns, decimals), unit.sign());
    format!("{} of {}", said(at_ns), said(until_ns))
}

/// What the speeds of a player mean.
pub const PACE: &str = "× 1 plays the whole run in 12 seconds";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_the_unit_that_their_size_asks_for() {
        let said = [0, 350, 3_500, 9_000_000, 1_200_000_000, 90_000_000_000, 7_200_000_000_000].map(span);
        let said = said.map(|said| said.replace('\u{202f}', " "));
        assert_eq!(said, ["0 ms", "350 ns", "3.5 µs", "9 ms", "1.2 s", "1.5 min", "2 h"]);
    }

    #[test]
    fn instants_are_in_milliseconds_to_the_microsecond() {
        let said = [0, 35_250_000, 1_234_567_891].map(instant).map(|said| said.replace('\u{202f}', " "));
        assert_eq!(said, ["0 ms", "35.25 ms", "1,234.568 ms"]);
    }
}
