//! Sine and cosine of turns. Pictures need them to a hundredth of a pixel and the same everywhere; a general sine brings
//! a reduction by π for huge arguments, which a turn does not need, and its tables.

/// Sine and cosine of so many turns, each to about 1e-12.
pub(super) fn sine_cosine(turns: f64) -> (f64, f64) {
    let turns = turns - libm::floor(turns);
    // The nearest quarter, and how far it is: at most an eighth of a turn.
    let quarter = libm::floor(turns * 4.0 + 0.5);
    let angle = (turns - quarter / 4.0) * core::f64::consts::TAU;
    let square = angle * angle;
    let (mut sine, mut cosine) = (1.0, 1.0);
    // Taylor's series from its end: x^(n+1)/(n+1)! is 1e-13 of the first term at n = 13.
    for n in [6.0, 5.0, 4.0, 3.0, 2.0, 1.0] {
        sine = 1.0 - sine * square / ((2.0 * n) * (2.0 * n + 1.0));
        cosine = 1.0 - cosine * square / ((2.0 * n - 1.0) * (2.0 * n));
    }
    sine *= angle;
    match quarter as u8 % 4 {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_a_general_sine_says() {
        for step in -2_000..4_000 {
            let turns = f64::from(step) / 1_000.0 + 0.000_37;
            let (sine, cosine) = sine_cosine(turns);
            let angle = turns * core::f64::consts::TAU;
            assert!((sine - angle.sin()).abs() < 1e-11 && (cosine - angle.cos()).abs() < 1e-11, "{turns}");
        }
    }
}
