use crate::{base::Point, hash::HashFn};
use alloc::vec::Vec;

/// The tokens that a node has where none are given: token `i` is hash("`<name>`:vnode`<i>`"), in order of `i`.
pub fn generated_tokens(function: HashFn, name: &str, count: u32) -> Vec<Point> {
    // A label for each last digit: a processor waits where it reads what it has only just written, and so each label
    // rests for nine tokens after its other digits were counted up.
    let first_digit = name.len() + ":vnode".len();
    let mut labels: Vec<Vec<u8>> =
        (b'0'..=b'9').take(count as usize).map(|digit| label(name, digit)).collect();
    let mut tokens = Vec::with_capacity(count as usize);
    while tokens.len() < count as usize {
        let left = count as usize - tokens.len();
        for label in labels.iter_mut().take(left) {
            tokens.push(function.point(label));
            count_tens(label, first_digit);
        }
    }
    tokens
}

fn label(name: &str, digit: u8) -> Vec<u8> {
    let mut label = Vec::with_capacity(name.len() + 16);
    label.extend_from_slice(name.as_bytes());
    label.extend_from_slice(b":vnode");
    label.push(digit);
    label
}

/// Adds ten to the decimal number that begins at `first_digit`: cheaper than writing each number anew.
fn count_tens(label: &mut Vec<u8>, first_digit: usize) {
    for digit in label.iter_mut().skip(first_digit).rev().skip(1) {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    label.insert(first_digit, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn the_numbers_carry() {
        let tokens = generated_tokens(HashFn::Xxh64, "Node-A", 1_001);
        for (i, token) in tokens.iter().enumerate() {
            assert_eq!(*token, HashFn::Xxh64.point(format!("Node-A:vnode{i}").as_bytes()));
        }
    }
}
