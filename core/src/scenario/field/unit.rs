//! Times and rates: numbers with a unit.

use crate::{
    base::limit,
    scenario::{Code, Problem},
};
use alloc::{
    format,
    string::{String, ToString},
};
use core::ops::RangeInclusive;

/// The units of time, the largest first, in ns; a bare number is in milliseconds.
const UNITS: [(&str, u64); 4] = [("s", 1_000_000_000), ("ms", MS), ("us", 1_000), ("ns", 1)];
const MS: u64 = 1_000_000;

/// The units of what lasts long, the largest first, in s.
const LONG_UNITS: [(&str, u64); 2] = [("d", 86_400), ("h", 3_600)];

/// A time in ns such as `10d` or `3h`, or as [`time`] has it, up to [`limit::GRACE_NS`].
pub(super) fn long_time(atom: &str) -> Result<u64, Problem> {
    let in_seconds = LONG_UNITS.iter().find_map(|(word, seconds)| {
        let number = digits_of(atom.strip_suffix(word)?)?;
        Some(format!("{}s", number.saturating_mul(*seconds)))
    });
    let most = limit::GRACE_NS;
    time(in_seconds.as_deref().unwrap_or(atom), 0..=most).map_err(|problem| {
        if problem.code != Code::Range {
            let message = "is no time: write a whole number and ns, us, ms, s, h or d, as in 3h";
            return Problem::new(Code::Number, atom, message).near("3h");
        }
        let near = write_long_time(if atom.starts_with('-') { 0 } else { most });
        let message = format!("is not from 0 to {}: {near} is nearest", write_long_time(most));
        Problem::new(Code::Range, atom, message).near(&near)
    })
}

/// A time in days or hours where these are exact, else as any other.
pub(super) fn write_long_time(ns: u64) -> String {
    const SECOND: u64 = 1_000_000_000;
    let exact = LONG_UNITS.iter().find(|(_, seconds)| ns > 0 && ns.is_multiple_of(seconds * SECOND));
    exact.map_or_else(|| write_time(ns), |(word, seconds)| format!("{}{word}", ns / (seconds * SECOND)))
}

/// A time in ns such as `250us`, `80ms`, `2s` or `80`, within a range.
pub(super) fn time(atom: &str, range: RangeInclusive<u64>) -> Result<u64, Problem> {
    let [least, most] = [*range.start(), *range.end()];
    let signed = signed_ns(atom)?;
    match u64::try_from(signed) {
        Ok(ns) if range.contains(&ns) => Ok(ns),
        ns => {
            let near =
                write_time(ns.map_or(if signed < 0 { least } else { most }, |ns| ns.clamp(least, most)));
            let [least, most] = [least, most].map(write_time);
            let message = format!("is not from {least} to {most}: {near} is nearest");
            Err(Problem::new(Code::Range, atom, message).near(&near))
        }
    }
}

/// Any time of a simulation.
pub(super) fn any_time(atom: &str) -> Result<u64, Problem> {
    time(atom, 0..=limit::SIM_NS)
}

/// A time that may be negative: how far a clock is ahead, ns.
pub(super) fn signed_time(atom: &str) -> Result<i64, Problem> {
    let most = limit::SIM_NS as i64;
    let signed = signed_ns(atom)?;
    match i64::try_from(signed) {
        Ok(ns) if (-most..=most).contains(&ns) => Ok(ns),
        _ => {
            let near = write_signed_time(if signed < 0 { -most } else { most });
            let message = format!(
                "is not from {} to {}: {near} is nearest",
                write_signed_time(-most),
                write_signed_time(most)
            );
            Err(Problem::new(Code::Range, atom, message).near(&near))
        }
    }
}

/// The time in ns; what no u64 holds is more than any limit.
fn signed_ns(atom: &str) -> Result<i128, Problem> {
    let (is_negative, magnitude) = atom.strip_prefix('-').map_or((false, atom), |rest| (true, rest));
    let digits = magnitude.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &magnitude[digits.len()..] {
        "" => Some(MS),
        unit => UNITS.iter().find(|(word, _)| *word == unit).map(|(_, ns)| *ns),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let Some(unit) = unit.filter(|_| is_number) else {
        let message = "is no time: write a whole number and ns, us, ms or s, as in 80ms";
        return Err(Problem::new(Code::Number, atom, message).near("80ms"));
    };
    let ns = i128::from(digits.parse::<u64>().unwrap_or(u64::MAX)) * i128::from(unit);
    Ok(if is_negative { -ns } else { ns })
}

/// A time in the largest unit that is exact.
pub(in crate::scenario) fn write_time(ns: u64) -> String {
    if ns == 0 {
        return "0".into();
    }
    let (word, unit) = UNITS.iter().find(|(_, unit)| ns.is_multiple_of(*unit)).copied().unwrap_or(("ns", 1));
    format!("{}{word}", ns / unit)
}

/// The instant of a line of a script: milliseconds are bare.
pub(super) fn write_instant(ns: u64) -> String {
    let time = write_time(ns);
    time.strip_suffix("ms").map_or(time.clone(), ToString::to_string)
}

pub(super) fn write_signed_time(ns: i64) -> String {
    let sign = if ns < 0 { "-" } else { "" };
    format!("{sign}{}", write_time(ns.unsigned_abs()))
}

/// A rate in ppm such as `20ppm`, `5pct` or `0`.
pub(super) fn rate(atom: &str) -> Result<u32, Problem> {
    let ppm = match (atom.strip_suffix("pct"), atom.strip_suffix("ppm")) {
        (Some(percent), _) => digits_of(percent).map(|percent| percent.saturating_mul(10_000)),
        (_, Some(ppm)) => digits_of(ppm),
        _ => digits_of(atom).filter(|rate| *rate == 0),
    };
    match ppm {
        Some(ppm) if ppm <= 1_000_000 => Ok(ppm as u32),
        Some(_) => {
            Err(Problem::new(Code::Range, atom, "is more than always: 100pct is nearest").near("100pct"))
        }
        None => {
            let message = "is no rate: write a whole number and pct or ppm, as in 5pct or 20ppm";
            Err(Problem::new(Code::Number, atom, message).near("5pct"))
        }
    }
}

pub(super) fn write_rate(ppm: u32) -> String {
    match ppm {
        0 => "0".into(),
        _ if ppm.is_multiple_of(10_000) => format!("{}pct", ppm / 10_000),
        _ => format!("{ppm}ppm"),
    }
}

/// The number of digits; what no u64 holds is more than any limit.
pub(super) fn digits_of(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_the_largest_unit_that_is_exact_and_read_back() {
        for (ns, written) in [
            (0, "0"),
            (1, "1ns"),
            (1_500, "1500ns"),
            (250_000, "250us"),
            (80_000_000, "80ms"),
            (2_000_000_000, "2s"),
        ] {
            assert_eq!(write_time(ns), written);
            assert_eq!(any_time(written), Ok(ns));
        }
        assert_eq!(any_time("80"), Ok(80_000_000), "a bare number is in milliseconds");
        assert_eq!(write_instant(80_000_000), "80");
        assert_eq!(signed_time("-30ms"), Ok(-30_000_000));
    }

    #[test]
    fn what_lasts_long_is_written_in_days_or_hours_where_these_are_exact() {
        for (said, written) in [
            ("864000s", "10d"),
            ("240h", "10d"),
            ("3h", "3h"),
            ("25h", "25h"),
            ("0d", "0"),
            ("90000", "90s"),
            ("5401s", "5401s"),
            ("365d", "365d"),
        ] {
            let ns = long_time(said).unwrap();
            assert_eq!(write_long_time(ns), written);
            assert_eq!(long_time(written), Ok(ns));
        }
        for (atom, near) in [("366d", "365d"), ("99999999999999999999d", "365d"), ("-1s", "0")] {
            assert_eq!(long_time(atom).unwrap_err().hint.as_deref(), Some(near), "{atom}");
        }
        for atom in ["", "d", "-3h", "1w", "1.5h", "+3h"] {
            assert_eq!(long_time(atom).unwrap_err().hint.as_deref(), Some("3h"), "{atom}");
        }
    }

    #[test]
    fn what_is_no_time_or_rate_says_what_is_near() {
        for (atom, near) in [("-5", "0"), ("9999999999999999999999s", "86400s"), ("3h", "80ms"), ("", "80ms")]
        {
            assert_eq!(any_time(atom).unwrap_err().hint.as_deref(), Some(near), "{atom}");
        }
        assert_eq!(signed_time("-86401s").unwrap_err().hint.as_deref(), Some("-86400s"));
        for (atom, near) in [("5", "5pct"), ("101pct", "100pct"), ("pct", "5pct"), ("-1ppm", "5pct")] {
            assert_eq!(rate(atom).unwrap_err().hint.as_deref(), Some(near), "{atom}");
        }
        assert_eq!(["0", "5pct", "20ppm"].map(|atom| rate(atom).unwrap()), [0, 50_000, 20]);
    }
}
