//! What values are made of: ids, numbers, words, texts, and lists of what is said of ids.

use super::{NONE, Strictness};
use crate::{
    base::{AreaId, DcId, IdMap, NodeId, RackId, Unit, limit},
    scenario::{Code, Problem, Text, TextError, problem::nearest},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::ops::RangeInclusive;

/// The number of an id such as `n12`.
#[inline(never)]
pub(super) fn prefixed(atom: &str, letter: char) -> Result<u32, Problem> {
    let wrong = || {
        Problem::new(Code::Node, atom, format!("is no id: write «{letter}» and a number, as in {letter}1"))
            .near(&format!("{letter}1"))
    };
    let digits = atom.strip_prefix(letter).ok_or_else(wrong)?;
    number(digits, 1..=limit::NODE_NUMBER).map_err(|_| wrong())
}

/// The unit that an atom such as `r2` names.
pub(super) fn unit(atom: &str) -> Result<Unit, Problem> {
    let letter = atom.chars().next().filter(|letter| matches!(letter, 'n' | 'r' | 'd' | 'g')).unwrap_or('n');
    let number = prefixed(atom, letter)?;
    Ok(match letter {
        'r' => Unit::Rack(RackId(number)),
        'd' => Unit::Dc(DcId(number)),
        'g' => Unit::Area(AreaId(number)),
        _ => Unit::Node(NodeId(number)),
    })
}

#[inline(never)]
pub(super) fn node_id(atom: &str) -> Result<NodeId, Problem> {
    prefixed(atom, 'n').map(NodeId)
}

/// Reads `id.rest_id.rest…`, or `none`, of what is there.
pub(super) fn read_map<T, K: Copy + Ord + core::fmt::Display>(
    value: &str,
    strictness: Strictness,
    id_of: fn(&str) -> Result<K, Problem>,
    is_there: impl Fn(K) -> bool,
    mut read: impl FnMut(&str) -> Result<T, Problem>,
) -> Result<IdMap<T, K>, Problem> {
    let mut map = IdMap::default();
    if value == NONE {
        return Ok(map);
    }
    for item in value.split('_') {
        let (id, rest) = item.split_once('.').unwrap_or((item, ""));
        let id = id_of(id)?;
        let given = read(rest)?;
        if is_there(id) {
            if !map.insert(id, given) {
                return Err(Problem::new(Code::Node, value, format!("speaks of {id} twice: once is enough")));
            }
        } else if strictness == Strictness::Strict {
            return Err(absent(value, &id));
        }
    }
    Ok(map)
}

#[cold]
#[inline(never)]
pub(in crate::scenario) fn absent(value: &str, id: &dyn core::fmt::Display) -> Problem {
    Problem::new(
        Code::Node,
        value,
        format!("speaks of {id}, which is not in the cluster: add it to nodes, or leave it out"),
    )
}

pub(super) fn write_map<T, K: Copy + Ord + core::fmt::Display>(
    map: &IdMap<T, K>,
    write: impl Fn(&T) -> String,
) -> String {
    if map.is_empty() {
        return NONE.into();
    }
    map.iter().map(|(id, given)| format!("{id}.{}", write(given))).collect::<Vec<_>>().join("_")
}

#[inline(never)]
pub(super) fn text(atom: &str) -> Result<Text, Problem> {
    Text::from_escaped(atom).map_err(|error: TextError| Problem::new(Code::Text, atom, error.to_string()))
}

#[inline(never)]
pub(in crate::scenario) fn number(value: &str, range: RangeInclusive<u32>) -> Result<u32, Problem> {
    number_u64(value, u64::from(*range.start())..=u64::from(*range.end())).map(|number| number as u32)
}

/// A whole number in digits, within a range; else what is nearest to it.
#[inline(never)]
pub(super) fn number_u64(value: &str, range: RangeInclusive<u64>) -> Result<u64, Problem> {
    let (least, most) = (*range.start(), *range.end());
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("is not a whole number in digits: write one from {least} to {most}");
        return Err(Problem::new(Code::Number, value, message));
    }
    let significant = digits.trim_start_matches('0');
    let number = if significant.is_empty() { Some(0) } else { significant.parse::<u64>().ok() };
    let negative = value.starts_with('-') && number != Some(0);
    match number {
        Some(number) if !negative && range.contains(&number) => Ok(number),
        _ => {
            let near = if negative || number.is_some_and(|number| number < least) { least } else { most };
            Err(Problem::new(Code::Range, value, format!("is not from {least} to {most}: {near} is nearest"))
                .near(&near))
        }
    }
}

pub(in crate::scenario) fn one_of<T: Copy>(value: &str, words: &[(&str, T)]) -> Result<T, Problem> {
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value) {
        return Ok(*meaning);
    }
    Err(none_of(value, &words.iter().map(|(word, _)| *word).collect::<Vec<_>>()))
}

#[cold]
#[inline(never)]
fn none_of(value: &str, words: &[&str]) -> Problem {
    let problem = Problem::new(Code::Word, value, format!("is not one of {}", words.join(", ")));
    match nearest(value, words.iter().copied()) {
        Some(word) => problem.near(word),
        None => problem,
    }
}

pub(in crate::scenario) fn word_of<T: PartialEq + Copy>(words: &[(&str, T)], meaning: T) -> String {
    words
        .iter()
        .find(|(_, known)| *known == meaning)
        .map_or_else(String::new, |(word, _)| (*word).to_string())
}
