use super::error::{ApiError, Code, near_word};
use quorate_core::hash::{DecimalError, HashFn, HashValue};
use std::ops::RangeInclusive;

/// An option as it was given, before anything is known of it but its type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    /// Not given, or undefined.
    Missing,
    /// A string.
    Text(String),
    /// A number that is whole and exact.
    Integer(i64),
    /// Any other number, as JavaScript writes it: a fraction, NaN, or beyond ±(2^53 - 1), infinity too.
    Odd(f64, String),
    /// A `BigInt`, in decimal digits.
    BigInt(String),
    /// A `BigInt` beyond all that any option takes.
    HugeBigInt,
    /// Of another type, which is named with its article.
    Other(&'static str),
}

/// The largest integer that a JavaScript number holds with all smaller ones.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

impl Given {
    /// A number. `shown` writes it where it is odd: that is left to JavaScript, since the code for it has 14 KB.
    pub(super) fn number(number: f64, shown: impl FnOnce() -> String) -> Self {
        if number.fract() == 0.0 && number.abs() <= MAX_SAFE {
            Given::Integer(number as i64)
        } else {
            Given::Odd(number, shown())
        }
    }

    /// A whole number within a range. Without a default it must be given.
    pub(super) fn whole(
        &self,
        field: &str,
        range: RangeInclusive<u32>,
        default: Option<u32>,
    ) -> Result<u32, ApiError> {
        let (least, most) = (*range.start(), *range.end());
        let outside = |shown: &str, near: u32| {
            let cause = format!("is not from {least} to {most}: {near} is nearest");
            ApiError::about(Code::Range, field, shown, &cause).near(&near)
        };
        match self {
            Given::Missing => {
                default.ok_or_else(|| missing(field, &format!("a number from {least} to {most}")))
            }
            Given::Integer(number) => match u32::try_from(*number) {
                Ok(number) if range.contains(&number) => Ok(number),
                _ => Err(outside(&number.to_string(), if *number < i64::from(least) { least } else { most })),
            },
            Given::Odd(number, shown) if number.abs() > MAX_SAFE => {
                Err(outside(shown, if *number < 0.0 { least } else { most }))
            }
            Given::BigInt(digits) => match digits.parse::<u32>() {
                Ok(number) if range.contains(&number) => Ok(number),
                parsed => {
                    let is_low = digits.starts_with('-') || parsed.is_ok_and(|number| number < least);
                    Err(outside(digits, if is_low { least } else { most }))
                }
            },
            Given::Odd(..) | Given::HugeBigInt | Given::Text(_) | Given::Other(_) => {
                let cause = format!("is not a whole number: give one from {least} to {most}");
                let error = self.error(Code::Number, field, &cause);
                // A number in quotes is a common slip.
                Err(match self {
                    Given::Text(text) if text.parse().is_ok_and(|number| range.contains(&number)) => {
                        error.near(text)
                    }
                    _ => error,
                })
            }
        }
    }

    /// A chance: a number from 0 to 1, fractions too. None if it is not given.
    pub(super) fn chance(&self, field: &str) -> Result<Option<f64>, ApiError> {
        let outside = |is_low: bool| {
            let near = u8::from(!is_low);
            let cause = format!("is not from 0 to 1: {near} is nearest");
            Err(self.error(Code::Range, field, &cause).near(&near))
        };
        match self {
            Given::Missing => Ok(None),
            Given::Integer(0) => Ok(Some(0.0)),
            Given::Integer(1) => Ok(Some(1.0)),
            Given::Integer(number) => outside(*number < 0),
            Given::Odd(number, _) if (0.0..=1.0).contains(number) => Ok(Some(*number)),
            Given::Odd(number, _) if !number.is_nan() => outside(*number < 0.0),
            Given::BigInt(digits) => match digits.as_str() {
                "0" => Ok(Some(0.0)),
                "1" => Ok(Some(1.0)),
                _ => outside(digits.starts_with('-')),
            },
            Given::Odd(..) | Given::HugeBigInt | Given::Text(_) | Given::Other(_) => {
                let error =
                    self.error(Code::Number, field, "is not a number from 0 to 1: give one, 0.01 say");
                Err(match self {
                    // A number in quotes is a common slip. To read it as one would cost 10 KB.
                    Given::Text(text) if is_chance(text) => error.near(text),
                    _ => error,
                })
            }
        }
    }

    /// One of some words. Without a default it must be given.
    pub(super) fn word<T: Copy>(
        &self,
        field: &str,
        words: &[(&'static str, T)],
        default: Option<T>,
    ) -> Result<T, ApiError> {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let found = match (self, default) {
            (Given::Missing, Some(default)) => return Ok(default),
            _ => self.place_of_word(field, &names)?,
        };
        Ok(words[found].1)
    }

    /// The place of a word among some: what all lists of words have in common, compiled once.
    fn place_of_word(&self, field: &str, words: &[&'static str]) -> Result<usize, ApiError> {
        let list = || words.join(", ");
        match self {
            Given::Missing => Err(missing(field, &format!("one of {}", list()))),
            Given::Text(text) => words.iter().position(|word| word == text).ok_or_else(|| {
                let error =
                    ApiError::about_text(Code::Word, field, text, &format!("is not one of {}", list()));
                match near_word(text, words.iter().copied()) {
                    Some(word) => error.near(word),
                    None => error,
                }
            }),
            _ => Err(self.error(Code::Type, field, &format!("is not a string: give one of {}", list()))),
        }
    }

    /// A hash function's name.
    pub(super) fn function(&self, field: &str) -> Result<HashFn, ApiError> {
        self.word(field, &HashFn::ALL.map(|function| (function.id(), function)), None)
    }

    /// A value of a hash function: decimal digits, a `BigInt`, or a number that is exact. The field is named only where
    /// something is wrong with it.
    pub(super) fn hash_value(
        &self,
        field: impl FnOnce() -> String,
        function: HashFn,
    ) -> Result<HashValue, ApiError> {
        let wrong = |code: Code, cause: &str| Err(self.error(code, &field(), cause));
        let exact;
        let digits = match self {
            Given::Text(digits) | Given::BigInt(digits) => digits,
            Given::Integer(number) => {
                exact = number.to_string();
                &exact
            }
            Given::Odd(number, _) if number.abs() > MAX_SAFE => {
                let cause =
                    "is beyond the numbers that are exact: give decimal digits as a string, or a BigInt";
                return wrong(Code::Number, cause);
            }
            Given::HugeBigInt => {
                return wrong(Code::Range, &DecimalError::Outside { function }.to_string());
            }
            Given::Missing | Given::Odd(..) | Given::Other(_) => {
                let cause = "is not a hash value: give decimal digits as a string, or a BigInt";
                return wrong(Code::Type, cause);
            }
        };
        HashValue::parse(digits, function).or_else(|error| {
            let code = if error == DecimalError::NotANumber { Code::Number } else { Code::Range };
            wrong(code, &error.to_string())
        })
    }

    /// An error about this value.
    pub(super) fn error(&self, code: Code, field: &str, cause: &str) -> ApiError {
        match self {
            Given::Text(text) => ApiError::about_text(code, field, text, cause),
            Given::Integer(number) => ApiError::about(code, field, &number.to_string(), cause),
            Given::Odd(_, shown) | Given::BigInt(shown) => ApiError::about(code, field, shown, cause),
            Given::HugeBigInt => ApiError::about(code, field, "a huge BigInt", cause),
            Given::Other(name) => ApiError::about(code, field, name, cause),
            Given::Missing => ApiError::about(code, field, "undefined", cause),
        }
    }
}

/// Whether a text is 0, 1 or a decimal fraction between them.
fn is_chance(text: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    matches!(text, "0" | "1") || text.strip_prefix("0.").or(text.strip_prefix('.')).is_some_and(is_digits)
}

/// An option that must be given and was not.
pub(super) fn missing(field: &str, what: &str) -> ApiError {
    ApiError::new(Code::Missing, field, &format!("is missing: give {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message<T: std::fmt::Debug>(result: Result<T, ApiError>) -> String {
        result.unwrap_err().json()
    }

    fn number(number: f64) -> Given {
        Given::number(number, || format!("{number}"))
    }

    #[test]
    fn whole_numbers_are_within_their_range_or_say_what_is_nearest() {
        let vnodes = |given: Given| given.whole("vnodes", 1..=4096, Some(16));
        assert_eq!(vnodes(Given::Missing), Ok(16));
        assert_eq!(vnodes(number(4096.0)), Ok(4096));
        assert_eq!(vnodes(Given::BigInt("7".into())), Ok(7));
        for (given, near) in [
            (number(0.0), "1"),
            (number(-0.0), "1"),
            (number(4097.0), "4096"),
            (number(f64::INFINITY), "4096"),
            (number(f64::NEG_INFINITY), "1"),
            (number(1e300), "4096"),
            (Given::BigInt("-1".into()), "1"),
            (Given::BigInt("99999999999999999999".into()), "4096"),
        ] {
            assert!(message(vnodes(given)).contains(&format!("{near} is nearest\",\"hint\":\"{near}\"")));
        }
        for given in [number(1.5), number(f64::NAN), Given::HugeBigInt, Given::Other("null")] {
            assert!(message(vnodes(given)).contains("is not a whole number: give one from 1 to 4096"));
        }
        assert!(message(vnodes(Given::Text("256".into()))).contains(r#""hint":"256""#));
        assert!(message(Given::Missing.whole("vnodes", 1..=9, None)).contains("vnodes: is missing"));
    }

    #[test]
    fn chances_are_numbers_from_0_to_1_and_nothing_else() {
        let chance = |given: Given| given.chance("p");
        assert_eq!(chance(Given::Missing), Ok(None));
        for right in [0.0, -0.0, 1.0, 0.01, 5e-324, 1.0 - f64::EPSILON] {
            assert_eq!(chance(number(right)), Ok(Some(right)));
        }
        assert_eq!(chance(Given::BigInt("1".into())), Ok(Some(1.0)));
        for (given, near) in [
            (number(-1e-9), "0"),
            (number(-7.0), "0"),
            (number(f64::NEG_INFINITY), "0"),
            (number(1.0 + f64::EPSILON), "1"),
            (number(9_007_199_254_740_992.0), "1"),
            (number(f64::INFINITY), "1"),
            (Given::BigInt("2".into()), "1"),
            (Given::BigInt("-2".into()), "0"),
        ] {
            let error = message(chance(given));
            assert!(error.contains(&format!("{near} is nearest\",\"hint\":\"{near}\"")), "{error}");
        }
        for given in [number(f64::NAN), Given::HugeBigInt, Given::Other("null"), Given::Text("1e-2".into())] {
            let error = message(chance(given));
            assert!(error.contains("\"number\"") && error.ends_with("\"hint\":null}"), "{error}");
        }
        for right in ["0", "1", "0.05", ".05"] {
            assert!(message(chance(Given::Text(right.into()))).contains(&format!("\"hint\":\"{right}\"")));
        }
    }

    #[test]
    fn words_are_known_or_a_near_one_is_offered() {
        let function = |given: Given| given.function("hash");
        assert_eq!(function(Given::Text("md5".into())), Ok(HashFn::Md5));
        assert!(message(function(Given::Text("murmur3".into()))).contains(r#""hint":"murmur3-"#));
        assert!(message(function(Given::Text("__proto__".into()))).contains(r#""hint":null"#));
        assert!(message(function(Given::Other("a symbol"))).contains("hash: a symbol is not a string"));
        assert!(
            message(function(Given::Missing)).contains("hash: is missing: give one of murmur3-cassandra")
        );
    }

    #[test]
    fn hash_values_are_texts_bigints_or_exact_numbers() {
        let cassandra = HashFn::Murmur3Cassandra;
        let decimal =
            |given: Given| given.hash_value(|| "tokens[0]".into(), cassandra).map(|v| v.decimal(cassandra));
        let least = "-9223372036854775808";
        assert_eq!(decimal(Given::Text(least.into())), Ok(least.into()));
        assert_eq!(decimal(Given::BigInt(least.into())), Ok(least.into()));
        assert_eq!(decimal(number(-5.0)), Ok("-5".into()));
        assert_eq!(decimal(number(-0.0)), Ok("0".into()));
        for wrong in [
            Given::Text("1e3".into()),
            Given::Text(String::new()),
            Given::Text("9223372036854775808".into()),
            number(9_007_199_254_740_992.0),
            number(0.5),
            number(f64::NAN),
            Given::HugeBigInt,
            Given::Missing,
            Given::Other("null"),
        ] {
            assert!(decimal(wrong.clone()).is_err(), "{wrong:?}");
        }
    }
}
