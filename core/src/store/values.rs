use crate::trace::TextAt;
use alloc::vec::Vec;

/// The value of each key, by the place of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<u32>);

/// No value.
const NOTHING: u32 = u32::MAX;

impl Values {
    /// The value of a key.
    pub fn get(&self, key: TextAt) -> Option<TextAt> {
        self.0.get(key.0 as usize).copied().filter(|value| *value != NOTHING).map(TextAt)
    }

    /// Gives a key a value, or takes it away.
    pub fn set(&mut self, key: TextAt, value: Option<TextAt>) {
        let at = key.0 as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, NOTHING);
        }
        self.0[at] = value.map_or(NOTHING, |value| value.0);
    }

    /// Keys that have a value, with it.
    pub fn iter(&self) -> impl Iterator<Item = (TextAt, TextAt)> + '_ {
        let all = self.0.iter().enumerate().filter(|(_, value)| **value != NOTHING);
        all.map(|(key, value)| (TextAt(key as u32), TextAt(*value)))
    }
}
