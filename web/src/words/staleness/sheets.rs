//! The same facts as tables.

use super::{chance, ms};
use crate::words::Sheet;
use quorate_core::staleness::{
    Ask, Findings,
    versions::{within, within_approx},
};

/// Versions back of which the page speaks.
const VERSIONS: u32 = 5;

/// How long reads and writes take.
pub fn latencies(findings: &Findings) -> Sheet {
    let row = |what: &str, quantile: &dyn Fn(f64) -> f64| {
        let times = [0.5, 0.99, 0.999].map(|q| ms(quantile(q)));
        [what.to_string()].into_iter().chain(times).collect()
    };
    Sheet {
        heads: &["Within", "50\u{202f}%", "99\u{202f}%", "99.9\u{202f}%"],
        rows: vec![
            row("Reads", &|q| findings.read_latency(q).value),
            row("Writes", &|q| findings.write_latency(q).value),
        ],
    }
}

/// The chance of one of the last k versions, for each k.
pub fn versions(ask: Ask) -> Sheet {
    let row = |k: u32| {
        let fraction = within(ask, k).map_or_else(
            || "too long to write".into(),
            |share| if share.num == share.den { "1".into() } else { format!("{}/{}", share.num, share.den) },
        );
        vec![k.to_string(), fraction, chance(within_approx(ask, k))]
    };
    Sheet { heads: &["k", "Fraction", "Chance"], rows: (1..=VERSIONS).map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_fractions_and_a_quorum_that_overlaps_has_none_to_miss() {
        let rows = |r, w| versions(Ask::new(3, r, w, 1).unwrap()).rows;
        assert_eq!(rows(1, 1)[1], ["2", "5/9", "55.556\u{202f}%"]);
        assert_eq!(rows(1, 1)[4], ["5", "211/243", "86.831\u{202f}%"]);
        assert!(rows(2, 2).iter().all(|row| row[1..] == ["1", "100\u{202f}%"]));
    }
}
