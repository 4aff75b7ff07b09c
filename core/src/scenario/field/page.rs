//! What the page shows: levels, keys, the followed key.

use super::{
    NONE,
    atoms::read_items,
    quorum::level,
    value::{absent, number, number_u64, one_of, prefixed, text, word_of},
};
use crate::{
    base::{DcId, Unit, limit},
    scenario::{Attachment, Code, Generated, Keys, LevelKind, Pane, Problem, Scenario, Show, WarsKind},
};
use alloc::{format, string::String};

/// Reads the names of pictures in the order of the page; `sequence` is another name of time.
pub(super) fn read_show(value: &str) -> Result<Show, Problem> {
    const SEQUENCE: &str = "sequence";
    let [ring, racks, time, quorum, stale] = Pane::WORDS;
    let words = [ring, racks, time, (SEQUENCE, Pane::Time), quorum, stale];
    let panes = read_items(value, |word| one_of(word, &words))?;
    let word = Show::of(&panes).map(|show| (show, show.words()));
    match word {
        Some((show, word)) if value.replace(SEQUENCE, time.0) == word => Ok(show),
        word => {
            let word = word.map_or_else(String::new, |(_, word)| word);
            let message =
                format!("does not name each picture once and in the order of the page: write {word}");
            Err(Problem::new(Code::Word, value, message).near(&word))
        }
    }
}

pub(super) fn read_wars(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    scenario.odds.wars = if value == NONE { None } else { Some(one_of(value, &WarsKind::WORDS)?) };
    Ok(())
}

/// Reads `quorum`, or `local-quorum.d2`.
pub(super) fn read_level(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let (word, dc) = value.split_once('.').map_or((value, None), |(word, dc)| (word, Some(dc)));
    let level = level(word)?;
    let dc = match dc {
        None => None,
        Some(_) if !matches!(level, LevelKind::LocalOne | LevelKind::LocalQuorum) => {
            let message = "names a data centre, which local-one and local-quorum alone do: leave it out";
            return Err(Problem::new(Code::Word, value, message).near(word));
        }
        Some(atom) => {
            let dc = DcId(prefixed(atom, 'd')?);
            if !scenario.now.has_unit(Unit::Dc(dc)) {
                return Err(absent(value, &dc));
            }
            Some(dc)
        }
    };
    (scenario.level, scenario.level_dc) = (level, dc);
    Ok(())
}

pub(super) fn write_level(scenario: &Scenario) -> String {
    let word = word_of(&LevelKind::WORDS, scenario.level);
    match scenario.level_dc {
        Some(dc) => format!("{word}.{dc}"),
        None => word,
    }
}

pub(super) const fn generated(scenario: &Scenario) -> Option<&Generated> {
    match &scenario.keys {
        Keys::Generated(generated) => Some(generated),
        Keys::Attached(_) => None,
    }
}

pub(super) fn set_generated(scenario: &mut Scenario, set: impl FnOnce(&mut Generated)) {
    if let Keys::Generated(generated) = &mut scenario.keys {
        set(generated);
    }
}

pub(super) fn read_keys(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let count = number(value, 0..=limit::KEYS)?;
    set_generated(scenario, |keys| keys.count = count);
    Ok(())
}

pub(super) fn read_prefix(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let prefix = text(value)?;
    set_generated(scenario, |keys| keys.prefix = prefix);
    Ok(())
}

pub(super) fn read_seed(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    let seed = number_u64(value, 0..=u64::MAX)?;
    set_generated(scenario, |keys| keys.seed = seed);
    Ok(())
}

pub(super) fn read_file(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    if value == NONE {
        return Ok(());
    }
    let wrong = || {
        Problem::new(
            Code::Word,
            value,
            "is no file: it is written as the count of its keys and their digest, as in 3.00c0ffee00c0ffee",
        )
    };
    let (count, digest) = value.split_once('.').ok_or_else(wrong)?;
    let count = number(count, 1..=limit::KEYS)?;
    let digest = u64::from_str_radix(digest, 16).ok().filter(|_| digest.len() == 16).ok_or_else(wrong)?;
    scenario.keys = Keys::Attached(Attachment { count, digest });
    Ok(())
}

pub(super) fn write_file(scenario: &Scenario) -> String {
    match &scenario.keys {
        Keys::Attached(attachment) => format!("{}.{:016x}", attachment.count, attachment.digest),
        Keys::Generated(_) => NONE.into(),
    }
}

pub(super) fn read_pick(scenario: &mut Scenario, value: &str) -> Result<(), Problem> {
    scenario.pick = text(value)?;
    Ok(())
}
