//! Lines of the script in words.

use super::span;
use quorate_core::{
    scenario::{Text, Verb},
    sim::{Ends, Peer},
};

/// Whether it is a client's wish; all others are faults, or mend them.
pub const fn is_asked(verb: &Verb) -> bool {
    matches!(
        verb,
        Verb::Get(..)
            | Verb::Put(..)
            | Verb::Delete(..)
            | Verb::Cas(..)
            | Verb::Increment(..)
            | Verb::Insert(..)
    )
}

/// What a line of the script does: "n1 dies".
pub fn verb(verb: &Verb) -> String {
    asked(verb).unwrap_or_else(|| match verb {
        Verb::Kill(unit) => format!("{unit} dies"),
        Verb::Crash(unit) => format!("{unit} loses power"),
        Verb::Up(unit) => format!("{unit} starts again"),
        Verb::Pause(id, None) => format!("{id} pauses"),
        Verb::Pause(id, Some(ns)) => format!("{id} pauses for {}", span(*ns)),
        Verb::Slow(id, 0) => format!("{id} is quick again"),
        Verb::Slow(id, ns) => format!("{id} takes {} longer", span(*ns)),
        Verb::Skew(id, ns) if *ns < 0 => format!("the clock of {id} goes {} behind", span(ns.unsigned_abs())),
        Verb::Skew(id, ns) => format!("the clock of {id} goes {} ahead", span(ns.unsigned_abs())),
        Verb::Upgrade(id) => format!("{id} starts anew with the next version"),
        Verb::Transfer(partition, id) => format!("{partition} is handed to {id}"),
        _ => of_links(verb),
    })
}

fn of_links(verb: &Verb) -> String {
    match verb {
        Verb::Cut(a, b, true) => format!("nothing passes from {} to {}", ends(a), ends(b)),
        Verb::Cut(a, b, false) => format!("{} is cut off from {}", ends(a), ends(b)),
        Verb::Split(groups) => {
            format!("cut into {}", groups.iter().map(ends).collect::<Vec<_>>().join(" | "))
        }
        Verb::Heal(None) => "all links are mended".into(),
        Verb::Heal(Some((a, b))) => format!("{} and {} are joined again", ends(a), ends(b)),
        Verb::Loss(a, b, ppm) => {
            format!("{} of messages between {} and {} are lost", rate(*ppm), ends(a), ends(b))
        }
        Verb::Duplicate(a, b, ppm) => {
            format!("{} of messages between {} and {} arrive twice", rate(*ppm), ends(a), ends(b))
        }
        Verb::Lose(from, to, nth) => {
            format!("the {} message from {} to {} is lost", nth_word(*nth), end(*from), end(*to))
        }
        Verb::Delay(from, to, ns, nth) => {
            format!(
                "the {} message from {} to {} takes {} longer",
                nth_word(*nth),
                end(*from),
                end(*to),
                span(*ns)
            )
        }
        _ => String::new(),
    }
}

fn asked(verb: &Verb) -> Option<String> {
    let pair = |key: &Text, value: &Text| format!("{} = {}", key.as_str(), value.as_str());
    let (said, asked) = match verb {
        Verb::Get(key, asked) => (format!("read {}", key.as_str()), asked),
        Verb::Put(key, value, asked) => (format!("write {}", pair(key, value)), asked),
        Verb::Delete(key, asked) => (format!("delete {}", key.as_str()), asked),
        Verb::Cas(key, old, new, asked) => {
            (format!("write {} if it is {}", pair(key, new), old.as_str()), asked)
        }
        Verb::Increment(key, asked) => (format!("add one to {}", key.as_str()), asked),
        Verb::Insert(value, asked) => (format!("insert {}", value.as_str()), asked),
        _ => return None,
    };
    let by = asked.client.map_or_else(String::new, |client| format!(", by {client}"));
    let of = asked.coordinator.map_or_else(String::new, |node| format!(", of {node}"));
    Some(format!("{said}{by}{of}"))
}

/// "n1 and n2"; who watches is the monitor, as w1 is a write.
fn ends(ends: &Ends) -> String {
    crate::words::list(&ends.iter().map(|peer| end(*peer)).collect::<Vec<_>>())
}

fn end(peer: Peer) -> String {
    if peer == Peer::Monitor { "the monitor".into() } else { peer.to_string() }
}

/// "5 %", from ppm.
fn rate(ppm: u32) -> String {
    crate::words::percent(f64::from(ppm) / 1e6)
}

fn nth_word(nth: u32) -> String {
    let ending = match (nth % 10, nth % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    if nth == 1 { "next".into() } else { format!("{nth}{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorate_core::scenario::Act;

    #[test]
    fn every_line_of_a_script_has_words() {
        let said = |line: &str| verb(&Act::read(line).expect(line).verb).replace('\u{202f}', " ");
        assert_eq!(said("1.kill.n1"), "n1 dies");
        assert_eq!(said("1.put.x.3"), "write x = 3");
        assert_eq!(said("1.cut.n3.n1-n2-w1"), "n3 is cut off from n1, n2 and the monitor");
        assert_eq!(said("1.lose.n1.n2.2"), "the 2nd message from n1 to n2 is lost");
        assert_eq!(said("1.delay.n1.w1.10ms"), "the next message from n1 to the monitor takes 10 ms longer");
        assert_eq!(said("1.slow.n2.80ms"), "n2 takes 80 ms longer");
        assert_eq!(said("1.pause.n2.20ms"), "n2 pauses for 20 ms");
        assert_eq!(said("1.split.n1.n2-n3"), "cut into n1 | n2 and n3");
        assert_eq!(said("1.heal"), "all links are mended");
        assert_eq!(said("1.loss.n1.n2.5pct"), "5.0 % of messages between n1 and n2 are lost");
        assert_eq!(said("1.skew.n1.-5ms"), "the clock of n1 goes 5 ms behind");
        assert_eq!(said("1.transfer.p1.n2"), "p1 is handed to n2");
    }
}
