//! The sentences of one choice of N, W and R.

use crate::words::{levels::nines, several, share};
use quorate_core::quorum::{
    Operation::{Read, Write},
    Quorum,
};

/// What a figure of quorums is called for who cannot see it.
pub const TITLE: &str = "What N, W and R give";
/// What an overlap is not, in a sentence of its own.
pub const NOT_LINEARIZABLE: &str = "That is not linearizability: while a write is on its way one read may find it and the next one not, and a write that failed may still be found.";

/// "N=5, W=3, R=1"
pub fn numbers(quorum: Quorum) -> String {
    format!("N={}, W={}, R={}", quorum.n(), quorum.w(), quorum.r())
}

/// One cell of the matrix in two sentences: "W=3 and R=3 overlap in 1 copy. Reads and writes each tolerate 2 copies off."
pub fn cell(quorum: Quorum) -> String {
    format!("{}. {}.", meeting(quorum), capital(&tolerance(quorum)))
}

/// Whether a read meets the last write: "W=3 and R=1 need not overlap: a read may miss the last write, with random sets in
/// 40 % of reads". Without a point.
pub fn meeting(quorum: Quorum) -> String {
    let (w, r) = (quorum.w(), quorum.r());
    let both = if w == r { format!("W=R={w}") } else { format!("W={w} and R={r}") };
    if quorum.is_strong() {
        return format!("{both} overlap in {}", copies(quorum.overlap()));
    }
    let missed = share(quorum.misses());
    format!("{both} need not overlap: a read may miss the last write, with random sets in {missed} of reads")
}

/// What one choice gives, in a sentence: "W=3 and R=3 overlap in 1 copy of 5: every read meets the last write."
pub fn headline(quorum: Quorum) -> String {
    let meeting = meeting(quorum);
    if quorum.is_strong() {
        return format!("{meeting} of {}: every read meets the last write.", quorum.n());
    }
    format!("{meeting}.")
}

/// What it costs, and what it does not give.
pub fn second(quorum: Quorum) -> String {
    let tolerance = capital(&tolerance(quorum));
    if quorum.is_strong() { format!("{tolerance}. {NOT_LINEARIZABLE}") } else { format!("{tolerance}.") }
}

/// "Take W=3, R=3"
pub fn take(quorum: Quorum) -> String {
    format!("Take W={}, R={}", quorum.w(), quorum.r())
}

/// How often a copy is off, ppm, in per cent.
pub fn off(ppm: u32) -> String {
    chance(f64::from(ppm) / 1e6)
}

/// "reads tolerate 4 copies off, writes none"
pub fn tolerance(quorum: Quorum) -> String {
    match (quorum.tolerates(Read), quorum.tolerates(Write)) {
        (0, 0) => "neither reads nor writes tolerate a copy off".into(),
        (reads, writes) if reads == writes => format!("reads and writes each tolerate {} off", copies(reads)),
        (0, writes) => format!("reads tolerate no copy off, writes {writes}"),
        (reads, 0) => format!("reads tolerate {} off, writes none", copies(reads)),
        (reads, writes) => format!("reads tolerate {} off, writes {writes}", copies(reads)),
    }
}

/// All of it for who asks by numbers: what meets what, what may be off, and what follows for a reader.
pub fn sentence(quorum: Quorum) -> String {
    let start = format!("{}: {}; {}.", numbers(quorum), meeting_of_all(quorum), tolerance(quorum));
    if !quorum.is_strong() {
        return start;
    }
    let met = if quorum.overlap() == 1 { "a copy that has it" } else { "copies that have it" };
    format!(
        "{start} So a read that begins after a write was acknowledged meets {met}, as long as both quorums are strict and no copy loses what it had. {NOT_LINEARIZABLE}"
    )
}

fn meeting_of_all(quorum: Quorum) -> String {
    if quorum.is_strong() {
        return format!("every read set meets every write set in at least {}", copies(quorum.overlap()));
    }
    format!("a read may miss the last write, with random sets in {} of reads", share(quorum.misses()))
}

/// Whether of two writers at once some copy hears both.
pub fn writers(quorum: Quorum) -> String {
    if quorum.writes_meet() {
        let common = copies(quorum.write_overlap());
        return format!(
            "Any two writes have at least {common} in common, so of two at once some copy hears both."
        );
    }
    "Two writes at once may have no copy in common, so neither need hear of the other.".into()
}

/// How often reads and writes are answered if each copy is off with a chance of `p` in [0, 1]: "If each copy is off 1 % of
/// the time, independently of the others, reads are answered 99.9702 % of the time and writes 97.0299 %."
pub fn availability(quorum: Quorum, p: f64) -> String {
    let of = |operation| chance(quorum.available(operation, p));
    let (reads, writes) = (of(Read), of(Write));
    let answered = if quorum.w() == quorum.r() {
        format!("reads and writes are each answered {reads} of the time")
    } else {
        format!("reads are answered {reads} of the time and writes {writes}")
    };
    format!("If each copy is off {} of the time, independently of the others, {answered}.", chance(p))
}

/// What a sloppy quorum gains for writes, and what it costs: with the same p, and `nodes` nodes that may stand in.
pub fn sloppy(quorum: Quorum, nodes: u32, p: f64) -> String {
    let (strict, sloppy) = (quorum.available(Write, p), quorum.sloppy(Write, nodes, p));
    format!(
        "If any {} of {} may take a write, it is answered {} of the time instead of {}; but what stands in need not be asked by a read, so W + R > N then promises nothing.",
        quorum.w(),
        several(nodes.max(quorum.n()), "node", "nodes"),
        chance(sloppy),
        chance(strict)
    )
}

/// A chance in per cent, with as many decimals as it has up to four.
fn chance(chance: f64) -> String {
    if chance >= 1.0 {
        return "100\u{202f}%".into();
    }
    if chance > 0.0 && chance < 0.5e-6 {
        return "under 0.0001\u{202f}%".into();
    }
    nines(chance)
}

pub(super) fn copies(count: u32) -> String {
    several(count, "copy", "copies")
}

/// With a capital: all of these begin with a plain letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quorum(n: u32, w: u32, r: u32) -> Quorum {
        Quorum::new(n, w, r).unwrap()
    }

    fn said(text: &str) -> String {
        text.replace('\u{202f}', " ")
    }

    #[test]
    fn of_five_copies_each_cell_says_what_overlaps_and_what_may_be_off() {
        let of = |w, r| said(&cell(quorum(5, w, r)));
        assert_eq!(of(3, 3), "W=R=3 overlap in 1 copy. Reads and writes each tolerate 2 copies off.");
        assert_eq!(of(4, 4), "W=R=4 overlap in 3 copies. Reads and writes each tolerate 1 copy off.");
        assert_eq!(of(5, 1), "W=5 and R=1 overlap in 1 copy. Reads tolerate 4 copies off, writes none.");
        assert_eq!(of(1, 5), "W=1 and R=5 overlap in 1 copy. Reads tolerate no copy off, writes 4.");
        assert_eq!(of(5, 5), "W=R=5 overlap in 5 copies. Neither reads nor writes tolerate a copy off.");
        assert_eq!(
            of(3, 1),
            "W=3 and R=1 need not overlap: a read may miss the last write, with random sets in 40 % of reads. Reads tolerate 4 copies off, writes 2."
        );
    }

    #[test]
    fn overlap_is_never_called_linearizability_and_a_weak_quorum_is_told_how_often_it_misses() {
        for n in 1..=6 {
            for w in 1..=n {
                for r in 1..=n {
                    let quorum = quorum(n, w, r);
                    let text = sentence(quorum);
                    assert_eq!(text.contains("not linearizability"), quorum.is_strong(), "{text}");
                    assert_eq!(text.contains("may miss the last write"), !quorum.is_strong(), "{text}");
                    assert!(!text.contains("consisten") && !text.contains("  "), "{text}");
                }
            }
        }
        assert_eq!(
            said(&sentence(quorum(3, 2, 2))),
            "N=3, W=2, R=2: every read set meets every write set in at least 1 copy; reads and writes each tolerate 1 copy off. So a read that begins after a write was acknowledged meets a copy that has it, as long as both quorums are strict and no copy loses what it had. That is not linearizability: while a write is on its way one read may find it and the next one not, and a write that failed may still be found."
        );
    }

    #[test]
    fn two_writers_hear_of_each_other_where_w_is_more_than_half() {
        assert!(writers(quorum(4, 3, 1)).starts_with("Any two writes have at least 2 copies in common"));
        assert!(writers(quorum(4, 2, 3)).contains("may have no copy in common"));
    }

    #[test]
    fn availability_is_said_with_the_digits_that_it_has() {
        assert_eq!(
            said(&availability(quorum(3, 2, 2), 0.01)),
            "If each copy is off 1 % of the time, independently of the others, reads and writes are each answered 99.9702 % of the time."
        );
        assert_eq!(
            said(&availability(quorum(3, 3, 1), 0.01)),
            "If each copy is off 1 % of the time, independently of the others, reads are answered over 99.999 % of the time and writes 97.0299 %."
        );
        assert!(said(&availability(quorum(3, 3, 1), 1.0)).contains("off 100 % of the time"));
        assert!(said(&availability(quorum(3, 3, 1), 1e-9)).contains("off under 0.0001 % of the time"));
        let sloppy = said(&sloppy(quorum(3, 2, 2), 5, 0.1));
        assert!(
            sloppy.contains("any 2 of 5 nodes") && sloppy.contains("99.954 % of the time instead of 97.2 %"),
            "{sloppy}"
        );
    }
}
