//! Lists of items, and items of several atoms: what is wrong with an atom is told of its item, and what is near becomes
//! a value that can be used as it is.

use crate::scenario::{Code, Problem};
use alloc::{format, string::String, vec::Vec};

/// The atoms of an item, taken one after the other.
pub(super) struct Atoms<'a> {
    item: &'a str,
    rest: Option<&'a str>,
    taken: usize,
}

impl<'a> Atoms<'a> {
    pub(super) const fn of(item: &'a str) -> Self {
        Atoms { item, rest: Some(item), taken: 0 }
    }

    /// The next atom, which is not taken.
    #[inline(never)]
    pub(super) fn peek(&self) -> Option<&'a str> {
        self.rest.map(|rest| rest.split_once('.').map_or(rest, |(atom, _)| atom))
    }

    /// Takes an atom that must be there: what it is, and one as an example.
    pub(super) fn read<T>(
        &mut self,
        (what, example): (&str, &str),
        read: impl FnOnce(&'a str) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let atom = self.take(what, example)?;
        read(atom).map_err(|problem| self.of_item(atom, problem))
    }

    #[inline(never)]
    fn take(&mut self, what: &str, example: &str) -> Result<&'a str, Problem> {
        let Some(atom) = self.peek() else {
            let whole = format!("{}.{example}", self.item);
            let message = format!("lacks {what}: write it as in {whole}");
            return Err(Problem::new(Code::Word, self.item, message).near(&whole));
        };
        self.rest = self.rest.and_then(|rest| rest.split_once('.')).map(|(_, rest)| rest);
        self.taken += 1;
        Ok(atom)
    }

    /// Takes an atom if there is one.
    pub(super) fn read_next<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        match self.peek() {
            Some(_) => self.read(("", ""), read).map(Some),
            None => Ok(None),
        }
    }

    /// There must be no more.
    #[inline(never)]
    pub(super) fn end(&self) -> Result<(), Problem> {
        let Some(rest) = self.rest else { return Ok(()) };
        let whole = self.item.len().checked_sub(rest.len() + 1).and_then(|end| self.item.get(..end));
        let message = format!("has «{}» too much: leave it out", shown(rest));
        Err(Problem::new(Code::Word, self.item, message).near(whole.unwrap_or_default()))
    }

    /// A problem of the item as a whole.
    pub(super) fn problem(&self, code: Code, message: impl Into<String>) -> Problem {
        Problem::new(code, self.item, message)
    }

    #[cold]
    #[inline(never)]
    fn of_item(&self, atom: &str, problem: Problem) -> Problem {
        if self.item == atom {
            return problem;
        }
        let message = format!("has «{}», which {}", shown(atom), problem.message);
        let whole = problem.hint.map(|hint| replaced(self.item, '.', self.taken - 1, &hint));
        Problem { hint: whole, ..Problem::new(problem.code, self.item, message) }
    }
}

/// Reads each item of a list.
pub(super) fn read_items<T>(
    value: &str,
    mut read: impl FnMut(&str) -> Result<T, Problem>,
) -> Result<Vec<T>, Problem> {
    let items = value.split('_').enumerate();
    items.map(|(at, item)| read(item).map_err(|problem| of_value(value, at, problem))).collect()
}

/// A problem of one item as one of the list.
#[cold]
#[inline(never)]
fn of_value(value: &str, at: usize, problem: Problem) -> Problem {
    let whole = problem.hint.as_ref().map(|hint| replaced(value, '_', at, hint));
    Problem { hint: whole, ..problem }
}

/// A text with one of its parts replaced.
fn replaced(text: &str, join: char, at: usize, part: &str) -> String {
    let mut whole = String::with_capacity(text.len() + part.len());
    for (place, old) in text.split(join).enumerate() {
        if place > 0 {
            whole.push(join);
        }
        whole.push_str(if place == at { part } else { old });
    }
    whole
}

/// Enough of a text to recognise it by.
fn shown(text: &str) -> &str {
    text.char_indices().nth(48).map_or(text, |(end, _)| &text[..end])
}
