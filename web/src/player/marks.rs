//! What is marked below the scrubber, and what is said where it stands.

use crate::{picture::sequence::Spans, words};
use quorate_core::{
    check::{Rule, Verdict},
    scenario::{Act, Verb},
    trace::{Event, Trace, What},
};

/// Something worth going to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When, ns.
    pub at_ns: u64,
    /// What, in a word or two: "n1 dies".
    pub said: String,
    /// Of which kind.
    pub kind: Kind,
}

/// The kinds of marks, the least first: where there is no room for all words, the greater have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Enough copies have a write.
    Committed,
    /// A client asks.
    Asked,
    /// Something goes wrong, or right again.
    Fault,
    /// Somebody leads, dies, or starts again.
    Role,
    /// A promise breaks.
    Broken,
}

/// A run with more operations than this has no mark for each.
const MOST_ASKED: usize = 400;

/// The marks of one run, unordered.
pub(super) fn of(trace: &Trace, spans: &Spans, script: &[Act], verdicts: &[Verdict]) -> Vec<Mark> {
    let has_each = trace.operations.len() <= MOST_ASKED;
    let events = trace.events.iter().filter(|event| event.at_ns > 0);
    let mut marks: Vec<Mark> =
        events.filter_map(|event| of_event(trace, spans, script, has_each, event)).collect();
    marks.extend(verdicts.iter().filter_map(|verdict| of_verdict(trace, spans, verdict)));
    marks
}

fn of_event(trace: &Trace, spans: &Spans, script: &[Act], has_each: bool, event: &Event) -> Option<Mark> {
    let mark = |kind, said| Some(Mark { at_ns: event.at_ns, said, kind });
    match event.what {
        What::Invoked(op) if has_each => mark(Kind::Asked, spans.name(trace, op)),
        What::Committed { .. } if has_each => mark(Kind::Committed, String::new()),
        What::Acted(line) => match &script.get(line as usize)?.verb {
            // The deaths that follow are marked themselves.
            Verb::Kill(_) | Verb::Crash(_) | Verb::Up(_) | Verb::Pause(..) => None,
            verb if words::time::is_asked(verb) => None,
            verb => mark(Kind::Fault, words::time::verb(verb)),
        },
        What::Sloppy { .. } => mark(Kind::Fault, words::time::OVERLAP_OFF.into()),
        What::Short { .. } => mark(Kind::Fault, words::time::TOO_FEW.into()),
        What::Differs(_) => mark(Kind::Committed, String::new()),
        _ => mark(Kind::Role, words::time::mark(trace, event)?),
    }
}

fn of_verdict(trace: &Trace, spans: &Spans, verdict: &Verdict) -> Option<Mark> {
    let breach = verdict.breach?;
    let said = match (verdict.rule, breach.op) {
        (Rule::AcknowledgedKept, Some(op)) => words::time::is_lost(&spans.name(trace, op)),
        (rule, _) => words::time::broken(rule).into(),
    };
    Some(Mark { at_ns: breach.at_ns, said, kind: Kind::Broken })
}
