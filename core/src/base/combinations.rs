/// How many sets of `size` things there are among `of`: none if `size` is more. None if they are more than 2^128.
#[inline(never)]
pub fn choose(of: u64, size: u32) -> Option<u128> {
    let size = u64::from(size);
    if size > of {
        return Some(0);
    }
    let mut sets = 1_u128;
    for taken in 0..size.min(of - size) {
        // The product of so many following numbers is divisible by that many's factorial: divide before it overflows
        // where that is possible.
        let (factor, divisor) = (u128::from(of - taken), u128::from(taken + 1));
        let common = gcd(sets, divisor);
        sets = (sets / common).checked_mul(factor / (divisor / common))?;
    }
    Some(sets)
}

fn gcd(mut one: u128, mut other: u128) -> u128 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_the_one_with_a_thing_or_the_one_without() {
        for of in 1..80 {
            for size in 1..of as u32 + 2 {
                let both =
                    choose(of - 1, size - 1).zip(choose(of - 1, size)).map(|(with, without)| with + without);
                assert_eq!(choose(of, size), both, "{size} of {of}");
            }
        }
        assert_eq!((choose(0, 0), choose(5, 6)), (Some(1), Some(0)));
    }

    #[test]
    fn a_number_too_great_is_none() {
        assert_eq!(choose(1000, 3), Some(166_167_000));
        assert_eq!((choose(128, 64).is_some(), choose(1000, 500)), (true, None));
    }
}
