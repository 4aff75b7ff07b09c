//! How quickly a run is played, and how finely it is scrubbed.

/// How many times as quick as at first, in eighths, and in words.
pub type Speed = (u32, &'static str);

/// From an eighth to sixteen times.
pub const SPEEDS: [Speed; 8] =
    [(1, "× ⅛"), (2, "× ¼"), (4, "× ½"), (8, "× 1"), (16, "× 2"), (32, "× 4"), (64, "× 8"), (128, "× 16")];

/// How long a whole run takes at first, in ms of the reader: long enough to follow, whatever the run is.
const WHOLE_MS: f64 = 12_000.0;
/// A frame that comes later than this stood still meanwhile, and does not jump.
const LATEST_MS: f64 = 250.0;
/// How long each step stands where motion is reduced, in ms at first.
const STEP_MS: f64 = 600.0;

/// How much of a run of `until_ns` passes in a frame of so many ms, ns.
pub fn passes_ns(until_ns: u64, eighths: u32, frame_ms: f64) -> f64 {
    let frame_ms = crate::words::within(frame_ms, 0.0, LATEST_MS);
    until_ns as f64 / WHOLE_MS * frame_ms * f64::from(eighths) / 8.0
}

/// How long a step stands where the player goes from one to the next, ms.
pub fn stands_ms(eighths: u32) -> f64 {
    STEP_MS * 8.0 / f64::from(eighths.max(1))
}

/// What one press of an arrow key passes, ns: the largest power of ten of which the run has twenty-five or more.
pub fn grain_ns(until_ns: u64) -> u64 {
    let mut grain = 1;
    while until_ns / (grain * 10) >= 25 {
        grain *= 10;
    }
    grain
}

/// An instant that was dragged to, ns, to the grain; the end stays the end.
pub fn rounded_ns(at_ns: u64, until_ns: u64) -> u64 {
    let grain = grain_ns(until_ns);
    if at_ns >= until_ns {
        return until_ns;
    }
    ((at_ns + grain / 2) / grain * grain).min(until_ns)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    #[test]
    fn arrows_pass_a_round_part_of_any_run() {
        let grains = [56 * MS, 2_000 * MS, 24 * MS, 86_400_000 * MS, 100].map(grain_ns);
        assert_eq!(grains, [MS, 10 * MS, 100_000, 1_000_000 * MS, 1]);
        assert_eq!(rounded_ns(51_600_000, 56 * MS), 52 * MS);
        assert_eq!(rounded_ns(99 * MS, 55_400_000), 55_400_000);
    }

    #[test]
    fn a_run_takes_as_long_whatever_its_length_and_a_late_frame_does_not_jump() {
        let whole = |until_ns: u64| until_ns as f64 / passes_ns(until_ns, 8, 10.0);
        assert!((whole(56 * MS) - 1_200.0).abs() < 1e-6 && (whole(MS) - 1_200.0).abs() < 1e-6);
        assert!(passes_ns(MS, 8, 60_000.0) < 25_000.0);
        assert!(stands_ms(16) < stands_ms(8));
    }
}
