/// The least number from `low` to `high` of which `holds` is true, where that is false below it and true above: to the last
/// digits that a number has. `high` where it is true of none below.
pub fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(low) {
        return low;
    }
    // Each step halves the distance: 64 of them are enough for all digits unless the root is far nearer to 0 than `low` is.
    for _ in 0..64 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_to_its_last_digits() {
        assert!((bisect(0.0, 2.0, |x| x * x >= 2.0) / core::f64::consts::SQRT_2 - 1.0).abs() < 1e-15);
        assert!(bisect(3.0, 9.0, |_| true) <= 3.0 && bisect(3.0, 9.0, |_| false) >= 9.0);
    }
}
