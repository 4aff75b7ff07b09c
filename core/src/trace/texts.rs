use crate::base::{Digest, Encode};
use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};

/// A text's place among all texts of a trace, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextAt(pub u32);

/// Keys and values, each once, in the order in which they came up.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    all: Vec<String>,
    /// Places in `all` plus one, 0 where there is none: each at the text's digest or the next free cell after it. There
    /// are at least twice as many cells as texts.
    cells: Vec<u32>,
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Texts {}

impl Texts {
    /// The place of a text, which is added if it is new.
    pub fn place(&mut self, text: &str) -> TextAt {
        if self.cells.len() <= 2 * self.all.len() {
            self.grow();
        }
        let cell = self.cell(text);
        if self.cells[cell] == 0 {
            self.all.push(text.to_string());
            self.cells[cell] = self.all.len() as u32;
        }
        TextAt(self.cells[cell] - 1)
    }

    /// The place of a text that has come up.
    pub fn find(&self, text: &str) -> Option<TextAt> {
        if self.cells.is_empty() {
            return None;
        }
        self.cells[self.cell(text)].checked_sub(1).map(TextAt)
    }

    /// The cell of a text, or the free one where it would be: there is one, as cells are more than texts.
    fn cell(&self, text: &str) -> usize {
        let mask = self.cells.len() - 1;
        let digest = Digest::of(text).value();
        let mut cell = (digest ^ digest >> 32) as usize & mask;
        while let Some(place) = self.cells[cell].checked_sub(1) {
            if self.all[place as usize] == text {
                break;
            }
            cell = (cell + 1) & mask;
        }
        cell
    }

    fn grow(&mut self) {
        self.cells = vec![0; (4 * self.all.len()).next_power_of_two().max(16)];
        for place in 0..self.all.len() {
            let cell = self.cell(&self.all[place]);
            self.cells[cell] = place as u32 + 1;
        }
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
