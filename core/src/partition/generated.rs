use crate::{
    base::Point,
    hash::{HashFn, Numbered},
};
use alloc::{format, vec::Vec};

/// The tokens that a node has where none are given: token `i` is hash("`<name>`:vnode`<i>`"), in order of `i`.
pub fn generated_tokens(function: HashFn, name: &str, count: u32) -> Vec<Point> {
    let mut tokens = Vec::new();
    Numbered::new(function, &format!("{name}:vnode")).push_points(count as usize, &mut tokens);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_name_and_the_number() {
        for function in HashFn::ALL {
            let tokens = generated_tokens(function, "Node-A", 12);
            for (i, token) in tokens.iter().enumerate() {
                assert_eq!(*token, function.point(format!("Node-A:vnode{i}").as_bytes()));
            }
        }
    }
}
