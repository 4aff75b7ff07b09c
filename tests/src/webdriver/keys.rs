//! Keys in words, as `WebDriver` wants them.

use serde_json::{Value, json};

use super::{Failure, Outcome};

/// The names of keys in braces, and the code points that `WebDriver` gives them.
const NAMES: [(&str, char); 16] = [
    ("Tab", '\u{e004}'),
    ("Enter", '\u{e007}'),
    ("Shift", '\u{e008}'),
    ("Control", '\u{e009}'),
    ("Alt", '\u{e00a}'),
    ("Escape", '\u{e00c}'),
    ("Space", ' '),
    ("PageUp", '\u{e00e}'),
    ("PageDown", '\u{e00f}'),
    ("End", '\u{e010}'),
    ("Home", '\u{e011}'),
    ("ArrowLeft", '\u{e012}'),
    ("ArrowUp", '\u{e013}'),
    ("ArrowRight", '\u{e014}'),
    ("ArrowDown", '\u{e015}'),
    ("Delete", '\u{e017}'),
];

/// The presses and releases of `abc{Shift+Tab}`.
pub(super) fn actions(keys: &str) -> Outcome<Vec<Value>> {
    let mut actions = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let chord = if first == '{' {
            let (names, after) =
                rest[1..].split_once('}').ok_or_else(|| Failure::new(format!("{keys}: no closing brace")))?;
            rest = after;
            names.split('+').map(key).collect::<Outcome<Vec<_>>>()?
        } else {
            rest = &rest[first.len_utf8()..];
            vec![first]
        };
        actions.extend(chord.iter().map(|key| json!({ "type": "keyDown", "value": key })));
        actions.extend(chord.iter().rev().map(|key| json!({ "type": "keyUp", "value": key })));
    }
    Ok(actions)
}

fn key(name: &str) -> Outcome<char> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Ok(only);
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
        .ok_or_else(|| Failure::new(format!("no key is called {name}")))
}

#[cfg(test)]
mod tests {
    use super::actions;

    #[test]
    fn a_chord_is_released_in_reverse() {
        let actions = actions("{Shift+Tab}x").expect("known keys");
        let values: Vec<_> = actions.iter().map(|a| (a["type"].as_str(), a["value"].as_str())).collect();
        assert_eq!(values.len(), 6);
        assert_eq!(values[2], (Some("keyUp"), Some("\u{e004}")));
        assert_eq!(values[4], (Some("keyDown"), Some("x")));
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(actions("{Tabb}").is_err_and(|failure| format!("{failure:?}").contains("Tabb")));
    }
}
