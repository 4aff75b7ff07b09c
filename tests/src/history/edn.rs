use std::{iter::Peekable, str::Chars};

/// What such logs have of EDN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edn {
    /// A keyword, a symbol or a number, as it is written.
    Word(String),
    /// A text.
    Text(String),
    /// Anything in brackets; of a map, keys and values in turn.
    List(Vec<Edn>),
}

impl Edn {
    /// What stands behind a key of a map.
    pub fn get(&self, key: &str) -> Option<&Edn> {
        let Edn::List(items) = self else { return None };
        items.chunks(2).find(|pair| pair[0].word() == key)?.get(1)
    }

    /// The word; empty for all else.
    pub fn word(&self) -> &str {
        if let Edn::Word(word) | Edn::Text(word) = self { word } else { "" }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Edn] {
        if let Edn::List(items) = self { items } else { &[] }
    }
}

/// All that stands in a text, one after the other.
pub fn read(text: &str) -> Vec<Edn> {
    list(&mut text.chars().peekable())
}

fn list(chars: &mut Peekable<Chars<'_>>) -> Vec<Edn> {
    let mut items = Vec::new();
    while let Some(c) = chars.next() {
        match c {
            ';' => while chars.next().is_some_and(|c| c != '\n') {},
            '[' | '(' | '{' => items.push(Edn::List(list(chars))),
            ']' | ')' | '}' => break,
            '"' => items.push(Edn::Text(chars.by_ref().take_while(|c| *c != '"').collect())),
            c if c.is_whitespace() || c == ',' || c == '#' => {}
            c => {
                let mut word = String::from(c);
                let ends = |c: &char| c.is_whitespace() || ",[](){}\";".contains(*c);
                while let Some(c) = chars.next_if(|c| !ends(c)) {
                    word.push(c);
                }
                items.push(Edn::Word(word));
            }
        }
    }
    items
}
