use crate::base::NodeId;
use alloc::{format, string::String};

/// How nodes are called that nobody has named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A prefix and a letter: `Node-A` … `Node-Z`, `Node-AA` ….
    Letters(&'static str),
    /// A prefix and the node's number: `n1` ….
    Numbers(&'static str),
}

impl Naming {
    /// The name of a node.
    pub fn name(self, id: NodeId) -> String {
        match self {
            Naming::Letters(prefix) => format!("{prefix}{}", letters(id.0)),
            Naming::Numbers(prefix) => format!("{prefix}{}", id.0),
        }
    }
}

/// 1 is A, 26 is Z, 27 is AA.
fn letters(mut number: u32) -> String {
    let mut reversed = String::new();
    while number > 0 {
        number -= 1;
        reversed.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    reversed.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_carry_as_columns_of_a_sheet_do() {
        assert_eq!([1, 26, 27, 52, 703].map(letters), ["A", "Z", "AA", "AZ", "AAA"]);
    }
}
