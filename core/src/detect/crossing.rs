/// Silences beyond this are taken to be for ever, ns.
const FOR_EVER: u64 = 1 << 60;

/// The shortest silence that is suspect, where none is that is shorter than a suspect one. The search begins at a guess, which
/// is a closed form that floating point may have rounded away from the answer, and widens by doubling: it is right wherever it
/// begins, and short where the guess is good. None if none is.
pub(super) fn first_suspect(guess_ns: f64, is_suspect: impl Fn(u64) -> bool) -> Option<u64> {
    let guess = (guess_ns as u64).min(FOR_EVER);
    let (mut trusted, mut suspect) = (guess, guess);
    let mut step = 1;
    while is_suspect(trusted) {
        if trusted == 0 {
            return Some(0);
        }
        (suspect, trusted) = (trusted, trusted.saturating_sub(step));
        step *= 2;
    }
    while !is_suspect(suspect) {
        if suspect == FOR_EVER {
            return None;
        }
        (trusted, suspect) = (suspect, suspect.saturating_add(step).min(FOR_EVER));
        step *= 2;
    }
    while suspect - trusted > 1 {
        let middle = trusted.midpoint(suspect);
        if is_suspect(middle) {
            suspect = middle;
        } else {
            trusted = middle;
        }
    }
    Some(suspect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_from_any_guess() {
        for first in [0, 1, 2, 17, 1_000_000_007, FOR_EVER] {
            for guess in [0.0, 1.0, 16.0, 18.0, 1e9, 1e15, 1e30, -5.0, f64::NAN] {
                assert_eq!(first_suspect(guess, |ns| ns >= first), Some(first), "{first} from {guess}");
            }
        }
        assert_eq!(first_suspect(5.0, |_| false), None);
    }
}
