use crate::{base::Point, hash::HashFn};
use alloc::vec::Vec;
use core::iter;

/// The tokens that a node has where none are given: token `i` is hash("`<name>`:vnode`<i>`"), in order of `i`.
pub fn generated_tokens(function: HashFn, name: &str, count: u32) -> Vec<Point> {
    let mut label = Vec::with_capacity(name.len() + 12);
    label.extend_from_slice(name.as_bytes());
    label.extend_from_slice(b":vnode0");
    let first_digit = label.len() - 1;
    iter::repeat_with(|| {
        let token = function.point(&label);
        increment(&mut label, first_digit);
        token
    })
    .take(count as usize)
    .collect()
}

/// Adds one to the decimal number that begins at `first_digit`: cheaper than writing each number anew.
fn increment(label: &mut Vec<u8>, first_digit: usize) {
    for digit in label.iter_mut().skip(first_digit).rev() {
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
