//! The standard normal distribution, through `libm` alone: the same bits on every machine.

use core::f64::consts::{FRAC_1_SQRT_2, PI};

/// The chance of a draw above `y`. Exact where it is tiny, down to `y` about 37, from where on it is 0.
pub fn above(y: f64) -> f64 {
    0.5 * libm::erfc(y * FRAC_1_SQRT_2)
}

/// The chance of a draw of at most `y`.
pub fn at_most(y: f64) -> f64 {
    above(-y)
}

/// The natural logarithm of the chance of a draw above `y`. It keeps its digits on both sides.
pub fn ln_above(y: f64) -> f64 {
    if y < 0.0 { libm::log1p(-at_most(y)) } else { libm::log(above(y)) }
}

/// The `y` above which a draw lies with a chance in (0, 1) whose natural logarithm is `ln_chance`.
///
/// By Newton's method on [`ln_above`], which is concave: from the far side of the root it comes nearer with each step, and a
/// dozen steps reach all digits of every chance above 10^-300.
pub fn with_ln_above(ln_chance: f64) -> f64 {
    // Of a chance above a half the mirror image is found: there the logarithm is flat.
    if ln_chance > -core::f64::consts::LN_2 {
        return -with_ln_above(libm::log(-libm::expm1(ln_chance)));
    }
    let mut y = libm::sqrt(-2.0 * ln_chance);
    for _ in 0..12 {
        let chance = above(y);
        let slope = libm::exp(-0.5 * y * y) / (libm::sqrt(2.0 * PI) * chance);
        y += (libm::log(chance) - ln_chance) / slope;
    }
    y
}

/// The `y` that a draw exceeds with a chance of 1 − `p`, `p` in (0, 1).
pub fn quantile(p: f64) -> f64 {
    if p < 0.5 { -with_ln_above(libm::log(p)) } else { with_ln_above(libm::log1p(-p)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_chances_come_out() {
        for (y, chance) in [
            (0.0, 0.5),
            (1.0, 0.158_655_253_931_457_05),
            (1.959_963_984_540_054, 0.025),
            (6.0, 9.865_876_450_376_946e-10),
            (-1.0, 0.841_344_746_068_542_9),
        ] {
            assert!((above(y) / chance - 1.0).abs() < 1e-13, "{y}: {}", above(y));
            assert!((ln_above(y) - libm::log(chance)).abs() < 1e-13, "{y}");
            assert!((at_most(-y) / chance - 1.0).abs() < 1e-13, "{y}");
        }
    }

    #[test]
    fn the_quantile_is_the_inverse_on_both_sides_and_far_out() {
        for p in [1e-12, 0.001, 0.3, 0.5, 0.500_001, 0.9, 0.999_999] {
            assert!((at_most(quantile(p)) / p - 1.0).abs() < 1e-12, "{p}: {}", quantile(p));
        }
        for exponent in 1..300 {
            let ln_chance = -f64::from(exponent) * core::f64::consts::LN_10;
            assert!((ln_above(with_ln_above(ln_chance)) / ln_chance - 1.0).abs() < 1e-13, "{exponent}");
        }
    }
}
