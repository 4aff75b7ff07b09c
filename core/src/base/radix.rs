use alloc::{vec, vec::Vec};
use core::mem;

/// Bits of a digit, and how many digits a number has.
const BITS: u32 = 11;
const DIGITS: usize = 64_usize.div_ceil(BITS as usize);
const VALUES: usize = 1 << BITS;

/// From so many numbers on this is quicker than comparing them.
pub(super) const MANY: usize = 4_096;

/// Sorts numbers digit by digit, the last first (Knuth, The Art of Computer Programming 3, section 5.2.5): each pass keeps
/// the order of those before it. A digit that all have in common needs no pass.
pub(super) fn sort(numbers: &mut [u64]) {
    let mut counts = vec![0_u32; DIGITS * VALUES];
    for number in &*numbers {
        for (at, counts) in (0..).zip(counts.chunks_exact_mut(VALUES)) {
            counts[digit(*number, at)] += 1;
        }
    }
    let mut from: Vec<u64> = numbers.to_vec();
    let mut to = vec![0; numbers.len()];
    for (at, starts) in (0..).zip(counts.chunks_exact_mut(VALUES)) {
        if starts.iter().any(|count| *count as usize == numbers.len()) {
            continue;
        }
        let mut start = 0;
        for count in starts.iter_mut() {
            start += mem::replace(count, start);
        }
        for number in &from {
            let place = &mut starts[digit(*number, at)];
            to[*place as usize] = *number;
            *place += 1;
        }
        mem::swap(&mut from, &mut to);
    }
    numbers.copy_from_slice(&from);
}

const fn digit(number: u64, at: u32) -> usize {
    (number >> (BITS * at)) as usize & (VALUES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Random;

    #[test]
    fn any_numbers_come_out_as_they_do_by_comparing() {
        let mut dice = Random::new(1, "numbers");
        for count in [0, 1, 2, 100, 5_000] {
            for mask in [u64::MAX, 0xff, 0xffff_0000_0000_0000, 1] {
                let mut numbers: Vec<u64> = (0..count)
                    .map(|_| (u64::from(dice.bits()) << 32 | u64::from(dice.bits())) & mask)
                    .collect();
                numbers.extend([0, u64::MAX, 1 << 63]);
                let mut expected = numbers.clone();
                expected.sort_unstable();
                sort(&mut numbers);
                assert_eq!(numbers, expected, "{count} under {mask:x}");
            }
        }
    }
}
