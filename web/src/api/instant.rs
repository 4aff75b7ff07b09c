use super::{
    error::{ApiError, Code},
    given::{Given, missing},
};

/// A time of any unit, exact, in 10⁻¹⁸ of it. Only the order of times counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant(i128);

/// Digits after the point.
const PLACES: i32 = 18;
/// 10²⁰, which is more than 64 bits hold.
const MOST: u128 = 10_u128.pow(20 + PLACES as u32);
/// Digits in all: an `i128` has 38.
const DIGITS: usize = 37;

impl Instant {
    /// A time that must be given: a number, a `BigInt`, or a decimal number as a text.
    pub(super) fn of(given: &Given, field: &str) -> Result<Self, ApiError> {
        let exact;
        let text = match given {
            Given::Missing => return Err(missing(field, "a number, or decimal digits as a string")),
            Given::Text(text) | Given::BigInt(text) | Given::Odd(_, text) => text,
            Given::Integer(number) => {
                exact = number.to_string();
                &exact
            }
            Given::HugeBigInt | Given::Other(_) => {
                let cause = "is no time: give a number, or decimal digits as a string";
                return Err(given.error(Code::Type, field, cause));
            }
        };
        parsed(text).filter(|time| time.unsigned_abs() < MOST).map(Instant).ok_or_else(|| {
            let cause = "is no time: give a number below 10^20 with at most 18 digits after the point";
            given.error(Code::Number, field, cause)
        })
    }
}

/// Sign, digits, point and exponent, as JavaScript writes numbers.
fn parsed(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (number, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let digits = [whole, rest].concat();
    if digits.is_empty() || digits.len() > DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let shift = exponent.checked_sub(rest.len() as i32)?.checked_add(PLACES)?;
    let number: i128 = digits.parse().ok()?;
    if let Ok(shift) = u32::try_from(shift) {
        return Some(sign * number.checked_mul(10_i128.checked_pow(shift)?)?);
    }
    let unit = 10_i128.checked_pow(shift.unsigned_abs())?;
    (number % unit == 0).then_some(sign * (number / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_in_order_whatever_they_are_written_as() {
        let written = [
            "-1.5e+21",
            "-2",
            "-0.5",
            "-1e-7",
            "0",
            "1e-7",
            "0.30000000000000004",
            "0.5",
            "1",
            "1e3",
            "12345678901234567890",
        ];
        let of = |text: &&str| parsed(text);
        let times: Vec<_> = written[1..].iter().filter_map(of).collect();
        assert_eq!(times.len(), written.len() - 1);
        assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
        assert_eq!(parsed(written[0]), None, "it is beyond what can be held");
        assert_eq!(
            [parsed("1.50"), parsed("-0"), parsed("00.5e1")],
            [parsed("15e-1"), parsed("0"), parsed("5")]
        );
    }

    #[test]
    fn what_is_no_number_is_no_time() {
        for text in [
            "",
            ".",
            "-",
            "NaN",
            "Infinity",
            "1e",
            "e1",
            "1.2.3",
            "0x1",
            " 1",
            "1e99",
            "1e-19",
            "--1",
            "1e999999999999",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
