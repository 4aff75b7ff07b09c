use quorate_core::base::Share;

/// A narrow space that does not break.
const THIN: char = '\u{202f}';

/// A share in per cent, to one decimal; to two below one per cent; none where it is a whole number exactly.
pub fn share(share: Share) -> String {
    let hundredths = share.scaled(10_000);
    let is_whole = share.num.times(100) == share.den.times(share.scaled(100));
    if is_whole {
        return format!("{}{THIN}%", share.scaled(100));
    }
    if hundredths == 0 {
        return format!("under 0.01{THIN}%");
    }
    if hundredths < 100 {
        return format!("0.{hundredths:02}{THIN}%");
    }
    let tenths = share.scaled(1_000);
    format!("{}.{}{THIN}%", tenths / 10, tenths % 10)
}

/// A number in [0, 1], or a little more, in per cent to one decimal.
pub fn percent(number: f64) -> String {
    format!("{}{THIN}%", tenths(number * 100.0))
}

/// A number to one decimal.
pub fn tenths(number: f64) -> String {
    let tenths = libm::round(number.abs().min(1e9) * 10.0) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Degrees to two decimals.
pub fn degrees(degrees: f64) -> String {
    let hundredths = libm::round(within(degrees, 0.0, 360.0) * 100.0) as u64;
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}°"),
        (whole, rest) => format!("{whole}.{rest:02}°"),
    }
}

/// A count with commas.
pub fn counted(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number, or the nearest of two bounds; the lower where it is no number. `f64::clamp` can panic with its bounds, and
/// so brings the printing of floats: 16 KB of wasm.
pub fn within(number: f64, least: f64, most: f64) -> f64 {
    number.min(most).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_decimals_that_their_size_asks_for() {
        let of = |num, den| share(Share::of(num, den)).replace(THIN, " ");
        assert_eq!(of(24_370, 100_000), "24.4 %");
        assert_eq!(of(1, 4), "25 %");
        assert_eq!(of(8, 10_000), "0.08 %");
        assert_eq!(of(1, 1_000_000), "under 0.01 %");
        assert_eq!((of(0, 7), of(7, 7)), ("0 %".into(), "100 %".into()));
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(counted), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([8.43, 90.0, 0.004].map(degrees), ["8.43°", "90°", "0°"]);
    }
}
