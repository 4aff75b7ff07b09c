use super::{Actor, ActorAt, OpAt, OpKind, TextAt, Trace, VersionAt};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// How operations and actors are called: writes are w1, w2 and so on and reads r1, r2, in the order in which they were
/// begun.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    trace: &'a Trace,
    /// Each operation's number among those of its sort.
    numbers: Vec<u32>,
}

impl<'a> Names<'a> {
    /// The names of all operations of a trace.
    pub fn new(trace: &'a Trace) -> Self {
        let mut counts = [0; 2];
        let number = |kind: OpKind| {
            let count = &mut counts[usize::from(kind.is_write())];
            *count += 1;
            *count
        };
        Names {
            trace,
            numbers: trace.operations.iter().map(|operation| operation.kind).map(number).collect(),
        }
    }

    /// The short name: "w3".
    #[inline(never)]
    pub fn op(&self, at: OpAt) -> String {
        let kind = self.trace.operations.get(at.at()).map(|operation| operation.kind);
        match kind.zip(self.numbers.get(at.at())) {
            Some((kind, number)) => format!("{}{number}", letter(kind)),
            None => "an unknown operation".to_string(),
        }
    }

    /// What was asked: "put x=3".
    #[inline(never)]
    pub fn asked(&self, at: OpAt) -> String {
        let Some(operation) = self.trace.operations.get(at.at()) else { return String::new() };
        let text = |at| self.trace.texts.get(at);
        let key = text(operation.key);
        let value = operation.value.map_or("", text);
        match operation.kind {
            OpKind::Get => format!("get {key}"),
            OpKind::Put => format!("put {}", self.pair(operation.key, operation.value)),
            OpKind::Delete => format!("delete {key}"),
            OpKind::Cas => format!("cas {key} {}→{value}", operation.expected.map_or("", text)),
            OpKind::Increment => format!("increment {key}"),
            OpKind::Insert if key.is_empty() => format!("insert {value}"),
            OpKind::Insert => format!("insert {}", self.pair(operation.key, operation.value)),
        }
    }

    /// Both: "w3 (put x=3)".
    #[inline(never)]
    pub fn full(&self, at: OpAt) -> String {
        format!("{} ({})", self.op(at), self.asked(at))
    }

    /// An actor: "n1", "c1", or "monitor", since w1 is a write.
    #[inline(never)]
    pub fn actor(&self, at: ActorAt) -> String {
        match self.trace.actor(at) {
            Actor::Monitor => "monitor".to_string(),
            actor => actor.to_string(),
        }
    }

    /// A version: "x=5 (v2)", the second of its key; "no x (v3)" where it is a tombstone.
    #[inline(never)]
    pub fn version(&self, at: VersionAt) -> String {
        let version = self.trace.versions.get(at);
        format!("{} (v{})", self.pair(version.key, version.value), self.trace.versions.number(at))
    }

    /// A key with its value: "x=3", or "no x" where there is none.
    #[inline(never)]
    pub fn pair(&self, key: TextAt, value: Option<TextAt>) -> String {
        let key = self.trace.texts.get(key);
        match value {
            Some(value) => format!("{key}={}", self.trace.texts.get(value)),
            None => format!("no {key}"),
        }
    }
}

const fn letter(kind: OpKind) -> char {
    if kind.is_write() { 'w' } else { 'r' }
}

/// The short name of one operation. Whoever names many makes [`Names`] once.
#[inline(never)]
pub fn op_name(trace: &Trace, at: OpAt) -> String {
    let Some(operation) = trace.operations.get(at.at()) else { return "an unknown operation".to_string() };
    let is_write = operation.kind.is_write();
    let alike = trace.operations.iter().take(at.at() + 1).filter(|other| other.kind.is_write() == is_write);
    format!("{}{}", letter(operation.kind), alike.count())
}

/// A time in milliseconds, down to whole microseconds: "32 ms", "0.25 ms", "47.003 ms".
#[inline(never)]
pub fn time_text(ns: u64) -> String {
    let (whole, rest) = (ns / 1_000_000, ns % 1_000_000 / 1_000);
    if rest == 0 {
        return format!("{whole} ms");
    }
    let digits = format!("{rest:03}");
    format!("{whole}.{} ms", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::stage::Stage;

    #[test]
    fn writes_and_reads_are_numbered_apart_in_the_order_of_their_beginning() {
        let mut stage = Stage::new(1, 1);
        let [a, b, c, d] = [stage.put("x", "1"), stage.get("x"), stage.put("y", "2"), stage.get("y")];
        let trace = stage.trace();
        let names = Names::new(&trace);
        assert_eq!([a, b, c, d].map(|op| names.op(op)), ["w1", "r1", "w2", "r2"]);
        for op in [a, b, c, d] {
            assert_eq!(op_name(&trace, op), names.op(op));
        }
        assert_eq!([names.full(c), names.full(d)], ["w2 (put y=2)", "r2 (get y)"]);
    }

    #[test]
    fn times_have_no_digits_that_say_nothing() {
        let texts = [0, 32_000_000, 250_000, 47_003_999, 1_200_000_000].map(time_text);
        assert_eq!(texts, ["0 ms", "32 ms", "0.25 ms", "47.003 ms", "1200 ms"]);
    }
}
