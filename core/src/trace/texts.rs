use crate::base::{Digest, Encode};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// A text's place among all texts of a trace, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextAt(pub u32);

/// Keys and values, each once, in the order in which they came up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    all: Vec<String>,
    /// Places in `all`, by text.
    sorted: Vec<u32>,
}

impl Texts {
    /// The place of a text, which is added if it is new.
    pub fn place(&mut self, text: &str) -> TextAt {
        match self.sorted.binary_search_by(|at| self.all[*at as usize].as_str().cmp(text)) {
            Ok(at) => TextAt(self.sorted[at]),
            Err(at) => {
                let place = self.all.len() as u32;
                self.sorted.insert(at, place);
                self.all.push(text.to_string());
                TextAt(place)
            }
        }
    }

    /// The place of a text that has come up.
    pub fn find(&self, text: &str) -> Option<TextAt> {
        let found = self.sorted.binary_search_by(|at| self.all[*at as usize].as_str().cmp(text));
        found.ok().map(|at| TextAt(self.sorted[at]))
    }

    /// The text at a place; empty where there is none.
    pub fn get(&self, at: TextAt) -> &str {
        self.all.get(at.0 as usize).map_or("", String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether none has come up.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Encode for Texts {
    fn encode(&self, digest: &mut Digest) {
        (self.all.len() as u64).encode(digest);
        for text in &self.all {
            text.as_str().encode(digest);
        }
    }
}
