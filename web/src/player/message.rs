//! One message singled out: the line of the script that drops it, or makes it later.

use super::acts::{Choice, peer};
use crate::{state::Action, words::time::span};
use quorate_core::{
    scenario::{Act, Edit, Verb},
    sim::Peer,
    trace::{Message, MessageAt, Topic, Trace},
};

/// Where a message stands among those of its way: the k-th from one to another after an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Singled {
    /// Who sends it.
    pub from: Peer,
    /// To whom.
    pub to: Peer,
    /// After this instant, ns.
    pub after_ns: u64,
    /// The how-many-eth it is, from 1.
    pub nth: u32,
}

const MS: u64 = 1_000_000;

impl Singled {
    /// The place of a message: counted from the last whole millisecond before it at which nothing else leaves on its way.
    /// None for what leaves at the very start, before any line of a script.
    pub fn new(trace: &Trace, at: MessageAt) -> Option<Self> {
        let message = trace.messages.get(at.at())?;
        let is_on_way = |other: &&Message| (other.from, other.to) == (message.from, message.to);
        let before = || trace.messages[..at.at()].iter().filter(is_on_way);
        let mut after_ns = message.sent_ns.checked_sub(1)? / MS * MS;
        while after_ns > 0 && before().any(|other| other.sent_ns == after_ns) {
            after_ns = (after_ns - 1) / MS * MS;
        }
        let nth = before().filter(|other| other.sent_ns > after_ns).count() as u32 + 1;
        Some(Singled {
            from: peer(trace.actor(message.from)),
            to: peer(trace.actor(message.to)),
            after_ns,
            nth,
        })
    }

    /// The line that drops it.
    pub const fn lose(self) -> Act {
        Act { at_ns: self.after_ns, verb: Verb::Lose(self.from, self.to, self.nth) }
    }

    /// The line that makes it later by so many ns.
    pub const fn delay(self, ns: u64) -> Act {
        Act { at_ns: self.after_ns, verb: Verb::Delay(self.from, self.to, ns, self.nth) }
    }
}

/// What can be done to a message.
pub fn of_message(trace: &Trace, at: MessageAt) -> Vec<Choice> {
    let Some(singled) = Singled::new(trace, at) else { return Vec::new() };
    let choice = |said: String, act: Act| (said, Action::Edit(Edit::Do(act)));
    let what = match trace.messages.get(at.at()).map(|message| message.topic) {
        Some(Topic::Request) => "this request",
        Some(Topic::Done | Topic::Refused) => "this answer",
        _ => "this message",
    };
    let late = |ns: u64| choice(format!("Delay {what} by {}", span(ns)), singled.delay(ns));
    vec![choice(format!("Drop {what}"), singled.lose()), late(10 * MS), late(50 * MS)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::film::tests::{CRASH, film};
    use crate::state::State;
    use quorate_core::trace::{Arrival, Loss};

    /// Whether a message leaves as before, and what becomes of it.
    fn same(one: &Message, other: &Message) -> bool {
        (one.from, one.to, one.topic, one.sent_ns) == (other.from, other.to, other.topic, other.sent_ns)
    }

    #[test]
    fn what_is_dropped_is_just_the_message_that_was_pressed() {
        let film = film(CRASH);
        let trace = film.trace(1).expect("a mode");
        let start = State::open(CRASH);
        let mut tried = 0;
        for (at, message) in (0..).map(MessageAt).zip(&trace.messages).step_by(3) {
            let Some(singled) = Singled::new(trace, at) else { continue };
            let dropped = start.after(&Action::Edit(Edit::Do(singled.lose())));
            let late = start.after(&Action::Edit(Edit::Do(singled.delay(10 * MS))));
            let of = |state: &State| {
                let courses = state.run().courses().and_then(|courses| courses.all().ok()).expect("courses");
                *courses[1].trace().messages.get(at.at()).expect("the message")
            };
            assert!(same(&of(&dropped), message), "{message:?}");
            assert!(
                matches!(of(&dropped).arrival, Arrival::Lost(_, Loss::Dropped)),
                "{message:?} {singled:?}"
            );
            let takes = |message: &Message| match message.arrival {
                Arrival::At(ns) | Arrival::Under(ns) | Arrival::Lost(ns, _) => ns - message.sent_ns,
            };
            assert_eq!(takes(&of(&late)), takes(message) + 10 * MS, "{message:?}");
            tried += 1;
        }
        assert!(tried > 15, "{tried}");
    }
}
